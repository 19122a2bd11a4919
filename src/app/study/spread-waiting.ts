import { spreadPlan } from "../../core/scheduling/load-balance.ts";
import { addDays } from "../../core/study-day.ts";
import { moveDueDays } from "../../db/memory.ts";
import type { AppContext } from "../context.ts";
import type { Reader } from "../people/reader.ts";
import type { Waiting } from "./waiting.ts";

/**
 * Spreads the waiting cards over days, the most forgotten first: what is not for today gets the study day it is for.
 * Returns how many are for today.
 */
export async function spreadWaiting(
  ctx: AppContext,
  { learner }: Reader,
  waiting: Waiting,
  days: 3 | 5,
): Promise<number> {
  const [today = 0, ...later] = spreadPlan(waiting.due.length, days);
  let from = today;
  await ctx.db.transaction(async (tx) => {
    for (const [index, size] of later.entries()) {
      const cardIds = waiting.due.slice(from, from + size);
      from += size;
      await moveDueDays(tx, learner.id, cardIds, addDays(waiting.today, index + 1));
    }
  });
  return today;
}
