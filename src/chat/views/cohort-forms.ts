import type { CohortPlan } from "../../app/cohort/outlook.ts";
import { endDay, paces } from "../../core/curriculum/pace.ts";
import type { StudyDay } from "../../core/ids.ts";
import { cohortTexts as texts } from "../texts/cohort.ts";
import type { Field, Form, Option } from "../view.ts";
import { cut, dayName } from "../wording.ts";

/** What the forms show as set; null where it could not be read in time. */
export interface CohortFormValues extends CohortPlan {
  readonly name: string | null;
  readonly channel: string | null;
}

/**
 * The first form of S4. What it could show is needed, since it is filled in already; what could not be read in time may
 * stay empty, and then stays as it is.
 */
export function nameForm(action: string, values: CohortFormValues | null, running: boolean): Form {
  return {
    title: running ? texts.nameForm.edit : texts.nameForm.title,
    submit: texts.nameForm.submit,
    action,
    fields: [
      {
        kind: "line",
        name: "name",
        label: texts.name,
        hint: values ? texts.nameHint : texts.emptyKeeps,
        required: values !== null,
        ...(values?.name ? { value: cut(values.name, 200) } : {}),
      },
      {
        kind: "date",
        name: "first-day",
        label: texts.firstDay,
        hint: values ? texts.firstDayHint : texts.emptyKeeps,
        required: values !== null,
        ...(values ? { value: values.firstDay } : {}),
      },
      {
        kind: "line",
        name: "zone",
        label: texts.zone,
        hint: values ? texts.zoneHint : texts.emptyKeeps,
        required: values !== null,
        ...(values?.zone ? { value: values.zone } : {}),
      },
    ],
  };
}

/** The second form of S4; `withChannel` only where the platform can show channels. */
export function whereForm(
  action: string,
  values: CohortFormValues | null,
  withChannel: boolean,
  running: boolean,
  today: StudyDay,
): Form {
  const shown = values !== null;
  const kept = shown ? {} : { hint: texts.emptyKeeps };
  const channel: Field = {
    kind: "channel",
    name: "channel",
    label: texts.channel,
    // A running group has its places; the form only adds the wish for another.
    hint: running ? texts.channelStays : shown ? texts.channelHint : texts.emptyKeeps,
    required: shown && !running,
    ...(values?.channel ? { value: values.channel } : {}),
  };
  return {
    title: texts.whereForm.title,
    submit: texts.whereForm.submit,
    action,
    fields: [
      ...(withChannel ? [channel] : []),
      {
        kind: "time",
        name: "time",
        label: texts.time,
        hint: shown ? texts.timeHint : texts.emptyKeeps,
        required: shown,
        ...(values ? { value: values.dailyTime } : {}),
      },
      {
        kind: "many",
        name: "days",
        label: texts.days,
        ...kept,
        required: shown,
        options: weekdayOptions(),
        ...(values ? { value: values.dailyDays.map(String) } : {}),
      },
      {
        kind: "one",
        name: "check-in-day",
        label: texts.checkInDay,
        ...kept,
        required: shown,
        options: weekdayOptions(),
        ...(values ? { value: String(values.checkInDay) } : {}),
      },
      {
        kind: "one",
        name: "pace",
        label: texts.pace,
        ...kept,
        required: shown,
        options: paceOptions(values, today),
        ...(values ? { value: String(values.paceWeeks) } : {}),
      },
    ],
  };
}

export function weekdayOptions(): Option[] {
  return texts.weekdays.map((label, index) => ({ label, value: String(index + 1) }));
}

function paceOptions(values: CohortFormValues | null, today: StudyDay): Option[] {
  return [32 as const, ...paces.filter((pace) => pace !== 32).reverse()].map((pace) => ({
    label: texts.paces[pace],
    value: String(pace),
    ...(values ? { description: texts.paceEnds(pace, dayName(endDay(values.firstDay, pace), today)) } : {}),
  }));
}
