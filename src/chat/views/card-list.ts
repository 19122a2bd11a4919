import { pageSize, type SearchOutcome, type Standing } from "../../app/cards/search-cards.ts";
import type { NextStep } from "../../app/study/next-step.ts";
import type { Here } from "../../app/study/study-day.ts";
import { actionId } from "../actions/action-id.ts";
import { cardWords } from "../card-text.ts";
import { viewLimits } from "../limits.ts";
import { cardTexts } from "../texts/cards.ts";
import { button, buttons, type Part, text, type View } from "../view.ts";
import { countOf, cut, dayAhead, momentAhead } from "../wording.ts";
import { ladderButton } from "./ladder.ts";

const promptChars = 90;
const wordsChars = 40;
const encodedAtMost = 80;

/** What a search found, five a page. */
export function cardListView({ words, total, from, found, here }: SearchOutcome): View {
  const shortWords = cut(words, wordsChars);
  const title = cut(cardTexts.found(countOf(total, "card"), shortWords), viewLimits.title);
  const left = Math.min(pageSize, total - from - found.length);
  const parts: Part[] = [
    {
      kind: "list",
      marks: "numbers",
      start: from + 1,
      items: found.map(({ prompt, standing }) => [
        { kind: "plain", text: `${cut(cardWords(prompt), promptChars)} · ${standingWords(standing, here)}` },
      ]),
    },
    {
      kind: "select",
      action: actionId("card-open"),
      placeholder: cardTexts.open,
      options: found.map(({ cardId, prompt }, index) => ({
        label: cut(`${from + index + 1}. ${cardWords(prompt)}`, viewLimits.optionLabel),
        value: String(cardId),
      })),
    },
  ];
  const encoded = encodeURIComponent(words);
  // Words too long for an id find few cards anyway.
  if (left > 0 && encoded.length <= encodedAtMost) {
    const more = actionId("card-page", from + found.length, encoded);
    parts.push(buttons(button(cardTexts.nextPage(left), more, "primary")));
  }
  return { title, parts, fallback: title };
}

export function noCardView(words: string, step: NextStep): View {
  const sentence = cardTexts.none(cut(words, wordsChars));
  return { parts: [text(sentence), buttons(ladderButton(step))], fallback: sentence };
}

/** `due in 4 days`, `new to you`. */
export function standingWords(standing: Standing, here: Here): string {
  switch (standing.kind) {
    case "waits":
      return `due ${dayAhead(standing.dueDay, here.today)}`;
    case "steps":
      return `due ${momentAhead(standing.dueAtMs, here.nowMs, here.zone)}`;
    default:
      return cardTexts.states[standing.kind];
  }
}
