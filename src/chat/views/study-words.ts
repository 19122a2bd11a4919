import type { Undoable } from "../../app/study/shown-card.ts";
import type { Here } from "../../app/study/study-day.ts";
import type { NextDueLine } from "../../app/study/summary.ts";
import type { StudyDay } from "../../core/ids.ts";
import { addDays } from "../../core/study-day.ts";
import { actionId } from "../actions/action-id.ts";
import { studyTexts } from "../texts/study.ts";
import { type Button, button } from "../view.ts";
import { clockTime, countOf, dayAhead, dayName, interval } from "../wording.ts";

/** `in 5 days (Mon 15 Mar)`, `tomorrow (Thu 11 Mar)`, `in 10 min`: when a rated card comes back. */
export function backWhen(length: { unit: "min" | "day"; value: number }, dueDay: StudyDay | null, here: Here): string {
  if (dueDay === null) return `in ${interval(length)}`;
  if (dueDay <= addDays(here.today, 1)) return dayAhead(dueDay, here.today);
  return `in ${interval(length)} (${dayName(dueDay, here.today)})`;
}

/** `8 cards tomorrow from 04:00 (in 9 hours)`. */
export function nextDueWords(next: NextDueLine, here: Here): string {
  const cards = countOf(next.cards, "card");
  if (next.day !== addDays(here.today, 1)) return `${cards} ${dayAhead(next.day, here.today)}`;
  return `${cards} tomorrow from ${clockTime(next.fromMs, here.zone)} (${hoursAhead(next.fromMs - here.nowMs)})`;
}

function hoursAhead(ms: number): string {
  const hours = Math.round(ms / 3_600_000);
  return hours < 1 ? `in ${interval({ unit: "min", value: Math.ceil(ms / 60_000) })}` : `in ${countOf(hours, "hour")}`;
}

/** `12 days, today kept`. */
export function streakWords(streak: { readonly length: number; readonly keptToday: boolean }): string {
  return studyTexts.streakLine(countOf(streak.length, "day"), streak.keptToday);
}

/** `Undo Good`; null when there is nothing to take back. */
export function undoButtonOf(undoable: Undoable | null): Button | null {
  return undoable && button(studyTexts.undo(undoable.rating), actionId("undo", undoable.reviewId));
}
