import type { Reminder } from "../../app/reminders/read-reminder.ts";
import { actionId } from "../actions/action-id.ts";
import { reminderTexts as texts } from "../texts/reminders.ts";
import { button, buttons, note, text, type View } from "../view.ts";
import { aboutMinutes, clockTime, countOf } from "../wording.ts";
import { ladderButton } from "./ladder.ts";

export interface ReminderShape {
  /** The last before they stop by themselves. */
  readonly last: boolean;
  /** The one that shows that messages arrive. */
  readonly first: boolean;
}

/** S38; null: there is nothing to remind of. */
export function reminderView(reminder: Reminder, { last, first }: ReminderShape): View | null {
  const waits = waitingWords(reminder);
  if (!waits && !first) return null;
  const words = [
    ...(first ? [texts.first] : []),
    ...(waits ? [waits, texts.dayEnds(clockTime(reminder.dayEndsMs, reminder.zone), aheadWords(reminder))] : []),
  ].join(" ");
  return {
    parts: [
      text(words),
      ...(last ? [note(texts.last)] : []),
      buttons(
        ladderButton(reminder.step),
        ...(last
          ? [button(texts.keep, actionId("reminder-keep"))]
          : [button(texts.notToday, actionId("reminder-skip")), button(texts.settings, actionId("settings-reminder"))]),
      ),
    ],
    fallback: words,
  };
}

export function reminderDoneView(): View {
  return { parts: [text(texts.done)], fallback: texts.done };
}

/** After a button of a reminder. */
export function reminderHeedView(words: string): View {
  return {
    parts: [text(words), buttons(button(texts.settings, actionId("settings-reminder")))],
    fallback: words,
  };
}

function waitingWords({ step }: Reminder): string | null {
  switch (step.kind) {
    case "study-due":
      return texts.due(countOf(step.due, "card is", "cards are"), aboutMinutes(step.due));
    case "learn-new":
      return texts.fresh(countOf(step.cards, "new card"), aboutMinutes(step.cards));
    case "answer-daily":
      return texts.question;
    case "check-in":
      return texts.checkIn(step.week);
    case "progress":
      return null;
  }
}

/** `in 9 hours`, `in 40 min`. */
function aheadWords({ dayEndsMs, nowMs }: Reminder): string {
  const minutes = Math.max(1, Math.ceil((dayEndsMs - nowMs) / 60_000));
  return minutes < 60 ? `in ${minutes} min` : `in ${countOf(Math.round(minutes / 60), "hour")}`;
}
