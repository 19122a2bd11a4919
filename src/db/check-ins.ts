import { and, count, desc, eq, gt, inArray, isNotNull, isNull, lt, or, sql } from "drizzle-orm";
import type { CohortId, LearnerId, StudyDay } from "../core/ids.ts";
import type { Database } from "./database.ts";
import { checkInRounds, checkIns, cohorts, deliveries, learners, memberships, totals } from "./schema/index.ts";

export type CheckInRound = typeof checkInRounds.$inferSelect;
export type CheckIn = typeof checkIns.$inferSelect;

/** Which check-in of a cohort. */
export interface RoundKey {
  readonly cohortId: CohortId;
  readonly date: StudyDay;
}

const isRound = ({ cohortId, date }: RoundKey) =>
  and(eq(checkInRounds.cohortId, cohortId), eq(checkInRounds.date, date));
const isOfRound = ({ cohortId, date }: RoundKey) => and(eq(checkIns.cohortId, cohortId), eq(checkIns.date, date));
/** Joins to a check-in what a learner has said in it. */
const ownOf = (learnerId: LearnerId) =>
  and(
    eq(checkIns.cohortId, checkInRounds.cohortId),
    eq(checkIns.date, checkInRounds.date),
    eq(checkIns.learnerId, learnerId),
  );
/** Joins to a membership its cohort, while it goes on. */
const activeCohort = and(eq(cohorts.id, memberships.cohortId), eq(cohorts.state, "active"));
/** Joins to what was said the membership of who said it. */
const byMember = and(eq(memberships.cohortId, checkIns.cohortId), eq(memberships.learnerId, checkIns.learnerId));
const beganAfter = (learnerId: LearnerId, afterMs: number) =>
  and(eq(memberships.learnerId, learnerId), isNull(memberships.leftAt), gt(checkInRounds.opensAt, afterMs));

/** A date that has its check-in keeps it. */
export async function insertRounds(tx: Database, rounds: readonly CheckInRound[]): Promise<void> {
  if (rounds.length === 0) return;
  await tx
    .insert(checkInRounds)
    .values([...rounds])
    .onConflictDoNothing();
}

export async function readRound(db: Database, key: RoundKey): Promise<CheckInRound | null> {
  const [row] = await db.select().from(checkInRounds).where(isRound(key));
  return row ?? null;
}

/** The latest check-in of each of some cohorts. */
export async function readLatestRounds(db: Database, cohortIds: readonly CohortId[]): Promise<RoundKey[]> {
  if (cohortIds.length === 0) return [];
  return db
    .selectDistinctOn([checkInRounds.cohortId], { cohortId: checkInRounds.cohortId, date: checkInRounds.date })
    .from(checkInRounds)
    .where(inArray(checkInRounds.cohortId, [...cohortIds]))
    .orderBy(checkInRounds.cohortId, desc(checkInRounds.date));
}

/** The check-in that is open as long as the cohort goes on. */
export async function readLatestRound(db: Database, cohortId: CohortId): Promise<CheckInRound | null> {
  const [row] = await db
    .select()
    .from(checkInRounds)
    .where(eq(checkInRounds.cohortId, cohortId))
    .orderBy(desc(checkInRounds.date))
    .limit(1);
  return row ?? null;
}

export async function readRoundBefore(db: Database, key: RoundKey): Promise<CheckInRound | null> {
  const [row] = await db
    .select()
    .from(checkInRounds)
    .where(and(eq(checkInRounds.cohortId, key.cohortId), lt(checkInRounds.date, key.date)))
    .orderBy(desc(checkInRounds.date))
    .limit(1);
  return row ?? null;
}

export async function readCheckIn(db: Database, key: RoundKey, learnerId: LearnerId): Promise<CheckIn | null> {
  const [row] = await db
    .select()
    .from(checkIns)
    .where(and(isOfRound(key), eq(checkIns.learnerId, learnerId)));
  return row ?? null;
}

/** What a form shows as set, with the week it is for. */
export async function readFormValues(db: Database, key: RoundKey, learnerId: LearnerId) {
  const [row] = await db
    .select({ week: checkInRounds.week, own: checkIns })
    .from(checkInRounds)
    .leftJoin(checkIns, ownOf(learnerId))
    .where(isRound(key));
  if (!row) return null;
  const { confidence = null, hours = null, blockers = "", aim = "" } = row.own ?? {};
  return { week: row.week, confidence, hours, blockers, aim };
}

/** The row of a learner's check-in, made if needed and locked until the transaction ends. */
export async function lockCheckIn(tx: Database, key: RoundKey, learnerId: LearnerId): Promise<CheckIn> {
  const { cohortId, date } = key;
  await tx.insert(checkIns).values({ cohortId, date, learnerId }).onConflictDoNothing();
  const [row] = await tx
    .select()
    .from(checkIns)
    .where(and(isOfRound(key), eq(checkIns.learnerId, learnerId)))
    .for("update");
  if (!row) throw new Error("a check-in that was just written is gone");
  return row;
}

export async function changeCheckIn(
  tx: Database,
  key: RoundKey,
  learnerId: LearnerId,
  values: Partial<typeof checkIns.$inferInsert>,
): Promise<CheckIn> {
  const [row] = await tx
    .update(checkIns)
    .set(values)
    .where(and(isOfRound(key), eq(checkIns.learnerId, learnerId)))
    .returning();
  if (!row) throw new Error("a check-in vanished while it was changed");
  return row;
}

