import fc from "fast-check";
import { type Card, createEmptyCard, fsrs, Rating as Grade } from "ts-fsrs";
import { describe, expect, test } from "vitest";
import type { StudyDay } from "../../../src/core/ids.ts";
import {
  type FsrsSettings,
  type MemoryState,
  maxIntervalDays,
  newMemory,
  type Offer,
  type OfferContext,
  offers,
  type Rating,
  ratings,
  retrievability,
} from "../../../src/core/scheduling/fsrs.ts";
import { addDays, daysBetween, studyDayAt } from "../../../src/core/study-day.ts";

const settings: FsrsSettings = { desiredRetention: 0.9, weights: null };
const today = "2027-03-10" as StudyDay;
const nowMs = Date.parse("2027-03-10T18:00:00Z");
const minuteMs = 60_000;
const dayMs = 86_400_000;

const context = (changes: Partial<OfferContext> = {}): OfferContext => ({
  studyDay: today,
  nowMs,
  seed: "learner 1, card 1, repetition 1",
  settings,
  ...changes,
});

const inReview = (changes: Partial<MemoryState> = {}): MemoryState => ({
  phase: "review",
  stability: 10,
  difficulty: 5,
  reps: 4,
  lapses: 0,
  step: 0,
  dueDay: today,
  dueAtMs: null,
  lastStudyDay: addDays(today, -10),
  lastReviewedAtMs: nowMs - 10 * dayMs,
  ...changes,
});

const shown = (all: Record<Rating, Offer>) =>
  ratings.map((rating) => `${all[rating].interval.value} ${all[rating].interval.unit}`);

/** An interval in minutes, so that steps and days can be compared. */
const minutes = ({ interval }: Offer) => (interval.unit === "min" ? interval.value : interval.value * 24 * 60);

describe("steps", () => {
  test("a new card", () => {
    const first = offers(newMemory(), context({ fuzz: false }));
    expect(shown(first)).toEqual(["1 min", "6 min", "10 min", "8 day"]);
    expect(first.again.state).toMatchObject({ phase: "learning", step: 0, dueDay: null, dueAtMs: nowMs + minuteMs });
    expect(first.good.state).toMatchObject({ phase: "learning", step: 1, dueAtMs: nowMs + 10 * minuteMs });
    expect(first.easy.state).toMatchObject({ phase: "review", step: 0, dueDay: addDays(today, 8), dueAtMs: null });
  });

  test("every offer counts the repetition and says when it was given", () => {
    for (const offer of Object.values(offers(newMemory(), context()))) {
      expect(offer.state).toMatchObject({ reps: 1, lapses: 0, lastStudyDay: today, lastReviewedAtMs: nowMs });
    }
  });

  test("Good on the last step goes into review, Again starts over", () => {
    const second = offers(newMemory(), context()).good.state;
    const offered = offers(second, context({ nowMs: nowMs + 10 * minuteMs, fuzz: false }));
    expect(shown(offered)).toEqual(["1 min", "10 min", "2 day", "4 day"]);
    expect(offered.good.state).toMatchObject({ phase: "review", dueDay: addDays(today, 2) });
    expect(offered.again.state).toMatchObject({ phase: "learning", step: 0, lapses: 0 });
  });

  test("a lapse is counted once, and relearned in ten minutes", () => {
    const lapsed = offers(inReview(), context({ fuzz: false })).again;
    expect(lapsed.interval).toEqual({ unit: "min", value: 10 });
    expect(lapsed.state).toMatchObject({ phase: "relearning", lapses: 1, step: 0, dueDay: null });
    const again = offers(lapsed.state, context({ nowMs: nowMs + 10 * minuteMs, fuzz: false }));
    expect(shown(again)).toEqual(["10 min", "15 min", "1 day", "2 day"]);
    expect(again.again.state).toMatchObject({ phase: "relearning", lapses: 1 });
    expect(again.good.state.phase).toBe("review");
  });

  test("a step taken up days later goes on from where it was, its days counted as forgetting", () => {
    const second = offers(newMemory(), context()).good.state;
    const soon = offers(second, context({ fuzz: false })).good;
    const late = offers(second, context({ studyDay: addDays(today, 5), nowMs: nowMs + 5 * dayMs, fuzz: false })).good;
    expect(late.state.phase).toBe("review");
    expect(late.state.stability).toBeGreaterThan(soon.state.stability);
  });

  test("a step beyond those there are (fewer now than when it was stored) is taken as the last", () => {
    const stored: MemoryState = { ...offers(newMemory(), context()).good.state, step: 7 };
    expect(shown(offers(stored, context({ fuzz: false })))).toEqual(["1 min", "10 min", "2 day", "4 day"]);
  });
});

