import type { CohortPlan, Outlook } from "../../app/cohort/outlook.ts";
import type { Group } from "../../app/cohort/read-group.ts";
import type { StudyDay } from "../../core/ids.ts";
import { addDays, localTimeOf } from "../../core/study-day.ts";
import { cohortTexts as texts } from "../texts/cohort.ts";
import { type FieldsPart, field } from "../view.ts";
import { clockTime, cut, dayName, zoneName } from "../wording.ts";

/** `#ml-daily`; the platform's picker may tell no name. */
export function channelWords(channelName: string): string {
  return channelName ? `#${cut(channelName, 60)}` : texts.chosenChannel;
}

/** `Mon to Fri`, `Mon, Wed, Fri`, `every day`. */
export function daysWords(days: readonly number[]): string {
  const sorted = [...new Set(days)].sort((a, b) => a - b);
  if (sorted.length === 7) return texts.everyDay;
  const names = sorted.map((day) => texts.weekdaysShort[day - 1] ?? "");
  const unbroken = sorted.every((day, index) => day === (sorted[0] ?? 0) + index);
  return unbroken && names.length > 2 ? `${names[0]} to ${names.at(-1)}` : names.join(", ");
}

/** The facts of S5, which the settings show as well. `channels` is empty while none is chosen. */
export function factFields(
  plan: CohortPlan,
  outlook: Outlook,
  trackTitle: string,
  channels: readonly string[],
  nowMs: number,
): FieldsPart["fields"] {
  const today = localTimeOf(nowMs, plan.zone).day;
  const where = channels.length > 0 ? cut(channels.map(channelWords).join(", "), 100) : null;
  const moment = (atMs: number) => `${dayName(localTimeOf(atMs, plan.zone).day, today)} ${clockTime(atMs, plan.zone)}`;
  const started = plan.firstDay <= today;
  const checkInDay = texts.weekdays[plan.checkInDay - 1] ?? "";
  return [
    field(
      texts.track,
      texts.trackLine(trackTitle, plan.paceWeeks, dayName(plan.firstDay, today), dayName(outlook.endDay, today)),
    ),
    field(texts.question, texts.questionLine(daysWords(plan.dailyDays), plan.dailyTime, zoneName(plan.zone), where)),
    field(texts.checkIn, texts.checkInLine(checkInDay, plan.dailyTime)),
    field(started ? texts.nextPosts : texts.firstPosts, outlook.nextPostsMs.map(moment).join("; ")),
  ];
}

/** When the next question goes out, as it stands in a sentence: `tomorrow 18:30`, `Mon 15 Mar 18:30`. */
export function nextQuestionWords({ cohort, outlook, nowMs }: Group): string | null {
  const today = localTimeOf(nowMs, cohort.zone).day;
  const [atMs] = outlook.questionsMs;
  if (atMs === undefined) return null;
  return `${nearDay(localTimeOf(atMs, cohort.zone).day, today)} ${clockTime(atMs, cohort.zone)}`;
}

/** The day of the next question: the one planned, or the first after a pause. */
export function nextQuestionDay({ cohort, outlook, nowMs }: Group, planned: StudyDay): string {
  const today = localTimeOf(nowMs, cohort.zone).day;
  const [atMs] = outlook.questionsMs;
  const outside = atMs === undefined ? planned : localTimeOf(atMs, cohort.zone).day;
  return nearDay(outside > planned ? outside : planned, today);
}

/** `today`, `tomorrow`, `Mon 15 Mar`. */
export function nearDay(day: StudyDay, today: StudyDay): string {
  if (day === today) return texts.today;
  return day === addDays(today, 1) ? texts.tomorrow : dayName(day, today);
}
