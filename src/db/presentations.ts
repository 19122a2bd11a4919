import { and, eq, inArray, isNull } from "drizzle-orm";
import type { CardId, LearnerId, PresentationId } from "../core/ids.ts";
import type { Database } from "./database.ts";
import type { MemoryRow } from "./memory.ts";
import { cards, memoryStates, presentations, sessions } from "./schema/index.ts";

export type PresentationRow = typeof presentations.$inferSelect;
export type CardRow = typeof cards.$inferSelect;

export interface Shown {
  readonly presentation: PresentationRow;
  readonly card: CardRow;
  readonly state: MemoryRow | null;
  readonly session: typeof sessions.$inferSelect | null;
}

export async function readShown(db: Database, id: PresentationId): Promise<Shown | null> {
  const [row] = await db
    .select({ presentation: presentations, card: cards, state: memoryStates, session: sessions })
    .from(presentations)
    .innerJoin(cards, eq(cards.id, presentations.cardId))
    .leftJoin(
      memoryStates,
      and(eq(memoryStates.learnerId, presentations.learnerId), eq(memoryStates.cardId, presentations.cardId)),
    )
    .leftJoin(sessions, eq(sessions.id, presentations.sessionId))
    .where(eq(presentations.id, id));
  return row ?? null;
}

const openOnes = and(isNull(presentations.gradedAt), isNull(presentations.voidedAt));

export async function findUngraded(
  db: Database,
  learnerId: LearnerId,
  cardId: CardId,
): Promise<PresentationRow | null> {
  const [row] = await db
    .select()
    .from(presentations)
    .where(and(eq(presentations.learnerId, learnerId), eq(presentations.cardId, cardId), openOnes));
  return row ?? null;
}

/** Null when another one of this learner and card is ungraded. */
export async function insertPresentation(
  db: Database,
  row: typeof presentations.$inferInsert,
): Promise<PresentationRow | null> {
  const [made] = await db.insert(presentations).values(row).onConflictDoNothing().returning();
  return made ?? null;
}

/** Changes a presentation that can still be graded; null if it no longer can. */
export async function changeUngraded(
  db: Database,
  id: PresentationId,
  change: Partial<typeof presentations.$inferInsert>,
): Promise<PresentationRow | null> {
  const [row] = await db
    .update(presentations)
    .set(change)
    .where(and(eq(presentations.id, id), openOnes))
    .returning();
  return row ?? null;
}

/** Takes what is ungraded of a card off one learner's screens. */
export async function voidUngraded(db: Database, learnerId: LearnerId, cardId: CardId, nowMs: number): Promise<void> {
  await db
    .update(presentations)
    .set({ voidedAt: nowMs })
    .where(and(eq(presentations.learnerId, learnerId), eq(presentations.cardId, cardId), openOnes));
}

/** The same for everybody: the cards were withdrawn. */
export async function voidUngradedOf(db: Database, cardIds: readonly CardId[], nowMs: number): Promise<void> {
  if (cardIds.length === 0) return;
  await db
    .update(presentations)
    .set({ voidedAt: nowMs })
    .where(and(inArray(presentations.cardId, [...cardIds]), openOnes));
}