describe("where we follow Anki and not ts-fsrs", () => {
  const plain = fsrs({ enable_fuzz: false });
  const theirs = (card: Card, at: Date, grade: Exclude<Grade, Grade.Manual>) => plain.next(card, at, grade).card;
  const utc = (iso: string) => new Date(iso);

  test("Hard on a later learning step repeats the step", () => {
    const second = offers(newMemory(), context()).good.state;
    expect(offers(second, context()).hard.interval).toEqual({ unit: "min", value: 10 });
    const at = utc("2027-03-10T18:00:00Z");
    const card = theirs(createEmptyCard(at), at, Grade.Good);
    expect(theirs(card, at, Grade.Hard).due.getTime() - at.getTime()).toBe(6 * minuteMs);
  });

  test("Hard on the first of two steps is due halfway, to the second: 5 min 30 s, shown as 6", () => {
    const { hard } = offers(newMemory(), context());
    expect(hard.state.dueAtMs).toBe(nowMs + 5.5 * minuteMs);
    expect(hard.interval).toEqual({ unit: "min", value: 6 });
    const at = utc("2027-03-10T18:00:00Z");
    expect(theirs(createEmptyCard(at), at, Grade.Hard).due.getTime() - at.getTime()).toBe(6 * minuteMs);
  });

  test("twenty minutes across midnight UTC are no day", () => {
    const late = utc("2027-03-10T23:50:00Z");
    const early = utc("2027-03-11T00:10:00Z");
    const zone = "America/New_York";
    const at = (date: Date) => context({ studyDay: studyDayAt(date.getTime(), zone, 4), nowMs: date.getTime() });
    const before = offers(newMemory(), at(late)).good.state;
    // Same-day formula: Good leaves a stability of 2.3065 where it is.
    expect(offers(before, at(early)).good.state.stability).toBe(before.stability);
    const card = theirs(createEmptyCard(late), late, Grade.Good);
    expect(theirs(card, early, Grade.Good).stability).toBeGreaterThan(card.stability);
  });

  test("a review dated before the last one counts as given at the last one", () => {
    const earlier = context({ studyDay: addDays(today, -20), nowMs: nowMs - 20 * dayMs, fuzz: false });
    const { good } = offers(inReview(), earlier);
    expect(good).toEqual(
      offers(inReview(), context({ studyDay: addDays(today, -10), nowMs: nowMs - 10 * dayMs, fuzz: false })).good,
    );
    const card = theirs(createEmptyCard(utc("2027-03-10T00:00:00Z")), utc("2027-03-10T00:00:00Z"), Grade.Easy);
    expect(() => theirs(card, utc("2027-03-01T00:00:00Z"), Grade.Good)).toThrow();
  });

  test("what was shown is what is given, at whatever second the button is pressed", () => {
    const atFront = offers(inReview(), context());
    const atPress = offers(inReview(), context({ nowMs: nowMs + 47_123 }));
    expect(shown(atPress)).toEqual(shown(atFront));
    const fuzzy = fsrs({ enable_fuzz: true });
    const card = { ...createEmptyCard(utc("2027-03-01T00:00:00Z")), ...{ state: 2, stability: 300, difficulty: 5 } };
    const reviewed = { ...card, last_review: utc("2026-05-01T00:00:00Z") };
    const intervals = new Set(
      Array.from(
        { length: 20 },
        (_, s) => fuzzy.next(reviewed, new Date(nowMs + s * 1000), Grade.Good).card.scheduled_days,
      ),
    );
    expect(intervals.size).toBeGreaterThan(1);
  });

  test("card 12 at its 1st repetition and card 11 at its 2nd are spread apart: the seed is a text, not a sum", () => {
    const value = (seed: string) => offers(inReview({ stability: 300 }), context({ seed })).good.interval.value;
    const spread = new Set(Array.from({ length: 40 }, (_, i) => value(`7:${i}:${40 - i}`)));
    expect(spread.size).toBeGreaterThan(10);
  });

  test("a first stability below 0.1 is kept", () => {
    const weights = [
      0.05, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001, 1.8722, 0.1666, 0.796, 1.4835, 0.0614, 0.2629,
      1.6483, 0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542,
    ];
    const own = { ...settings, weights };
    expect(offers(newMemory(), context({ settings: own })).again.state.stability).toBe(0.05);
    const at = utc("2027-03-10T18:00:00Z");
    expect(fsrs({ w: weights }).next(createEmptyCard(at), at, Grade.Again).card.stability).toBe(0.1);
  });

  test("Good offers a day more than Hard, and Easy a day more than Good, as buttons", () => {
    // A barely known card: all three would be 1 day.
    const weak = inReview({ stability: 0.2, difficulty: 10, lastStudyDay: addDays(today, -1) });
    expect(shown(offers(weak, context({ fuzz: false })))).toEqual(["10 min", "1 day", "2 day", "3 day"]);
    const learning = offers(offers(newMemory(), context()).again.state, context()).good.state;
    const graduating = offers(learning, context({ fuzz: false }));
    expect(graduating.easy.interval.value).toBeGreaterThan(graduating.good.interval.value);
  });

  test("an interval that grows before the spread still grows after it", () => {
    // A hard card of 14 days: Hard would be 17, which the spread alone would pull back to 14.
    const state = inReview({ stability: 14, difficulty: 10, dueDay: today, lastStudyDay: addDays(today, -14) });
    expect(offers(state, context({ fuzz: false })).hard.interval.value).toBe(17);
    const values = Array.from({ length: 200 }, (_, i) => offers(state, context({ seed: `${i}` })).hard.interval.value);
    expect(Math.min(...values)).toBe(15);
  });
});

