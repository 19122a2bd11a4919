import { and, eq, sql } from "drizzle-orm";
import type { CardId } from "../../core/ids.ts";
import type { CardRow } from "../../db/presentations.ts";
import { stands } from "../../db/reviews.ts";
import { cards, memoryStates, reviews } from "../../db/schema/index.ts";
import type { AppContext } from "../context.ts";
import type { Reader } from "../people/reader.ts";
import { type Here, hereOf } from "../study/study-day.ts";
import { type Standing, standingOf } from "./search-cards.ts";

/** One card with what the reader's memory holds of it (S36). */
export interface CardPage {
  readonly card: CardRow;
  readonly standing: Standing;
  /** Reviews given, and how many of them were Again. */
  readonly seen: number;
  readonly again: number;
  readonly textOnly: boolean;
  readonly here: Here;
}

/** Null where there is no such card, or none any more. */
export async function readCard(ctx: AppContext, { learner }: Reader, cardId: CardId): Promise<CardPage | null> {
  const here = hereOf(ctx, learner);
  const [row] = await ctx.db
    .select({ card: cards, state: memoryStates })
    .from(cards)
    .leftJoin(memoryStates, and(eq(memoryStates.cardId, cards.id), eq(memoryStates.learnerId, learner.id)))
    .where(eq(cards.id, cardId));
  if (!row || row.card.archivedAt !== null) return null;
  const [given] = await ctx.db
    .select({
      seen: sql<number>`count(*)::int`,
      again: sql<number>`(count(*) filter (where ${reviews.rating} = 'again'))::int`,
    })
    .from(reviews)
    .where(and(eq(reviews.learnerId, learner.id), eq(reviews.cardId, cardId), stands(ctx.db)));
  return {
    card: row.card,
    standing: standingOf(row.state, here),
    seen: given?.seen ?? 0,
    again: given?.again ?? 0,
    textOnly: learner.display === "text",
    here,
  };
}
