import { eq } from "drizzle-orm";
import type { StudyDay } from "../../core/ids.ts";
import { closeDays, type DayFacts, initialStreak, type StreakState } from "../../core/scoring/streak.ts";
import { addDays, studyDayAt, studyDayStartMs } from "../../core/study-day.ts";
import {
  type ActivityRow,
  countDueOn,
  firstActiveDay,
  lockLearner,
  readActivityBetween,
  writeLedger,
} from "../../db/activity.ts";
import type { Database } from "../../db/database.ts";
import { learners } from "../../db/schema/index.ts";
import type { AppContext } from "../context.ts";
import type { Reader } from "../people/reader.ts";
import { type IsPaused, pausesOf } from "./pauses.ts";

type Learner = Reader["learner"];

export interface ClosedStreak {
  readonly state: StreakState;
  /** The last day that stands in the ledger; null: the first day of study is not over yet. */
  readonly through: StudyDay | null;
}

/**
 * Writes the study days that are over into the ledger, oldest first, each with its verdict and reason. Called at any
 * event, as often as one likes: without an open day it reads next to nothing, and of two at once the later finds it
 * done. Call it before a break is changed, since open days are judged by the break as it stands.
 */
export async function closeStudyDays(ctx: AppContext, learner: Learner): Promise<ClosedStreak> {
  const yesterday = addDays(studyDayAt(ctx.clock.nowMs(), learner.zone, learner.rolloverHour), -1);
  const standing = standingOf(learner);
  if (standing.through !== null && standing.through >= yesterday) return standing;
  const first = standing.through === null ? await firstActiveDay(ctx.db, learner.id) : addDays(standing.through, 1);
  if (first === null || first > yesterday) return standing;
  return ctx.db.transaction(async (tx) => {
    const fresh = await lockLearner(tx, learner.id);
    if (!fresh) return standing;
    const now = standingOf(fresh);
    const from = now.through === null ? first : addDays(now.through, 1);
    return from > yesterday ? now : close(tx, fresh, now.state, from, yesterday);
  });
}

function standingOf(learner: Learner): ClosedStreak {
  return { state: learner.streak ?? initialStreak(), through: learner.streakClosedThrough };
}

async function close(
  tx: Database,
  learner: Learner,
  before: StreakState,
  from: StudyDay,
  to: StudyDay,
): Promise<ClosedStreak> {
  const days = daysFromTo(from, to);
  const rows = new Map((await readActivityBetween(tx, learner.id, from, to)).map((row) => [row.studyDay, row]));
  const gaps = days.filter((day) => !rows.has(day));
  const due = await countDueOn(
    tx,
    learner.id,
    gaps.map((day) => ({ day, startMs: studyDayStartMs(day, learner.zone, learner.rolloverHour) })),
  );
  const isPaused = await pausesOf(tx, learner);
  const { state, entries } = closeDays(
    before,
    days.map((day) => factsOf(day, rows.get(day) ?? null, due.get(day) ?? 0, isPaused)),
  );
  await writeLedger(
    tx,
    learner.id,
    entries.map((entry) => ({ entry, reason: entry.reason, due: due.get(entry.day) ?? 0 })),
  );
  await tx.update(learners).set({ streak: state, streakClosedThrough: to }).where(eq(learners.id, learner.id));
  return { state, through: to };
}

/** What the streak asks about a day. `due` stands in for a day nothing happened on. */
export function factsOf(day: StudyDay, row: ActivityRow | null, due: number, isPaused: IsPaused): DayFacts {
  const dueAtStart = row?.dueAtStart ?? due;
  return {
    day,
    dueAtStart,
    reviewed: row?.reviews ?? 0,
    dueDone: (row?.dueDone ?? 0) >= dueAtStart,
    answeredDaily: row?.answeredDaily ?? false,
    paused: isPaused(day),
  };
}

function daysFromTo(from: StudyDay, to: StudyDay): StudyDay[] {
  const days: StudyDay[] = [];
  for (let day = from; day <= to; day = addDays(day, 1)) days.push(day);
  return days;
}
