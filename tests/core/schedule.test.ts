import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, test } from "vitest";
import type { StudyDay } from "../../src/core/ids.ts";
import { momentOn, nextMoment, type Recurrence } from "../../src/core/schedule.ts";
import { localTimeOf, weekdayOf } from "../../src/core/study-day.ts";

const at = (iso: string) => Date.parse(iso);
const iso = (ms: number) => new Date(ms).toISOString();
const everyDay = [1, 2, 3, 4, 5, 6, 7];
const daily = (time: string, zone: string): Recurrence => ({ time, zone, days: everyDay });

describe("nextMoment", () => {
  test.each([
    // what, recurrence, after, moment, date
    ["later today", daily("18:30", "Europe/Berlin"), "2027-03-10T17:29:59Z", "2027-03-10T17:30:00.000Z", "2027-03-10"],
    [
      "strictly after",
      daily("18:30", "Europe/Berlin"),
      "2027-03-10T17:30:00Z",
      "2027-03-11T17:30:00.000Z",
      "2027-03-11",
    ],
    ["+14", daily("09:00", "Pacific/Kiritimati"), "2027-03-09T19:00:00Z", "2027-03-10T19:00:00.000Z", "2027-03-11"],
    ["-12", daily("09:00", "Etc/GMT+12"), "2027-03-10T21:00:00Z", "2027-03-11T21:00:00.000Z", "2027-03-11"],
    ["+05:45", daily("00:00", "Asia/Kathmandu"), "2027-03-09T18:15:00Z", "2027-03-10T18:15:00.000Z", "2027-03-11"],
    [
      "skipped time moves by the gap",
      daily("02:30", "Europe/Berlin"),
      "2027-03-27T12:00:00Z",
      "2027-03-28T01:30:00.000Z",
      "2027-03-28",
    ],
    [
      "after a skipped time",
      daily("02:30", "Europe/Berlin"),
      "2027-03-28T01:30:00Z",
      "2027-03-29T00:30:00.000Z",
      "2027-03-29",
    ],
    [
      "time that occurs twice: the first",
      daily("02:30", "Europe/Berlin"),
      "2027-10-30T12:00:00Z",
      "2027-10-31T00:30:00.000Z",
      "2027-10-31",
    ],
    [
      "between the two: tomorrow",
      daily("02:30", "Europe/Berlin"),
      "2027-10-31T01:00:00Z",
      "2027-11-01T01:30:00.000Z",
      "2027-11-01",
    ],
    [
      "Lord Howe skips half an hour",
      daily("02:15", "Australia/Lord_Howe"),
      "2027-10-02T00:00:00Z",
      "2027-10-02T15:45:00.000Z",
      "2027-10-03",
    ],
    [
      "Lord Howe's half hour twice",
      daily("01:45", "Australia/Lord_Howe"),
      "2027-04-03T00:00:00Z",
      "2027-04-03T14:45:00.000Z",
      "2027-04-04",
    ],
    ["29 February", daily("12:00", "UTC"), "2028-02-28T12:00:00Z", "2028-02-29T12:00:00.000Z", "2028-02-29"],
    [
      "Samoa's left-out day",
      daily("09:00", "Pacific/Apia"),
      "2011-12-29T19:00:00Z",
      "2011-12-30T19:00:00.000Z",
      "2011-12-31",
    ],
  ])("%s", (_what, recurrence, after, moment, date) => {
    const next = nextMoment(recurrence, at(after));
    expect({ at: iso(next.atMs), date: next.date }).toEqual({ at: moment, date });
  });

  test("a gap at midnight moves the moment into the next day, where it is still found, and keeps its date", () => {
    // Nuuk, 27 March 2027: 23:00 becomes 00:00 at 01:00 UTC on the 28th.
    const late = daily("23:30", "America/Nuuk");
    for (const after of ["2027-03-28T00:30:00Z", "2027-03-28T01:10:00Z"]) {
      const next = nextMoment(late, at(after));
      expect({ at: iso(next.atMs), date: next.date }).toEqual({ at: "2027-03-28T01:30:00.000Z", date: "2027-03-27" });
    }
    expect(nextMoment(late, at("2027-03-28T01:30:00Z")).date).toBe("2027-03-28");
  });

  test.each(["24:00", "9:00", "18:60", "18:30:00", "", "noon"])("%j is no time of day", (time) => {
    expect(() => nextMoment(daily(time, "UTC"), 0)).toThrow(RangeError);
  });

  test("only on the days asked for", () => {
    const mondayAndFriday: Recurrence = { time: "09:00", days: [1, 5], zone: "UTC" };
    expect(nextMoment(mondayAndFriday, at("2027-03-08T09:00:00Z")).date).toBe("2027-03-12");
    expect(nextMoment(mondayAndFriday, at("2027-03-12T09:00:00Z")).date).toBe("2027-03-15");
  });

  test("a weekly day that Samoa left out comes a week later", () => {
    const friday: Recurrence = { time: "09:00", days: [5], zone: "Pacific/Apia" };
    expect(nextMoment(friday, at("2011-12-24T00:00:00Z")).date).toBe("2012-01-06");
  });

  test("no day of the week is an error, not an endless search", () => {
    expect(() => nextMoment({ time: "09:00", days: [], zone: "UTC" }, 0)).toThrow(RangeError);
    expect(() => nextMoment({ time: "09:00", days: [0, 8], zone: "UTC" }, 0)).toThrow(RangeError);
  });

  test("momentOn gives what nextMoment found", () => {
    const recurrence = daily("02:30", "America/New_York");
    const next = nextMoment(recurrence, at("2027-03-14T00:00:00Z"));
    expect(momentOn(recurrence, next.date)).toBe(next.atMs);
    expect(iso(momentOn(recurrence, "2027-03-14" as StudyDay))).toBe("2027-03-14T07:30:00.000Z");
  });
});

