import { and, eq } from "drizzle-orm";
import type { LearnerId, PlatformId, StudyDay } from "../../core/ids.ts";
import { localTimeOf } from "../../core/study-day.ts";
import type { Database } from "../../db/database.ts";
import { type OwedDelivery, oweDeliveries } from "../../db/deliveries.ts";
import { schedules } from "../../db/schema/index.ts";
import { nextDue } from "../schedules/next-due.ts";

export interface ReminderWanted {
  readonly learnerId: LearnerId;
  readonly platform: PlatformId;
  /** Local date: a person gets at most one for each. */
  readonly date: StudyDay;
  readonly atMs: number;
  /** Says that it is the last one for now. */
  readonly last?: boolean;
  /** Shows that messages arrive, whatever is due. */
  readonly first?: boolean;
}

export function reminderKey(learnerId: LearnerId, date: StudyDay): string {
  return `reminder:${learnerId}:${date}`;
}

export function reminderOwed({ learnerId, platform, date, atMs, last, first }: ReminderWanted): OwedDelivery {
  return {
    key: reminderKey(learnerId, date),
    kind: "reminder",
    platform,
    to: { learnerId },
    subject: { ...(last ? { last } : {}), ...(first ? { first } : {}) },
    dueAtMs: atMs,
  };
}

/** Somebody has just chosen reminders: the first goes out at once, as that day's one. */
export async function oweFirstReminder(
  tx: Database,
  to: { readonly learnerId: LearnerId; readonly platform: PlatformId },
  nowMs: number,
): Promise<void> {
  const mine = and(eq(schedules.learnerId, to.learnerId), eq(schedules.kind, "reminder"));
  const [schedule] = await tx.select().from(schedules).where(mine).for("update");
  if (!schedule || schedule.stoppedAt !== null) return;
  const date = localTimeOf(nowMs, schedule.zone).day;
  if (schedule.lastDate !== null && schedule.lastDate >= date) return;
  await oweDeliveries(tx, [reminderOwed({ ...to, date, atMs: nowMs, first: true })]);
  const { time, days, zone } = schedule;
  const next = nextDue({ time, days, zone }, nowMs, date);
  await tx.update(schedules).set({ lastDate: date, lastAt: nowMs, nextAt: next.atMs }).where(mine);
}
