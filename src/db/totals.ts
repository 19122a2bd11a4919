import { aliasedTable, and, asc, count, desc, eq, gt, isNull, sql } from "drizzle-orm";
import type { CohortId, LearnerId } from "../core/ids.ts";
import type { Database } from "./database.ts";
import { rowsOf } from "./rows.ts";
import { learners, memberships, totals } from "./schema/index.ts";

/** Learner of the row into which the points of deleted people are folded. Nobody has this id. */
export const formerMembers = 0 as LearnerId;

/** `week:2027-W10`, `month:2027-03` or `all`. */
export type Period = string;

export interface OwnTotal {
  readonly points: number;
  readonly studyDays: number;
}

export async function readOwnTotal(
  db: Database,
  cohortId: CohortId,
  period: Period,
  learnerId: LearnerId,
): Promise<OwnTotal> {
  const [row] = await db
    .select({ points: totals.points, studyDays: totals.studyDays })
    .from(totals)
    .where(and(eq(totals.cohortId, cohortId), eq(totals.period, period), eq(totals.learnerId, learnerId)));
  return row ?? { points: 0, studyDays: 0 };
}

/** Active members, and how many of them have at least so many study days in a period. */
export async function countOnCourse(
  db: Database,
  cohortId: CohortId,
  period: Period,
  studyDays: readonly [number, number],
): Promise<{ members: number; withFirst: number; withSecond: number }> {
  const atLeast = (days: number) =>
    days <= 0
      ? sql`count(*)`.mapWith(Number)
      : sql`count(*) filter (where ${totals.studyDays} >= ${days})`.mapWith(Number);
  const [row] = await db
    .select({ members: count(), withFirst: atLeast(studyDays[0]), withSecond: atLeast(studyDays[1]) })
    .from(memberships)
    .leftJoin(
      totals,
      and(
        eq(totals.cohortId, memberships.cohortId),
        eq(totals.period, period),
        eq(totals.learnerId, memberships.learnerId),
      ),
    )
    .where(and(eq(memberships.cohortId, cohortId), isNull(memberships.leftAt)));
  return row ?? { members: 0, withFirst: 0, withSecond: 0 };
}

/** A named member's points and study days of two weeks. */
export interface NamedWeeks {
  readonly name: string;
  readonly points: number;
  readonly studyDays: number;
  readonly lastPoints: number;
  readonly lastStudyDays: number;
}

/** Active members who are named and have points in a week, most points first, with the week before. */
export async function readNamedWeeks(
  db: Database,
  cohortId: CohortId,
  week: Period,
  lastWeek: Period,
): Promise<NamedWeeks[]> {
  const before = aliasedTable(totals, "before");
  return db
    .select({
      name: learners.displayName,
      points: totals.points,
      studyDays: totals.studyDays,
      lastPoints: sql`coalesce(${before.points}, 0)`.mapWith(Number),
      lastStudyDays: sql`coalesce(${before.studyDays}, 0)`.mapWith(Number),
    })
    .from(totals)
    .innerJoin(
      memberships,
      and(
        eq(memberships.cohortId, totals.cohortId),
        eq(memberships.learnerId, totals.learnerId),
        isNull(memberships.leftAt),
        eq(memberships.board, "named"),
      ),
    )
    .innerJoin(learners, eq(learners.id, totals.learnerId))
    .leftJoin(
      before,
      and(eq(before.cohortId, totals.cohortId), eq(before.learnerId, totals.learnerId), eq(before.period, lastWeek)),
    )
    .where(and(eq(totals.cohortId, cohortId), eq(totals.period, week), gt(totals.points, 0)))
    .orderBy(desc(totals.points), asc(totals.learnerId));
}