describe("every zone of the runtime, sampled over ten years", () => {
  const zones = Intl.supportedValuesOf("timeZone");
  const from = at("2026-01-01T00:00:00Z");
  const to = at("2036-01-01T00:00:00Z");
  const time = fc
    .tuple(fc.integer({ min: 0, max: 23 }), fc.constantFrom(0, 15, 29, 30, 45, 59))
    .map(([hour, minute]) => `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`);

  /** The instants at which a zone changes its clocks, found to the hour. */
  function changesOf(zone: string): number[] {
    const offsetAt = (ms: number) => {
      const { day, hour, minute } = localTimeOf(ms, zone);
      return at(`${day}T${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}:00Z`) - ms;
    };
    const changes: number[] = [];
    const stepMs = 14 * 86_400_000;
    for (let ms = from; ms < to; ms += stepMs) {
      if (offsetAt(ms) === offsetAt(ms + stepMs)) continue;
      let [low, high] = [ms, ms + stepMs];
      while (high - low > 3_600_000) {
        const middle = low + Math.floor((high - low) / 2 / 60_000) * 60_000;
        if (offsetAt(middle) === offsetAt(low)) low = middle;
        else high = middle;
      }
      changes.push(high);
    }
    return changes;
  }

  test("the way through remembered midnights gives what Temporal gives", () => {
    fc.assert(
      fc.property(fc.constantFrom(...zones), time, fc.integer({ min: from, max: to }), (zone, clock, nearMs) => {
        const date = localTimeOf(nearMs, zone).day;
        const expected = Temporal.PlainDateTime.from(`${date}T${clock}`).toZonedDateTime(zone).epochMilliseconds;
        expect(momentOn(daily(clock, zone), date)).toBe(expected);
      }),
      { numRuns: 2_000 },
    );
  });

  /** Follows a daily recurrence for a few days: strictly later each time, each date once, none left out. */
  function followDays(recurrence: Recurrence, startMs: number, days: number): void {
    let before = nextMoment(recurrence, startMs);
    expect(before.atMs).toBeGreaterThan(startMs);
    for (let i = 0; i < days; i += 1) {
      const next = nextMoment(recurrence, before.atMs);
      expect(next.atMs).toBeGreaterThan(before.atMs);
      expect(at(next.date) - at(before.date)).toBe(86_400_000);
      const shown = localTimeOf(next.atMs, recurrence.zone);
      const wanted = Number(recurrence.time.slice(0, 2)) * 60 + Number(recurrence.time.slice(3));
      const late = (at(shown.day) - at(next.date)) / 60_000 + shown.hour * 60 + shown.minute - wanted;
      // On the wall it is the time asked for, or later by a gap, never earlier: never in a skipped hour.
      expect(late).toBeGreaterThanOrEqual(0);
      expect(late).toBeLessThanOrEqual(120);
      before = next;
    }
  }

  test("each day of the ten years in every zone; of zones whose clocks go alike, one stands for all", () => {
    const alike = new Map<string, { zone: string; days: number }>();
    for (const zone of zones) {
      const changes = changesOf(zone);
      const shape = [from, ...changes].map((ms) => `${ms} ${JSON.stringify(localTimeOf(ms, zone))}`).join();
      // Where no clock ever changes, a thousand days, 29 February among them, are as good as all.
      if (!alike.has(shape)) alike.set(shape, { zone, days: changes.length > 0 ? 3_652 : 1_000 });
    }
    expect(alike.size).toBeGreaterThan(50);
    for (const { zone, days } of alike.values()) followDays(daily("02:30", zone), from, days);
  }, 300_000);

  test("around changes of clocks in both directions: strictly increasing, once a local day", () => {
    for (const zone of zones) {
      // Every third: both directions, all ten years.
      for (const changeMs of changesOf(zone).filter((_, i) => i % 3 === 0)) {
        for (const time of ["00:00", "00:30", "01:30", "02:30", "03:00", "23:30"]) {
          followDays({ time, zone, days: everyDay }, changeMs - 2 * 86_400_000, 4);
        }
      }
    }
  }, 120_000);

  test("from anywhere, at any time: strictly increasing, once a local day", () => {
    fc.assert(
      fc.property(fc.constantFrom(...zones), time, fc.integer({ min: from, max: to }), (zone, clock, startMs) => {
        followDays(daily(clock, zone), startMs, 3);
      }),
      { numRuns: 1_500 },
    );
  }, 60_000);

  test("some days of the week only: each moment is on one of them", () => {
    const days = fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 });
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        time,
        days,
        fc.integer({ min: from, max: to }),
        (zone, clock, on, startMs) => {
          const next = nextMoment({ time: clock, days: on, zone }, startMs);
          expect(on).toContain(weekdayOf(next.date));
          expect(next.atMs - startMs).toBeLessThanOrEqual(8 * 86_400_000);
        },
      ),
      { numRuns: 500 },
    );
  });
});