describe("spread of intervals", () => {
  test("stays within Anki's bounds and uses all of them", () => {
    const state = inReview({ stability: 100, dueDay: addDays(today, -1), lastStudyDay: addDays(today, -101) });
    const middle = offers(state, context({ fuzz: false })).good.interval.value;
    const values = Array.from(
      { length: 2_000 },
      (_, i) => offers(state, context({ seed: `1:${i}:4` })).good.interval.value,
    );
    // One day, and 15 % of 4.5 days, 10 % of 13, 5 % of the rest.
    const delta = 1 + 0.15 * 4.5 + 0.1 * 13 + 0.05 * (middle - 20);
    expect(Math.min(...values)).toBeGreaterThanOrEqual(Math.round(middle - delta) - 1);
    expect(Math.max(...values)).toBeLessThanOrEqual(Math.round(middle + delta) + 1);
    expect(new Set(values).size).toBeGreaterThan(2 * delta - 3);
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    expect(Math.abs(mean - middle)).toBeLessThan(1);
  });

  test("intervals under two and a half days are not moved", () => {
    const second = offers(newMemory(), context()).good.state;
    const values = Array.from({ length: 50 }, (_, i) => offers(second, context({ seed: `${i}` })).good.interval.value);
    expect(new Set(values)).toEqual(new Set([2]));
  });

  test("no interval is longer than a hundred years", () => {
    const ancient = inReview({ stability: 36_500, difficulty: 1, lastStudyDay: "1990-01-01" as StudyDay });
    const long = context({ settings: { desiredRetention: 0.7, weights: null } });
    expect(shown(offers(ancient, { ...long, fuzz: false }))).toEqual(["10 min", "36500 day", "36500 day", "36500 day"]);
    for (let i = 0; i < 200; i += 1) {
      const { hard, good, easy } = offers(ancient, { ...long, seed: `${i}` });
      for (const { interval } of [hard, good, easy]) expect(interval.value).toBeLessThanOrEqual(36_500);
    }
  });
});

