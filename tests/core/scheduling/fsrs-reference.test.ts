import { describe, expect, test } from "vitest";
import type { StudyDay } from "../../../src/core/ids.ts";
import {
  type FsrsSettings,
  type MemoryState,
  newMemory,
  offers,
  type Rating,
  ratings,
  retrievability,
} from "../../../src/core/scheduling/fsrs.ts";
import { addDays } from "../../../src/core/study-day.ts";

/**
 * The numbers other implementations of FSRS-6 state for themselves, with the default weights:
 * py-fsrs `tests/test_basic.py`, fsrs-rs `src/inference.rs` and `src/model.rs`.
 */
const defaults: FsrsSettings = { desiredRetention: 0.9, weights: null };
const firstDay = "2022-11-29" as StudyDay;
const noon = Date.UTC(2022, 10, 29, 12, 30);
const dayMs = 86_400_000;

function rate(
  state: MemoryState,
  rating: Rating,
  daysFromStart: number,
  settings: FsrsSettings = defaults,
): MemoryState {
  return offers(state, {
    studyDay: addDays(firstDay, daysFromStart),
    nowMs: noon + daysFromStart * dayMs,
    seed: "",
    settings,
    fuzz: false,
  })[rating].state;
}

/** A card in review with a given memory, last reviewed on the first day. */
function remembered(stability: number, difficulty: number): MemoryState {
  return {
    ...newMemory(),
    phase: "review",
    stability,
    difficulty,
    reps: 3,
    dueDay: addDays(firstDay, Math.max(1, Math.round(stability))),
    lastStudyDay: firstDay,
    lastReviewedAtMs: noon,
  };
}

describe("py-fsrs", () => {
  test("test_review_card: intervals in days of thirteen ratings, each given when due", () => {
    const given: Rating[] = [...Array(6).fill("good"), "again", "again", ...Array(5).fill("good")];
    let state = newMemory();
    let today = 0;
    const intervals = given.map((rating) => {
      const offer = offers(state, {
        studyDay: addDays(firstDay, today),
        nowMs: noon + today * dayMs,
        seed: "",
        settings: defaults,
        fuzz: false,
      })[rating];
      state = offer.state;
      const days = offer.interval.unit === "day" ? offer.interval.value : 0;
      today += days;
      return days;
    });
    expect(intervals).toEqual([0, 2, 11, 46, 163, 498, 0, 0, 2, 4, 7, 12, 21]);
  });

  test("test_repeated_correct_reviews: ten times Easy on one day is difficulty 1", () => {
    let state = newMemory();
    for (let i = 0; i < 10; i += 1) state = rate(state, "easy", 0);
    expect(state.difficulty).toBe(1);
  });

  test("test_memo_state: Again, then Good after 0, 1, 3, 8, 21 days", () => {
    let state = newMemory();
    let today = 0;
    for (const [rating, days] of [
      ["again", 0],
      ["good", 0],
      ["good", 1],
      ["good", 3],
      ["good", 8],
      ["good", 21],
    ] as const) {
      today += days;
      state = rate(state, rating, today);
    }
    expect(Math.abs(state.stability - 53.62691)).toBeLessThan(1e-4);
    expect(Math.abs(state.difficulty - 6.3574867)).toBeLessThan(1e-4);
  });

  test("test_stability_lower_bound: a thousand times Again, a day apart, stays above 0", () => {
    let state = newMemory();
    for (let day = 0; day < 1_000; day += 1) {
      state = rate(state, "again", day);
      expect(state.stability).toBeGreaterThanOrEqual(0.001);
    }
  });
});

