import { and, eq, gt, isNull, lte } from "drizzle-orm";
import type { CohortId, DailyQuestionId, StudyDay } from "../../core/ids.ts";
import { readOpenFor } from "../../db/check-ins.ts";
import { answers, cohorts, dailyQuestions, memberships } from "../../db/schema/index.ts";
import type { AppContext } from "../context.ts";
import type { Reader } from "../people/reader.ts";
import { firstCount, trackOf, waitingCards } from "./waiting.ts";

/** The most likely next step (the ladder): what the primary button of a private screen offers. */
export type NextStep =
  | { readonly kind: "study-due"; readonly due: number }
  /** `newCards`: those that may still come today. */
  | { readonly kind: "answer-daily"; readonly dailyQuestionId: DailyQuestionId; readonly newCards?: number }
  /** `week`: the roadmap week it is named by. */
  | {
      readonly kind: "check-in";
      readonly cohortId: CohortId;
      readonly date: StudyDay;
      readonly week: number;
      readonly newCards?: number;
    }
  | { readonly kind: "learn-new"; readonly cards: number }
  | { readonly kind: "progress" };

/** A check-in that was left alone for so long is not offered again. */
const offeredForMs = 7 * 86_400_000;

/** Cards due, else today's question, else the check-in, else new cards, else one's progress. */
export async function nextStep(ctx: AppContext, reader: Pick<Reader, "learner">): Promise<NextStep> {
  const { learner } = reader;
  const track = await trackOf(ctx, learner);
  const waiting = track ? await waitingCards(ctx, learner, track) : null;
  if (waiting && waiting.due.length > 0) return { kind: "study-due", due: waiting.due.length };
  const fresh = waiting?.freshCount ?? 0;
  const newCards = learner.reviewCount === 0 ? Math.min(firstCount, fresh) : fresh;
  const question = await openQuestion(ctx, reader);
  if (question) return { kind: "answer-daily", dailyQuestionId: question, newCards };
  const [round] = await readOpenFor(ctx.db, learner.id, ctx.clock.nowMs() - offeredForMs);
  if (round) return { kind: "check-in", cohortId: round.cohortId, date: round.date, week: round.week, newCards };
  return newCards > 0 ? { kind: "learn-new", cards: newCards } : { kind: "progress" };
}

/** An open daily question of the learner's cohorts that they have not answered. */
async function openQuestion(ctx: AppContext, { learner }: Pick<Reader, "learner">): Promise<DailyQuestionId | null> {
  const nowMs = ctx.clock.nowMs();
  const [row] = await ctx.db
    .select({ id: dailyQuestions.id })
    .from(memberships)
    .innerJoin(cohorts, and(eq(cohorts.id, memberships.cohortId), eq(cohorts.state, "active")))
    .innerJoin(dailyQuestions, eq(dailyQuestions.cohortId, memberships.cohortId))
    .leftJoin(answers, and(eq(answers.dailyQuestionId, dailyQuestions.id), eq(answers.learnerId, learner.id)))
    .where(
      and(
        eq(memberships.learnerId, learner.id),
        isNull(memberships.leftAt),
        lte(dailyQuestions.opensAt, nowMs),
        gt(dailyQuestions.closesAt, nowMs),
        isNull(answers.answeredAt),
        isNull(answers.rating),
      ),
    )
    .orderBy(dailyQuestions.closesAt)
    .limit(1);
  return row?.id ?? null;
}
