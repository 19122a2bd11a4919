import { and, inArray, isNull } from "drizzle-orm";
import type { AppContext } from "../app/context.ts";
import { oweNotices } from "../app/notices/owe-notices.ts";
import { reminderOwed } from "../app/reminders/owe-reminder.ts";
import type { LearnerId, ScheduleId, StudyDay } from "../core/ids.ts";
import { isoWeekOf } from "../core/study-day.ts";
import type { Database } from "../db/database.ts";
import { type OwedDelivery, oweDeliveries } from "../db/deliveries.ts";
import { readRemindersDue, turnRemindersOff } from "../db/reminders.ts";
import { memberships } from "../db/schema/index.ts";
import type { DueSchedule, Planned } from "./planner.ts";

/** So many in a row without a sign of life, and they stop. */
const mostIgnored = 5;

/**
 * Learners' reminders. Whether the day needs one is decided when it goes out (see the kind); here is who gets none any
 * more: whoever has ignored five, and whoever no account of can be reached. What was missed is not made up for.
 */
export async function planReminders(ctx: AppContext, tx: Database, due: readonly DueSchedule[]): Promise<Planned> {
  const found = await readRemindersDue(
    tx,
    due.flatMap(({ schedule }) => (schedule.learnerId === null ? [] : [schedule.learnerId])),
  );
  const owed: OwedDelivery[] = [];
  const planned = new Set<ScheduleId>();
  const stopped = new Set<ScheduleId>();
  const ignoring: LearnerId[] = [];
  const unreachable: LearnerId[] = [];
  for (const { schedule, moment } of due) {
    const one = schedule.learnerId === null ? undefined : found.get(schedule.learnerId);
    if (!one || one.learner.reminderTime === null || one.platform === null || one.ignored >= mostIgnored) {
      stopped.add(schedule.id);
      if (one?.learner.reminderTime != null && one.platform === null) unreachable.push(one.learner.id);
      else if (one && one.ignored >= mostIgnored) ignoring.push(one.learner.id);
      continue;
    }
    if (!moment) continue;
    planned.add(schedule.id);
    const { platform, learner, ignored } = one;
    const last = ignored === mostIgnored - 1;
    owed.push(reminderOwed({ learnerId: learner.id, platform, date: moment.date, atMs: moment.atMs, last }));
  }
  await oweDeliveries(tx, owed);
  await turnRemindersOff(tx, ignoring);
  await tellOfUnreachable(ctx, tx, unreachable);
  return { planned, stopped };
}

/** The organisers of their groups hear of it, once a week at most. */
async function tellOfUnreachable(ctx: AppContext, tx: Database, ids: readonly LearnerId[]): Promise<void> {
  if (ids.length === 0) return;
  const week = isoWeekOf(new Date(ctx.clock.nowMs()).toISOString().slice(0, 10) as StudyDay);
  const rows = await tx
    .selectDistinct({ cohortId: memberships.cohortId })
    .from(memberships)
    .where(and(inArray(memberships.learnerId, [...ids]), isNull(memberships.leftAt)));
  for (const { cohortId } of rows) {
    await oweNotices(ctx, tx, { cohortId, key: `unreachable:${week}`, subject: { cause: "unreachable" } });
  }
}
