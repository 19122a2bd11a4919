import type { CohortId } from "../../core/ids.ts";
import { type Answer, readAnswer } from "../../db/answers.ts";
import { type DailyQuestion, openQuestionsOf } from "../../db/daily-questions.ts";
import { readCohortSchedule } from "../../db/schedules.ts";
import { type ChannelRef, type Cohort, cohortsOf, whichCohort } from "../cohort/my-cohorts.ts";
import type { AppContext } from "../context.ts";
import type { Reader } from "../people/reader.ts";

export type QuestionOfToday =
  | {
      readonly kind: "open";
      readonly cohort: Cohort;
      readonly question: DailyQuestion;
      /** What this reader did with it so far. */
      readonly answer: Answer | null;
      readonly others: readonly Cohort[];
    }
  /** `nextAtMs` null: nothing more is planned. */
  | {
      readonly kind: "none";
      readonly cohort: Cohort;
      readonly nextAtMs: number | null;
      readonly others: readonly Cohort[];
    }
  | { readonly kind: "no-cohort" };

/**
 * Today's question as `/daily` means it: of the cohort asked for, else of this channel's, else of the learner's first
 * cohort that has one open. `others` are the learner's further cohorts to choose from.
 */
export async function questionOfToday(
  ctx: AppContext,
  reader: Reader,
  asked: { readonly cohortId: CohortId | null; readonly at: ChannelRef | null },
): Promise<QuestionOfToday> {
  const learnerId = reader.learner.id;
  const nowMs = ctx.clock.nowMs();
  const mine = (await cohortsOf(ctx, learnerId)).map(({ cohort }) => cohort);
  const named = mine.find(({ id }) => id === asked.cohortId);
  const here = named ? null : await whichCohort(ctx, learnerId, asked.at);
  const first = named ?? (here?.kind === "one" ? here.cohort : null);
  const candidates = first ? [first] : mine.filter(({ state }) => state === "active");
  const [fallback] = candidates;
  if (!fallback) return { kind: "no-cohort" };
  const [question] = await openQuestionsOf(
    ctx.db,
    candidates.map(({ id }) => id),
    nowMs,
  );
  const cohort = candidates.find(({ id }) => id === question?.cohortId) ?? fallback;
  const others = mine.filter(({ id, state }) => id !== cohort.id && state === "active");
  if (question) {
    return { kind: "open", cohort, question, answer: await readAnswer(ctx.db, question.id, learnerId), others };
  }
  const schedule = await readCohortSchedule(ctx.db, cohort.id, "daily");
  const planned = schedule && schedule.stoppedAt === null && schedule.nextAt > nowMs ? schedule.nextAt : null;
  return { kind: "none", cohort, nextAtMs: planned, others };
}
