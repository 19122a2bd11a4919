import { and, eq, isNull } from "drizzle-orm";
import type { LearnerId } from "../../core/ids.ts";
import { memoryStates } from "../../db/schema/index.ts";
import type { AppContext } from "../context.ts";
import type { Reader } from "../people/reader.ts";

export const retentionAims = [80, 81, 82, 83, 84, 85, 86, 87, 88, 89, 90, 91, 92, 93, 94, 95] as const;

/** Stabilities in days that stand in for the cards of somebody who has few yet. */
const typicalStabilities = [2, 5, 10, 20, 40, 80];
const fewCards = 20;

/** For each aim (per cent), the reviews it would take of the learner's own cards, over those of the aim they have. */
export async function retentionPrices(ctx: AppContext, learner: Reader["learner"]): Promise<Map<number, number>> {
  const stabilities = await ownStabilities(ctx, learner.id);
  const known = stabilities.length < fewCards ? typicalStabilities : stabilities;
  const decay = decayOf(learner.weights);
  const now = reviewLoad(known, learner.desiredRetention, decay);
  return new Map(retentionAims.map((aim) => [aim, reviewLoad(known, aim / 100, decay) / now]));
}

async function ownStabilities(ctx: AppContext, learnerId: LearnerId): Promise<number[]> {
  const rows = await ctx.db
    .select({ stability: memoryStates.stability })
    .from(memoryStates)
    .where(
      and(eq(memoryStates.learnerId, learnerId), eq(memoryStates.phase, "review"), isNull(memoryStates.suspendedAt)),
    );
  return rows.map((row) => row.stability);
}

/** FSRS-6's w20, the default 0.1542; its forerunners forget with 0.5. */
function decayOf(weights: readonly number[] | null): number {
  if (!weights) return 0.1542;
  return weights[20] ?? 0.5;
}

/**
 * Reviews a day that cards of these stabilities take at an aim r: each card once an interval, and once more for each
 * lapse, of which there are 1 - r an interval. FSRS forgets as R(t) = (1 + F t / S)^-w with F = 0.9^(-1/w) - 1, so the
 * interval is S / F (r^(-1/w) - 1), at least a day. https://github.com/open-spaced-repetition/fsrs4anki/wiki/The-Algorithm
 */
export function reviewLoad(stabilities: readonly number[], aim: number, decay: number): number {
  const factor = 0.9 ** (-1 / decay) - 1;
  const stretch = (aim ** (-1 / decay) - 1) / factor;
  return stabilities.reduce((sum, stability) => sum + (1 + (1 - aim)) / Math.max(1, stability * stretch), 0);
}
