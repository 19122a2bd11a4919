import { and, count, eq, inArray, isNotNull, isNull, lt, lte, or, sql } from "drizzle-orm";
import type { CardId, LearnerId, StudyDay } from "../core/ids.ts";
import { type MemoryState, newMemory } from "../core/scheduling/fsrs.ts";
import type { Database } from "./database.ts";
import { cards, dailyActivity, memoryStates } from "./schema/index.ts";

export type MemoryRow = typeof memoryStates.$inferSelect;

/** What the scheduler knows of a row; none, or one of a card that was only put aside, is a new card. */
export function memoryOf(row: MemoryRow | null | undefined): MemoryState {
  if (!row) return newMemory();
  return {
    phase: row.phase,
    stability: row.stability,
    difficulty: row.difficulty,
    reps: row.reps,
    lapses: row.lapses,
    step: row.step,
    dueDay: row.dueDay,
    dueAtMs: row.dueAt,
    lastStudyDay: row.lastStudyDay,
    lastReviewedAtMs: row.lastReviewedAt,
  };
}

export function memoryColumns(state: MemoryState) {
  return {
    phase: state.phase,
    stability: state.stability,
    difficulty: state.difficulty,
    reps: state.reps,
    lapses: state.lapses,
    step: state.step,
    dueDay: state.dueDay,
    dueAt: state.dueAtMs,
    lastStudyDay: state.lastStudyDay,
    lastReviewedAt: state.lastReviewedAtMs,
  };
}

/**
 * Cards due when a study day began, as far as memory still shows it: right until the day's first review. Suspended and
 * withdrawn cards are nobody's duty.
 */
export async function countDueAtStart(
  db: Database,
  learnerId: LearnerId,
  day: StudyDay,
  dayStartMs: number,
): Promise<number> {
  const [row] = await db
    .select({ due: count() })
    .from(memoryStates)
    .innerJoin(cards, eq(cards.id, memoryStates.cardId))
    .where(
      and(
        eq(memoryStates.learnerId, learnerId),
        isNull(memoryStates.suspendedAt),
        isNull(cards.archivedAt),
        or(lte(memoryStates.dueDay, day), lt(memoryStates.dueAt, dayStartMs)),
      ),
    );
  return row?.due ?? 0;
}

/** Moves review cards to another study day; cards in their steps stay. */
export async function moveDueDays(
  db: Database,
  learnerId: LearnerId,
  cardIds: readonly CardId[],
  day: StudyDay,
): Promise<void> {
  if (cardIds.length === 0) return;
  await db
    .update(memoryStates)
    .set({ dueDay: day, version: sql`${memoryStates.version} + 1` })
    .where(
      and(
        eq(memoryStates.learnerId, learnerId),
        inArray(memoryStates.cardId, [...cardIds]),
        isNotNull(memoryStates.dueDay),
      ),
    );
}

/**
 * Nothing due is left that may come today: what was held back beside a sibling, suspended or withdrawn is not asked of
 * this day any more. Cards the learner buried still are.
 */
export async function settleDueAtStart(db: Database, learnerId: LearnerId, day: StudyDay): Promise<void> {
  const buried = sql`(select count(*)::int from ${memoryStates} where ${memoryStates.learnerId} = ${learnerId}
    and ${memoryStates.dueDay} <= ${day} and ${memoryStates.buriedOn} = ${day} and ${memoryStates.suspendedAt} is null)`;
  await db
    .update(dailyActivity)
    .set({ dueAtStart: sql`least(${dailyActivity.dueAtStart}, ${dailyActivity.dueDone} + ${buried})` })
    .where(and(eq(dailyActivity.learnerId, learnerId), eq(dailyActivity.studyDay, day)));
}
