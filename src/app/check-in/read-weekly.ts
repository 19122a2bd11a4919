import type { StudyDay } from "../../core/ids.ts";
import { countCheckedIn, readCompletion, readLatestRound, readRound, readRoundBefore } from "../../db/check-ins.ts";
import type { Cohort } from "../../db/cohorts.ts";
import { readCohortSchedule } from "../../db/schedules.ts";
import type { AppContext } from "../context.ts";

/** What the weekly post tells of check-ins: counts alone, nobody's words. */
export interface WeeklyCheckIn {
  readonly date: StudyDay;
  readonly week: number;
  readonly members: number;
  readonly checkedIn: number;
  readonly closed: boolean;
  /** Null: no next one is planned. */
  readonly closesAtMs: number | null;
  /** The one before, from five check-ins on. `topics`: the most done first; null where fewer than five spoke of them. */
  readonly last: {
    readonly checkedIn: number;
    readonly topics: readonly { readonly title: string; readonly done: number; readonly of: number }[] | null;
  } | null;
}

/** Fewer people than this are never summed up. */
const peopleAtLeast = 5;

export async function readWeeklyCheckIn(
  ctx: AppContext,
  cohort: Cohort,
  date: StudyDay,
): Promise<WeeklyCheckIn | null> {
  const key = { cohortId: cohort.id, date };
  const round = await readRound(ctx.db, key);
  if (!round) return null;
  const [counted, latest, schedule, last] = await Promise.all([
    countCheckedIn(ctx.db, key),
    readLatestRound(ctx.db, cohort.id),
    readCohortSchedule(ctx.db, cohort.id, "weekly"),
    readLast(ctx, cohort, date),
  ]);
  const closed = latest !== null && latest.date > date;
  return {
    date,
    week: round.week,
    ...counted,
    closed,
    closesAtMs: closed || schedule?.stoppedAt != null ? null : (schedule?.nextAt ?? null),
    last,
  };
}

async function readLast(ctx: AppContext, cohort: Cohort, date: StudyDay): Promise<WeeklyCheckIn["last"]> {
  const round = await readRoundBefore(ctx.db, { cohortId: cohort.id, date });
  if (!round) return null;
  const { checkedIn } = await countCheckedIn(ctx.db, round);
  if (checkedIn < peopleAtLeast) return null;
  const { said, done } = await readCompletion(ctx.db, round);
  if (said < peopleAtLeast) return { checkedIn, topics: null };
  const track = ctx.tracks.get(cohort.track);
  const titles = new Map(track?.blocks.flatMap(({ topics }) => topics).map(({ id, title }) => [id, title]));
  const topics = round.topics
    .map((id) => ({ title: titles.get(id) ?? id, done: done.get(id) ?? 0, of: said }))
    .filter((topic) => topic.done > 0)
    .sort((a, b) => b.done - a.done);
  return { checkedIn, topics };
}
