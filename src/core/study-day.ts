import { Temporal } from "temporal-polyfill";
import type { StudyDay } from "./ids.ts";

/**
 * The only answer to "which day is it". A study day is a learner's local date that begins at their rollover hour on
 * the wall clock, so days last 23, 24 or 25 hours around a change of clocks.
 */
export { isZone, zonesMatching } from "./zones.ts";

const dayMs = 86_400_000;

/** Days since 1970-01-01: integers are what dates are counted and cached in here. */
type EpochDay = number;

function epochDayOf(day: StudyDay): EpochDay {
  return Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)) - 1, Number(day.slice(8, 10))) / dayMs;
}

function dayOf(epochDay: EpochDay): StudyDay {
  return new Date(epochDay * dayMs).toISOString().slice(0, 10) as StudyDay;
}

/**
 * A zone's day starts cost a walk through its transitions (about 10 µs), and a busy bot asks for the same few days
 * again and again. Bounded: when full, the oldest zone and hour is forgotten.
 */
const startsByClock = new Map<string, Map<EpochDay, number>>();
const maxClocks = 2_000;
const maxDaysPerClock = 1_000;

function startsOf(zone: string, rolloverHour: number): Map<EpochDay, number> {
  const key = `${rolloverHour}${zone}`;
  let starts = startsByClock.get(key);
  if (starts === undefined) {
    if (startsByClock.size >= maxClocks) startsByClock.delete(startsByClock.keys().next().value as string);
    starts = new Map();
    startsByClock.set(key, starts);
  }
  return starts;
}

function startMs(epochDay: EpochDay, zone: string, rolloverHour: number, starts: Map<EpochDay, number>): number {
  const known = starts.get(epochDay);
  if (known !== undefined) return known;
  if (starts.size >= maxDaysPerClock) starts.clear();
  const start = Temporal.PlainDate.from(dayOf(epochDay))
    .toPlainDateTime({ hour: rolloverHour })
    .toZonedDateTime(zone, { disambiguation: "compatible" }).epochMilliseconds;
  starts.set(epochDay, start);
  return start;
}

/**
 * The study day at an instant. Where a change of clocks skips the rollover hour, the day begins later by the gap; a
 * date a zone skipped altogether (Samoa's 30 December 2011) is nobody's study day.
 * @throws RangeError for an unknown zone.
 */
export function studyDayAt(atMs: number, zone: string, rolloverHour: number): StudyDay {
  const starts = startsOf(zone, rolloverHour);
  // A guess as if the zone were UTC is at most a day off; the starts on either side decide.
  let day = Math.floor(atMs / dayMs - rolloverHour / 24);
  while (atMs < startMs(day, zone, rolloverHour, starts)) day -= 1;
  while (atMs >= startMs(day + 1, zone, rolloverHour, starts)) day += 1;
  return dayOf(day);
}

export function studyDayStartMs(day: StudyDay, zone: string, rolloverHour: number): number {
  return startMs(epochDayOf(day), zone, rolloverHour, startsOf(zone, rolloverHour));
}

/** The first instant that no longer belongs to the day: the start of the next one. */
export function studyDayEndMs(day: StudyDay, zone: string, rolloverHour: number): number {
  return startMs(epochDayOf(day) + 1, zone, rolloverHour, startsOf(zone, rolloverHour));
}

export function addDays(day: StudyDay, days: number): StudyDay {
  return dayOf(epochDayOf(day) + days);
}

/** Whole days from one to the other, negative when `to` is earlier. */
export function daysBetween(from: StudyDay, to: StudyDay): number {
  return epochDayOf(to) - epochDayOf(from);
}

/** Monday is 1, Sunday 7. */
export function weekdayOf(day: StudyDay): 1 | 2 | 3 | 4 | 5 | 6 | 7 {
  // 1970-01-01 was a Thursday.
  return (((((epochDayOf(day) + 3) % 7) + 7) % 7) + 1) as 1 | 2 | 3 | 4 | 5 | 6 | 7;
}

/** The Monday on or before a day. */
export function weekStart(day: StudyDay): StudyDay {
  return addDays(day, 1 - weekdayOf(day));
}

/** The ISO 8601 week, `2027-W10`. Its year is that of its Thursday, so 1 January may belong to the year before. */
export function isoWeekOf(day: StudyDay): string {
  const thursday = addDays(weekStart(day), 3);
  const year = thursday.slice(0, 4);
  const week = Math.floor(daysBetween(`${year}-01-01` as StudyDay, thursday) / 7) + 1;
  return `${year}-W${String(week).padStart(2, "0")}`;
}

/** `2027-03`. */
export function monthOf(day: StudyDay): string {
  return day.slice(0, 7);
}

/** Whether a text is a date of the calendar, written `YYYY-MM-DD`. */
export function isStudyDay(text: string): text is StudyDay {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  const epochDay = epochDayOf(text as StudyDay);
  return Number.isFinite(epochDay) && dayOf(epochDay) === text;
}

/** The wall clock at an instant: the calendar's date, not the study day. */
export function localTimeOf(atMs: number, zone: string): { day: StudyDay; hour: number; minute: number } {
  const local = Temporal.Instant.fromEpochMilliseconds(Math.floor(atMs)).toZonedDateTimeISO(zone);
  return { day: local.toPlainDate().toString() as StudyDay, hour: local.hour, minute: local.minute };
}
