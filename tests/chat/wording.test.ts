import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  aboutMinutes,
  channelMoment,
  clockTime,
  count,
  countOf,
  cut,
  dayAhead,
  dayName,
  interval,
  meter,
  momentAhead,
  share,
  zoneName,
} from "../../src/chat/wording.ts";
import type { StudyDay } from "../../src/core/ids.ts";

const today = "2027-03-10" as StudyDay;
const nowMs = Date.UTC(2027, 2, 10, 15, 30);
const berlin = "Europe/Berlin";

describe("wording", () => {
  test("counts have commas and a real minus sign", () => {
    expect(count(1_234_567)).toBe("1,234,567");
    expect(count(-7)).toBe("\u22127");
    expect(countOf(1, "card")).toBe("1 card");
    expect(countOf(0, "reply", "replies")).toBe("0 replies");
  });

  test("shares carry their base, and under five items only the base", () => {
    expect(share(17, 20)).toBe("85% (17 of 20)");
    expect(share(3, 4)).toBe("3 of 4");
  });

  test("meters put the number first", () => {
    expect(meter(12, 20, true)).toBe("12/20 ■■■■■■□□□□");
    expect(meter(12, 20, false)).toBe("12/20");
    expect(meter(0, 0, true)).toBe("0/0");
    expect(meter(30, 20, true)).toBe("30/20 ■■■■■■■■■■");
  });

  test("intervals in words, one decimal below ten months or years, singular at one", () => {
    expect(interval({ unit: "min", value: 10 })).toBe("10 min");
    expect(interval({ unit: "day", value: 1 })).toBe("1 day");
    expect(interval({ unit: "day", value: 29 })).toBe("29 days");
    expect(interval({ unit: "day", value: 30 })).toBe("1 month");
    expect(interval({ unit: "day", value: 76 })).toBe("2.5 months");
    expect(interval({ unit: "day", value: 340 })).toBe("11 months");
    expect(interval({ unit: "day", value: 365 })).toBe("1 year");
    expect(interval({ unit: "day", value: 438 })).toBe("1.2 years");
    expect(interval({ unit: "day", value: 36_500 })).toBe("100 years");
  });

  test("days: relative, then absolute; the year only if it is another", () => {
    expect(dayName("2027-03-15" as StudyDay, today)).toBe("Mon 15 Mar");
    expect(dayName("2028-03-15" as StudyDay, today)).toBe("Wed 15 Mar 2028");
    expect(dayAhead("2027-03-19" as StudyDay, today)).toBe("in 9 days (Fri 19 Mar)");
    expect(dayAhead("2027-03-11" as StudyDay, today)).toBe("tomorrow (Thu 11 Mar)");
    expect(dayAhead(today, today)).toBe("today");
  });

  test("moments: under an hour in minutes, under a day in hours with the clock, then the day", () => {
    expect(momentAhead(nowMs + 10 * 60_000, nowMs, berlin)).toBe("in 10 min");
    expect(momentAhead(nowMs + 2 * 3_600_000, nowMs, berlin)).toBe("in 2 hours (18:30)");
    expect(momentAhead(nowMs + 50 * 3_600_000, nowMs, berlin)).toBe("in 2 days (Fri 12 Mar 18:30)");
    expect(channelMoment(Date.UTC(2027, 2, 11, 17, 30), nowMs, berlin)).toMatchObject({
      kind: "time",
      words: "Thu 11 Mar 18:30 Berlin",
    });
    expect(clockTime(nowMs, "Asia/Kathmandu")).toBe("21:15");
    expect(zoneName("America/Argentina/Buenos_Aires")).toBe("Buenos Aires");
  });

  test("a cut keeps within its length, at a word, and never splits a character", () => {
    expect(cut("short", 10)).toBe("short");
    expect(cut("one two three four", 12)).toBe("one two…");
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 80 }), fc.integer({ min: 2, max: 60 }), (text, most) => {
        const shown = cut(text, most);
        expect(shown.length).toBeLessThanOrEqual(most);
        expect(/[\uD800-\uDBFF]$/.test(shown)).toBe(false);
      }),
    );
    expect(aboutMinutes(14)).toBe("about 6 min");
    expect(aboutMinutes(1)).toBe("about 1 min");
  });
});
