import { expect, test } from "vitest";
import { seeded } from "../../src/core/random.ts";

const row = (seed: string, length: number) => {
  const random = seeded(seed);
  return Array.from({ length }, random);
};

test("the same seed gives the same row, on every machine", () => {
  expect(row("learner 1", 5)).toEqual(row("learner 1", 5));
  expect(row("interleave", 3).map((value) => Math.floor(value * 1e6))).toEqual([689119, 101175, 862340]);
});

test("seeds that differ by little give rows that differ", () => {
  const first = new Set(Array.from({ length: 10_000 }, (_, i) => seeded(`1:${i}:3`)()));
  expect(first.size).toBeGreaterThan(9_990);
  expect(seeded("")()).not.toBe(seeded("\u0000")());
});

test("numbers lie in [0, 1), evenly, along a row and across seeds", () => {
  const samples = [row("any", 20_000), Array.from({ length: 20_000 }, (_, i) => seeded(`${i % 50}:${i}:1`)())];
  for (const values of samples) {
    expect(values.every((value) => value >= 0 && value < 1)).toBe(true);
    const tenths = new Array<number>(10).fill(0);
    for (const value of values) {
      const tenth = Math.floor(value * 10);
      tenths[tenth] = (tenths[tenth] ?? 0) + 1;
    }
    // 2,000 each, standard deviation 42.
    for (const count of tenths) expect(Math.abs(count - 2_000)).toBeLessThan(220);
  }
});
