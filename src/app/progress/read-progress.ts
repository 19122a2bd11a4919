import type { StudyDay } from "../../core/ids.ts";
import { addDays, daysBetween } from "../../core/study-day.ts";
import { type ActivityRow, firstActiveDay, readActivityBetween } from "../../db/activity.ts";
import { type Recalled, readRetention } from "../../db/recall.ts";
import type { AppContext } from "../context.ts";
import type { Reader } from "../people/reader.ts";
import { type NextStep, nextStep } from "../study/next-step.ts";
import { studyDayOf } from "../study/study-day.ts";
import { type BlockMastery, forecastOf } from "./mastery.ts";
import { readBlocks } from "./my-blocks.ts";
import { type Outlook, outlookOn } from "./outlook.ts";
import { readStreak, type StreakLine } from "./streak.ts";

export interface Progress {
  readonly kind: "progress";
  readonly today: StudyDay;
  readonly step: NextStep;
  readonly due: number;
  readonly streak: StreakLine;
  readonly retention: { readonly young: Recalled; readonly mature: Recalled; readonly aimPercent: number };
  /** Reviews a day over the last `reviewDays` study days, rounded. */
  readonly reviewsADay: number;
  readonly reviewDays: number;
  /** Cards due on each of the next 30 study days, today first. */
  readonly forecast: readonly number[];
  /** Null where no cohort and no track of one's own says which week it is. */
  readonly outlook: Outlook | null;
  readonly blocks: readonly BlockMastery[];
  /** The last 15 weeks, oldest first, from the first day of study on. */
  readonly days: readonly ProgressDay[];
  /** Days with a review since the first day of study. */
  readonly studied: { readonly days: number; readonly of: number; readonly since: StudyDay };
}

export interface ProgressDay {
  readonly day: StudyDay;
  readonly reviews: number;
  readonly mark: "freeze" | "paused" | null;
}

export type ProgressOutcome = Progress | { readonly kind: "nothing-yet"; readonly step: NextStep };

export const forecastDays = 30;
const calendarDays = 105;
const paceDays = 14;
const retentionDays = 30;

/** Everything `/progress` shows of the reader. */
export async function readProgress(ctx: AppContext, reader: Reader): Promise<ProgressOutcome> {
  const { learner } = reader;
  const today = studyDayOf(ctx, learner);
  const [first, mine, step] = await Promise.all([
    firstActiveDay(ctx.db, learner.id),
    readBlocks(ctx, learner),
    nextStep(ctx, reader),
  ]);
  if (first === null || mine === null || learner.reviewCount === 0) return { kind: "nothing-yet", step };
  const streak = await readStreak(ctx, learner);
  const [activity, retention] = await Promise.all([
    readActivityBetween(ctx.db, learner.id, first, today),
    readRetention(ctx.db, learner.id, addDays(today, 1 - retentionDays)),
  ]);
  const recent = activity.filter(({ studyDay }) => studyDay > addDays(today, -paceDays));
  const reviewDays = Math.min(paceDays, daysBetween(first, today) + 1);
  const newADay = sumOf(recent, ({ newCards }) => newCards) / reviewDays;
  return {
    kind: "progress",
    today,
    step,
    due: step.kind === "study-due" ? step.due : 0,
    streak,
    retention: { ...retention, aimPercent: Math.round(learner.desiredRetention * 100) },
    reviewsADay: Math.round(sumOf(recent, ({ reviews }) => reviews) / reviewDays),
    reviewDays,
    forecast: forecastOf(mine.states, today, comingDays(today, forecastDays)),
    outlook: await outlookOn(ctx, learner, mine, { today, newADay }),
    blocks: mine.blocks,
    days: calendarOf(activity, first, today),
    studied: {
      days: activity.filter(({ reviews }) => reviews > 0).length,
      of: daysBetween(first, today) + 1,
      since: first,
    },
  };
}

export function comingDays(today: StudyDay, howMany: number): StudyDay[] {
  return Array.from({ length: howMany }, (_, index) => addDays(today, index));
}

function calendarOf(activity: readonly ActivityRow[], first: StudyDay, today: StudyDay): ProgressDay[] {
  const rows = new Map(activity.map((row) => [row.studyDay, row]));
  const oldest = addDays(today, 1 - calendarDays);
  const days: ProgressDay[] = [];
  for (let day = first > oldest ? first : oldest; day <= today; day = addDays(day, 1)) {
    const row = rows.get(day);
    const mark = row?.verdict === "freeze" || row?.verdict === "paused" ? row.verdict : null;
    days.push({ day, reviews: row?.reviews ?? 0, mark });
  }
  return days;
}

function sumOf<T>(rows: readonly T[], of: (row: T) => number): number {
  return rows.reduce((sum, row) => sum + of(row), 0);
}