describe("retrievability", () => {
  test("a new card was never known", () => {
    expect(retrievability(newMemory(), today)).toBe(0);
  });

  test("is 1 on the day of the review, 90 % after its stability, and falls", () => {
    const state = inReview({ lastStudyDay: today });
    expect(retrievability(state, today)).toBe(1);
    expect(retrievability(state, addDays(today, 10))).toBeCloseTo(0.9, 6);
    expect(retrievability(state, addDays(today, 11))).toBeLessThan(0.9);
    expect(retrievability(state, addDays(today, -3))).toBe(1);
  });

  test("with a learner's own weights", () => {
    const flat = Array.from({ length: 21 }, (_, i) => [8.3, 0.5][i - 19] ?? 1);
    const state = inReview({ lastStudyDay: today });
    // FSRS-5's decay of 0.5: (1 + 19/81 * t/S) ^ -0.5.
    expect(retrievability(state, addDays(today, 30), flat)).toBeCloseTo((1 + (19 / 81) * 3) ** -0.5, 6);
  });
});

describe("any course of reviews", () => {
  const retention = fc.integer({ min: 80, max: 95 }).map((percent) => percent / 100);
  const course = fc.array(fc.record({ rating: fc.constantFrom(...ratings), waitDays: fc.nat({ max: 400 }) }), {
    minLength: 1,
    maxLength: 30,
  });

  test("keeps its promises at every step", () => {
    fc.assert(
      fc.property(course, retention, fc.string(), (reviews, desiredRetention, seed) => {
        let state = newMemory();
        let day = today;
        let atMs = nowMs;
        for (const [i, { rating, waitDays }] of reviews.entries()) {
          day = addDays(day, waitDays);
          atMs += waitDays * dayMs + 1_000;
          const given = context({
            studyDay: day,
            nowMs: atMs,
            seed: `${seed}:${i}`,
            settings: { desiredRetention, weights: null },
          });
          const before = structuredClone(state);
          const offered = offers(state, given);
          expect(offers(state, given)).toEqual(offered);
          expect(state).toEqual(before);

          const [again, hard, good, easy] = ratings.map((each) => minutes(offered[each])) as [
            number,
            number,
            number,
            number,
          ];
          expect(again).toBeLessThanOrEqual(hard);
          expect(hard).toBeLessThanOrEqual(good);
          expect(good < easy || easy === maxIntervalDays * 24 * 60).toBe(true);

          for (const offer of Object.values(offered)) {
            expect(offer.state.stability).toBeGreaterThan(0);
            expect(offer.state.difficulty).toBeGreaterThanOrEqual(1);
            expect(offer.state.difficulty).toBeLessThanOrEqual(10);
            expect(offer.state.dueDay === null).not.toBe(offer.state.dueAtMs === null);
            if (offer.state.dueDay !== null) {
              expect(offer.state.phase).toBe("review");
              expect(daysBetween(day, offer.state.dueDay)).toBe(offer.interval.value);
              expect(offer.interval.value).toBeLessThanOrEqual(maxIntervalDays);
            }
            const chance = retrievability(offer.state, addDays(day, waitDays));
            expect(chance).toBeGreaterThan(0);
            expect(chance).toBeLessThanOrEqual(1);
          }
          state = offered[rating].state;
          expect(state.reps).toBe(i + 1);
        }
      }),
      { numRuns: 300 },
    );
  });

  test("a study day of any zone, not the date of UTC, is what passes", () => {
    const zones = fc.constantFrom("Pacific/Kiritimati", "Etc/GMT+12", "Asia/Kathmandu", "Europe/Berlin", "UTC");
    fc.assert(
      fc.property(
        zones,
        fc.integer({ min: 0, max: 86_399 }),
        fc.integer({ min: 1, max: 1_200 }),
        (zone, second, later) => {
          const first = Date.parse("2027-03-10T00:00:00Z") + second * 1_000;
          const next = first + later * 1_000;
          const days = [studyDayAt(first, zone, 4), studyDayAt(next, zone, 4)] as const;
          const learned = offers(newMemory(), context({ studyDay: days[0], nowMs: first })).good.state;
          const { stability } = offers(learned, context({ studyDay: days[1], nowMs: next })).good.state;
          expect(stability > learned.stability).toBe(days[0] !== days[1]);
        },
      ),
      { numRuns: 500 },
    );
  });
});
