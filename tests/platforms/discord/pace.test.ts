import { describe, expect, test } from "vitest";
import { discordLimits } from "../../../src/platforms/discord/limits.ts";
import { openPace } from "../../../src/platforms/discord/pace.ts";

/** A pace on a clock that moves when somebody waits for it, late by `lateMs`, and the moments at which turns came. */
function paced(lateMs = 0) {
  let nowMs = 1_000_000;
  const turnsMs: number[] = [];
  const pace = openPace(discordLimits.posts, {
    nowMs: () => nowMs,
    async wait(ms) {
      await new Promise((resolve) => setImmediate(resolve));
      nowMs += ms + lateMs;
    },
  });
  return {
    turnsMs,
    hold: pace.hold,
    async ask() {
      await pace.turn();
      turnsMs.push(nowMs);
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

  test("a process that is always late makes up for it, within the same limit", async () => {
    const { turnsMs, ask } = paced(60);
    await Promise.all(Array.from({ length: 500 }, ask));
    expect(mostInASecond(turnsMs)).toBeLessThanOrEqual(50);
    const spanMs = (turnsMs.at(-1) ?? 0) - (turnsMs[0] ?? 0);
    expect((500 / spanMs) * 1_000).toBeGreaterThanOrEqual(0.9 * 50);
  });

  test("neither a pause nor many pauses let more through", async () => {
    const { turnsMs, ask, advance } = paced();
    for (let round = 0; round < 40; round++) {
      await Promise.all(Array.from({ length: 15 }, ask));
      advance(round % 3 === 0 ? 1_000 : 290);
    }
    expect(mostInASecond(turnsMs)).toBeLessThanOrEqual(50);
  });

  test("after Discord's own stop it goes on as evenly, with those who waited", async () => {
    const { turnsMs, ask, hold } = paced();
    const asked = Array.from({ length: 60 }, ask);
    hold(3_000);
    await Promise.all(asked);
    expect(turnsMs.filter((at) => at > 1_000_000 && at < 1_003_000)).toEqual([]);
    const [first = 0, second = 0] = turnsMs.slice(-60).filter((at) => at >= 1_003_000);
    expect(second - first).toBeGreaterThan(0);
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
