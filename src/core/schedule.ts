import { Temporal } from "temporal-polyfill";
import type { StudyDay } from "./ids.ts";
import { addDays, localTimeOf, weekdayOf } from "./study-day.ts";

/** A local time on some days of the week. */
export interface Recurrence {
  /** Wall clock, `18:30`. */
  time: string;
  /** Monday is 1, Sunday 7. */
  days: readonly number[];
  /** IANA zone. */
  zone: string;
}

/**
 * The instant of a recurrence on a date, whatever the day of the week. A time the clocks skip moves forward by the
 * gap; of a time that occurs twice it is the first.
 * @throws RangeError for a malformed time or an unknown zone.
 */
export function momentOn(recurrence: Recurrence, date: StudyDay): number {
  return Temporal.PlainDate.from(date)
    .toPlainDateTime(Temporal.PlainTime.from(recurrence.time))
    .toZonedDateTime(recurrence.zone, { disambiguation: "compatible" }).epochMilliseconds;
}

/** Zones crossed the date line by leaving out a whole day (Samoa, 2011): nothing can happen on such a date. */
function dateExists(date: StudyDay, zone: string): boolean {
  const start = Temporal.PlainDate.from(date).toZonedDateTime(zone);
  return start.toPlainDate().toString() === date;
}

/**
 * The first moment strictly after an instant, and the local date it belongs to. The date is the one it is due on, also
 * where a gap moves the moment past midnight; it names the moment once and for all.
 * @throws RangeError when no day of the week is given.
 */
export function nextMoment(recurrence: Recurrence, afterMs: number): { atMs: number; date: StudyDay } {
  // From the day before, since a gap can push yesterday's moment to today.
  let date = addDays(localTimeOf(afterMs, recurrence.zone).day, -1);
  // Two weeks and a bit: a date left out may be the week's only one.
  for (let tried = 0; tried < 17; tried += 1, date = addDays(date, 1)) {
    if (!recurrence.days.includes(weekdayOf(date))) continue;
    const atMs = momentOn(recurrence, date);
    if (atMs > afterMs && dateExists(date, recurrence.zone)) return { atMs, date };
  }
  throw new RangeError(`no day of the week from 1 to 7 in [${recurrence.days.join(", ")}]`);
}
