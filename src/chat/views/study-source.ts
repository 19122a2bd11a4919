import type { ShownCard } from "../../app/study/shown-card.ts";
import { actionId } from "../actions/action-id.ts";
import { studyTexts } from "../texts/study.ts";
import { button, buttons, type Span, type View } from "../view.ts";
import { cut } from "../wording.ts";
import { cardTitle, fallback } from "./study-card.ts";

/** Where a card comes from; the way back leads to the card as it was. */
export function sourceView(shown: ShownCard): View {
  const { body } = shown.card;
  const items: Span[][] = body.sources.map(({ title, where, url }) => [
    { kind: "link", label: cut(title, 150), url },
    { kind: "plain", text: `: ${where}` },
  ]);
  return {
    title: cardTitle(shown),
    parts: [
      { kind: "list", items },
      buttons(button(studyTexts.back, actionId("face", shown.presentation.id, "answer"), "primary")),
    ],
    fallback: fallback(shown, studyTexts.source),
  };
}
