import { and, asc, eq, isNull, sql } from "drizzle-orm";
import { cards, memoryStates } from "../../db/schema/index.ts";
import type { AppContext } from "../context.ts";
import type { Reader } from "../people/reader.ts";
import { hereOf } from "../study/study-day.ts";
import { trackOf } from "../study/waiting.ts";
import { type FoundCard, standingOf } from "./search-cards.ts";

/** As many as a list of completions shows. */
const most = 25;

/** Cards for completion: those with every word in the question first, then those with them anywhere; as the roadmap has them. */
export async function suggestCards(ctx: AppContext, { learner }: Reader, typed: string): Promise<FoundCard[]> {
  const terms = typed.toLowerCase().split(/\s+/).filter(Boolean).slice(0, 8);
  if (terms.length === 0) return [];
  const here = hereOf(ctx, learner);
  const track = (await trackOf(ctx, learner)) ?? [...ctx.tracks.keys()][0];
  const prompt = sql<string>`${cards.body} ->> 'prompt'`;
  const asked = and(...terms.map((term) => sql`strpos(lower(${prompt}), ${term}) > 0`));
  const rows = await ctx.db
    .select({ cardId: cards.id, prompt, state: memoryStates })
    .from(cards)
    .leftJoin(memoryStates, and(eq(memoryStates.cardId, cards.id), eq(memoryStates.learnerId, learner.id)))
    .where(
      and(
        track ? eq(cards.track, track) : undefined,
        isNull(cards.archivedAt),
        ...terms.map((term) => sql`strpos(${cards.search}, ${term}) > 0`),
      ),
    )
    .orderBy(sql`case when ${asked} then 0 else 1 end`, asc(cards.position), asc(cards.id))
    .limit(most);
  return rows.map(({ state, ...row }) => ({ ...row, standing: standingOf(state, here) }));
}
