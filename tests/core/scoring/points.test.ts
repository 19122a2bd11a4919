import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { reviewPoints } from "../../../src/core/scoring/points.ts";

const review = (changes: Partial<Parameters<typeof reviewPoints>[0]> = {}) =>
  reviewPoints({ isNew: false, retrievability: 0.9, tookMs: 5_000, kind: "flashcard", ...changes });

describe("reviewPoints", () => {
  test.each([
    [1, 0],
    [0.99, 1],
    [0.956, 4],
    [0.954, 5],
    [0.95, 5],
    [0.9, 10],
    [0.5, 10],
    [0, 10],
  ])("a card remembered with chance %d gives %i", (retrievability, points) => {
    expect(review({ retrievability })).toBe(points);
  });

  test("a new card gives 5", () => {
    expect(review({ isNew: true, retrievability: 0 })).toBe(5);
  });

  test("under two seconds gives nothing, for new cards and choices too", () => {
    expect(review({ tookMs: 1_999 })).toBe(0);
    expect(review({ tookMs: 2_000 })).toBe(10);
    expect(review({ tookMs: 1_999, isNew: true })).toBe(0);
    expect(review({ tookMs: 1_999, kind: "choice" })).toBe(0);
    expect(review({ tookMs: -5 })).toBe(0);
  });

  test("the review after a daily answer that earned its own points gives none", () => {
    expect(review({ kind: "daily" })).toBe(0);
    expect(review({ kind: "daily", isNew: true })).toBe(0);
  });

  test("always a whole number from 0 to 10, and never less for having waited longer", () => {
    const chance = fc.double({ min: -0.5, max: 1.5, noNaN: true });
    fc.assert(
      fc.property(chance, chance, (a, b) => {
        const [earlier, later] = [
          review({ retrievability: Math.max(a, b) }),
          review({ retrievability: Math.min(a, b) }),
        ];
        expect(Number.isInteger(earlier)).toBe(true);
        expect(earlier).toBeGreaterThanOrEqual(0);
        expect(later).toBeLessThanOrEqual(10);
        expect(later).toBeGreaterThanOrEqual(earlier);
      }),
    );
  });
});
