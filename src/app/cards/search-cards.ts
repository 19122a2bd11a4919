import { and, asc, eq, isNull, sql } from "drizzle-orm";
import type { CardId, StudyDay } from "../../core/ids.ts";
import { cards, memoryStates } from "../../db/schema/index.ts";
import type { AppContext } from "../context.ts";
import type { Reader } from "../people/reader.ts";
import { type Here, hereOf } from "../study/study-day.ts";
import { trackOf } from "../study/waiting.ts";

export interface FoundCard {
  readonly cardId: CardId;
  readonly prompt: string;
  readonly standing: Standing;
}

/** Where a card stands for one learner. */
export type Standing =
  | { readonly kind: "new" }
  | { readonly kind: "suspended" }
  | { readonly kind: "due" }
  | { readonly kind: "steps"; readonly dueAtMs: number }
  | { readonly kind: "waits"; readonly dueDay: StudyDay };

export interface SearchOutcome {
  readonly words: string;
  readonly total: number;
  readonly from: number;
  readonly found: readonly FoundCard[];
  readonly here: Here;
}

export const pageSize = 5;

/** Cards that hold every word, in the order of the roadmap; one page from an offset. */
export async function searchCards(
  ctx: AppContext,
  { learner }: Reader,
  words: string,
  from = 0,
): Promise<SearchOutcome> {
  const here = hereOf(ctx, learner);
  const track = (await trackOf(ctx, learner)) ?? [...ctx.tracks.keys()][0];
  const terms = words.toLowerCase().split(/\s+/).filter(Boolean).slice(0, 8);
  const matches = and(
    track ? eq(cards.track, track) : undefined,
    isNull(cards.archivedAt),
    ...terms.map((term) => sql`strpos(${cards.search}, ${term}) > 0`),
  );
  const [[counted], rows] = await Promise.all([
    ctx.db.select({ total: sql<number>`count(*)::int` }).from(cards).where(matches),
    ctx.db
      .select({ cardId: cards.id, prompt: sql<string>`${cards.body} ->> 'prompt'`, state: memoryStates })
      .from(cards)
      .leftJoin(memoryStates, and(eq(memoryStates.cardId, cards.id), eq(memoryStates.learnerId, learner.id)))
      .where(matches)
      .orderBy(asc(cards.position), asc(cards.id))
      .limit(pageSize)
      .offset(from),
  ]);
  return {
    words,
    total: counted?.total ?? 0,
    from,
    found: rows.map(({ state, ...row }) => ({ ...row, standing: standingOf(state, here) })),
    here,
  };
}

export function standingOf(state: typeof memoryStates.$inferSelect | null, here: Here): Standing {
  if (!state || (state.phase === "new" && state.suspendedAt === null)) return { kind: "new" };
  if (state.suspendedAt !== null) return { kind: "suspended" };
  if (state.dueDay !== null && state.dueDay > here.today) return { kind: "waits", dueDay: state.dueDay };
  if (state.dueAt !== null && state.dueAt > here.nowMs) return { kind: "steps", dueAtMs: state.dueAt };
  return { kind: "due" };
}
