import type { StudyDay } from "../core/ids.ts";
import { addDays, isStudyDay, weekdayOf, zonesMatching } from "../core/study-day.ts";

/** Reading times, dates, zones, numbers and names as people type them. Null: not understood. */

/** Full-width digits, odd spaces and the like become plain ones. */
function plain(typed: string): string {
  return typed.normalize("NFKC").replace(/\s+/g, " ").trim().toLowerCase();
}

const clockWords: ReadonlyMap<string, string> = new Map([
  ["noon", "12:00"],
  ["midday", "12:00"],
  ["midnight", "00:00"],
]);

/** `18:30`, `18.30`, `1830`, `18h30`, `6:30 pm`, `6pm`, `9` -> `HH:MM`. */
export function readTime(typed: string): string | null {
  const words = plain(typed).replace(/^at /, "");
  const named = clockWords.get(words);
  if (named) return named;
  const match = /^(\d{1,2})(?:[:.h]?(\d{2}))?(?: ?h| ?uhr)?(?: ?([ap])\.?m\.?)?$/.exec(words);
  if (!match) return null;
  const [, hourText = "", minuteText = "0", half] = match;
  let hour = Number(hourText);
  const minute = Number(minuteText);
  if (half) {
    if (hour < 1 || hour > 12) return null;
    hour = (hour % 12) + (half === "p" ? 12 : 0);
  }
  if (hour > 23 || minute > 59) return null;
  return `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`;
}

const monthNames = [
  "january",
  "february",
  "march",
  "april",
  "may",
  "june",
  "july",
  "august",
  "september",
  "october",
  "november",
  "december",
] as const;
const weekdayNames = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"] as const;

/**
 * `12 Mar`, `March 12th, 2027`, `12.3.`, `2027-03-12`, `today`, `tomorrow`, `Monday`. Without a year: with `nearest` the
 * date closest to today, with `ahead` the next one, except that the last 30 days are read as past (a slip, not next
 * year). A month and a day in figures with a slash are read only where there is one way to.
 */
export function readDate(typed: string, today: StudyDay, year: "nearest" | "ahead"): StudyDay | null {
  const words = plain(typed).replace(/,/g, " ").replace(/\s+/g, " ").trim();
  if (isStudyDay(words)) return words;
  if (words === "today") return today;
  if (words === "tomorrow") return addDays(today, 1);
  const weekday = nameIndex(weekdayNames, words.replace(/^(next|on|this) /, ""));
  if (weekday >= 0) return addDays(today, ((weekday + 1 - weekdayOf(today) + 6) % 7) + 1);
  const parts = dateParts(words);
  if (!parts) return null;
  if (parts.year !== null) return calendarDate(parts.year, parts.month, parts.day);
  return dateWithoutYear(parts, today, year);
}

interface DateParts {
  readonly day: number;
  readonly month: number;
  readonly year: number | null;
}

function dateParts(words: string): DateParts | null {
  const dayFirst = /^(?:[a-z]+ )?(\d{1,2})(?:st|nd|rd|th)?[. ]? ?(?:of )?([a-z]+)\.?(?: (\d{4}))?$/.exec(words);
  const read = dayFirst && named(dayFirst[2], dayFirst[1], dayFirst[3]);
  if (read) return read;
  const monthFirst = /^(?:[a-z]+day )?([a-z]+)\.? (\d{1,2})(?:st|nd|rd|th)?(?: (\d{4}))?$/.exec(words);
  if (monthFirst) return named(monthFirst[1], monthFirst[2], monthFirst[3]);
  const dotted = /^(\d{1,2})\. ?(\d{1,2})(?:\. ?(\d{4})?)?$/.exec(words);
  if (dotted) return { day: Number(dotted[1]), month: Number(dotted[2]), year: yearOf(dotted[3]) };
  const slashed = /^(\d{1,2})\/(\d{1,2})(?:\/(\d{4}))?$/.exec(words);
  if (!slashed) return null;
  const [first, second] = [Number(slashed[1]), Number(slashed[2])];
  if (first > 12 || first === second) return { day: first, month: second, year: yearOf(slashed[3]) };
  return second > 12 ? { day: second, month: first, year: yearOf(slashed[3]) } : null;
}

function named(monthWord: string | undefined, day: string | undefined, year: string | undefined): DateParts | null {
  const month = nameIndex(monthNames, monthWord ?? "");
  return month < 0 ? null : { day: Number(day), month: month + 1, year: yearOf(year) };
}

function yearOf(text: string | undefined): number | null {
  return text === undefined ? null : Number(text);
}

/** A name or its first three letters or more; -1 if it is none or could be several. */
function nameIndex(names: readonly string[], word: string): number {
  return word.length < 3 ? -1 : names.findIndex((name) => name.startsWith(word));
}

function calendarDate(year: number, month: number, day: number): StudyDay | null {
  const text = `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
  return isStudyDay(text) ? text : null;
}

const slipDays = 30;

function dateWithoutYear(parts: DateParts, today: StudyDay, year: "nearest" | "ahead"): StudyDay | null {
  const thisYear = Number(today.slice(0, 4));
  // 29 February may be some years off.
  const candidates = [-1, 0, 1, 2, 3, 4]
    .map((offset) => calendarDate(thisYear + offset, parts.month, parts.day))
    .filter((day) => day !== null);
  if (year === "ahead") return candidates.find((day) => day >= addDays(today, -slipDays)) ?? null;
  const distance = (day: StudyDay) => Math.abs(Date.parse(day) - Date.parse(today));
  return candidates.sort((a, b) => distance(a) - distance(b))[0] ?? null;
}

export type ReadZone =
  | { readonly kind: "one"; readonly zone: string }
  | { readonly kind: "several"; readonly typed: string; readonly zones: readonly string[] }
  | { readonly kind: "unknown" };

/** A city or a zone. Several when the name fits several. */
export function readZone(typed: string): ReadZone {
  const words = cleanLine(typed);
  const zones = zonesMatching(words);
  const [first] = zones;
  if (!first) return { kind: "unknown" };
  return zones.length === 1 ? { kind: "one", zone: first } : { kind: "several", typed: words, zones };
}

/** `10`, `4.5`, `4,5`. */
export function readNumber(typed: string): number | null {
  const words = plain(typed).replace(",", ".");
  if (!/^\d{1,6}(\.\d{1,3})?$/.test(words)) return null;
  return Number(words);
}

/**
 * A name on one line: controls, line breaks and marks that turn the direction of the text around would let it break
 * out of its place. Joiners stay, since emoji and some scripts need them.
 */
export function cleanLine(typed: string): string {
  return typed
    .normalize("NFC")
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]+/gu, " ")
    .replace(/\s+/gu, " ")
    .trim();
}

/** Characters as people count them, near enough: code points. */
export function lengthOf(text: string): number {
  return [...text].length;
}
