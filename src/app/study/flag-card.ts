import { and, eq, isNull } from "drizzle-orm";
import type { CardId } from "../../core/ids.ts";
import { flags } from "../../db/schema/index.ts";
import type { AppContext } from "../context.ts";
import type { Reader } from "../people/reader.ts";

export type FlagReason = (typeof flags.$inferSelect)["reason"];
export type FlagOutcome =
  | { readonly kind: "flagged" }
  /** The first flag stands until it is resolved. */
  | { readonly kind: "flagged-before"; readonly atMs: number };

export async function flagCard(
  ctx: AppContext,
  { learner }: Reader,
  flag: { cardId: CardId; reason: FlagReason; text: string },
): Promise<FlagOutcome> {
  const [made] = await ctx.db
    .insert(flags)
    .values({ ...flag, learnerId: learner.id, createdAt: ctx.clock.nowMs() })
    .onConflictDoNothing()
    .returning({ id: flags.id });
  if (made) return { kind: "flagged" };
  const [open] = await ctx.db
    .select({ atMs: flags.createdAt })
    .from(flags)
    .where(and(eq(flags.cardId, flag.cardId), eq(flags.learnerId, learner.id), isNull(flags.resolvedAt)));
  return { kind: "flagged-before", atMs: open?.atMs ?? ctx.clock.nowMs() };
}
