import { and, eq, inArray, sql } from "drizzle-orm";
import type { CohortId, StudyDay } from "../../core/ids.ts";
import { addDays, localTimeOf, weekStart } from "../../core/study-day.ts";
import { moveOpenQuestionClose } from "../../db/daily-questions.ts";
import type { Database } from "../../db/database.ts";
import { lockCohortSchedule, type Schedule, type ScheduleKind } from "../../db/schedules.ts";
import { schedules } from "../../db/schema/index.ts";
import { nextDue } from "./next-due.ts";

export interface CohortSchedule {
  readonly cohortId: CohortId;
  readonly kind: Exclude<ScheduleKind, "reminder">;
  /** Wall clock, `18:30`. */
  readonly time: string;
  /** ISO weekdays, at least one. */
  readonly days: readonly number[];
  readonly zone: string;
}

export interface NextDue {
  readonly nextAtMs: number;
  readonly date: StudyDay;
  /** Whether the post of today (at `afterMs`, in the zone given) is already out. */
  readonly todayIsOut: boolean;
}

/**
 * Sets when a cohort's posts come due, at its start and at every change; also sets one going again that was stopped.
 * `afterMs` is now, or the moment before the cohort's first day. A date that had its post never gets a second one.
 * An open question stays open until the new next moment.
 */
export async function setCohortSchedule(tx: Database, wanted: CohortSchedule, afterMs: number): Promise<NextDue> {
  const { cohortId, kind, time, zone } = wanted;
  const days = [...wanted.days];
  const current = await lockCohortSchedule(tx, cohortId, kind);
  const lastDate = takenThrough(current, zone);
  // A week has one check-in, also when its day is moved to a later one.
  const through = kind === "weekly" && lastDate !== null ? addDays(weekStart(lastDate), 6) : lastDate;
  const next = nextDue({ time, days, zone }, afterMs, through);
  const values = { time, days, zone, nextAt: next.atMs, lastDate };
  await tx
    .insert(schedules)
    .values({ cohortId, kind, ...values })
    .onConflictDoUpdate({
      target: [schedules.cohortId, schedules.kind],
      targetWhere: sql`${schedules.cohortId} is not null`,
      set: { ...values, stoppedAt: null },
    });
  if (kind === "daily" && current) await moveOpenQuestionClose(tx, cohortId, { afterMs, closesAtMs: next.atMs });
  const today = localTimeOf(afterMs, zone).day;
  return { nextAtMs: next.atMs, date: next.date, todayIsOut: lastDate !== null && lastDate >= today };
}

/** No further posts of these kinds until `setCohortSchedule` sets them going again (the group ended). */
export async function stopCohortSchedules(
  tx: Database,
  cohortId: CohortId,
  nowMs: number,
  kinds: readonly CohortSchedule["kind"][] = ["daily", "weekly"],
): Promise<void> {
  await tx
    .update(schedules)
    .set({ stoppedAt: nowMs })
    .where(and(eq(schedules.cohortId, cohortId), inArray(schedules.kind, [...kinds])));
}

/** The last date that gets no post any more. In a new zone the last post's instant may lie on a later date: that one too. */
function takenThrough(current: Schedule | null, zone: string): StudyDay | null {
  if (!current?.lastDate) return null;
  if (current.zone === zone || current.lastAt === null) return current.lastDate;
  const there = localTimeOf(current.lastAt, zone).day;
  if (there > current.lastDate) return there;
  return current.lastDate;
}
