import { readReminder } from "../app/reminders/read-reminder.ts";
import { reminderDoneView, reminderView } from "../chat/views/reminder.ts";
import type { DeliveryKind } from "./kind.ts";

/** A learner's own reminder by direct message (S38); once the day is kept it says so. */
export const reminder: DeliveryKind = {
  name: "reminder",
  async view(ctx, { learnerId, subject, dueAt, state }) {
    const { last = false, first = false } = subject as { last?: boolean; first?: boolean };
    const found = learnerId === null ? null : await readReminder(ctx, learnerId, dueAt);
    if (!found) return null;
    if (state === "sent") return found.kept ? reminderDoneView() : reminderView(found, { last, first });
    if (!first && (found.kept || found.paused)) return null;
    return reminderView(found, { last, first });
  },
};
