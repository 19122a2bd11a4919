import type { CohortId, StudyDay } from "../../core/ids.ts";
import { addDays, weekStart } from "../../core/study-day.ts";
import { type Cohort, readCohort, readPauses } from "../../db/cohorts.ts";
import { type NamedWeeks, readNamedWeeks } from "../../db/totals.ts";
import { readWeeklyCheckIn, type WeeklyCheckIn } from "../check-in/read-weekly.ts";
import type { AppContext } from "../context.ts";
import { cohortWeek } from "../study/reach.ts";
import { periodsOf } from "../study/study-day.ts";
import { type CohortGoal, readGoal } from "./goal.ts";

/** What the weekly post in the channel tells (S31). Only members who are named are in it. */
export interface WeeklyPost {
  readonly cohort: Cohort;
  /** Roadmap week. */
  readonly week: number;
  readonly goal: CohortGoal;
  /** Null: the group's first week. */
  readonly lastGoal: CohortGoal | null;
  /** Most points first; empty where fewer than three are named. */
  readonly most: readonly { readonly name: string; readonly points: number }[];
  readonly mostImproved: string | null;
  readonly steadiest: string | null;
  /** Null: no check-in belongs to this date. */
  readonly checkIn: WeeklyCheckIn | null;
  readonly nowMs: number;
}

/** So few named people would say more about them than about the group. */
const namedFrom = 3;
const mostShown = 3;

/** The week a date is in, as it stands now. Null: the group has ended. */
export async function readWeeklyPost(ctx: AppContext, cohortId: CohortId, date: StudyDay): Promise<WeeklyPost | null> {
  const cohort = await readCohort(ctx.db, cohortId);
  if (!cohort || cohort.state === "ended") return null;
  const lastWeek = addDays(weekStart(date), -1);
  const [pauses, goal, lastGoal, named, checkIn] = await Promise.all([
    readPauses(ctx.db, cohortId),
    readGoal(ctx, cohortId, date),
    lastWeek >= cohort.firstDay ? readGoal(ctx, cohortId, lastWeek) : null,
    readNamedWeeks(ctx.db, cohortId, periodsOf(date).week, periodsOf(lastWeek).week),
    readWeeklyCheckIn(ctx, cohort, date),
  ]);
  const shown = named.length >= namedFrom ? named : [];
  return {
    cohort,
    week: checkIn?.week ?? Math.max(1, cohortWeek(cohort, pauses, date)),
    goal,
    lastGoal,
    most: shown.slice(0, mostShown).map(({ name, points }) => ({ name, points })),
    mostImproved: best(shown, ({ points, lastPoints }) => points - lastPoints, lastGoal !== null)?.name ?? null,
    checkIn,
    nowMs: ctx.clock.nowMs(),
    steadiest: best(shown, ({ studyDays, lastStudyDays }) => studyDays + lastStudyDays, true)?.name ?? null,
  };
}

/** Whoever is ahead of everybody else; nobody where several are, or nothing was gained. */
function best(of: readonly NamedWeeks[], by: (one: NamedWeeks) => number, asked: boolean): NamedWeeks | null {
  if (!asked) return null;
  const [first, second] = [...of].sort((a, b) => by(b) - by(a));
  if (!first || by(first) <= 0) return null;
  return second && by(second) === by(first) ? null : first;
}
