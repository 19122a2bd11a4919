import { and, eq, inArray, isNull, sql } from "drizzle-orm";
import type { CardId, LearnerId, SessionId, StudyDay } from "../core/ids.ts";
import type { Database } from "./database.ts";
import type { MemoryRow } from "./memory.ts";
import { cards, memoryStates, reviews, sessions } from "./schema/index.ts";

export type SessionRow = typeof sessions.$inferSelect;

export async function readOpenSession(db: Database, learnerId: LearnerId): Promise<SessionRow | null> {
  const [row] = await db
    .select()
    .from(sessions)
    .where(and(eq(sessions.learnerId, learnerId), isNull(sessions.closedAt)));
  return row ?? null;
}

/** Null unless it is this learner's. */
export async function readSession(db: Database, id: SessionId, learnerId: LearnerId): Promise<SessionRow | null> {
  const [row] = await db
    .select()
    .from(sessions)
    .where(and(eq(sessions.id, id), eq(sessions.learnerId, learnerId)));
  return row ?? null;
}

/** Closes it if it is open; the first reason stays. */
export async function closeSession(
  db: Database,
  id: SessionId,
  closedBy: NonNullable<SessionRow["closedBy"]>,
  nowMs: number,
): Promise<void> {
  await db
    .update(sessions)
    .set({ closedAt: nowMs, closedBy })
    .where(and(eq(sessions.id, id), isNull(sessions.closedAt)));
}

/** Null when another one of this learner is open: two commands at once. */
export async function insertSession(db: Database, row: typeof sessions.$inferInsert): Promise<SessionRow | null> {
  const [made] = await db.insert(sessions).values(row).onConflictDoNothing().returning();
  return made ?? null;
}

/** Open again after an undo, unless another one is open by now. */
export async function reopenSession(db: Database, id: SessionId, learnerId: LearnerId): Promise<void> {
  await db
    .update(sessions)
    .set({ closedAt: null, closedBy: null })
    .where(
      and(
        eq(sessions.id, id),
        sql`not exists (select 1 from ${sessions} other where other.learner_id = ${learnerId} and other.closed_at is null)`,
      ),
    );
}

export async function markDealtWith(db: Database, id: SessionId, number: number): Promise<void> {
  await db
    .update(sessions)
    .set({ done: sql`greatest(${sessions.done}, ${number})` })
    .where(eq(sessions.id, id));
}

export interface PlannedCard {
  readonly cardId: CardId;
  readonly archivedAt: number | null;
  readonly prompt: string;
  readonly state: MemoryRow | null;
}

/** The plan's cards with what the learner remembers of each, in no particular order. */
export async function readPlan(db: Database, session: SessionRow): Promise<PlannedCard[]> {
  if (session.plan.length === 0) return [];
  return db
    .select({
      cardId: cards.id,
      archivedAt: cards.archivedAt,
      prompt: sql<string>`${cards.body} ->> 'prompt'`,
      state: memoryStates,
    })
    .from(cards)
    .leftJoin(memoryStates, and(eq(memoryStates.cardId, cards.id), eq(memoryStates.learnerId, session.learnerId)))
    .where(inArray(cards.id, session.plan));
}

/** The latest study day on which the learner reviewed anything. */
export async function lastReviewedDay(db: Database, learnerId: LearnerId): Promise<StudyDay | null> {
  const [row] = await db
    .select({ day: sql<StudyDay | null>`max(${reviews.studyDay})::text` })
    .from(reviews)
    .where(eq(reviews.learnerId, learnerId));
  return row?.day ?? null;
}
