import { cohortNameMost } from "../../../app/cohort/draft.ts";
import type { CohortPlan } from "../../../app/cohort/outlook.ts";
import { endDay, type PaceWeeks, paces } from "../../../core/curriculum/pace.ts";
import type { StudyDay } from "../../../core/ids.ts";
import { addDays, localTimeOf } from "../../../core/study-day.ts";
import { cohortTexts } from "../../texts/cohort.ts";
import { errorTexts } from "../../texts/errors.ts";
import { cleanLine, lengthOf, readDate, readTime, readZone } from "../../typed-input.ts";
import { count } from "../../wording.ts";
import { type Press, picked, typed } from "../action.ts";

/** What a form changes; what was left empty is absent. */
export interface CohortPatch {
  readonly name?: string;
  readonly firstDay?: StudyDay;
  readonly zone?: string;
  readonly dailyTime?: string;
  readonly dailyDays?: number[];
  readonly checkInDay?: number;
  readonly paceWeeks?: PaceWeeks;
  readonly channel?: string;
}

export interface ReadForm {
  readonly patch: CohortPatch;
  readonly reasons: Readonly<Record<string, string>>;
  /** A zone that fits several, still to be chosen. */
  readonly zones: { readonly typed: string; readonly zones: readonly string[] } | null;
}

/** "Name and start". `present` is what is set now: what stays the same is not judged anew. */
export function readNameForm(press: Press, present: CohortPlan, nowMs: number): ReadForm {
  const reasons: Record<string, string> = {};
  const patch: { name?: string; firstDay?: StudyDay; zone?: string } = {};
  const name = cleanLine(typed(press, "name"));
  if (lengthOf(name) > cohortNameMost) {
    reasons.name = errorTexts.tooLong(cohortTexts.name, count(cohortNameMost), count(lengthOf(name)));
  } else if (name) patch.name = name;
  const zoneTyped = typed(press, "zone");
  const zone = zoneTyped ? readZone(zoneTyped) : null;
  if (zone?.kind === "unknown") reasons.zone = errorTexts.zone(shortened(zoneTyped));
  if (zone?.kind === "one") patch.zone = zone.zone;
  const dayTyped = typed(press, "first-day");
  if (dayTyped && dayTyped !== present.firstDay) {
    const today = localTimeOf(nowMs, patch.zone ?? present.zone).day;
    const day = readDate(dayTyped, today, "nearest");
    const reason = day ? whyNotFirstDay(day, present.paceWeeks, today) : errorTexts.date;
    if (reason) reasons["first-day"] = reason;
    else if (day) patch.firstDay = day;
  }
  return { patch, reasons, zones: zone?.kind === "several" ? zone : null };
}

function whyNotFirstDay(day: StudyDay, paceWeeks: PaceWeeks, today: StudyDay): string | null {
  if (day > addDays(today, 366)) return cohortTexts.tooFarAhead;
  // Kept from counting weeks of centuries: no pace is longer than a year.
  if (day < addDays(today, -366) || endDay(day, paceWeeks) <= today) return cohortTexts.overBefore;
  return null;
}

/** "Where and when". */
export function readWhereForm(press: Press, present: CohortPlan, nowMs: number): ReadForm {
  const reasons: Record<string, string> = {};
  const patch: { -readonly [Key in keyof CohortPatch]: CohortPatch[Key] } = {};
  const timeTyped = typed(press, "time");
  const time = timeTyped ? readTime(timeTyped) : null;
  if (timeTyped && !time) reasons.time = errorTexts.time;
  if (time) patch.dailyTime = time;
  const days = picked(press, "days").map(Number).filter(isWeekday);
  if (days.length > 0) patch.dailyDays = [...new Set(days)].sort((a, b) => a - b);
  const checkInDay = Number(typed(press, "check-in-day"));
  if (isWeekday(checkInDay)) patch.checkInDay = checkInDay;
  const pace = paces.find((one) => String(one) === typed(press, "pace"));
  const today = localTimeOf(nowMs, present.zone).day;
  const isOver = pace && pace !== present.paceWeeks && whyNotFirstDay(present.firstDay, pace, today) !== null;
  if (isOver) reasons.pace = cohortTexts.overAtPace;
  else if (pace) patch.paceWeeks = pace;
  const channel = typed(press, "channel");
  if (channel && channel.length <= 200) patch.channel = channel;
  return { patch, reasons, zones: null };
}

function isWeekday(day: number): boolean {
  return Number.isInteger(day) && day >= 1 && day <= 7;
}

/** What was typed, short enough to stand in a sentence. */
export function shortened(words: string): string {
  const clean = cleanLine(words);
  return lengthOf(clean) > 60 ? `${[...clean].slice(0, 59).join("")}…` : clean;
}
