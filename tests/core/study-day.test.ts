import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { StudyDay } from "../../src/core/ids.ts";
import {
  addDays,
  daysBetween,
  isoWeekOf,
  isStudyDay,
  localTimeOf,
  monthOf,
  studyDayAt,
  studyDayEndMs,
  studyDayStartMs,
  weekdayOf,
  weekStart,
} from "../../src/core/study-day.ts";

const at = (iso: string) => Date.parse(iso);
const day = (text: string) => text as StudyDay;
const hourMs = 3_600_000;

describe("studyDayAt", () => {
  test.each([
    // zone, rollover hour, instant, study day
    ["Europe/Berlin", 4, "2027-03-10T02:59:59Z", "2027-03-09"],
    ["Europe/Berlin", 4, "2027-03-10T03:00:00Z", "2027-03-10"],
    ["Europe/Berlin", 0, "2027-03-09T22:59:59Z", "2027-03-09"],
    ["Europe/Berlin", 0, "2027-03-09T23:00:00Z", "2027-03-10"],
    ["Pacific/Kiritimati", 4, "2027-03-09T13:59:59Z", "2027-03-09"],
    ["Pacific/Kiritimati", 4, "2027-03-09T14:00:00Z", "2027-03-10"],
    ["Etc/GMT+12", 4, "2027-03-10T15:59:59Z", "2027-03-09"],
    ["Etc/GMT+12", 4, "2027-03-10T16:00:00Z", "2027-03-10"],
    ["Asia/Kathmandu", 4, "2027-03-09T22:14:59Z", "2027-03-09"],
    ["Asia/Kathmandu", 4, "2027-03-09T22:15:00Z", "2027-03-10"],
    // A rollover late in the evening still belongs to the date it begins on.
    ["America/New_York", 23, "2027-03-10T03:59:59Z", "2027-03-08"],
    ["America/New_York", 23, "2027-03-10T04:00:00Z", "2027-03-09"],
    ["Europe/London", 4, "2028-02-29T04:00:00Z", "2028-02-29"],
    ["Europe/London", 4, "2028-03-01T03:59:59Z", "2028-02-29"],
  ])("%s rolling over at %i: %s is %s", (zone, hour, instant, expected) => {
    expect(studyDayAt(at(instant), zone, hour)).toBe(expected);
  });

  test("a rollover hour that the clocks skip comes later by the gap", () => {
    // Berlin, 28 March 2027: 02:00 becomes 03:00 at 01:00 UTC.
    expect(studyDayStartMs(day("2027-03-28"), "Europe/Berlin", 2)).toBe(at("2027-03-28T01:00:00Z"));
    expect(studyDayAt(at("2027-03-28T00:59:59Z"), "Europe/Berlin", 2)).toBe("2027-03-27");
    expect(studyDayAt(at("2027-03-28T01:00:00Z"), "Europe/Berlin", 2)).toBe("2027-03-28");
  });

  test("a rollover hour that occurs twice starts the day the first time", () => {
    // Berlin, 31 October 2027: 03:00 becomes 02:00 at 01:00 UTC.
    expect(studyDayStartMs(day("2027-10-31"), "Europe/Berlin", 2)).toBe(at("2027-10-31T00:00:00Z"));
    expect(studyDayAt(at("2027-10-31T01:30:00Z"), "Europe/Berlin", 2)).toBe("2027-10-31");
  });

  test("days are 23 and 25 hours long when the clocks change, half an hour off on Lord Howe", () => {
    const hours = (date: string, zone: string) =>
      (studyDayEndMs(day(date), zone, 0) - studyDayStartMs(day(date), zone, 0)) / hourMs;
    expect(hours("2027-03-28", "Europe/Berlin")).toBe(23);
    expect(hours("2027-10-31", "Europe/Berlin")).toBe(25);
    expect(hours("2027-04-04", "Australia/Lord_Howe")).toBe(24.5);
    expect(hours("2027-10-03", "Australia/Lord_Howe")).toBe(23.5);
  });

  test("a date Samoa skipped is nobody's study day", () => {
    expect(studyDayAt(at("2011-12-30T09:59:59Z"), "Pacific/Apia", 0)).toBe("2011-12-29");
    expect(studyDayAt(at("2011-12-30T10:00:00Z"), "Pacific/Apia", 0)).toBe("2011-12-31");
  });

  test("an unknown zone is refused", () => {
    expect(() => studyDayAt(0, "Mars/Olympus", 4)).toThrow(RangeError);
  });

  const zones = Intl.supportedValuesOf("timeZone");
  const instant = fc.integer({ min: at("2020-01-01T00:00:00Z"), max: at("2035-12-31T00:00:00Z") });

  test("an instant lies within its study day, in every zone and with every hour", () => {
    fc.assert(
      fc.property(fc.constantFrom(...zones), fc.integer({ min: 0, max: 23 }), instant, (zone, hour, nowMs) => {
        const today = studyDayAt(nowMs, zone, hour);
        expect(studyDayStartMs(today, zone, hour)).toBeLessThanOrEqual(nowMs);
        expect(studyDayEndMs(today, zone, hour)).toBeGreaterThan(nowMs);
      }),
      { numRuns: 2_000 },
    );
  });

  test("with rollover at midnight it is the date on the wall, in every zone", () => {
    fc.assert(
      fc.property(fc.constantFrom(...zones), instant, (zone, nowMs) => {
        expect(studyDayAt(nowMs, zone, 0)).toBe(localTimeOf(nowMs, zone).day);
      }),
      { numRuns: 2_000 },
    );
  });

  test("more zones and days than the cache holds change nothing", () => {
    const before = studyDayAt(at("2027-03-10T02:59:59Z"), "Europe/Berlin", 4);
    for (let days = 0; days < 1_200; days += 1) {
      const noon = at("2027-01-01T12:00:00Z") + days * 24 * hourMs;
      expect(studyDayAt(noon, "Europe/Berlin", 4)).toBe(new Date(noon).toISOString().slice(0, 10));
    }
    expect(studyDayAt(at("2027-03-10T02:59:59Z"), "Europe/Berlin", 4)).toBe(before);
  });
});

