import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { StudyDay } from "../../../src/core/ids.ts";
import {
  closeDays,
  type DayFacts,
  freezesLeft,
  initialStreak,
  keptReason,
  type LedgerEntry,
  type StreakState,
  streakToday,
} from "../../../src/core/scoring/streak.ts";
import { addDays, monthOf } from "../../../src/core/study-day.ts";

const monday = "2027-03-08" as StudyDay;

/** A day with cards due on which nothing was done. */
const missed: Omit<DayFacts, "day"> = {
  dueAtStart: 14,
  reviewed: 0,
  dueDone: false,
  answeredDaily: false,
  paused: false,
};
const allDue = { ...missed, reviewed: 14, dueDone: true };
const tenReviews = { ...missed, reviewed: 10 };
const nineReviews = { ...missed, reviewed: 9 };
const answered = { ...missed, answeredDaily: true };
const nothingDue = { ...missed, dueAtStart: 0, dueDone: true };
const paused = { ...missed, paused: true };

const days = (first: StudyDay, ...facts: Omit<DayFacts, "day">[]): DayFacts[] =>
  facts.map((fact, i) => ({ day: addDays(first, i), ...fact }));
const running = (length: number, changes: Partial<StreakState> = {}): StreakState => ({
  ...initialStreak(),
  length,
  longest: length,
  started: true,
  ...changes,
});
const story = (entries: readonly LedgerEntry[]) =>
  entries.map(({ verdict, reason, lengthAfter }) => `${verdict} ${reason} ${lengthAfter}`);

describe("what keeps a day", () => {
  test.each([
    ["all cards due", allDue, "all-due"],
    ["ten reviews", tenReviews, "ten-reviews"],
    ["the daily question", answered, "daily-answer"],
    ["nothing due", nothingDue, "nothing-due"],
    ["nine reviews of fourteen due", nineReviews, null],
    ["nothing done", missed, null],
    ["ten reviews on a break", { ...tenReviews, paused: true }, "ten-reviews"],
    ["nothing due on a break", { ...nothingDue, paused: true }, null],
  ])("%s: %s", (_name, facts, reason) => {
    expect(keptReason({ day: monday, ...facts })).toBe(reason);
  });

  test("a day with nothing due does not count before the first review, and counts from that day on", () => {
    const { state, entries } = closeDays(
      initialStreak(),
      days(monday, nothingDue, { ...nothingDue, reviewed: 3 }, nothingDue),
    );
    expect(story(entries)).toEqual(["ended missed 0", "kept nothing-due 1", "kept nothing-due 2"]);
    expect(state).toMatchObject({ length: 2, longest: 2, started: true });
  });

  test("an answer to the daily question starts a streak, but makes no later day count by itself", () => {
    const { entries } = closeDays(initialStreak(), days(monday, { ...nothingDue, answeredDaily: true }, nothingDue));
    expect(story(entries)).toEqual(["kept daily-answer 1", "freeze freeze 1"]);
  });
});

describe("freezes", () => {
  test("two a month, one day each, used by themselves; then the streak ends", () => {
    const { state, entries } = closeDays(running(12), days(monday, allDue, missed, missed, missed, missed));
    expect(story(entries)).toEqual([
      "kept all-due 13",
      "freeze freeze 13",
      "freeze freeze 13",
      "ended missed 0",
      "ended missed 0",
    ]);
    expect(entries.map((entry) => entry.freezesLeft)).toEqual([2, 1, 0, 0, 0]);
    expect(state).toMatchObject({ length: 0, longest: 13, longestEndedOn: "2027-03-10" });
  });

  test("a new month brings two new ones, also in the middle of an absence", () => {
    const { entries } = closeDays(running(5), days("2027-03-30" as StudyDay, missed, missed, missed, missed, missed));
    expect(entries.map(({ day, verdict }) => `${day} ${verdict}`)).toEqual([
      "2027-03-30 freeze",
      "2027-03-31 freeze",
      "2027-04-01 freeze",
      "2027-04-02 freeze",
      "2027-04-03 ended",
    ]);
  });

  test("none is used where there is no streak to hold", () => {
    const { state } = closeDays(running(0, { longest: 9 }), days(monday, missed, missed, missed));
    expect(freezesLeft(state, monday)).toBe(2);
  });

  test("used in the same month, they stay used after a new start", () => {
    const used = running(1, { freezeMonth: "2027-03", freezesUsed: 2 });
    expect(story(closeDays(used, days(monday, missed)).entries)).toEqual(["ended missed 0"]);
    expect(freezesLeft(used, monday)).toBe(0);
    expect(freezesLeft(used, "2027-04-01" as StudyDay)).toBe(2);
  });
});

