import { setTimeout as waitFor } from "node:timers/promises";

export interface Pace {
  /** Resolves when it is the caller's turn; in the order of the calls. */
  turn(): Promise<void>;
}

/**
 * Lets one through every `everyMs`. discord.js counts by windows of a second, all of it at once: how those lie to
 * Discord's own nobody knows, and a slow start of one window makes it too many within a second of Discord's. Turns
 * that nobody took are made up for by `makeUp` at most.
 */
export function openPace(
  limits: { readonly everyMs: number; readonly makeUp: number },
  time: { nowMs(): number; wait(ms: number): Promise<unknown> } = { nowMs: () => performance.now(), wait: waitFor },
): Pace {
  let nextMs = Number.NEGATIVE_INFINITY;
  return {
    async turn() {
      const nowMs = time.nowMs();
      const mineMs = Math.max(nextMs, nowMs - limits.makeUp * limits.everyMs);
      nextMs = mineMs + limits.everyMs;
      if (mineMs > nowMs) await time.wait(mineMs - nowMs);
    },
  };
}
