import { openAnswerSide, revealAnswer } from "../../app/daily/answer-side.ts";
import { readQuestionFor } from "../../app/daily/read-question.ts";
import { readRecap } from "../../app/daily/read-recap.ts";
import { submitAnswer } from "../../app/daily/submit-answer.ts";
import type { CohortId, DailyQuestionId } from "../../core/ids.ts";
import { localTimeOf } from "../../core/study-day.ts";
import type { Chat } from "../chat.ts";
import { answerSideView, dailyScreen } from "../daily-screen.ts";
import { hint, open, replace, showPrivately } from "../event.ts";
import { dailyTexts } from "../texts/daily.ts";
import { errorTexts } from "../texts/errors.ts";
import { answerForm } from "../views/daily-post.ts";
import { unknownButtonView } from "../views/errors.ts";
import { recapView } from "../views/recap.ts";
import { count } from "../wording.ts";
import { type Action, typed } from "./action.ts";
import type { ActionId } from "./action-id.ts";
import { inTime } from "./prefill.ts";

export function questionIdOf(id: ActionId): DailyQuestionId {
  return (id.object ?? "") as DailyQuestionId;
}

/** Today's question, from the ladder or from the choice of a group. */
export const daily: Action = {
  name: "daily",
  answers: "update",
  async run(chat, press) {
    const [cohortId] = press.values;
    return replace(await dailyScreen(chat, (cohortId as CohortId | undefined) ?? null));
  },
};

/** *Answer* on the post opens the form (S18); on one that has closed there is only its recap. */
export const dailyAnswer: Action = {
  name: "daily-answer",
  answers: "form",
  async run(chat, press) {
    const id = questionIdOf(press);
    const found = await inTime(readQuestionFor(chat.ctx, chat.actor, id));
    if (found?.kind === "unknown") return hint(unknownButtonView());
    if (found?.closed) return showPrivately(await closedView(chat, id, dailyTexts.closed));
    return open(answerForm(id, found));
  },
};

export const dailySubmit: Action = {
  name: "daily-submit",
  answers: "private",
  /** After a refusal: it holds what was typed, so it opens whether the question has closed or not. */
  async form(chat, id) {
    const questionId = questionIdOf(id);
    const found = await inTime(readQuestionFor(chat.ctx, chat.actor, questionId));
    if (found?.kind === "unknown") throw new Error(`no daily question ${id.object}`);
    return answerForm(questionId, found);
  },
  async run(chat, press) {
    const reader = await chat.reader();
    const outcome = await submitAnswer(chat.ctx, {
      reader,
      dailyQuestionId: questionIdOf(press),
      words: typed(press, "words"),
      eventKey: chat.eventKey,
    });
    switch (outcome.kind) {
      case "unknown":
        return hint(unknownButtonView());
      case "too-short":
        return { kind: "reject", reasons: { words: dailyTexts.tooShort } };
      case "too-long":
        return {
          kind: "reject",
          reasons: { words: errorTexts.tooLong(dailyTexts.inYourWords, count(2_000), count(outcome.chars)) },
        };
      case "saved": {
        chat.wake();
        const { question } = outcome.read;
        if (outcome.late) return showPrivately(await closedView(chat, question.id, dailyTexts.keptLate));
        const notes = [outcome.replaced ? dailyTexts.replaced : dailyTexts.saved];
        return showPrivately(await answerSideView(chat, await openAnswerSide(chat.ctx, reader, question.id), notes));
      }
    }
  },
};

/** *Reveal* for those who only want to look (S19). */
export const dailyReveal: Action = {
  name: "daily-reveal",
  answers: "update",
  async run(chat, press) {
    const side = await revealAnswer(chat.ctx, await chat.reader(), questionIdOf(press));
    return replace(await answerSideView(chat, side, [dailyTexts.optionalRating], true));
  },
};

async function closedView(chat: Chat, id: DailyQuestionId, line: string) {
  const recap = await readRecap(chat.ctx, id);
  if (!recap) return unknownButtonView();
  return recapView(recap, localTimeOf(chat.ctx.clock.nowMs(), recap.cohort.zone).day, { notes: [line] });
}
