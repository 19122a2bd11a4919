import { and, asc, eq, gt, isNull, lte, notInArray, sql } from "drizzle-orm";
import type { CohortId, ScheduleId, StudyDay } from "../core/ids.ts";
import type { Database } from "./database.ts";
import { schedules } from "./schema/index.ts";

export type Schedule = typeof schedules.$inferSelect;
export type ScheduleKind = Schedule["kind"];

/**
 * Schedules whose moment has come, the longest due first, locked for this transaction; those another process holds
 * are left to it. The partial index on `nextAt` makes this cost what is due, not how many there are.
 */
export async function takeDueSchedules(
  tx: Database,
  options: { nowMs: number; limit: number; except: readonly ScheduleId[] },
): Promise<Schedule[]> {
  return tx
    .select()
    .from(schedules)
    .where(
      and(
        isNull(schedules.stoppedAt),
        lte(schedules.nextAt, options.nowMs),
        options.except.length > 0 ? notInArray(schedules.id, [...options.except]) : undefined,
      ),
    )
    .orderBy(asc(schedules.nextAt), asc(schedules.id))
    .limit(options.limit)
    .for("update", { skipLocked: true });
}

export async function readCohortSchedule(
  db: Database,
  cohortId: CohortId,
  kind: ScheduleKind,
): Promise<Schedule | null> {
  const [row] = await db
    .select()
    .from(schedules)
    .where(and(eq(schedules.cohortId, cohortId), eq(schedules.kind, kind)));
  return row ?? null;
}

/** As `readCohortSchedule`, locked until the transaction ends, so that nobody plans meanwhile. */
export async function lockCohortSchedule(
  tx: Database,
  cohortId: CohortId,
  kind: ScheduleKind,
): Promise<Schedule | null> {
  const [row] = await tx
    .select()
    .from(schedules)
    .where(and(eq(schedules.cohortId, cohortId), eq(schedules.kind, kind)))
    .for("update");
  return row ?? null;
}

/** The first moment after `afterMs` at which anything comes due; null when nothing is planned at all. */
export async function nextScheduledAt(db: Database, afterMs: number): Promise<number | null> {
  const [row] = await db
    .select({ at: schedules.nextAt })
    .from(schedules)
    .where(and(isNull(schedules.stoppedAt), gt(schedules.nextAt, afterMs)))
    .orderBy(asc(schedules.nextAt))
    .limit(1);
  return row?.at ?? null;
}

export interface MovedSchedule {
  readonly id: ScheduleId;
  readonly nextAtMs: number;
  /** Of the moment that was planned; null: it was passed over, and its date stays free. */
  readonly planned: { readonly date: StudyDay; readonly atMs: number } | null;
  readonly stoppedAtMs: number | null;
}

/** Moves many schedules in one statement. Inside the transaction that took them. */
export async function moveSchedules(tx: Database, moved: readonly MovedSchedule[]): Promise<void> {
  if (moved.length === 0) return;
  const rows = moved.map((one) => ({
    id: one.id,
    next_at: isoOf(one.nextAtMs),
    last_date: one.planned?.date ?? null,
    last_at: one.planned ? isoOf(one.planned.atMs) : null,
    stopped_at: one.stoppedAtMs === null ? null : isoOf(one.stoppedAtMs),
  }));
  await tx.execute(sql`
    update schedules s
    set next_at = m.next_at,
        last_date = coalesce(m.last_date, s.last_date),
        last_at = coalesce(m.last_at, s.last_at),
        stopped_at = m.stopped_at
    from json_to_recordset(${JSON.stringify(rows)}::json)
      as m(id bigint, next_at timestamptz, last_date date, last_at timestamptz, stopped_at timestamptz)
    where s.id = m.id`);
}

function isoOf(ms: number): string {
  return new Date(ms).toISOString();
}
