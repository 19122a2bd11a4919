import type { LedgerDay, LedgerLine, LedgerPage } from "../../app/progress/read-ledger.ts";
import type { StudyDay } from "../../core/ids.ts";
import type { KeptReason } from "../../core/scoring/streak.ts";
import { localTimeOf } from "../../core/study-day.ts";
import { actionId } from "../actions/action-id.ts";
import { progressTexts as texts } from "../texts/progress.ts";
import { button, buttons, note, type Part, type Span, text, type View } from "../view.ts";
import { clockTime, count, countOf, cut, dayName, momentAhead, shortDay, zoneName } from "../wording.ts";
import { onwardButton } from "./progress-parts.ts";

const monthNames = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
] as const;

/** S26: why each day counted or not, newest first. */
export function streakView(page: LedgerPage): View {
  const { streak, step } = page;
  const title =
    streak.length === 1 && streak.longest > 1 ? texts.newStreak : texts.streakTitle(countOf(streak.length, "day"));
  const items: Span[][] = [
    ...(page.showsToday && !page.lines.some((line) => lineDay(line) === streak.today.day)
      ? [line(streak.today.day, page, todayWords(page))]
      : []),
    ...page.lines.map((one) => lineOf(one, page)),
  ];
  const parts: Part[] = [
    ...(page.showsToday ? longest(page) : []),
    items.length > 0 ? { kind: "list", items } : text(texts.beginning),
    note(texts.rules(clock(page.rolloverHour))),
    buttons(
      onwardButton(step),
      page.earlierThan !== null && button(texts.earlier, actionId("progress-streak", page.earlierThan)),
      button(texts.takeBreak, actionId("settings-break")),
    ),
  ];
  return { title, parts, fallback: title };
}

function longest({ streak }: LedgerPage): Part[] {
  if (streak.longest <= streak.length || streak.longestEndedOn === null) return [];
  return [text(texts.longest(countOf(streak.longest, "day"), monthOf(streak.longestEndedOn)))];
}

function lineDay(one: LedgerLine): StudyDay | null {
  return one.kind === "day" ? one.day.day : null;
}

function lineOf(one: LedgerLine, page: LedgerPage): Span[] {
  if (one.kind === "run") {
    return [{ kind: "plain", text: texts.runLine(shortDay(one.from), shortDay(one.to), texts.run[one.verdict]) }];
  }
  return line(one.day.day, page, dayWords(one.day, page));
}

function line(day: StudyDay, page: LedgerPage, words: string): Span[] {
  return [
    { kind: "strong", text: dayName(day, page.streak.today.day) },
    { kind: "plain", text: `  ${words}` },
  ];
}

function todayWords({ streak, nowMs, todayEndsMs, zone }: LedgerPage): string {
  const { reason, dueAtStart, dueDone, reviews, paused } = streak.today;
  if (reason !== null) return texts.keptLine(texts.kept[reason](dueAtStart, countOf(reviews, "review")));
  if (paused) return texts.pausedLine;
  const end = `${clockTime(todayEndsMs, zone)} (${momentAhead(todayEndsMs, nowMs, zone).replace(/ \(.*\)$/, "")})`;
  return texts.stillOpen(doneWords(dueAtStart, dueDone, reviews), end);
}

function dayWords(day: LedgerDay, page: LedgerPage): string {
  switch (day.verdict) {
    case "kept":
      return texts.keptLine(
        day.reason === "repaired" || day.repair
          ? texts.repaired(cut(day.repair?.by ?? "", 32), cut(day.repair?.why ?? "", 100))
          : keptWords(day),
      );
    case "freeze":
      return texts.freezeLine(day.freezesLeft, monthOf(day.day));
    case "paused":
      return texts.pausedLine;
    case "ended": {
      const done = doneWords(day.dueAtStart, day.dueDone, day.reviews);
      if (!day.endedStreak) return texts.openLine(done);
      const end = `${shortDay(localTimeOf(day.endMs, page.zone).day)} ${clockTime(day.endMs, page.zone)}, ${zoneName(page.zone)}`;
      return texts.endedLine(done, end);
    }
  }
}

function keptWords({ reason, dueAtStart, reviews }: LedgerDay): string {
  const words = Object.hasOwn(texts.kept, reason) ? texts.kept[reason as KeptReason] : texts.kept["ten-reviews"];
  return words(dueAtStart, countOf(reviews, "review"));
}

function doneWords(due: number, done: number, reviews: number): string {
  if (due > 0) return texts.dueDone(due, done);
  return reviews === 0 ? texts.nothingDone : `${count(reviews)} reviewed`;
}

function monthOf(day: StudyDay): string {
  return monthNames[Number(day.slice(5, 7)) - 1] ?? "";
}

function clock(hour: number): string {
  return `${String(hour).padStart(2, "0")}:00`;
}
