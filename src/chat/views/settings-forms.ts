import type { Reader } from "../../app/people/reader.ts";
import { actionId } from "../actions/action-id.ts";
import { settingsTexts as texts } from "../texts/settings.ts";
import type { Form } from "../view.ts";
import { weekdayOptions } from "./cohort-forms.ts";
import { hourWords } from "./settings.ts";

/** What is set now, or null if it could not be read in time. */
type Present = Reader["learner"] | null;

/**
 * What a form could show is needed, since it is filled in already. What could not be read in time, and what nobody has
 * to have, may stay empty; then it stays as it is.
 */
export function timeForm(present: Present): Form {
  return {
    ...texts.timeForm,
    action: actionId("settings-time-set"),
    fields: [
      {
        kind: "line",
        name: "zone",
        label: texts.zone,
        hint: present ? texts.zoneHint : texts.emptyKeeps,
        required: present !== null,
        ...(present ? { value: present.zone } : {}),
      },
      {
        kind: "line",
        name: "rollover",
        label: texts.rollover,
        hint: present ? texts.rolloverHint : texts.emptyKeeps,
        required: present !== null,
        ...(present ? { value: hourWords(present.rolloverHour) } : {}),
      },
    ],
  };
}

export function studyForm(present: Present): Form {
  return {
    ...texts.studyForm,
    action: actionId("settings-study-set"),
    fields: [
      {
        kind: "line",
        name: "new-per-day",
        label: texts.newPerDay,
        hint: present ? texts.newPerDayHint : texts.emptyKeeps,
        required: present !== null,
        ...(present ? { value: String(present.newPerDay) } : {}),
      },
      {
        kind: "date",
        name: "interview",
        label: texts.interviewDate,
        hint: present?.interviewDate ? texts.interviewStays : texts.interviewHint,
        required: false,
        ...(present?.interviewDate ? { value: present.interviewDate } : {}),
      },
    ],
  };
}

/** A quiet day once chosen could not be taken back by ticking nothing, so there is a tick for none. */
export const noQuietDay = "0";

export function reminderForm(present: Present): Form {
  const quiet = present ? present.quietDays.map(String) : [];
  return {
    ...texts.reminderForm,
    action: actionId("settings-reminder-set"),
    fields: [
      {
        kind: "one",
        name: "reminder",
        label: texts.reminderOn,
        ...(present ? {} : { hint: texts.emptyKeeps }),
        required: present !== null,
        options: [
          { label: texts.on, value: "on" },
          { label: texts.off, value: "off" },
        ],
        ...(present ? { value: present.reminderTime ? "on" : "off" } : {}),
      },
      {
        kind: "time",
        name: "time",
        label: texts.reminderTime,
        hint: texts.reminderTimeHint,
        required: false,
        ...(present?.reminderTime ? { value: present.reminderTime } : {}),
      },
      {
        kind: "many",
        name: "quiet",
        label: texts.quietDays,
        hint: texts.emptyKeeps,
        required: false,
        options: [...weekdayOptions(), { label: texts.noQuietDay, value: noQuietDay }],
        ...(quiet.length > 0 ? { value: quiet } : {}),
      },
    ],
  };
}

export function displayForm(present: Present): Form {
  return {
    ...texts.displayForm,
    action: actionId("settings-display-set"),
    fields: [
      {
        kind: "one",
        name: "display",
        label: texts.displayLabel,
        ...(present ? {} : { hint: texts.emptyKeeps }),
        required: present !== null,
        options: (["pictures", "text"] as const).map((value) => ({ label: texts.displayOptions[value], value })),
        ...(present ? { value: present.display } : {}),
      },
    ],
  };
}

export function breakForm(): Form {
  return {
    ...texts.breakForm,
    action: actionId("settings-break-set"),
    fields: [
      { kind: "date", name: "from", label: texts.from, hint: texts.fromHint, required: false },
      { kind: "date", name: "until", label: texts.until, hint: texts.untilHint, required: true },
    ],
  };
}
