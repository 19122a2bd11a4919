import { endBreak, takeBreak } from "../../../app/settings/change-settings.ts";
import type { StudyDay } from "../../../core/ids.ts";
import { daysBetween } from "../../../core/study-day.ts";
import { open } from "../../event.ts";
import { errorTexts } from "../../texts/errors.ts";
import { settingsTexts } from "../../texts/settings.ts";
import { readDate } from "../../typed-input.ts";
import { breakToCome } from "../../views/settings.ts";
import { breakForm } from "../../views/settings-forms.ts";
import { type Action, type Press, typed } from "../action.ts";
import { settingsOf, showSettings } from "./show-settings.ts";

const longestDays = 60;

export const settingsBreak: Action = {
  name: "settings-break",
  answers: "form",
  run: async () => open(breakForm()),
};

export const settingsBreakSet: Action = {
  name: "settings-break-set",
  answers: "update",
  form: async () => breakForm(),
  async run(chat, press) {
    const { today, learner } = await settingsOf(chat);
    const { from, until, reasons } = readBreak(press, today);
    if (!from || !until) return { kind: "reject", reasons };
    await takeBreak(chat.ctx, learner, from, until);
    // The screen itself says until when.
    return showSettings(chat, settingsTexts.saved);
  },
};

export const settingsBreakEnd: Action = {
  name: "settings-break-end",
  answers: "update",
  async run(chat) {
    const { learner, today } = await settingsOf(chat);
    const hadBegun = !breakToCome(learner, today);
    await endBreak(chat.ctx, learner);
    return showSettings(chat, hadBegun ? settingsTexts.breakEnded : settingsTexts.breakCalledOff);
  },
};

function readBreak(press: Press, today: StudyDay) {
  const reasons: Record<string, string> = {};
  const fromTyped = typed(press, "from");
  const from = fromTyped ? readDate(fromTyped, today, "ahead") : today;
  const until = readDate(typed(press, "until"), today, "ahead");
  if (!from) reasons.from = errorTexts.date;
  else if (from < today) reasons.from = errorTexts.datePassed;
  if (!until) reasons.until = errorTexts.date;
  else if (until < today) reasons.until = errorTexts.datePassed;
  else if (from && until < from) reasons.until = settingsTexts.untilBeforeFrom;
  else if (from && daysBetween(from, until) >= longestDays) reasons.until = settingsTexts.breakTooLong;
  return Object.keys(reasons).length > 0 ? { from: null, until: null, reasons } : { from, until, reasons };
}
