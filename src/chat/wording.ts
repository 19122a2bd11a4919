import type { StudyDay } from "../core/ids.ts";
import { addDays, localTimeOf } from "../core/study-day.ts";
import type { TimeSpan } from "./view.ts";

/** How numbers, shares, lengths and times are worded (screens, patterns 8 to 10). English. */

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
const weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"] as const;
const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"] as const;

/** 1234 -> `1,234`; a real minus sign. */
export function count(value: number): string {
  const grouped = String(Math.abs(value)).replace(/\B(?=(\d{3})+(?!\d))/g, ",");
  return value < 0 ? `\u2212${grouped}` : grouped;
}

/** `1 card`, `14 cards`. */
export function countOf(value: number, one: string, many = `${one}s`): string {
  return `${count(value)} ${value === 1 ? one : many}`;
}

/** `85% (17 of 20)`; under 5 items `3 of 4`. */
export function share(part: number, whole: number): string {
  if (whole < 5) return `${count(part)} of ${count(whole)}`;
  return `${Math.round((100 * part) / whole)}% (${count(part)} of ${count(whole)})`;
}

/** `12/20 ■■■■■■□□□□`, or without cells where text only is wanted. */
export function meter(value: number, max: number, cells: boolean): string {
  const figures = `${count(value)}/${count(max)}`;
  if (!cells || max <= 0) return figures;
  const filled = Math.max(0, Math.min(10, Math.round((10 * value) / max)));
  return `${figures} ${"■".repeat(filled)}${"□".repeat(10 - filled)}`;
}

/** An interval in words: `10 min`, `1 day`, `2.5 months`, `1.2 years`; one decimal below 10 months or years. */
export function interval(length: { unit: "min" | "day"; value: number }): string {
  if (length.unit === "min") {
    if (length.value < 60) return `${Math.max(1, Math.round(length.value))} min`;
    return countOf(Math.round(length.value / 60), "hour");
  }
  if (length.value < 30) return countOf(length.value, "day");
  if (length.value < 365) return decimalOf(length.value / 30.4375, "month");
  return decimalOf(length.value / 365.25, "year");
}

function decimalOf(value: number, unit: string): string {
  const rounded = value < 9.95 ? Math.round(value * 10) / 10 : Math.round(value);
  return `${rounded} ${rounded === 1 ? unit : `${unit}s`}`;
}

/** `Mon 15 Mar`, with the year if it is not this one. */
export function dayName(day: StudyDay, today: StudyDay): string {
  const date = new Date(`${day}T00:00:00Z`);
  const words = `${weekdays[(date.getUTCDay() + 6) % 7]} ${date.getUTCDate()} ${months[date.getUTCMonth()]}`;
  return day.slice(0, 4) === today.slice(0, 4) ? words : `${words} ${day.slice(0, 4)}`;
}

/** `8 Mar`. */
export function shortDay(day: StudyDay): string {
  const date = new Date(`${day}T00:00:00Z`);
  return `${date.getUTCDate()} ${months[date.getUTCMonth()]}`;
}

/** `18:30`. */
export function clockTime(atMs: number, zone: string): string {
  const { hour, minute } = localTimeOf(atMs, zone);
  return `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`;
}

/** `Berlin` of `Europe/Berlin`. */
export function zoneName(zone: string): string {
  return zone.slice(zone.lastIndexOf("/") + 1).replaceAll("_", " ");
}

/** A study day relative to today: `today`, `tomorrow (Thu 11 Mar)`, `in 9 days (Fri 19 Mar)`. */
export function dayAhead(day: StudyDay, today: StudyDay): string {
  if (day <= today) return "today";
  if (day === addDays(today, 1)) return `tomorrow (${dayName(day, today)})`;
  const ahead = Math.round((Date.parse(`${day}T00:00:00Z`) - Date.parse(`${today}T00:00:00Z`)) / dayMs);
  return `in ${ahead} days (${dayName(day, today)})`;
}

/** Private wording of a moment to come: `in 10 min`, `in 2 hours (18:30)`, `tomorrow from 04:00 (in 9 hours)` is the caller's. */
export function momentAhead(atMs: number, nowMs: number, zone: string): string {
  const ahead = atMs - nowMs;
  if (ahead < hourMs) return `in ${Math.max(1, Math.ceil(ahead / minuteMs))} min`;
  if (ahead < dayMs) return `in ${countOf(Math.round(ahead / hourMs), "hour")} (${clockTime(atMs, zone)})`;
  const today = localTimeOf(nowMs, zone).day;
  const day = localTimeOf(atMs, zone).day;
  const days = Math.round((Date.parse(`${day}T00:00:00Z`) - Date.parse(`${today}T00:00:00Z`)) / dayMs);
  return `in ${countOf(days, "day")} (${dayName(day, today)} ${clockTime(atMs, zone)})`;
}

/** A moment in a channel, absolute since it is read later: `Thu 11 Mar 18:30 Berlin` where the platform has no clock of its own. */
export function channelMoment(atMs: number, nowMs: number, zone: string, as: TimeSpan["as"] = "moment"): TimeSpan {
  const today = localTimeOf(nowMs, zone).day;
  const words = `${dayName(localTimeOf(atMs, zone).day, today)} ${clockTime(atMs, zone)} ${zoneName(zone)}`;
  return { kind: "time", atMs, as, words };
}

/** A moment in private, for the reader's own clock. */
export function privateMoment(atMs: number, nowMs: number, zone: string): TimeSpan {
  return { kind: "time", atMs, as: "until", words: momentAhead(atMs, nowMs, zone) };
}

/** Cut at a word, with `…`. `most` counts characters, the `…` included. */
export function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  const room = text.slice(0, most - 1);
  const space = room.search(/\s\S*$/);
  // Never between the halves of a surrogate pair.
  const kept = (space > most / 2 ? room.slice(0, space) : room).replace(/[\uD800-\uDBFF]$/, "");
  return `${kept.trimEnd()}…`;
}

/** `ML spring · Week 9 check-in`, where readers have to be told whose it is; null: it is plain. */
export function ofGroup(name: string | null, words: string): string {
  return name === null ? words : `${cut(name, 60)} · ${words}`;
}

/** `about 6 min` from the seconds a learner's cards take; 25 s a card without history. */
export function aboutMinutes(cards: number, secondsPerCard = 25): string {
  return `about ${Math.max(1, Math.round((cards * secondsPerCard) / 60))} min`;
}
