import { and, eq, isNotNull } from "drizzle-orm";
import type { DailyQuestionId, LearnerId } from "../../core/ids.ts";
import { type Answer, readAnswer, type Share } from "../../db/answers.ts";
import { type QuestionRead, readQuestion, wantPostsShown } from "../../db/daily-questions.ts";
import type { Database } from "../../db/database.ts";
import { wantRecapsShown } from "../../db/deliveries.ts";
import { answers } from "../../db/schema/index.ts";
import type { AppContext } from "../context.ts";

export type ShareOutcome =
  | {
      readonly kind: "set";
      readonly read: QuestionRead;
      readonly answer: Answer;
      readonly closed: boolean;
      readonly sharedBefore: boolean;
    }
  /** An organiser took it out of the thread: it stays out. */
  | { readonly kind: "removed"; readonly read: QuestionRead; readonly answer: Answer }
  | { readonly kind: "no-words" };

/** Null where nothing was written. */
export async function readOwnWords(ctx: AppContext, learnerId: LearnerId, id: DailyQuestionId): Promise<string | null> {
  return (await readAnswer(ctx.db, id, learnerId))?.words ?? null;
}

/** Shares an answer, or takes it back; at any time, also after the thread is out. */
export async function setShare(
  ctx: AppContext,
  input: { learnerId: LearnerId; dailyQuestionId: DailyQuestionId; share: Share },
): Promise<ShareOutcome> {
  const { learnerId, dailyQuestionId, share } = input;
  const read = await readQuestion(ctx.db, dailyQuestionId);
  const before = read && (await readAnswer(ctx.db, dailyQuestionId, learnerId));
  if (!read || !before?.words) return { kind: "no-words" };
  if (before.removedByOrganiser && share !== "private") return { kind: "removed", read, answer: before };
  const nowMs = ctx.clock.nowMs();
  const answer = await ctx.db.transaction(async (tx) => {
    const [row] = await tx
      .update(answers)
      .set({ share })
      .where(
        and(eq(answers.dailyQuestionId, dailyQuestionId), eq(answers.learnerId, learnerId), isNotNull(answers.words)),
      )
      .returning();
    if (row && row.share !== before.share) await showThread(tx, read, nowMs);
    return row;
  });
  if (!answer) return { kind: "no-words" };
  return {
    kind: "set",
    read,
    answer,
    closed: nowMs >= read.question.closesAt,
    sharedBefore: before.share !== "private",
  };
}

/** An organiser takes an answer out of the thread; its writer keeps it. The caller has checked the role. */
export async function removeSharedAnswer(
  ctx: AppContext,
  input: { dailyQuestionId: DailyQuestionId; learnerId: LearnerId },
): Promise<boolean> {
  const read = await readQuestion(ctx.db, input.dailyQuestionId);
  if (!read) return false;
  return ctx.db.transaction(async (tx) => {
    const [row] = await tx
      .update(answers)
      .set({ removedByOrganiser: true })
      .where(and(eq(answers.dailyQuestionId, input.dailyQuestionId), eq(answers.learnerId, input.learnerId)))
      .returning({ id: answers.id });
    if (row) await showThread(tx, read, ctx.clock.nowMs());
    return row !== undefined;
  });
}

/** Before the recap is out nothing shows shared answers; after it, the thread and the recap's count follow. */
async function showThread(tx: Database, { question }: QuestionRead, nowMs: number): Promise<void> {
  if (nowMs < question.closesAt) return;
  await wantRecapsShown(tx, question, nowMs);
  await wantPostsShown(tx, question.cohortId, question.opensAt, nowMs);
}
