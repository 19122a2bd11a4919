import type { DailyQuestionId } from "../../core/ids.ts";
import { dailyAnswerPoints, minAnswerChars } from "../../core/scoring/points.ts";
import { studyDayStartMs } from "../../core/study-day.ts";
import { type Answer, answeredOther, creditAnswer, isOnTrack, lockAnswer, lockDay } from "../../db/answers.ts";
import { type QuestionRead, readQuestion, wantPostsShown } from "../../db/daily-questions.ts";
import { countDueAtStart } from "../../db/memory.ts";
import { wantReminderDone } from "../../db/reminders.ts";
import { answers, eventKeys } from "../../db/schema/index.ts";
import type { AppContext } from "../context.ts";
import type { Reader } from "../people/reader.ts";
import { periodsOf, studyDayOf } from "../study/study-day.ts";

export const maxAnswerChars = 2_000;

export type SubmitOutcome =
  | {
      readonly kind: "saved";
      readonly read: QuestionRead;
      readonly answer: Answer;
      /** There were words before; points stay as they were. */
      readonly replaced: boolean;
      /** After the closing time: kept for the learner, counted nowhere. */
      readonly late: boolean;
    }
  | { readonly kind: "too-short" }
  | { readonly kind: "too-long"; readonly chars: number }
  | { readonly kind: "unknown" };

/**
 * Stores an answer in words, which is answering. Words, points, day, totals and the counter on the post are written in
 * one transaction. The same event again tells the first outcome; another submit replaces the words.
 */
export async function submitAnswer(
  ctx: AppContext,
  input: { reader: Reader; dailyQuestionId: DailyQuestionId; words: string; eventKey: string },
): Promise<SubmitOutcome> {
  const words = input.words.trim();
  const chars = [...words].length;
  if (chars < minAnswerChars) return { kind: "too-short" };
  if (chars > maxAnswerChars) return { kind: "too-long", chars };
  const read = await readQuestion(ctx.db, input.dailyQuestionId);
  if (!read) return { kind: "unknown" };
  const { question, card } = read;
  const { learner } = input.reader;
  const nowMs = ctx.clock.nowMs();
  const studyDay = studyDayOf(ctx, learner);
  const dayStartMs = studyDayStartMs(studyDay, learner.zone, learner.rolloverHour);
  const late = nowMs >= question.closesAt;

  return ctx.db.transaction(async (tx) => {
    const [once] = await tx
      .insert(eventKeys)
      .values({ key: input.eventKey, at: nowMs })
      .onConflictDoNothing()
      .returning();
    // The day first, as in grading: whoever writes for this learner waits here.
    const dueAtStart = () => countDueAtStart(tx, learner.id, studyDay, dayStartMs);
    const day = late ? null : await lockDay(tx, { learnerId: learner.id, studyDay, dueAtStart });
    const before = await lockAnswer(tx, question.id, learner.id);
    if (!once && before) return { kind: "saved", read, answer: before, replaced: false, late };
    const first = before?.answeredAt == null;
    let points = before?.points ?? 0;
    if (first && day) {
      const earns =
        before?.revealedAt == null &&
        (await isOnTrack(tx, learner.id, card.track)) &&
        !(await answeredOther(tx, { learnerId: learner.id, studyDay, except: question.id }));
      points = await creditAnswer(tx, {
        ...{ learnerId: learner.id, studyDay, track: card.track },
        ...periodsOf(studyDay),
        points: earns ? dailyAnswerPoints : 0,
      });
    }
    const values = { words, ...(first ? { answeredAt: nowMs, studyDay, points } : {}) };
    const [answer] = await tx
      .insert(answers)
      .values({ dailyQuestionId: question.id, learnerId: learner.id, studyDay, ...values })
      .onConflictDoUpdate({ target: [answers.dailyQuestionId, answers.learnerId], set: values })
      .returning();
    if (!answer) throw new Error("an answer was not written");
    if (first && !late) {
      await wantPostsShown(tx, question.cohortId, question.opensAt, nowMs);
      // Answering keeps the day.
      await wantReminderDone(tx, learner.id, { fromMs: dayStartMs, nowMs });
    }
    return { kind: "saved", read, answer, replaced: !first, late };
  });
}
