import { eq } from "drizzle-orm";
import type { PlatformId } from "../../core/ids.ts";
import { localTimeOf } from "../../core/study-day.ts";
import { oweAgain } from "../../db/delivery-unsaid.ts";
import { heardReminder, readReminderSchedule } from "../../db/reminders.ts";
import { identities } from "../../db/schema/index.ts";
import type { AppContext } from "../context.ts";
import type { Reader } from "../people/reader.ts";
import { setReminder } from "../settings/set-reminder.ts";
import { oweFirstReminder, reminderKey } from "./owe-reminder.ts";

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

/**
 * Messages are allowed now, as the person says: reminders come at the hour they had, and one goes out at once to show
 * it, as this day's. The hour, or null where there never were any.
 */
export async function tryReminderAgain(ctx: AppContext, reader: Reader, platform: PlatformId): Promise<string | null> {
  const nowMs = ctx.clock.nowMs();
  const { id: learnerId, zone } = reader.learner;
  const time = await keepReminders(ctx, reader);
  if (time === null) return null;
  const today = reminderKey(learnerId, localTimeOf(nowMs, zone).day);
  await ctx.db.transaction(async (tx) => {
    if (await oweAgain(tx, today, { platform, subject: { first: true } }, nowMs)) return;
    await oweFirstReminder(tx, { learnerId, platform }, nowMs);
  });
  return time;
}

export async function dropReminders(ctx: AppContext, { learner }: Reader): Promise<void> {
  const { id: learnerId, zone, quietDays } = learner;
  const nowMs = ctx.clock.nowMs();
  await ctx.db.transaction((tx) => setReminder(tx, { learnerId, zone, time: null, quietDays }, nowMs));
}
