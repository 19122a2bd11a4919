import type { ShownCard } from "../../app/study/shown-card.ts";
import type { CardBody } from "../../core/curriculum/card.ts";
import { type Rating, ratings } from "../../core/scheduling/fsrs.ts";
import { actionId } from "../actions/action-id.ts";
import { cardParts, cardSpans, cardWords, fitParts, partLength, squeezeParts } from "../card-text.ts";
import { viewLimits } from "../limits.ts";
import { ratingNames, studyTexts } from "../texts/study.ts";
import { type Button, button, buttons, note, type Part, type SelectPart, type Span, text, type View } from "../view.ts";
import { cut, interval } from "../wording.ts";
import { undoButtonOf } from "./study-words.ts";

/** Room for the frame around the texts of a card: title, notes. */
const frameChars = 600;

/** The front (S9): the question, and what the previous rating did. */
export function frontView(shown: ShownCard, notes: readonly string[] = []): View {
  const { presentation } = shown;
  const { body } = shown.card;
  const hint = body.hint && presentation.hintShown ? [text(studyTexts.hintLine(""), ...cardSpans(body.hint))] : [];
  const parts = [...promptParts(shown), ...hint, ...notesOf(shown, notes)];
  return {
    title: cardTitle(shown),
    parts: [
      ...parts,
      buttons(
        button(studyTexts.showAnswer, actionId("show", presentation.id), "primary"),
        Boolean(body.hint) && !presentation.hintShown && button(studyTexts.hint, actionId("hint", presentation.id)),
        undoButton(shown),
        stopButton(shown),
      ),
      moreSelect(shown),
    ],
    fallback: fallback(shown, ""),
  };
}

/** The answer with its four ratings (S10). */
export function answerView(shown: ShownCard, notes: readonly string[] = []): View {
  const { body } = shown.card;
  if (body.kind !== "flashcard") throw new Error(`a ${body.kind} card has an answer side of its own`);
  const options = { textOnly: shown.textOnly, name: "answer" };
  const answer = [
    ...cardParts(body.answer, options),
    ...(body.why ? cardParts(body.why, { ...options, name: "why" }) : []),
    ...(body.confusion ? [text(studyTexts.confusion, ...cardSpans(body.confusion))] : []),
  ];
  const prompt = promptParts(shown);
  const fitted = fitParts(answer, viewLimits.text - frameChars - lengthOf(prompt));
  const sources = sourceNote(body);
  const small = [...(sources ? [sources] : []), ...notesOf(shown, notes)];
  return {
    title: cardTitle(shown),
    parts: [
      ...squeezeParts([...prompt, { kind: "divider" }, ...fitted.parts], viewLimits.parts - 3 - small.length),
      ...small,
      ratingRow(shown, ratings),
      buttons(
        undoButton(shown),
        stopButton(shown),
        fitted.cut && button(studyTexts.showAll, actionId("face", shown.presentation.id, "all")),
      ),
      moreSelect(shown),
    ].filter(notEmpty),
    fallback: fallback(shown, "the answer is shown. Rate it Again, Hard, Good or Easy."),
  };
}

export function cardTitle({ place, card, tail }: ShownCard): string {
  const words = [
    place ? studyTexts.cardTitle(place.number, place.total) : null,
    place && place.comeBack > 0 ? studyTexts.comeBackCount(place.comeBack) : null,
    card.deckTitle,
    tail ? studyTexts.tails[tail] : null,
  ];
  return cut(words.filter((word) => word !== null).join(" · "), viewLimits.title);
}

export function promptParts({ card, textOnly }: ShownCard): Part[] {
  return cardParts(card.body.prompt, { textOnly, name: "question" });
}

/** The row of ratings, each with the interval it gives. All plain: colour would lead, unless ticks suggest one. */
export function ratingRow(
  { presentation }: ShownCard,
  offered: readonly Rating[],
  suggested?: Rating,
  action = "rate",
): Part {
  return buttons(
    ...offered.map((rating) => {
      const length = interval(presentation.offers[rating].interval);
      return button(
        `${ratingNames[rating]} · ${length}`,
        actionId(action, presentation.id, rating),
        rating === suggested ? "primary" : "plain",
        `${ratingNames[rating]}: ${studyTexts.comesBack(length)}`,
      );
    }),
  );
}

export function notesOf(shown: ShownCard, notes: readonly string[]): Part[] {
  const { presentation } = shown;
  const answerOpen = presentation.answerShownAt !== null && presentation.gradedAt === null;
  const lines = [
    ...notes,
    ...(shown.early && !answerOpen ? [studyTexts.early] : []),
    ...(shown.ratingHelp && answerOpen ? [studyTexts.ratingHelp] : []),
  ];
  return lines.length > 0 ? [note(lines.join("\n"))] : [];
}

export function sourceNote(body: CardBody): Part | null {
  if (body.sources.length === 0) return null;
  const spans: (Span | string)[] = [studyTexts.sourceLabel];
  for (const [index, source] of body.sources.entries()) {
    if (index > 0) spans.push("; ");
    spans.push({ kind: "link", label: cut(`${source.title}, ${source.where}`, 150), url: source.url });
  }
  if (body.asOf) spans.push(`. ${studyTexts.asOf(body.asOf)}`);
  return note(...spans);
}

export function undoButton({ undoable }: Pick<ShownCard, "undoable">): Button | null {
  return undoButtonOf(undoable);
}

export function stopButton({ presentation }: ShownCard): Button | null {
  return presentation.sessionId && button(studyTexts.stop, actionId("stop", presentation.sessionId));
}

export function moreSelect({ presentation }: ShownCard): SelectPart {
  return {
    kind: "select",
    action: actionId("more", presentation.id),
    placeholder: studyTexts.more,
    options: [
      { label: studyTexts.bury, value: "bury", description: studyTexts.buryWhy },
      { label: studyTexts.suspend, value: "suspend", description: studyTexts.suspendWhy },
      { label: studyTexts.flag, value: "flag", description: studyTexts.flagWhy },
      { label: studyTexts.source, value: "source", description: studyTexts.sourceWhy },
    ],
  };
}

export function fallback(shown: ShownCard, state: string): string {
  const title = shown.place ? studyTexts.cardTitle(shown.place.number, shown.place.total) : shown.card.deckTitle;
  return cut(`${title}: ${state || cardWords(shown.card.body.prompt)}`, viewLimits.fallback);
}

export function lengthOf(parts: readonly Part[]): number {
  return parts.reduce((sum, part) => sum + partLength(part), 0);
}

/** A row without buttons is no part. */
export function notEmpty(part: Part): boolean {
  return part.kind !== "buttons" || part.buttons.length > 0;
}
