import { describe, expect, test } from "vitest";
import { discordLimits } from "../../../src/platforms/discord/limits.ts";
import { openPace } from "../../../src/platforms/discord/pace.ts";

/** A pace on a clock that the test moves, and the moments at which turns came. */
function paced() {
  let nowMs = 1_000_000;
  const turnsMs: number[] = [];
  const pace = openPace(discordLimits.posts, {
    nowMs: () => nowMs,
    async wait(ms) {
      turnsMs.push(nowMs + ms);
    },
  });
  return {
    turnsMs,
    async ask() {
      const before = turnsMs.length;
      await pace.turn();
      if (turnsMs.length === before) turnsMs.push(nowMs);
    },
    advance(ms: number) {
      nowMs += ms;
    },
  };
}

/** The most that fall into any second. */
function mostInASecond(turnsMs: readonly number[]): number {
  return Math.max(...turnsMs.map((from) => turnsMs.filter((at) => at >= from && at < from + 1_000).length));
}

describe("the pace of posts", () => {
  test("a thousand at once stay within 50 in any second, and use at least 95 % of them", async () => {
    const { turnsMs, ask } = paced();
    await Promise.all(Array.from({ length: 1_000 }, ask));
    expect(mostInASecond(turnsMs)).toBeLessThanOrEqual(50);
    const spanMs = (turnsMs.at(-1) ?? 0) - (turnsMs[0] ?? 0);
    expect((1_000 / spanMs) * 1_000).toBeGreaterThanOrEqual(0.95 * 50);
  });

  test("neither a pause nor many pauses let more through", async () => {
    const { turnsMs, ask, advance } = paced();
    for (let round = 0; round < 40; round++) {
      await Promise.all(Array.from({ length: 15 }, ask));
      advance(round % 3 === 0 ? 1_000 : 290);
    }
    expect(mostInASecond(turnsMs)).toBeLessThanOrEqual(50);
  });

  test("who comes alone does not wait", async () => {
    const { turnsMs, ask, advance } = paced();
    for (const at of [0, 1_000, 2_000, 5_000]) {
      advance(at);
      await ask();
    }
    expect(turnsMs.map((at) => at - 1_000_000)).toEqual([0, 1_000, 3_000, 8_000]);
  });
});
