import type { NextStep } from "../../app/study/next-step.ts";
import type { UndoOutcome } from "../../app/study/undo-review.ts";
import { actionId } from "../actions/action-id.ts";
import { cardWords } from "../card-text.ts";
import { studyTexts } from "../texts/study.ts";
import { button, buttons, text, type View } from "../view.ts";
import { count, countOf, cut } from "../wording.ts";
import { ladderButton } from "./ladder.ts";

/** What a rating taken back left behind (S35). */
export function undoneView(outcome: Extract<UndoOutcome, { kind: "undone" }>): View {
  const { rating, prompt, points, streak, undoable, cardId } = outcome;
  const question = cut(cardWords(prompt), 100);
  const days = countOf(streak.length, "day");
  const facts = [
    ...(points > 0 ? [studyTexts.pointsBack(count(-points))] : []),
    outcome.streakChanged ? studyTexts.streakNow(days) : studyTexts.streakAsBefore(days),
  ].join(" ");
  return {
    title: studyTexts.tookBack(rating),
    parts: [
      text(question),
      text(facts),
      buttons(
        button(studyTexts.rateAgain, actionId("study-card", cardId), "primary"),
        undoable && button(studyTexts.undoToo(undoable.rating), actionId("undo", undoable.reviewId)),
        button(studyTexts.back, actionId("study")),
      ),
    ],
    fallback: cut(`${studyTexts.tookBack(rating)}. ${question}`, 300),
  };
}

/** Nothing left, or taken back already in another chat. */
export function nothingToUndoView(
  outcome: Extract<UndoOutcome, { kind: "already-taken-back" | "nothing" }>,
  step: NextStep,
): View {
  const already = outcome.kind === "already-taken-back";
  const sentence = already ? studyTexts.undoneElsewhere : studyTexts.nothingToUndo;
  return {
    parts: [
      text(sentence),
      buttons(
        ladderButton(step),
        already &&
          outcome.undoable &&
          button(studyTexts.undo(outcome.undoable.rating), actionId("undo", outcome.undoable.reviewId)),
      ),
    ],
    fallback: sentence,
  };
}
