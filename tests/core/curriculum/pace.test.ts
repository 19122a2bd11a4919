import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  calendarWeekOf,
  endDay,
  firstDayOfRoadmapWeek,
  type Pause,
  paces,
  roadmapWeek,
} from "../../../src/core/curriculum/pace.ts";
import type { StudyDay } from "../../../src/core/ids.ts";
import { addDays, daysBetween, weekdayOf } from "../../../src/core/study-day.ts";

const start = "2027-01-11" as StudyDay;
const day = (text: string) => text as StudyDay;
const weeksOff = (first: number, weeks: number): Pause => ({
  from: addDays(start, (first - 1) * 7),
  to: addDays(start, (first - 1 + weeks) * 7 - 1),
});

describe("roadmapWeek", () => {
  test.each([
    [1, 32, 1],
    [9, 32, 9],
    [32, 32, 32],
    [33, 32, 32],
    [0, 32, 1],
    [1, 24, 2],
    [3, 24, 4],
    [24, 24, 32],
    [1, 48, 1],
    [2, 48, 2],
    [3, 48, 2],
    [4, 48, 3],
    [48, 48, 32],
  ] as const)("calendar week %i at pace %i is %i", (calendarWeek, pace, week) => {
    expect(roadmapWeek(calendarWeek, pace)).toBe(week);
  });
});

describe("calendarWeekOf", () => {
  test("is 0 before the start, 1 from its Monday, and turns on Mondays", () => {
    expect(calendarWeekOf(start, day("2027-01-10"), [])).toBe(0);
    expect(calendarWeekOf(start, start, [])).toBe(1);
    expect(calendarWeekOf(start, day("2027-01-17"), [])).toBe(1);
    expect(calendarWeekOf(start, day("2027-01-18"), [])).toBe(2);
    expect(calendarWeekOf(start, day("2027-03-10"), [])).toBe(9);
  });

  test("a start given in the middle of a week means its Monday", () => {
    expect(calendarWeekOf(day("2027-01-14"), day("2027-01-11"), [])).toBe(1);
  });

  test("paused weeks do not count, and the number stays during one", () => {
    const pauses = [weeksOff(3, 2)];
    const weeks = [1, 2, 3, 4, 5, 6].map((week) => calendarWeekOf(start, addDays(start, (week - 1) * 7 + 2), pauses));
    expect(weeks).toEqual([1, 2, 2, 2, 3, 4]);
  });

  test("a week is paused when most of its days are, over several breaks or one without an end", () => {
    const wednesday = addDays(start, 9);
    expect(calendarWeekOf(start, wednesday, [{ from: addDays(start, 7), to: wednesday }])).toBe(2);
    expect(calendarWeekOf(start, wednesday, [{ from: wednesday, to: null }])).toBe(1);
    expect(calendarWeekOf(start, addDays(start, 70), [{ from: wednesday, to: null }])).toBe(1);
    const twice = [
      { from: addDays(start, 7), to: addDays(start, 8) },
      { from: addDays(start, 12), to: addDays(start, 13) },
    ];
    expect(calendarWeekOf(start, addDays(start, 13), twice)).toBe(1);
  });
});

describe("the dates of a cohort", () => {
  test("ends on the last Sunday", () => {
    expect(endDay(start, 32)).toBe("2027-08-22");
    expect(endDay(start, 24)).toBe("2027-06-27");
    expect(endDay(start, 48)).toBe("2027-12-12");
    expect(endDay(start, 32, [weeksOff(5, 2)])).toBe("2027-09-05");
  });

  test("when a roadmap week begins", () => {
    expect(firstDayOfRoadmapWeek(start, 1, 32)).toBe(start);
    expect(firstDayOfRoadmapWeek(start, 13, 32)).toBe("2027-04-05");
    expect(firstDayOfRoadmapWeek(start, 3, 32, [weeksOff(2, 1)])).toBe(addDays(start, 21));
    // At the fast pace weeks 1 and 2 share the first Monday.
    expect(firstDayOfRoadmapWeek(start, 2, 24)).toBe(start);
    expect(firstDayOfRoadmapWeek(start, 3, 24)).toBe(addDays(start, 7));
    // At the relaxed pace the second roadmap week takes two.
    expect(firstDayOfRoadmapWeek(start, 3, 48)).toBe(addDays(start, 21));
  });

  test("a pause without an end is not waited for", () => {
    expect(endDay(start, 32, [{ from: addDays(start, 70), to: null }])).toBe("2027-08-22");
  });

  test("a roadmap week begins on the first Monday that has reached it, whatever the breaks", () => {
    const breaks = fc.array(
      fc.record({ first: fc.integer({ min: 1, max: 50 }), weeks: fc.integer({ min: 1, max: 4 }) }),
      {
        maxLength: 4,
      },
    );
    fc.assert(
      fc.property(fc.constantFrom(...paces), fc.integer({ min: 1, max: 32 }), breaks, (pace, week, drawn) => {
        const pauses = drawn.map(({ first, weeks }) => weeksOff(first, weeks));
        const monday = firstDayOfRoadmapWeek(start, week, pace, pauses);
        expect(weekdayOf(monday)).toBe(1);
        expect(roadmapWeek(calendarWeekOf(start, monday, pauses), pace)).toBeGreaterThanOrEqual(week);
        const before = calendarWeekOf(start, addDays(monday, -1), pauses);
        if (before > 0) expect(roadmapWeek(before, pace)).toBeLessThan(week);
        expect(daysBetween(monday, endDay(start, pace, pauses))).toBeGreaterThanOrEqual(6);
      }),
      { numRuns: 500 },
    );
  });
});
