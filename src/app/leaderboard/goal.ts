import type { CohortId, StudyDay } from "../../core/ids.ts";
import { weekdayOf } from "../../core/study-day.ts";
import { countOnCourse } from "../../db/totals.ts";
import type { AppContext } from "../context.ts";
import { periodsOf } from "../study/study-day.ts";

/** What a cohort aims for each week: 8 in 10 members with 5 study days. */
export interface CohortGoal {
  readonly members: number;
  /** Members who are to reach it. */
  readonly aim: number;
  /** Members who have 5 study days. */
  readonly done: number;
  /** Members with as many study days as an even week would have by now. */
  readonly onCourse: number;
  readonly reached: boolean;
}

export const goalStudyDays = 5;
const goalShare = 0.8;

/** The goal of the week a day is in, as it stands on that day. */
export async function readGoal(ctx: AppContext, cohortId: CohortId, day: StudyDay): Promise<CohortGoal> {
  const byNow = Math.floor((goalStudyDays * weekdayOf(day)) / 7);
  const { members, withFirst, withSecond } = await countOnCourse(ctx.db, cohortId, periodsOf(day).week, [
    goalStudyDays,
    byNow,
  ]);
  const aim = Math.ceil(goalShare * members);
  return { members, aim, done: withFirst, onCourse: withSecond, reached: members > 0 && withFirst >= aim };
}
