import { eq } from "drizzle-orm";
import type { LearnerId } from "../../core/ids.ts";
import { studyDayAt, studyDayEndMs } from "../../core/study-day.ts";
import { learners } from "../../db/schema/index.ts";
import type { AppContext } from "../context.ts";
import { readStreak } from "../progress/streak.ts";
import { type NextStep, nextStep } from "../study/next-step.ts";

/** What a reminder says (S38). */
export interface Reminder {
  /** The day counts already, or everything of it is done. */
  readonly kept: boolean;
  /** A break, or a pause of all their groups. */
  readonly paused: boolean;
  readonly step: NextStep;
  readonly dayEndsMs: number;
  readonly zone: string;
  readonly nowMs: number;
}

/** A learner's day as it stands; `atMs` says which day is meant. Null: that day is over, or the person is gone. */
export async function readReminder(ctx: AppContext, learnerId: LearnerId, atMs: number): Promise<Reminder | null> {
  const [learner] = await ctx.db.select().from(learners).where(eq(learners.id, learnerId));
  if (!learner) return null;
  const nowMs = ctx.clock.nowMs();
  const { zone, rolloverHour } = learner;
  const dayEndsMs = studyDayEndMs(studyDayAt(atMs, zone, rolloverHour), zone, rolloverHour);
  if (dayEndsMs <= nowMs) return null;
  const streak = await readStreak(ctx, learner);
  const step = await nextStep(ctx, { learner });
  return { kept: streak.keptToday, paused: streak.today.paused, step, dayEndsMs, zone, nowMs };
}
