import { changeStudy } from "../../../app/settings/change-settings.ts";
import { retentionAims, retentionPrices } from "../../../app/settings/retention-price.ts";
import type { StudyDay } from "../../../core/ids.ts";
import { addDays } from "../../../core/study-day.ts";
import type { Chat } from "../../chat.ts";
import { open, type Reply, replace } from "../../event.ts";
import { errorTexts } from "../../texts/errors.ts";
import { settingsTexts } from "../../texts/settings.ts";
import { readDate, readNumber } from "../../typed-input.ts";
import { studySettingsView } from "../../views/settings.ts";
import { studyForm } from "../../views/settings-forms.ts";
import { type Action, typed } from "../action.ts";
import { settingsOf, showSettings } from "./show-settings.ts";
import { presentLearner } from "./time-actions.ts";

const mostNewPerDay = 50;
const furthestDays = 731;

async function showStudy(chat: Chat, done: string | null = null): Promise<Reply> {
  const settings = await settingsOf(chat);
  return replace(studySettingsView(settings, await retentionPrices(chat.ctx, settings.learner), done));
}

export const settingsStudy: Action = {
  name: "settings-study",
  answers: "update",
  run: (chat) => showStudy(chat),
};

/** Desired retention, in per cent. */
export const settingsAim: Action = {
  name: "settings-aim",
  answers: "update",
  async run(chat, press) {
    const aim = retentionAims.find((one) => String(one) === press.values[0]);
    if (!aim) return showStudy(chat);
    await changeStudy(chat.ctx, (await chat.reader()).learner, { desiredRetention: aim / 100 });
    return showStudy(chat, settingsTexts.aimSaved(aim));
  },
};

export const settingsStudyForm: Action = {
  name: "settings-study-form",
  answers: "form",
  run: async (chat) => open(studyForm(await presentLearner(chat))),
};

export const settingsStudySet: Action = {
  name: "settings-study-set",
  answers: "update",
  form: async (chat) => studyForm(await presentLearner(chat)),
  async run(chat, press) {
    const { today, learner } = await settingsOf(chat);
    const reasons: Record<string, string> = {};
    const change: { newPerDay?: number; interviewDate?: StudyDay } = {};
    const newTyped = typed(press, "new-per-day");
    const newPerDay = newTyped ? readNumber(newTyped) : null;
    if (newPerDay !== null && Number.isInteger(newPerDay) && newPerDay <= mostNewPerDay) change.newPerDay = newPerDay;
    else if (newTyped) reasons["new-per-day"] = settingsTexts.newPerDayRefused;
    const dayTyped = typed(press, "interview");
    if (dayTyped && dayTyped !== learner.interviewDate) {
      const day = readDate(dayTyped, today, "ahead");
      if (!day) reasons.interview = errorTexts.date;
      else if (day < today) reasons.interview = errorTexts.datePassed;
      else if (day > addDays(today, furthestDays)) reasons.interview = settingsTexts.interviewTooFar;
      else change.interviewDate = day;
    }
    if (Object.keys(reasons).length > 0) return { kind: "reject", reasons };
    await changeStudy(chat.ctx, learner, change);
    return showSettings(chat, settingsTexts.saved);
  },
};

export const settingsNoInterview: Action = {
  name: "settings-no-interview",
  answers: "update",
  async run(chat) {
    await changeStudy(chat.ctx, (await chat.reader()).learner, { interviewDate: null });
    return showStudy(chat, settingsTexts.saved);
  },
};
