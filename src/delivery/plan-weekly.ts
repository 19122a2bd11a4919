import { openRounds, type RoundWanted } from "../app/check-in/open-rounds.ts";
import type { AppContext } from "../app/context.ts";
import type { ScheduleId } from "../core/ids.ts";
import { readCohortsDue } from "../db/cohorts-due.ts";
import type { Database } from "../db/database.ts";
import { type OwedDelivery, oweDeliveries } from "../db/deliveries.ts";
import { isWanted, postTo } from "./cohort-posts.ts";
import type { DueSchedule, Planned } from "./planner.ts";

/**
 * The weekly post of each group, and with it the check-in. A post that was missed is left out, since its numbers would
 * be another week's; the check-in of its week begins all the same.
 */
export async function planWeeklyPosts(ctx: AppContext, tx: Database, due: readonly DueSchedule[]): Promise<Planned> {
  const cohorts = await readCohortsDue(
    tx,
    due.flatMap(({ schedule }) => (schedule.cohortId === null ? [] : [schedule.cohortId])),
  );
  const owed: OwedDelivery[] = [];
  const rounds: RoundWanted[] = [];
  const planned = new Set<ScheduleId>();
  const stopped = new Set<ScheduleId>();
  for (const { schedule, moment, missed } of due) {
    const of = schedule.cohortId === null ? undefined : cohorts.get(schedule.cohortId);
    if (of?.cohort.state !== "active") {
      stopped.add(schedule.id);
      continue;
    }
    const begins = moment ?? missed.at(-1);
    if (begins && isWanted(of, begins)) {
      rounds.push({ cohort: of.cohort, pauses: of.pauses, date: begins.date, atMs: begins.atMs });
    }
    if (!moment || !isWanted(of, moment)) continue;
    planned.add(schedule.id);
    const { date, atMs } = moment;
    owed.push(
      ...of.places.map((place) =>
        postTo(of, place, {
          key: `weekly:${of.cohort.id}:${date}:${place.id}`,
          kind: "weekly",
          subject: { date },
          dueAtMs: atMs,
        }),
      ),
    );
  }
  await openRounds(ctx, tx, rounds);
  await oweDeliveries(tx, owed);
  return { planned, stopped };
}