/** The learner's check-ins of the cohort before a date, the latest first. */
export async function readEarlierCheckIns(
  db: Database,
  key: RoundKey,
  learnerId: LearnerId,
  limit: number,
): Promise<CheckIn[]> {
  return db
    .select()
    .from(checkIns)
    .where(and(eq(checkIns.learnerId, learnerId), eq(checkIns.cohortId, key.cohortId), lt(checkIns.date, key.date)))
    .orderBy(desc(checkIns.date))
    .limit(limit);
}

/** The learner's total of a cohort goes up; a check-in is no study day. */
export async function creditCheckIn(
  tx: Database,
  credit: { cohortId: CohortId; learnerId: LearnerId; periods: readonly string[]; points: number },
): Promise<void> {
  const { cohortId, learnerId, points } = credit;
  await tx
    .insert(totals)
    .values(credit.periods.map((period) => ({ cohortId, period, learnerId, points })))
    .onConflictDoUpdate({
      target: [totals.cohortId, totals.period, totals.learnerId],
      set: { points: sql`${totals.points} + ${points}` },
    });
}

/** What the weekly posts of check-ins say has changed: the counter, or that they have closed. */
export async function wantWeeklyShown(tx: Database, keys: readonly RoundKey[], nowMs: number): Promise<void> {
  if (keys.length === 0) return;
  await tx
    .update(deliveries)
    .set({
      wantedVersion: sql`${deliveries.wantedVersion} + 1`,
      editAfter: sql`coalesce(${deliveries.editAfter}, ${new Date(nowMs).toISOString()}::timestamptz)`,
    })
    .where(
      and(
        eq(deliveries.kind, "weekly"),
        inArray(
          deliveries.cohortId,
          keys.map(({ cohortId }) => cohortId),
        ),
        or(
          ...keys.map(({ cohortId, date }) =>
            and(eq(deliveries.cohortId, cohortId), sql`${deliveries.subject} ->> 'date' = ${date}`),
          ),
        ),
      ),
    );
}

/** Check-ins of a learner's cohorts that are the cohort's latest, began after a moment and are not saved yet. */
export async function readOpenFor(db: Database, learnerId: LearnerId, afterMs: number): Promise<CheckInRound[]> {
  const rows = await db
    .select({ round: checkInRounds })
    .from(memberships)
    .innerJoin(cohorts, activeCohort)
    .innerJoin(checkInRounds, eq(checkInRounds.cohortId, memberships.cohortId))
    .leftJoin(checkIns, ownOf(learnerId))
    .where(
      and(
        beganAfter(learnerId, afterMs),
        isNull(checkIns.savedAt),
        sql`not exists (select 1 from check_in_rounds later where later.cohort_id = ${checkInRounds.cohortId}
          and later.date > ${checkInRounds.date})`,
      ),
    )
    .orderBy(checkInRounds.opensAt);
  return rows.map(({ round }) => round);
}

/** The latest check-in of a learner's cohorts that began after a moment; one still to be done before one that is. */
export async function readHomeCheckIn(
  db: Database,
  learnerId: LearnerId,
  afterMs: number,
): Promise<{ readonly week: number; readonly group: string; readonly done: boolean } | null> {
  const done = sql<boolean>`${checkIns.savedAt} is not null`;
  const [row] = await db
    .select({ week: checkInRounds.week, group: cohorts.name, done })
    .from(memberships)
    .innerJoin(cohorts, activeCohort)
    .innerJoin(checkInRounds, eq(checkInRounds.cohortId, memberships.cohortId))
    .leftJoin(checkIns, ownOf(learnerId))
    .where(beganAfter(learnerId, afterMs))
    .orderBy(sql`${checkIns.savedAt} is not null`, desc(checkInRounds.opensAt))
    .limit(1);
  return row ?? null;
}

/** Members now, and how many of them have checked in; late ones count. */
export async function countCheckedIn(
  db: Database,
  key: RoundKey,
): Promise<{ readonly members: number; readonly checkedIn: number }> {
  const [row] = await db
    .select({ members: count(), checkedIn: count(checkIns.savedAt) })
    .from(memberships)
    .leftJoin(checkIns, and(isOfRound(key), eq(checkIns.learnerId, memberships.learnerId)))
    .where(and(eq(memberships.cohortId, key.cohortId), isNull(memberships.leftAt)));
  return row ?? { members: 0, checkedIn: 0 };
}

const savedByMembers = (key: RoundKey) => and(isOfRound(key), isNotNull(checkIns.savedAt), isNull(memberships.leftAt));

/** How many members spoke of their topics, and how many called each one done. */
export async function readCompletion(
  db: Database,
  key: RoundKey,
): Promise<{ readonly said: number; readonly done: ReadonlyMap<string, number> }> {
  const rows = await db
    .select({ done: checkIns.done })
    .from(checkIns)
    .innerJoin(memberships, byMember)
    .where(and(savedByMembers(key), eq(checkIns.topicsSaid, true)));
  const done = new Map<string, number>();
  for (const row of rows) for (const topic of row.done) done.set(topic, (done.get(topic) ?? 0) + 1);
  return { said: rows.length, done };
}

export interface SaidByMember extends CheckIn {
  readonly name: string;
}

/** What the members wrote, for organisers; the first to check in first. */
export async function readSaid(db: Database, key: RoundKey): Promise<SaidByMember[]> {
  const rows = await db
    .select({ checkIn: checkIns, name: learners.displayName })
    .from(checkIns)
    .innerJoin(memberships, byMember)
    .innerJoin(learners, eq(learners.id, checkIns.learnerId))
    .where(savedByMembers(key))
    .orderBy(checkIns.savedAt, checkIns.learnerId);
  return rows.map(({ checkIn, name }) => ({ ...checkIn, name }));
}