describe("the calendar", () => {
  test("adding and counting days goes over leap days and years", () => {
    expect(addDays(day("2028-02-28"), 1)).toBe("2028-02-29");
    expect(addDays(day("2027-02-28"), 1)).toBe("2027-03-01");
    expect(addDays(day("2027-01-01"), -1)).toBe("2026-12-31");
    expect(daysBetween(day("2027-12-31"), day("2028-03-01"))).toBe(61);
    expect(daysBetween(day("2027-03-10"), day("2027-03-08"))).toBe(-2);
  });

  test("counting undoes adding", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -20_000, max: 40_000 }),
        fc.integer({ min: -40_000, max: 40_000 }),
        (from, days) => {
          const start = addDays(day("1990-01-01"), from);
          expect(daysBetween(start, addDays(start, days))).toBe(days);
        },
      ),
    );
  });

  test.each([
    ["2027-03-08", "2027-W10", 1],
    ["2027-03-14", "2027-W10", 7],
    ["2026-12-31", "2026-W53", 4],
    ["2027-01-03", "2026-W53", 7],
    ["2027-01-04", "2027-W01", 1],
    ["2024-12-30", "2025-W01", 1],
    ["2021-01-01", "2020-W53", 5],
    ["1969-12-29", "1970-W01", 1],
  ])("%s is in %s, weekday %i", (date, week, weekday) => {
    expect(isoWeekOf(day(date))).toBe(week);
    expect(weekdayOf(day(date))).toBe(weekday);
  });

  test("the Monday of a week and the month of a day", () => {
    expect(weekStart(day("2027-03-14"))).toBe("2027-03-08");
    expect(weekStart(day("2027-03-08"))).toBe("2027-03-08");
    expect(weekStart(day("1969-12-31"))).toBe("1969-12-29");
    expect(monthOf(day("2027-03-14"))).toBe("2027-03");
  });

  test.each([
    ["2028-02-29", true],
    ["2027-02-29", false],
    ["2027-13-01", false],
    ["2027-00-10", false],
    ["2027-1-1", false],
    ["0050-01-01", false],
    ["2027-03-10 ", false],
    ["", false],
  ])("isStudyDay(%j) is %s", (text, expected) => {
    expect(isStudyDay(text)).toBe(expected);
  });

  test("the wall clock", () => {
    expect(localTimeOf(at("2027-03-09T22:20:59.999Z"), "Asia/Kathmandu")).toEqual({
      day: "2027-03-10",
      hour: 4,
      minute: 5,
    });
    expect(localTimeOf(at("2027-03-09T12:00:00Z") + 0.5, "UTC")).toEqual({ day: "2027-03-09", hour: 12, minute: 0 });
  });
});