describe("breaks", () => {
  test("hold the count, add nothing and use no freeze", () => {
    const { state, entries } = closeDays(running(4), days(monday, paused, paused, paused, allDue));
    expect(story(entries)).toEqual(["paused paused 4", "paused paused 4", "paused paused 4", "kept all-due 5"]);
    expect(freezesLeft(state, monday)).toBe(2);
  });
});

describe("the longest streak", () => {
  test("says the last day it stood, from its end on", () => {
    const first = closeDays(running(31, { freezeMonth: "2027-03", freezesUsed: 2 }), days(monday, missed, allDue));
    expect(first.state).toMatchObject({ length: 1, longest: 31, longestEndedOn: "2027-03-07" });
    const second = closeDays(first.state, days(addDays(monday, 2), ...Array(31).fill(allDue)));
    expect(second.state).toMatchObject({ length: 32, longest: 32, longestEndedOn: null });
  });

  test("is not touched by a shorter one", () => {
    const state = running(3, {
      longest: 31,
      longestEndedOn: "2027-02-10" as StudyDay,
      freezeMonth: "2027-03",
      freezesUsed: 2,
    });
    expect(closeDays(state, days(monday, missed)).state).toMatchObject({ longest: 31, longestEndedOn: "2027-02-10" });
  });
});

describe("today", () => {
  test("is kept already, or not yet", () => {
    expect(streakToday(running(11), { day: monday, ...allDue })).toEqual({
      length: 12,
      kept: true,
      reason: "all-due",
      freezesLeft: 2,
    });
    expect(streakToday(running(11), { day: monday, ...nineReviews })).toMatchObject({ length: 11, kept: false });
    expect(streakToday(initialStreak(), { day: monday, ...nothingDue })).toMatchObject({ length: 0, kept: false });
  });

  test("as it is said today is what the day is closed with", () => {
    for (const facts of [allDue, tenReviews, answered, nothingDue, missed, paused]) {
      const today = streakToday(running(7), { day: monday, ...facts });
      expect(closeDays(running(7), days(monday, facts)).state.length).toBe(today.length);
    }
  });
});

describe("any run of days", () => {
  const facts = fc.record({
    dueAtStart: fc.nat({ max: 3 }),
    reviewed: fc.nat({ max: 12 }),
    dueDone: fc.boolean(),
    answeredDaily: fc.boolean(),
    paused: fc.boolean(),
  });
  const run = fc.array(facts, { maxLength: 80 }).map((all) => days(monday, ...all));

  test("closed at once or day by day comes to the same", () => {
    fc.assert(
      fc.property(run, (all) => {
        const atOnce = closeDays(initialStreak(), all);
        let state = initialStreak();
        const entries: LedgerEntry[] = [];
        for (const one of all) {
          const closed = closeDays(state, [one]);
          state = closed.state;
          entries.push(...closed.entries);
        }
        expect({ state, entries }).toEqual(atOnce);
      }),
    );
  });

  test("has one entry a day, at most two freezes a month, and a length that follows from the verdicts", () => {
    fc.assert(
      fc.property(run, (all) => {
        const { state, entries } = closeDays(initialStreak(), all);
        expect(entries.map(({ day }) => day)).toEqual(all.map(({ day }) => day));
        const freezes = new Map<string, number>();
        let length = 0;
        let longest = 0;
        for (const { day, verdict, lengthAfter } of entries) {
          if (verdict === "freeze") freezes.set(monthOf(day), (freezes.get(monthOf(day)) ?? 0) + 1);
          if (verdict === "kept") length += 1;
          if (verdict === "ended") length = 0;
          longest = Math.max(longest, length);
          expect(lengthAfter).toBe(length);
        }
        for (const used of freezes.values()) expect(used).toBeLessThanOrEqual(2);
        expect(state).toMatchObject({ length, longest });
      }),
    );
  });

  test("does not change the state it was given", () => {
    const before = running(3);
    closeDays(before, days(monday, allDue, missed, paused));
    expect(before).toEqual(running(3));
  });

  test("out of order is refused", () => {
    expect(() => closeDays(initialStreak(), days(monday, allDue, allDue).toReversed())).toThrow(RangeError);
    expect(() => closeDays(initialStreak(), [...days(monday, allDue), ...days(monday, allDue)])).toThrow(RangeError);
  });
});
