import { and, eq, isNotNull, sql } from "drizzle-orm";
import type { CardId, LearnerId } from "../../core/ids.ts";
import { newMemory } from "../../core/scheduling/fsrs.ts";
import type { Database } from "../../db/database.ts";
import { memoryColumns } from "../../db/memory.ts";
import { voidUngraded } from "../../db/presentations.ts";
import { memoryStates } from "../../db/schema/index.ts";
import type { AppContext } from "../context.ts";
import type { Reader } from "../people/reader.ts";
import { studyDayOf } from "./study-day.ts";

/** Not again on this study day. */
export async function buryCard(ctx: AppContext, { learner }: Reader, cardId: CardId): Promise<void> {
  await putAside(ctx, learner.id, cardId, { buriedOn: studyDayOf(ctx, learner) });
}

/** Out of the queue until brought back; what is remembered stays. */
export async function suspendCard(ctx: AppContext, { learner }: Reader, cardId: CardId): Promise<void> {
  await putAside(ctx, learner.id, cardId, { suspendedAt: ctx.clock.nowMs() });
}

export async function bringBackCard(ctx: AppContext, { learner }: Reader, cardId: CardId): Promise<void> {
  await ctx.db
    .update(memoryStates)
    .set({ suspendedAt: null, version: sql`${memoryStates.version} + 1` })
    .where(
      and(eq(memoryStates.learnerId, learner.id), eq(memoryStates.cardId, cardId), isNotNull(memoryStates.suspendedAt)),
    );
}

/** Puts a card among those that come as new, whatever its kind: a daily question brought it. Met already: nothing. */
export async function introduceCard(ctx: AppContext, learnerId: LearnerId, cardId: CardId): Promise<void> {
  await ctx.db.insert(memoryStates).values(untouched(learnerId, cardId)).onConflictDoNothing();
}

/** Presentation first, then memory: the order grading locks them in. */
async function putAside(
  ctx: AppContext,
  learnerId: LearnerId,
  cardId: CardId,
  change: Partial<typeof memoryStates.$inferInsert>,
): Promise<void> {
  await ctx.db.transaction(async (tx: Database) => {
    await voidUngraded(tx, learnerId, cardId, ctx.clock.nowMs());
    await tx
      .insert(memoryStates)
      .values({ ...untouched(learnerId, cardId), ...change })
      .onConflictDoUpdate({
        target: [memoryStates.learnerId, memoryStates.cardId],
        set: { ...change, version: sql`${memoryStates.version} + 1` },
      });
  });
}

function untouched(learnerId: LearnerId, cardId: CardId) {
  return { learnerId, cardId, ...memoryColumns(newMemory()) };
}
