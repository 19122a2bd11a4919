import { dropReminders, heedReminder, keepReminders, tryReminderAgain } from "../../app/reminders/heed-reminder.ts";
import { replace } from "../event.ts";
import { reminderTexts as texts } from "../texts/reminders.ts";
import { reminderHeedView } from "../views/reminder.ts";
import type { Action } from "./action.ts";

const skip: Action = {
  name: "reminder-skip",
  answers: "update",
  async run(chat) {
    await heedReminder(chat.ctx, await chat.reader());
    return replace(reminderHeedView(texts.skipped));
  },
};

const keep: Action = {
  name: "reminder-keep",
  answers: "update",
  async run(chat) {
    const time = await keepReminders(chat.ctx, await chat.reader());
    return replace(reminderHeedView(time === null ? texts.none : texts.kept(time)));
  },
};

const again: Action = {
  name: "reminder-again",
  answers: "update",
  async run(chat) {
    const time = await tryReminderAgain(chat.ctx, await chat.reader(), chat.actor.platform);
    chat.wake();
    return replace(reminderHeedView(time === null ? texts.none : texts.trying(time)));
  },
};

const none: Action = {
  name: "reminder-none",
  answers: "update",
  async run(chat) {
    await dropReminders(chat.ctx, await chat.reader());
    return replace(reminderHeedView(texts.off));
  },
};

export const reminderActions: readonly Action[] = [skip, keep, again, none];
