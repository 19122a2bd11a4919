import { eq } from "drizzle-orm";
import { heardReminder, readReminderSchedule } from "../../db/reminders.ts";
import { identities } from "../../db/schema/index.ts";
import type { AppContext } from "../context.ts";
import type { Reader } from "../people/reader.ts";
import { setReminder } from "../settings/set-reminder.ts";

/** A button of a reminder was pressed: it was not ignored. */
export async function heedReminder(ctx: AppContext, { learner }: Reader): Promise<void> {
  await heardReminder(ctx.db, learner.id, ctx.clock.nowMs());
}

/** Reminders go on, or come back at the hour they had; the hour, or null where there never were any. */
export async function keepReminders(ctx: AppContext, { learner }: Reader): Promise<string | null> {
  const nowMs = ctx.clock.nowMs();
  const { id: learnerId, zone, quietDays } = learner;
  return ctx.db.transaction(async (tx) => {
    const schedule = await readReminderSchedule(tx, learnerId);
    if (!schedule) return null;
    const time = learner.reminderTime ?? schedule.time;
    await setReminder(tx, { learnerId, zone, time, quietDays }, nowMs);
    await tx.update(identities).set({ reachable: true }).where(eq(identities.learnerId, learnerId));
    return time;
  });
}
