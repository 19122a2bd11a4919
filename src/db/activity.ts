import { and, asc, count, desc, eq, gte, isNotNull, isNull, lt, lte, min, notExists, or, sql } from "drizzle-orm";
import type { CardId, LearnerId, StudyDay } from "../core/ids.ts";
import type { LedgerEntry } from "../core/scoring/streak.ts";
import type { Database } from "./database.ts";
import {
  cards,
  cohortPauses,
  cohorts,
  dailyActivity,
  learners,
  memberships,
  memoryStates,
  reviews,
} from "./schema/index.ts";

export type ActivityRow = typeof dailyActivity.$inferSelect;

export async function readActivity(db: Database, learnerId: LearnerId, day: StudyDay): Promise<ActivityRow | null> {
  const [row] = await db.select().from(dailyActivity).where(ofDay(learnerId, day));
  return row ?? null;
}

function ofDay(learnerId: LearnerId, day: StudyDay) {
  return and(eq(dailyActivity.learnerId, learnerId), eq(dailyActivity.studyDay, day));
}

/** The days from one to the other, both included, oldest first; days without a row are not among them. */
export async function readActivityBetween(
  db: Database,
  learnerId: LearnerId,
  from: StudyDay,
  to: StudyDay,
): Promise<ActivityRow[]> {
  return db
    .select()
    .from(dailyActivity)
    .where(
      and(eq(dailyActivity.learnerId, learnerId), gte(dailyActivity.studyDay, from), lte(dailyActivity.studyDay, to)),
    )
    .orderBy(asc(dailyActivity.studyDay));
}

/** Closed days, newest first, before a day where one is given. */
export async function readLedger(
  db: Database,
  learnerId: LearnerId,
  page: { before: StudyDay | null; limit: number },
): Promise<(ActivityRow & { repairedByName: string | null })[]> {
  const rows = await db
    .select({ day: dailyActivity, repairedByName: learners.displayName })
    .from(dailyActivity)
    .leftJoin(learners, eq(learners.id, dailyActivity.repairedBy))
    .where(
      and(
        eq(dailyActivity.learnerId, learnerId),
        isNotNull(dailyActivity.verdict),
        page.before === null ? undefined : lt(dailyActivity.studyDay, page.before),
      ),
    )
    .orderBy(desc(dailyActivity.studyDay))
    .limit(page.limit);
  return rows.map(({ day, repairedByName }) => ({ ...day, repairedByName }));
}

export async function firstActiveDay(db: Database, learnerId: LearnerId): Promise<StudyDay | null> {
  const [row] = await db
    .select({ day: min(dailyActivity.studyDay) })
    .from(dailyActivity)
    .where(eq(dailyActivity.learnerId, learnerId));
  return (row?.day as StudyDay | null | undefined) ?? null;
}

/** The learner's row, held until the transaction ends: whoever changes the ledger does it one after another. */
export async function lockLearner(tx: Database, learnerId: LearnerId): Promise<typeof learners.$inferSelect | null> {
  const [row] = await tx.select().from(learners).where(eq(learners.id, learnerId)).for("update");
  return row ?? null;
}

/** A study day and the instant it began. */
export interface DayStart {
  readonly day: StudyDay;
  readonly startMs: number;
}

/**
 * Cards that were due when each of these days began, whatever was reviewed since: a card's memory at a day's start is
 * what the first review from that day on found, or what it is now. Suspended and withdrawn cards are not counted.
 */
export async function countDueOn(
  db: Database,
  learnerId: LearnerId,
  days: readonly DayStart[],
): Promise<Map<StudyDay, number>> {
  const [first] = days;
  const last = days.at(-1);
  if (!first || !last) return new Map();
  const touched = await readTouched(db, learnerId, first.day);
  const untouched = await db
    .select({ dueDay: memoryStates.dueDay, dueAt: memoryStates.dueAt, cards: count() })
    .from(memoryStates)
    .innerJoin(cards, eq(cards.id, memoryStates.cardId))
    .where(
      and(
        eq(memoryStates.learnerId, learnerId),
        isNull(memoryStates.suspendedAt),
        isNull(cards.archivedAt),
        or(lte(memoryStates.dueDay, last.day), lt(memoryStates.dueAt, last.startMs)),
        notExists(
          db
            .select({ one: sql`1` })
            .from(reviews)
            .where(
              and(
                eq(reviews.learnerId, learnerId),
                eq(reviews.cardId, memoryStates.cardId),
                gte(reviews.studyDay, first.day),
              ),
            ),
        ),
      ),
    )
    .groupBy(memoryStates.dueDay, memoryStates.dueAt);
  return new Map(
    days.map((at) => {
      const still = untouched.reduce((sum, group) => sum + (isDue(group, at) ? group.cards : 0), 0);
      const moved = touched.filter((card) => isDue(memoryBefore(card, at.day), at)).length;
      return [at.day, still + moved] as const;
    }),
  );
}

