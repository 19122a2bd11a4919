import type { Action } from "../action.ts";
import { settingsBreak, settingsBreakEnd, settingsBreakSet } from "./break-actions.ts";
import {
  settingsBoard,
  settingsDisplay,
  settingsDisplaySet,
  settingsReminder,
  settingsReminderSet,
} from "./reminder-actions.ts";
import { settings, settingsDone } from "./show-settings.ts";
import {
  settingsAim,
  settingsNoInterview,
  settingsStudy,
  settingsStudyForm,
  settingsStudySet,
} from "./study-actions.ts";
import { settingsTime, settingsTimeSet, settingsZone } from "./time-actions.ts";

export const settingsActions: readonly Action[] = [
  settings,
  settingsDone,
  settingsTime,
  settingsTimeSet,
  settingsZone,
  settingsStudy,
  settingsAim,
  settingsStudyForm,
  settingsStudySet,
  settingsNoInterview,
  settingsReminder,
  settingsReminderSet,
  settingsBoard,
  settingsDisplay,
  settingsDisplaySet,
  settingsBreak,
  settingsBreakSet,
  settingsBreakEnd,
];
