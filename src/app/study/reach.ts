import { and, eq, inArray, isNull } from "drizzle-orm";
import { calendarWeekOf, type Pause, roadmapWeek, roadmapWeeks } from "../../core/curriculum/pace.ts";
import type { CohortId, StudyDay, TrackId } from "../../core/ids.ts";
import { daysBetween, localTimeOf } from "../../core/study-day.ts";
import { cohortPauses, cohorts, memberships } from "../../db/schema/index.ts";
import type { AppContext } from "../context.ts";
import type { Reader } from "../people/reader.ts";
import { studyDayOf } from "./study-day.ts";

type Learner = Reader["learner"];
type Cohort = typeof cohorts.$inferSelect;

/** How far a learner's new cards reach on a track. */
export interface Reach {
  /** Roadmap week 1..32 up to which cards have opened; 0: this learner is not on the track. */
  readonly week: number;
  /** Blocks opened ahead, or marked known: theirs count as reached whatever the week. */
  readonly openBlocks: readonly string[];
  /** The learner's active cohorts on the track, each with its own roadmap week; a cohort yet to begin is at week 1. */
  readonly cohorts: readonly { readonly cohortId: CohortId; readonly name: string; readonly week: number }[];
}

/** The furthest week of the learner's cohorts, moved by their own shift; alone, weeks count from their first day. */
export async function reachedWeek(ctx: AppContext, learner: Learner, track: TrackId): Promise<Reach> {
  const mine = await ctx.db
    .select({ cohort: cohorts })
    .from(memberships)
    .innerJoin(cohorts, eq(cohorts.id, memberships.cohortId))
    .where(
      and(
        eq(memberships.learnerId, learner.id),
        isNull(memberships.leftAt),
        eq(cohorts.state, "active"),
        eq(cohorts.track, track),
      ),
    );
  const pauses = await readPauses(
    ctx,
    mine.map(({ cohort }) => cohort.id),
  );
  const nowMs = ctx.clock.nowMs();
  const weeks = mine.map(({ cohort }) => ({
    cohortId: cohort.id,
    name: cohort.name,
    week: Math.max(1, cohortWeek(cohort, pauses.get(cohort.id) ?? [], localTimeOf(nowMs, cohort.zone).day)),
  }));
  const furthest = weeks.length > 0 ? Math.max(...weeks.map(({ week }) => week)) : soloWeek(ctx, learner, track);
  return {
    week: furthest === 0 ? 0 : Math.min(roadmapWeeks, Math.max(1, furthest + learner.weekShift)),
    openBlocks: learner.openBlocks,
    cohorts: weeks,
  };
}

/** Roadmap week of a cohort on one of its local dates; 0 before its first Monday. */
export function cohortWeek(
  cohort: Pick<Cohort, "firstDay" | "paceWeeks">,
  pauses: readonly Pause[],
  day: StudyDay,
): number {
  const calendarWeek = calendarWeekOf(cohort.firstDay, day, pauses);
  return calendarWeek === 0 ? 0 : roadmapWeek(calendarWeek, cohort.paceWeeks);
}

function soloWeek(ctx: AppContext, learner: Learner, track: TrackId): number {
  if (learner.soloTrack !== track || learner.soloStart === null) return 0;
  return Math.floor(Math.max(0, daysBetween(learner.soloStart, studyDayOf(ctx, learner))) / 7) + 1;
}

async function readPauses(ctx: AppContext, ids: readonly CohortId[]): Promise<Map<CohortId, Pause[]>> {
  const byCohort = new Map<CohortId, Pause[]>();
  if (ids.length === 0) return byCohort;
  const rows = await ctx.db
    .select()
    .from(cohortPauses)
    .where(inArray(cohortPauses.cohortId, [...ids]));
  for (const { cohortId, fromDay, untilDay } of rows) {
    byCohort.set(cohortId, [...(byCohort.get(cohortId) ?? []), { from: fromDay, to: untilDay }]);
  }
  return byCohort;
}
