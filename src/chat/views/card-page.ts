import type { CardPage } from "../../app/cards/read-card.ts";
import { actionId } from "../actions/action-id.ts";
import { cardParts, cardSpans, cardWords, fitParts, squeezeParts } from "../card-text.ts";
import { viewLimits } from "../limits.ts";
import { cardTexts } from "../texts/cards.ts";
import { button, buttons, field, fields, note, type Part, text, type View } from "../view.ts";
import { countOf, cut, dayAhead, momentAhead } from "../wording.ts";
import { sourceNote } from "./study-card.ts";

/** One card: question, answer, source, and where it stands. */
export function cardPageView(page: CardPage, notes: readonly string[] = []): View {
  const { card, standing } = page;
  const options = { textOnly: page.textOnly };
  const body: Part[] = [
    ...cardParts(card.body.prompt, { ...options, name: "question" }),
    { kind: "divider" },
    ...answerParts(page),
  ];
  const source = sourceNote(card.body);
  const suspended = standing.kind === "suspended";
  return {
    title: cut(card.deckTitle, viewLimits.title),
    parts: [
      ...squeezeParts(fitParts(body, viewLimits.text - 700).parts, viewLimits.parts - 4),
      ...(source ? [source] : []),
      fields(
        field(cardTexts.state, cardTexts.states[standing.kind]),
        field(cardTexts.next, nextWords(page)),
        field(cardTexts.seen, countOf(page.seen, "time")),
        field(cardTexts.again, countOf(page.again, "time")),
      ),
      ...(notes.length > 0 ? [note(notes.join("\n"))] : []),
      buttons(
        button(cardTexts.studyNow, actionId("study-card", card.id), "primary"),
        suspended
          ? button(cardTexts.bringBack, actionId("card-bring-back", card.id))
          : button(cardTexts.suspend, actionId("card-suspend", card.id)),
        button(cardTexts.flag, actionId("flag", card.id)),
      ),
    ],
    fallback: cut(cardWords(card.body.prompt) || card.deckTitle, viewLimits.fallback),
  };
}

function answerParts({ card, textOnly }: CardPage): Part[] {
  const { body } = card;
  if (body.kind !== "choice") return cardParts(body.answer, { textOnly, name: "answer" });
  const right = body.options.find(({ correct }) => correct);
  return right ? [text(...cardSpans(right.text), ". ", ...cardSpans(right.why))] : [];
}

function nextWords({ standing, here }: CardPage): string {
  switch (standing.kind) {
    case "waits":
      return dayAhead(standing.dueDay, here.today);
    case "steps":
      return momentAhead(standing.dueAtMs, here.nowMs, here.zone);
    case "due":
      return cardTexts.nextNow;
    default:
      return cardTexts.nextNone;
  }
}
