import { heedReminder, keepReminders } from "../../app/reminders/heed-reminder.ts";
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

export const reminderActions: readonly Action[] = [skip, keep];
