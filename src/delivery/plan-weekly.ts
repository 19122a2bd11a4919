import type { AppContext } from "../app/context.ts";
import type { ScheduleId } from "../core/ids.ts";
import { readCohortsDue } from "../db/cohorts-due.ts";
import type { Database } from "../db/database.ts";
import { type OwedDelivery, oweDeliveries } from "../db/deliveries.ts";
import { isWanted, postTo } from "./cohort-posts.ts";
import type { DueSchedule, Planned } from "./planner.ts";

/** The weekly post of each group. One that was missed is left out: its numbers would be another week's. */
export async function planWeeklyPosts(_ctx: AppContext, tx: Database, due: readonly DueSchedule[]): Promise<Planned> {
  const cohorts = await readCohortsDue(
    tx,
    due.flatMap(({ schedule }) => (schedule.cohortId === null ? [] : [schedule.cohortId])),
  );
  const owed: OwedDelivery[] = [];
  const planned = new Set<ScheduleId>();
  const stopped = new Set<ScheduleId>();
  for (const { schedule, moment } of due) {
    const of = schedule.cohortId === null ? undefined : cohorts.get(schedule.cohortId);
    if (of?.cohort.state !== "active") {
      stopped.add(schedule.id);
      continue;
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
  await oweDeliveries(tx, owed);
  return { planned, stopped };
}
