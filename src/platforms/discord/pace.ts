import { setTimeout as waitFor } from "node:timers/promises";

export interface Pace {
  /** Resolves when it is the caller's turn; in the order of the calls. */
  turn(): Promise<void>;
  /** Nobody's turn for so long, then on at the same pace. */
  hold(ms: number): void;
}

/** Two requests a second apart may reach Discord a little closer than that. */
const slackMs = 5;

/**
 * Lets `perSecond` through in any second, evenly. discord.js counts by windows of a second and sends all of one at
 * once: how those lie to Discord's own nobody knows, and a slow start of one makes it too many within a second of
 * Discord's. What came too late, as in a busy process, is made up for by `makeUp` at most.
 */
export function openPace(
  limits: { readonly perSecond: number; readonly makeUp: number },
  time: { nowMs(): number; wait(ms: number): Promise<unknown> } = { nowMs: () => performance.now(), wait: waitFor },
): Pace {
  const queue: (() => void)[] = [];
  const everyMs = 1_000 / limits.perSecond;
  /** When the last turns came, oldest first. */
  const lastMs: number[] = [];
  let nextMs = Number.NEGATIVE_INFINITY;
  let isWaiting = false;

  async function letThrough(): Promise<void> {
    isWaiting = true;
    for (let next = queue[0]; next; next = queue[0]) {
      const nowMs = time.nowMs();
      nextMs = Math.max(nextMs, nowMs - limits.makeUp * everyMs);
      const [oldest] = lastMs.length < limits.perSecond ? [] : lastMs;
      const mineMs = oldest === undefined ? nextMs : Math.max(nextMs, oldest + 1_000 + slackMs);
      if (mineMs > nowMs) {
        await time.wait(mineMs - nowMs);
        continue;
      }
      nextMs += everyMs;
      lastMs.push(nowMs);
      if (lastMs.length > limits.perSecond) lastMs.shift();
      queue.shift();
      next();
    }
    isWaiting = false;
  }

  return {
    turn() {
      const mine = new Promise<void>((resolve) => queue.push(resolve));
      if (!isWaiting) void letThrough();
      return mine;
    },
    hold(ms) {
      nextMs = Math.max(nextMs, time.nowMs() + ms);
    },
  };
}
