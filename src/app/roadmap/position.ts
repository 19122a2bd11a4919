import { endDay, firstDayOfRoadmapWeek, roadmapWeeks } from "../../core/curriculum/pace.ts";
import type { Track } from "../../core/curriculum/track.ts";
import type { StudyDay, TrackId } from "../../core/ids.ts";
import { addDays, daysBetween } from "../../core/study-day.ts";
import { readCohort, readPauses } from "../../db/cohorts.ts";
import type { AppContext } from "../context.ts";
import type { Reader } from "../people/reader.ts";
import { type Reach, reachedWeek } from "../study/reach.ts";
import { trackOf } from "../study/waiting.ts";

/** Where a learner and their group are on a roadmap. */
export interface Position {
  readonly trackId: TrackId;
  readonly track: Track;
  readonly reach: Reach;
  /** Of the furthest cohort; null when they study alone or not at all. */
  readonly groupWeek: number | null;
  /** Up to where their new cards reach; null when they study nothing. */
  readonly myWeek: number | null;
  /** First and last day of a roadmap week by the group's calendar, else their own; null without either. */
  daysOf(week: number): { from: StudyDay; to: StudyDay } | null;
}

/** On the track the reader studies; for somebody new, on the first one there is. */
export async function positionOf(ctx: AppContext, learner: Reader["learner"]): Promise<Position> {
  const [anyTrack] = ctx.tracks.keys();
  const trackId = (await trackOf(ctx, learner)) ?? anyTrack;
  const track = trackId && ctx.tracks.get(trackId);
  if (!trackId || !track) throw new Error(`track ${trackId} was not loaded`);
  const reach = await reachedWeek(ctx, learner, trackId);
  const furthest = [...reach.cohorts].sort((a, b) => b.week - a.week)[0];
  return {
    trackId,
    track,
    reach,
    groupWeek: furthest?.week ?? null,
    myWeek: reach.week === 0 ? null : reach.week,
    daysOf: furthest ? await cohortCalendar(ctx, furthest.cohortId) : soloCalendar(learner, trackId),
  };
}

async function cohortCalendar(
  ctx: AppContext,
  cohortId: Reach["cohorts"][number]["cohortId"],
): Promise<Position["daysOf"]> {
  const cohort = await readCohort(ctx.db, cohortId);
  if (!cohort) return () => null;
  const pauses = await readPauses(ctx.db, cohortId);
  const { firstDay, paceWeeks } = cohort;
  return (week) => {
    const from = firstDayOfRoadmapWeek(firstDay, week, paceWeeks, pauses);
    const next = week < roadmapWeeks ? firstDayOfRoadmapWeek(firstDay, week + 1, paceWeeks, pauses) : null;
    const to = next === null ? endDay(firstDay, paceWeeks, pauses) : addDays(next, -1);
    // At the fast pace two weeks share their Monday.
    return { from, to: daysBetween(from, to) < 6 ? addDays(from, 6) : to };
  };
}

function soloCalendar(learner: Reader["learner"], trackId: TrackId): Position["daysOf"] {
  const { soloStart, soloTrack } = learner;
  if (soloStart === null || soloTrack !== trackId) return () => null;
  return (week) => {
    const from = addDays(soloStart, 7 * (week - 1));
    return { from, to: addDays(from, 6) };
  };
}
