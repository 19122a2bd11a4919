import type { PlacementStep } from "../../app/roadmap/placement.ts";
import { actionId } from "../actions/action-id.ts";
import { cardParts, cardSpans, fitParts } from "../card-text.ts";
import { roadmapTexts as texts } from "../texts/roadmap.ts";
import { button, buttons, note, text, type View } from "../view.ts";
import { cut } from "../wording.ts";

const letters = ["A", "B", "C", "D"] as const;
const promptBudget = 1_500;

/** The blocks one may ask to skip. */
export function skipView(blocks: readonly { readonly id: string; readonly title: string }[]): View {
  if (blocks.length === 0) {
    const back = buttons(button(texts.wholePath, actionId("roadmap"), "primary"));
    return { parts: [text(texts.nothingToSkip), back], fallback: texts.nothingToSkip };
  }
  return {
    title: texts.skip,
    parts: [
      text(texts.skipIntro),
      {
        kind: "select",
        action: actionId("placement"),
        placeholder: texts.chooseBlock,
        options: blocks.slice(0, 25).map(({ id, title }) => ({ label: cut(title, 70), value: id })),
      },
      buttons(button(texts.wholePath, actionId("roadmap"))),
    ],
    fallback: texts.skipIntro,
  };
}

export function placementView(step: PlacementStep): View {
  switch (step.kind) {
    case "question": {
      const title = cut(texts.placementTitle(step.number, step.total, step.blockTitle), 100);
      const answer = (option: number | "none") => actionId("placement-answer", step.id, `${step.number}-${option}`);
      return {
        title,
        parts: [
          ...fitParts(cardParts(step.prompt), promptBudget).parts.slice(0, 8),
          { kind: "list", marks: "letters", items: step.options.map((option) => cardSpans(option.text)) },
          buttons(
            ...step.options.map((option, at) => button(letters[at] ?? "?", answer(option.index))),
            button(texts.unsure, answer("none")),
          ),
        ],
        fallback: title,
      };
    }
    case "done": {
      const words = step.known
        ? texts.markedKnown(step.blockTitle, step.right, step.total)
        : texts.notKnown(step.blockTitle, step.right, step.total);
      return {
        parts: [
          text(words),
          ...(step.known ? [note(texts.knownNote)] : []),
          buttons(
            button(texts.wholePath, actionId("roadmap"), "primary"),
            step.known && button(texts.undoKnown, actionId("placement-undo", step.id)),
          ),
        ],
        fallback: cut(words, 300),
      };
    }
    case "too-few":
    case "unknown": {
      const words = step.kind === "too-few" ? texts.tooFew(step.blockTitle) : texts.placementGone;
      return {
        parts: [text(words), buttons(button(texts.wholePath, actionId("roadmap"), "primary"))],
        fallback: words,
      };
    }
  }
}

export function unmarkedView(): View {
  return {
    parts: [text(texts.unmarked), buttons(button(texts.wholePath, actionId("roadmap"), "primary"))],
    fallback: texts.unmarked,
  };
}