interface Due {
  readonly dueDay: StudyDay | null;
  readonly dueAt: number | null;
}

function isDue({ dueDay, dueAt }: Due, { day, startMs }: DayStart): boolean {
  return dueDay !== null ? dueDay <= day : dueAt !== null && dueAt < startMs;
}

interface TouchedCard {
  readonly now: Due;
  /** Oldest first. */
  readonly reviews: readonly { readonly day: StudyDay; readonly before: Due }[];
}

function memoryBefore(card: TouchedCard, day: StudyDay): Due {
  return card.reviews.find((review) => review.day >= day)?.before ?? card.now;
}

/** Cards reviewed since a day, with what each review found. What an undo put back is what the review had found. */
async function readTouched(db: Database, learnerId: LearnerId, since: StudyDay): Promise<TouchedCard[]> {
  const rows = await db
    .select({
      cardId: reviews.cardId,
      day: reviews.studyDay,
      before: reviews.before,
      dueDay: memoryStates.dueDay,
      dueAt: memoryStates.dueAt,
    })
    .from(reviews)
    .innerJoin(memoryStates, and(eq(memoryStates.learnerId, learnerId), eq(memoryStates.cardId, reviews.cardId)))
    .innerJoin(cards, eq(cards.id, reviews.cardId))
    .where(
      and(
        eq(reviews.learnerId, learnerId),
        gte(reviews.studyDay, since),
        isNull(reviews.undoes),
        isNull(memoryStates.suspendedAt),
        isNull(cards.archivedAt),
      ),
    )
    .orderBy(asc(reviews.id));
  const byCard = new Map<CardId, { now: Due; reviews: { day: StudyDay; before: Due }[] }>();
  for (const { cardId, day, before, dueDay, dueAt } of rows) {
    const card = byCard.get(cardId) ?? { now: { dueDay, dueAt }, reviews: [] };
    card.reviews.push({ day, before: { dueDay: before?.dueDay ?? null, dueAt: before?.dueAtMs ?? null } });
    byCard.set(cardId, card);
  }
  return [...byCard.values()];
}

/** Pauses of the learner's cohorts; a cohort without any stands once, with nulls. */
export async function readPausesAround(db: Database, learnerId: LearnerId) {
  return db
    .select({
      cohortId: cohorts.id,
      zone: cohorts.zone,
      joinedAt: memberships.joinedAt,
      from: cohortPauses.fromDay,
      until: cohortPauses.untilDay,
    })
    .from(memberships)
    .innerJoin(cohorts, and(eq(cohorts.id, memberships.cohortId), eq(cohorts.state, "active")))
    .leftJoin(cohortPauses, eq(cohortPauses.cohortId, cohorts.id))
    .where(and(eq(memberships.learnerId, learnerId), isNull(memberships.leftAt)));
}

/** Rows of one statement: far from the 65,535 parameters it may have. */
const chunk = 1_000;

/** What stands in the ledger, written over what stood there; `due` is for days that have no row yet. */
export async function writeLedger(
  tx: Database,
  learnerId: LearnerId,
  entries: readonly { entry: LedgerEntry; reason: string; due: number }[],
): Promise<void> {
  for (let at = 0; at < entries.length; at += chunk) {
    await tx
      .insert(dailyActivity)
      .values(
        entries.slice(at, at + chunk).map(({ entry, reason, due }) => ({
          learnerId,
          studyDay: entry.day,
          dueAtStart: due,
          verdict: entry.verdict,
          reason,
          streakAfter: entry.lengthAfter,
          freezesLeft: entry.freezesLeft,
        })),
      )
      .onConflictDoUpdate({
        target: [dailyActivity.learnerId, dailyActivity.studyDay],
        set: {
          verdict: sql`excluded.verdict`,
          reason: sql`excluded.reason`,
          streakAfter: sql`excluded.streak_after`,
          freezesLeft: sql`excluded.freezes_left`,
        },
      });
  }
}
