import { and, asc, count, desc, eq, gt, gte, isNull, lt, ne, or, sql } from "drizzle-orm";
import type { CohortId, LearnerId } from "../core/ids.ts";
import type { Database } from "./database.ts";
import { learners, memberships, totals } from "./schema/index.ts";

/** The board is read from kept totals alone, never from the log. */

/** Learner of the row into which the points of deleted people are folded. Nobody has this id. */
export const formerMembers = 0 as LearnerId;

export interface BoardRow {
  readonly learnerId: LearnerId;
  readonly points: number;
  /** Null: they are anonymous. */
  readonly name: string | null;
}

/** `week:2027-W10`, `month:2027-03` or `all`. */
export type Period = string;

const boardColumns = {
  learnerId: totals.learnerId,
  points: totals.points,
  name: sql<string | null>`case when ${memberships.board} = 'named' then ${learners.displayName} end`,
};

/** Active members who may be seen. The order: points, then who came first. */
function ranked(db: Database) {
  return db
    .select(boardColumns)
    .from(totals)
    .innerJoin(
      memberships,
      and(
        eq(memberships.cohortId, totals.cohortId),
        eq(memberships.learnerId, totals.learnerId),
        isNull(memberships.leftAt),
        ne(memberships.board, "hidden"),
      ),
    )
    .innerJoin(learners, eq(learners.id, totals.learnerId));
}

const inPeriod = (cohortId: CohortId, period: Period) =>
  and(eq(totals.cohortId, cohortId), eq(totals.period, period), gt(totals.points, 0));

export async function readTop(db: Database, cohortId: CohortId, period: Period, limit: number): Promise<BoardRow[]> {
  return ranked(db).where(inPeriod(cohortId, period)).orderBy(desc(totals.points), asc(totals.learnerId)).limit(limit);
}

/** Who stands next above (or below) a place on the board. */
export async function readNeighbour(
  db: Database,
  of: { cohortId: CohortId; period: Period; points: number; learnerId: LearnerId; side: "above" | "below" },
): Promise<BoardRow | null> {
  const above = of.side === "above";
  const [row] = await ranked(db)
    .where(
      and(
        inPeriod(of.cohortId, of.period),
        above ? gte(totals.points, of.points) : sql`${totals.points} <= ${of.points}`,
        or(
          above ? gt(totals.points, of.points) : lt(totals.points, of.points),
          above ? lt(totals.learnerId, of.learnerId) : gt(totals.learnerId, of.learnerId),
        ),
      ),
    )
    .orderBy(above ? asc(totals.points) : desc(totals.points), above ? desc(totals.learnerId) : asc(totals.learnerId))
    .limit(1);
  return row ?? null;
}

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

/**
 * The rank so many points have: one more than the different sums above them. Those not on the board are few and left
 * out by a list, so that the sums come from the index alone.
 */
export async function rankOf(db: Database, cohortId: CohortId, period: Period, points: number): Promise<number> {
  const [row] = await db
    .select({ above: sql`count(distinct ${totals.points})`.mapWith(Number) })
    .from(totals)
    .where(
      and(
        eq(totals.cohortId, cohortId),
        eq(totals.period, period),
        gt(totals.points, points),
        ne(totals.learnerId, formerMembers),
        sql`not exists (select 1 from ${memberships} where ${memberships.cohortId} = ${cohortId}
          and ${memberships.learnerId} = ${totals.learnerId}
          and (${memberships.board} = 'hidden' or ${memberships.leftAt} is not null))`,
      ),
    );
  return (row?.above ?? 0) + 1;
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
