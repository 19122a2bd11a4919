import { Temporal } from "temporal-polyfill";
import type { StudyDay } from "./ids.ts";
import { addDays, studyDayAt, studyDayEndMs, studyDayStartMs, weekdayOf } from "./study-day.ts";

/** A local time on some days of the week. */
export interface Recurrence {
  /** Wall clock, `18:30`. */
  time: string;
  /** Monday is 1, Sunday 7. */
  days: readonly number[];
  /** IANA zone. */
  zone: string;
}

const dayMs = 86_400_000;

/**
 * The instant of a recurrence on a date, whatever the day of the week. A time the clocks skip moves forward by the
 * gap; of a time that occurs twice it is the first.
 * @throws RangeError for a malformed time or an unknown zone.
 */
export function momentOn(recurrence: Recurrence, date: StudyDay): number {
  const { time, zone } = recurrence;
  if (!/^([01]\d|2[0-3]):[0-5]\d$/.test(time)) throw new RangeError(`not a time of day: ${time}`);
  const hour = Number(time.slice(0, 2));
  const minute = Number(time.slice(3));
  const midnightMs = studyDayStartMs(date, zone, 0);
  // On a day of 24 hours no clock changes, and the wall can be counted from its midnight, which is remembered.
  if (studyDayEndMs(date, zone, 0) - midnightMs === dayMs) return midnightMs + (hour * 60 + minute) * 60_000;
  return Temporal.PlainDate.from(date)
    .toPlainDateTime({ hour, minute })
    .toZonedDateTime(zone, { disambiguation: "compatible" }).epochMilliseconds;
}

/** Zones crossed the date line by leaving out a whole day (Samoa, 2011): nothing can happen on such a date. */
function dateExists(date: StudyDay, zone: string): boolean {
  return studyDayEndMs(date, zone, 0) > studyDayStartMs(date, zone, 0);
}

/**
 * The first moment strictly after an instant, and the local date it belongs to. The date is the one it is due on, also
 * where a gap moves the moment past midnight; it names the moment once and for all.
 * @throws RangeError when no day of the week is given.
 */
export function nextMoment(recurrence: Recurrence, afterMs: number): { atMs: number; date: StudyDay } {
  // From the day before, since a gap can push yesterday's moment to today.
  let date = addDays(studyDayAt(afterMs, recurrence.zone, 0), -1);
  // Two weeks and a bit: a date left out may be the week's only one.
  for (let tried = 0; tried < 17; tried += 1, date = addDays(date, 1)) {
    if (!recurrence.days.includes(weekdayOf(date))) continue;
    const atMs = momentOn(recurrence, date);
    if (atMs > afterMs && dateExists(date, recurrence.zone)) return { atMs, date };
  }
  throw new RangeError(`no day of the week from 1 to 7 in [${recurrence.days.join(", ")}]`);
}
