import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { answerScore, mustHaves, type ScoredPoint, suggestedRating } from "../../../src/core/scoring/answer-score.ts";

const point = (key: string, must = false, weight = 1): ScoredPoint => ({ key, must, weight });
const five = [point("a", true), point("b", true), point("c"), point("d"), point("e")];
const score = (keyPoints: ScoredPoint[], ticked: string[], failed = false) =>
  answerScore({ keyPoints, ticked, failed });

describe("answerScore", () => {
  test.each([
    [["a", "b", "c", "d", "e"], 5],
    [["a", "b", "c"], 3],
    [["a", "b"], 2],
    [[], 0],
    // 4 of 5 would be 4, but a must-have is missing.
    [["a", "c", "d", "e"], 3],
    [["c", "d", "e"], 3],
    [["c"], 1],
  ])("ticked %j: %d", (ticked, expected) => {
    expect(score(five, ticked)).toBe(expected);
  });

  test("a mistake that fails the answer leaves 1 at most", () => {
    expect(score(five, ["a", "b", "c", "d", "e"], true)).toBe(1);
    expect(score(five, [], true)).toBe(0);
  });

  test("points weigh differently, and scores are halves", () => {
    const weighted = [point("a", true, 3), point("b", false, 2), point("c"), point("d")];
    expect(score(weighted, ["a"])).toBe(2);
    expect(score(weighted, ["a", "c"])).toBe(3);
    expect(score(weighted, ["a", "b"])).toBe(3.5);
    expect(score(weighted, ["a", "b", "c"])).toBe(4.5);
  });

  test("keys that are no point, or ticked twice, count for nothing", () => {
    expect(score(five, ["a", "a", "zz", "b"])).toBe(2);
    expect(score([], ["a"])).toBe(0);
  });

  test("always a half from 0 to 5, and one more tick never lowers it", () => {
    const points = fc.array(fc.record({ must: fc.boolean(), weight: fc.integer({ min: 1, max: 3 }) }), {
      minLength: 1,
      maxLength: 8,
    });
    fc.assert(
      fc.property(points, fc.nat({ max: 255 }), fc.nat({ max: 7 }), (drawn, mask, extra) => {
        const keyPoints = drawn.map((each, i) => ({ key: `p${i}`, ...each }));
        const ticked = keyPoints.filter((_, i) => mask & (1 << i)).map(({ key }) => key);
        const before = score(keyPoints, ticked);
        expect(Number.isInteger(before * 2)).toBe(true);
        expect(before).toBeGreaterThanOrEqual(0);
        expect(before).toBeLessThanOrEqual(5);
        expect(score(keyPoints, [...ticked, `p${extra}`])).toBeGreaterThanOrEqual(before);
      }),
    );
  });
});

test.each([
  [0, "again"],
  [1.5, "again"],
  [2, "hard"],
  [3, "hard"],
  [3.5, "good"],
  [4, "good"],
  [4.5, "easy"],
  [5, "easy"],
] as const)("a score of %d suggests %s", (value, rating) => {
  expect(suggestedRating(value)).toBe(rating);
});

test("must-haves: how many were said, and which were not", () => {
  expect(mustHaves(five, ["b", "c"])).toEqual({ hit: 1, total: 2, missing: ["a"] });
  expect(mustHaves([point("c")], [])).toEqual({ hit: 0, total: 0, missing: [] });
});
