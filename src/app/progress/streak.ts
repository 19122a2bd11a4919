import type { StudyDay } from "../../core/ids.ts";
import { freezesLeft, type KeptReason, streakToday } from "../../core/scoring/streak.ts";
import { studyDayStartMs } from "../../core/study-day.ts";
import { readActivity } from "../../db/activity.ts";
import { countDueAtStart } from "../../db/memory.ts";
import type { AppContext } from "../context.ts";
import type { Reader } from "../people/reader.ts";
import { studyDayOf } from "../study/study-day.ts";
import { closeStudyDays, factsOf } from "./close-days.ts";
import { pausesOf } from "./pauses.ts";

export interface StreakLine {
  /** Days, today included once it is kept. */
  readonly length: number;
  readonly keptToday: boolean;
  readonly freezesLeft: number;
  readonly longest: number;
  /** The last day the longest streak stood; null while it is the running one, or there was none. */
  readonly longestEndedOn: StudyDay | null;
  readonly today: TodayFacts;
}

export interface TodayFacts {
  readonly day: StudyDay;
  readonly reason: KeptReason | null;
  readonly dueAtStart: number;
  readonly dueDone: number;
  readonly reviews: number;
  readonly paused: boolean;
}

/** The streak as it stands now; days that are over are closed first. */
export async function readStreak(ctx: AppContext, learner: Reader["learner"]): Promise<StreakLine> {
  const { state, through } = await closeStudyDays(ctx, learner);
  const day = studyDayOf(ctx, learner);
  const row = await readActivity(ctx.db, learner.id, day);
  const dayStartMs = studyDayStartMs(day, learner.zone, learner.rolloverHour);
  const due = row?.dueAtStart ?? (await countDueAtStart(ctx.db, learner.id, day, dayStartMs));
  const facts = factsOf(day, row, due, await pausesOf(ctx.db, learner));
  // Moving west can lead back into a day that is closed: it stays as it was.
  const closed = through !== null && day <= through;
  const now = closed
    ? { length: state.length, kept: row?.verdict === "kept", reason: null, freezesLeft: freezesLeft(state, day) }
    : streakToday(state, facts);
  return {
    length: now.length,
    keptToday: now.kept,
    freezesLeft: now.freezesLeft,
    longest: Math.max(state.longest, now.length),
    longestEndedOn: now.length > state.longest ? null : state.longestEndedOn,
    today: {
      day,
      reason: now.reason,
      dueAtStart: due,
      dueDone: row?.dueDone ?? 0,
      reviews: row?.reviews ?? 0,
      paused: facts.paused,
    },
  };
}
