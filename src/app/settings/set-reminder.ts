import { and, eq, sql } from "drizzle-orm";
import type { LearnerId } from "../../core/ids.ts";
import type { Database } from "../../db/database.ts";
import { learners, schedules } from "../../db/schema/index.ts";
import { nextDue } from "../schedules/next-due.ts";

export interface ReminderWish {
  readonly learnerId: LearnerId;
  readonly zone: string;
  /** Wall clock; null: no reminders. */
  readonly time: string | null;
  /** ISO weekdays without one. */
  readonly quietDays: readonly number[];
}

/** Stores when a learner wants to be reminded, and when that comes due next. Quiet on all days is none. */
export async function setReminder(tx: Database, wish: ReminderWish, nowMs: number): Promise<void> {
  const { learnerId, zone, time } = wish;
  const quietDays = [...wish.quietDays];
  await tx.update(learners).set({ reminderTime: time, quietDays }).where(eq(learners.id, learnerId));
  const days = [1, 2, 3, 4, 5, 6, 7].filter((day) => !quietDays.includes(day));
  const mine = and(eq(schedules.learnerId, learnerId), eq(schedules.kind, "reminder"));
  if (time === null || days.length === 0) {
    await tx.update(schedules).set({ stoppedAt: nowMs }).where(mine);
    return;
  }
  const [current] = await tx.select({ lastDate: schedules.lastDate }).from(schedules).where(mine).for("update");
  const next = nextDue({ time, days, zone }, nowMs, current?.lastDate ?? null);
  const values = { time, days, zone, nextAt: next.atMs, heardAt: nowMs };
  await tx
    .insert(schedules)
    .values({ learnerId, kind: "reminder", ...values })
    .onConflictDoUpdate({
      target: [schedules.learnerId, schedules.kind],
      targetWhere: sql`${schedules.learnerId} is not null`,
      set: { ...values, stoppedAt: null },
    });
}
