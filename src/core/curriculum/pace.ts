import type { StudyDay } from "../ids.ts";
import { addDays, daysBetween, weekStart } from "../study-day.ts";

/** Weeks a cohort takes for the whole roadmap. */
export const paces = [24, 32, 48] as const;
export type PaceWeeks = (typeof paces)[number];

export const roadmapWeeks = 32;

/** A time off, first and last day included; `to` is null while it lasts. */
export interface Pause {
  from: StudyDay;
  to: StudyDay | null;
}

/** The roadmap week of a cohort's calendar week: `ceil(32 c / p)`, held between the first and the last. */
export function roadmapWeek(calendarWeek: number, paceWeeks: PaceWeeks): number {
  return Math.min(roadmapWeeks, Math.max(1, Math.ceil((roadmapWeeks * calendarWeek) / paceWeeks)));
}

/** Of a week's seven days, those off that make it a paused one. */
const pausedFromDays = 4;

function isPausedWeek(monday: StudyDay, pauses: readonly Pause[]): boolean {
  let daysOff = 0;
  for (let day = 0; day < 7; day += 1) {
    const date = addDays(monday, day);
    if (pauses.some(({ from, to }) => date >= from && (to === null || date <= to))) daysOff += 1;
  }
  return daysOff >= pausedFromDays;
}

/**
 * Which week of the cohort it is: 1 from the Monday it starts, 0 before. A week with most of its days off does not
 * count; during one the number stays where it was.
 */
export function calendarWeekOf(startMonday: StudyDay, day: StudyDay, pauses: readonly Pause[]): number {
  const start = weekStart(startMonday);
  if (day < start) return 0;
  const weeks = Math.floor(daysBetween(start, day) / 7) + 1;
  if (pauses.length === 0) return weeks;
  let counted = 0;
  for (let week = 0; week < weeks; week += 1) {
    if (!isPausedWeek(addDays(start, week * 7), pauses)) counted += 1;
  }
  return counted;
}

/** The Monday of a calendar week of the cohort, counted from 1. A pause without an end is taken to last no longer. */
function mondayOfCalendarWeek(startMonday: StudyDay, calendarWeek: number, pauses: readonly Pause[]): StudyDay {
  const ended = pauses.filter(({ to }) => to !== null);
  let monday = weekStart(startMonday);
  for (let counted = 0; ; monday = addDays(monday, 7)) {
    if (!isPausedWeek(monday, ended)) counted += 1;
    if (counted >= calendarWeek) return monday;
  }
}

/**
 * The Monday on which a cohort reaches a roadmap week. At the fast pace some calendar weeks hold two roadmap weeks,
 * which then share their Monday.
 */
export function firstDayOfRoadmapWeek(
  startMonday: StudyDay,
  week: number,
  paceWeeks: PaceWeeks,
  pauses: readonly Pause[] = [],
): StudyDay {
  const calendarWeek = Math.floor(((week - 1) * paceWeeks) / roadmapWeeks) + 1;
  return mondayOfCalendarWeek(startMonday, calendarWeek, pauses);
}

/** The last Sunday of the roadmap. */
export function endDay(startMonday: StudyDay, paceWeeks: PaceWeeks, pauses: readonly Pause[] = []): StudyDay {
  return addDays(mondayOfCalendarWeek(startMonday, paceWeeks, pauses), 6);
}
