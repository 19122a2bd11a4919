import { calendarWeekOf, type Pause, roadmapWeek } from "../../core/curriculum/pace.ts";
import { weekOf } from "../../core/curriculum/track.ts";
import type { StudyDay } from "../../core/ids.ts";
import { insertRounds, readLatestRounds, wantWeeklyShown } from "../../db/check-ins.ts";
import type { Cohort } from "../../db/cohorts.ts";
import type { Database } from "../../db/database.ts";
import type { AppContext } from "../context.ts";

export interface RoundWanted {
  readonly cohort: Cohort;
  readonly pauses: readonly Pause[];
  /** Of the weekly post, in the cohort's zone. */
  readonly date: StudyDay;
  readonly atMs: number;
}

/** One question a topic, and a screen holds ten. */
const mostTopics = 10;

/**
 * Begins the check-ins of cohorts, which ends the ones before: their posts are to say so. Once a cohort and date.
 */
export async function openRounds(ctx: AppContext, tx: Database, wanted: readonly RoundWanted[]): Promise<void> {
  const dates = new Map(wanted.map(({ cohort, date }) => [cohort.id, date]));
  const latest = await readLatestRounds(tx, [...dates.keys()]);
  const closing = latest.filter(({ cohortId, date }) => date < (dates.get(cohortId) ?? date));
  await insertRounds(
    tx,
    wanted.map(({ cohort, pauses, date, atMs }) => {
      const weeks = weeksAsked(cohort, pauses, date);
      const track = ctx.tracks.get(cohort.track);
      const topics = weeks.flatMap((week) => (track && weekOf(track, week)?.topics) || []).map(({ id }) => id);
      return {
        cohortId: cohort.id,
        date,
        week: weeks.at(-1) ?? 1,
        topics: [...new Set(topics)].slice(0, mostTopics),
        opensAt: atMs,
      };
    }),
  );
  await wantWeeklyShown(tx, closing, ctx.clock.nowMs());
}

/** The roadmap weeks that belong to the calendar week of a date: at the fast pace some hold two. */
function weeksAsked({ firstDay, paceWeeks }: Cohort, pauses: readonly Pause[], date: StudyDay): number[] {
  const calendarWeek = Math.max(1, calendarWeekOf(firstDay, date, pauses));
  const to = roadmapWeek(calendarWeek, paceWeeks);
  const from = calendarWeek === 1 ? 1 : Math.min(to, roadmapWeek(calendarWeek - 1, paceWeeks) + 1);
  return Array.from({ length: to - from + 1 }, (_, at) => from + at);
}
