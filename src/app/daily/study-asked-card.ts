import { and, eq, isNotNull, sql } from "drizzle-orm";
import type { DailyQuestionId, StudyDay } from "../../core/ids.ts";
import { newMemory } from "../../core/scheduling/fsrs.ts";
import { readQuestion } from "../../db/daily-questions.ts";
import { memoryColumns } from "../../db/memory.ts";
import { memoryStates } from "../../db/schema/index.ts";
import type { AppContext } from "../context.ts";
import type { Reader } from "../people/reader.ts";
import { studyDayOf } from "../study/study-day.ts";

export type BroughtIn =
  | { readonly kind: "brought" }
  /** `dueDay` null: in its steps, or waiting as a new card. */
  | { readonly kind: "already"; readonly dueDay: StudyDay | null; readonly today: StudyDay }
  | { readonly kind: "withdrawn" }
  | { readonly kind: "unknown" };

/** "Study this card": an interview card comes into sessions once something brought it. Brings a suspended one back. */
export async function studyAskedCard(ctx: AppContext, reader: Reader, id: DailyQuestionId): Promise<BroughtIn> {
  const read = await readQuestion(ctx.db, id);
  if (!read) return { kind: "unknown" };
  if (read.card.archivedAt !== null) return { kind: "withdrawn" };
  const { learner } = reader;
  const here = and(eq(memoryStates.learnerId, learner.id), eq(memoryStates.cardId, read.card.id));
  const [made] = await ctx.db
    .insert(memoryStates)
    .values({ learnerId: learner.id, cardId: read.card.id, ...memoryColumns(newMemory()) })
    .onConflictDoNothing()
    .returning({ cardId: memoryStates.cardId });
  if (made) return { kind: "brought" };
  const [back] = await ctx.db
    .update(memoryStates)
    .set({ suspendedAt: null, version: sql`${memoryStates.version} + 1` })
    .where(and(here, isNotNull(memoryStates.suspendedAt)))
    .returning({ cardId: memoryStates.cardId });
  if (back) return { kind: "brought" };
  const [state] = await ctx.db.select({ dueDay: memoryStates.dueDay }).from(memoryStates).where(here);
  return { kind: "already", dueDay: state?.dueDay ?? null, today: studyDayOf(ctx, learner) };
}
