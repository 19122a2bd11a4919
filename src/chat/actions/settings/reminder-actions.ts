import { changeDisplay, changeReminder, chooseBoard } from "../../../app/settings/change-settings.ts";
import type { CohortId } from "../../../core/ids.ts";
import { open, replace } from "../../event.ts";
import { errorTexts } from "../../texts/errors.ts";
import { settingsTexts } from "../../texts/settings.ts";
import { readTime } from "../../typed-input.ts";
import { boardsView } from "../../views/settings.ts";
import { displayForm, noQuietDay, reminderForm } from "../../views/settings-forms.ts";
import { type Action, picked, typed } from "../action.ts";
import { settingsOf, showSettings } from "./show-settings.ts";
import { presentLearner } from "./time-actions.ts";

/** What a reminder is set to that is turned on without a time. */
const usualTime = "19:00";

export const settingsReminder: Action = {
  name: "settings-reminder",
  answers: "form",
  run: async (chat) => open(reminderForm(await presentLearner(chat))),
};

export const settingsReminderSet: Action = {
  name: "settings-reminder-set",
  answers: "update",
  form: async (chat) => reminderForm(await presentLearner(chat)),
  async run(chat, press) {
    const { learner } = await chat.reader();
    const timeTyped = typed(press, "time");
    const time = timeTyped ? readTime(timeTyped) : null;
    if (timeTyped && !time) return { kind: "reject", reasons: { time: errorTexts.time } };
    const [wish] = picked(press, "reminder");
    const quiet = picked(press, "quiet");
    const quietDays = quiet.includes(noQuietDay) ? [] : quiet.map(Number).filter((day) => day >= 1 && day <= 7);
    // A time typed where none was set means on, whatever the preset "off" says.
    const off = wish === "off" && !(time && learner.reminderTime === null);
    await changeReminder(chat.ctx, learner, {
      ...(off ? { time: null } : {}),
      ...(!off && (time || wish === "on") ? { time: time ?? learner.reminderTime ?? usualTime } : {}),
      ...(quiet.length > 0 ? { quietDays: [...new Set(quietDays)].sort((a, b) => a - b) } : {}),
    });
    return showSettings(chat, settingsTexts.saved);
  },
};

/** How one appears in each group; a value is `<cohort>.<board>`, none only shows them. */
export const settingsBoard: Action = {
  name: "settings-board",
  answers: "update",
  async run(chat, press) {
    const [cohortId = "", wish] = (press.values[0] ?? "").split(".");
    const board = (["anonymous", "named", "hidden"] as const).find((one) => one === wish);
    const { learner } = await chat.reader();
    const chosen = board && (await chooseBoard(chat.ctx, learner, cohortId as CohortId, board));
    return replace(boardsView(await settingsOf(chat), chosen ? settingsTexts.saved : null));
  },
};

export const settingsDisplay: Action = {
  name: "settings-display",
  answers: "form",
  run: async (chat) => open(displayForm(await presentLearner(chat))),
};

export const settingsDisplaySet: Action = {
  name: "settings-display-set",
  answers: "update",
  form: async (chat) => displayForm(await presentLearner(chat)),
  async run(chat, press) {
    const display = (["pictures", "text"] as const).find((one) => one === picked(press, "display")[0]);
    if (display) await changeDisplay(chat.ctx, (await chat.reader()).learner, display);
    return showSettings(chat, settingsTexts.saved);
  },
};