describe("fsrs-rs", () => {
  test.each([
    ["default weights", [], 53.62691],
    ["short-term weights at 0", [17, 18, 19], 53.335106],
  ])("test_memory_state: %s", (_name, zeroed, stability) => {
    const weights = defaultWeights.map((weight, i) => (zeroed.includes(i) ? 0 : weight));
    let state = newMemory();
    let today = 0;
    const days = [0, 0, 1, 3, 8, 21];
    for (const [i, rating] of (["again", "good", "good", "good", "good", "good"] as const).entries()) {
      today += days[i] ?? 0;
      state = rate(state, rating, today, { desiredRetention: 0.9, weights });
    }
    expect(Math.abs(state.stability - stability)).toBeLessThan(1e-4);
    expect(Math.abs(state.difficulty - 6.3574867)).toBeLessThan(1e-4);
  });

  test("init_stability and init_difficulty: after the first rating", () => {
    const first = ratings.map((rating) => rate(newMemory(), rating, 0));
    expect(first.map(({ stability }) => stability)).toEqual([0.212, 1.2931, 2.3065, 8.2956]);
    const expected = [6.4133, 5.1121707, 2.118104, 1];
    for (const [i, { difficulty }] of first.entries()) expect(difficulty).toBeCloseTo(expected[i] ?? 0, 5);
  });

  test("test_forward: the same rating twice, the second after one or two days", () => {
    const cases = [
      ["again", 1, 0.10088589, 8.806304],
      ["hard", 1, 3.2494123, 6.7404594],
      ["good", 1, 7.3153, 2.1112142],
      ["easy", 1, 18.014914, 1],
      ["again", 2, 0.112798266, 8.806304],
      ["hard", 2, 4.4694576, 6.7404594],
    ] as const;
    for (const [rating, days, stability, difficulty] of cases) {
      const state = rate(rate(newMemory(), rating, 0), rating, days);
      expect(Math.abs(state.stability - stability)).toBeLessThan(1e-4);
      expect(Math.abs(state.difficulty - difficulty)).toBeLessThan(1e-4);
    }
  });

  test("stability_short_term: the four ratings of stability 5 on the same day", () => {
    const shortTerm = ratings.map((rating) => rate(remembered(5, 5), rating, 0).stability);
    const expected = [1.596818, 5, 5, 8.12961];
    for (const [i, stability] of shortTerm.entries()) expect(stability).toBeCloseTo(expected[i] ?? 0, 4);
  });

  test("next_difficulty with mean reversion: the four ratings of difficulty 5", () => {
    const next = ratings.map((rating) => rate(remembered(5, 5), rating, 3).difficulty);
    const expected = [8.341763, 6.6659956, 4.990228, 3.3144615];
    for (const [i, difficulty] of next.entries()) expect(difficulty).toBeCloseTo(expected[i] ?? 0, 4);
  });

  test("power_forgetting_curve", () => {
    const cases = [
      [0, 1, 1],
      [1, 2, 0.9403443],
      [2, 3, 0.9253786],
      [3, 4, 0.9185229],
      [4, 4, 0.9],
      [5, 2, 0.8261359],
    ] as const;
    for (const [days, stability, chance] of cases) {
      expect(retrievability(remembered(stability, 5), addDays(firstDay, days))).toBeCloseTo(chance, 5);
    }
  });

  test("test_next_interval: days until a memory of stability 1 falls to 30, 40 ... 90 per cent", () => {
    // With a first Good of almost no stability, nothing holds the interval of a first Easy up.
    const weights = defaultWeights.map((weight, i) => (i < 3 ? 0.001 : i === 3 ? 1 : weight));
    for (const [percent, days] of [
      [30, 2_508],
      [40, 387],
      [50, 90],
      [60, 27],
      [70, 9],
      [80, 3],
    ] as const) {
      const { easy } = offers(newMemory(), {
        studyDay: firstDay,
        nowMs: noon,
        seed: "",
        settings: { desiredRetention: percent / 100, weights },
        fuzz: false,
      });
      expect(easy.interval).toEqual({ unit: "day", value: days });
    }
  });

  test("test_next_interval_scalar_is_fractional: at 90 per cent the interval is the stability", () => {
    const weights = defaultWeights.map((weight, i) => (i < 3 ? 0.001 : i === 3 ? 12.345 : weight));
    const { easy } = offers(newMemory(), {
      studyDay: firstDay,
      nowMs: noon,
      seed: "",
      settings: { desiredRetention: 0.9, weights },
      fuzz: false,
    });
    expect(easy.interval).toEqual({ unit: "day", value: 12 });
  });
});

const defaultWeights = [
  0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001, 1.8722, 0.1666, 0.796, 1.4835, 0.0614, 0.2629, 1.6483,
  0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542,
];