/** Adds what a learner earned to the row of former members and takes their rows away; for deleting a person. */
export async function foldTotals(tx: Database, learnerId: LearnerId): Promise<void> {
  const theirs = await tx.delete(totals).where(eq(totals.learnerId, learnerId)).returning();
  for (const { cohortId, period, points } of theirs) {
    await tx
      .insert(totals)
      .values({ cohortId, period, learnerId: formerMembers, points })
      .onConflictDoUpdate({
        target: [totals.cohortId, totals.period, totals.learnerId],
        set: { points: sql`${totals.points} + ${points}` },
      });
  }
}

/** A sum that is kept and what the log says it should be. */
export interface TotalDifference {
  readonly cohortId: CohortId;
  readonly period: Period;
  readonly learnerId: LearnerId;
  readonly kept: OwnTotal;
  readonly fromLog: OwnTotal;
}

/**
 * Where a cohort's kept totals differ from what its members' reviews, answers and check-ins add up to. An event counts
 * for whoever was a member when it happened, on the cohort's track; a study day counts where its first event does, and
 * check-ins are none. Reviews taken back and answers after the closing time count nothing. An undo on a day on which
 * somebody also joined or left may differ by that one study day.
 */
export async function compareTotals(db: Database, cohortId: CohortId): Promise<TotalDifference[]> {
  const result = await db.execute(sql`
    with span as (
      select learner_id, joined_at, left_at from memberships where cohort_id = ${cohortId}
      union all
      select learner_id, joined_at, left_at from past_memberships where cohort_id = ${cohortId}
    ),
    event as (
      select r.learner_id, r.study_day, r.points, r.reviewed_at as at, k.track
      from reviews r join cards k on k.id = r.card_id
      where r.undoes is null and not exists (select 1 from reviews u where u.undoes = r.id)
        and r.learner_id in (select learner_id from memberships where cohort_id = ${cohortId})
      union all
      select a.learner_id, a.study_day, a.points, a.answered_at, k.track
      from answers a
      join daily_questions q on q.id = a.daily_question_id and a.answered_at < q.closes_at
      join cards k on k.id = q.card_id
      where a.learner_id in (select learner_id from memberships where cohort_id = ${cohortId})
    ),
    ordered as (
      select *, row_number() over (partition by learner_id, study_day order by at) = 1 as first from event
    ),
    credited as (
      select o.learner_id, o.study_day, o.points, o.first from ordered o
      join span on span.learner_id = o.learner_id
        and o.at >= span.joined_at and (span.left_at is null or o.at < span.left_at)
      join cohorts c on c.id = ${cohortId} and c.track = o.track
      union all
      select learner_id, study_day, points, false from check_ins where cohort_id = ${cohortId} and points > 0
    ),
    from_log as (
      select learner_id, period, sum(points) as points, count(*) filter (where first) as study_days
      from credited
      cross join lateral unnest(array[to_char(study_day, '"week:"IYYY"-W"IW'), to_char(study_day, '"month:"YYYY-MM'),
        'all']) as period
      group by learner_id, period
    ),
    kept as (
      select * from totals where cohort_id = ${cohortId} and learner_id <> ${formerMembers}
    )
    select coalesce(k.learner_id, l.learner_id) as learner_id, coalesce(k.period, l.period) as period,
      coalesce(k.points, 0) as kept_points, coalesce(k.study_days, 0) as kept_days,
      coalesce(l.points, 0) as log_points, coalesce(l.study_days, 0) as log_days
    from kept k full join from_log l on l.learner_id = k.learner_id and l.period = k.period
    where coalesce(k.points, 0) <> coalesce(l.points, 0) or coalesce(k.study_days, 0) <> coalesce(l.study_days, 0)
    order by 1, 2`);
  return rowsOf<Record<"learner_id" | "period" | "kept_points" | "kept_days" | "log_points" | "log_days", string>>(
    result,
  ).map((row) => ({
    cohortId,
    period: row.period,
    learnerId: Number(row.learner_id) as LearnerId,
    kept: { points: Number(row.kept_points), studyDays: Number(row.kept_days) },
    fromLog: { points: Number(row.log_points), studyDays: Number(row.log_days) },
  }));
}
