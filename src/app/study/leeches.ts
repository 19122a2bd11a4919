import { and, inArray, isNull } from "drizzle-orm";
import type { CardId } from "../../core/ids.ts";
import { isLeech } from "../../core/scheduling/leech.ts";
import { cards } from "../../db/schema/index.ts";
import type { SessionReview } from "../../db/session-summary.ts";
import type { AppContext } from "../context.ts";

/** A card that keeps slipping, and one that shows the same thing another way. */
export interface Leech {
  readonly cardId: CardId;
  readonly prompt: string;
  readonly otherWay: CardId | null;
}

/** Asked about at 8 lapses and every fourth after, in the session the lapse fell into. */
export async function leechesOf(ctx: AppContext, given: readonly SessionReview[]): Promise<Leech[]> {
  const slipped = [
    ...new Set(
      given.filter(({ lapses, lapsesBefore }) => lapses > lapsesBefore && isLeech(lapses)).map(({ cardId }) => cardId),
    ),
  ];
  if (slipped.length === 0) return [];
  const rows = await ctx.db
    .select({ id: cards.id, body: cards.body, siblings: cards.siblings })
    .from(cards)
    .where(and(inArray(cards.id, slipped), isNull(cards.archivedAt)));
  return rows.map(({ id, body, siblings }) => ({ cardId: id, prompt: body.prompt, otherWay: siblings[0] ?? null }));
}
