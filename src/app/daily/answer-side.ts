import { sql } from "drizzle-orm";
import type { DailyQuestionId, PresentationId } from "../../core/ids.ts";
import { type Answer, readAnswer } from "../../db/answers.ts";
import { type QuestionRead, readQuestion } from "../../db/daily-questions.ts";
import { changeUngraded } from "../../db/presentations.ts";
import { answers } from "../../db/schema/index.ts";
import type { AppContext } from "../context.ts";
import type { Reader } from "../people/reader.ts";
import { presentCard } from "../study/present-card.ts";
import { studyDayOf } from "../study/study-day.ts";

export type AnswerSide =
  /** The model answer stands open on this presentation. */
  | {
      readonly kind: "open";
      readonly presentationId: PresentationId;
      readonly read: QuestionRead;
      readonly answer: Answer | null;
    }
  /** Rated through this question already. */
  | { readonly kind: "rated"; readonly read: QuestionRead; readonly answer: Answer }
  | { readonly kind: "withdrawn"; readonly read: QuestionRead }
  | { readonly kind: "unknown" };

/** Opens the answer for somebody who has answered, or is only looking: a new card is never refused here. */
export async function openAnswerSide(
  ctx: AppContext,
  reader: Reader,
  dailyQuestionId: DailyQuestionId,
): Promise<AnswerSide> {
  const read = await readQuestion(ctx.db, dailyQuestionId);
  if (!read) return { kind: "unknown" };
  const { learner } = reader;
  const answer = await readAnswer(ctx.db, dailyQuestionId, learner.id);
  if (answer?.rating) return { kind: "rated", read, answer };
  const presentation = await presentCard(ctx, { learner, cardId: read.card.id, dailyQuestionId });
  if (!presentation) return { kind: "withdrawn", read };
  const opened = await changeUngraded(ctx.db, presentation.id, {
    answerShownAt: presentation.answerShownAt ?? ctx.clock.nowMs(),
    // Taken out of a session it may have stood in: its rating is the daily question's.
    sessionId: null,
    number: null,
    ...(answer?.words ? { words: answer.words } : {}),
  });
  return { kind: "open", presentationId: (opened ?? presentation).id, read, answer };
}

/** Reveal: the answer without writing one. Remembered, since an answer written afterwards earns no points. */
export async function revealAnswer(
  ctx: AppContext,
  reader: Reader,
  dailyQuestionId: DailyQuestionId,
): Promise<AnswerSide> {
  const read = await readQuestion(ctx.db, dailyQuestionId);
  if (!read) return { kind: "unknown" };
  const { learner } = reader;
  await ctx.db
    .insert(answers)
    .values({
      dailyQuestionId,
      learnerId: learner.id,
      studyDay: studyDayOf(ctx, learner),
      revealedAt: ctx.clock.nowMs(),
    })
    .onConflictDoUpdate({
      target: [answers.dailyQuestionId, answers.learnerId],
      set: { revealedAt: sql`coalesce(${answers.revealedAt}, excluded.revealed_at)` },
    });
  return openAnswerSide(ctx, reader, dailyQuestionId);
}
