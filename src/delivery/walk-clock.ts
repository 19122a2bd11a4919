import type { Deliveries } from "./start.ts";

/**
 * Moves a clock to `toMs` by way of every moment at which something is due, in order, so that a week moved at once
 * leaves the same posts behind as a week that passed.
 */
export async function walkClock(
  clock: { nowMs(): number; advanceTo(ms: number): Promise<void> },
  deliveries: Pick<Deliveries, "tick" | "nextDueMs">,
  toMs: number,
): Promise<void> {
  let lastDueMs = Number.NEGATIVE_INFINITY;
  while (clock.nowMs() < toMs) {
    const dueMs = await deliveries.nextDueMs();
    // What is due and does not go away (a platform that refuses) must not hold the clock for ever.
    if (dueMs === null || dueMs > toMs || dueMs <= lastDueMs) break;
    lastDueMs = dueMs;
    await clock.advanceTo(dueMs);
    await deliveries.tick();
  }
  await clock.advanceTo(toMs);
  await deliveries.tick();
}
