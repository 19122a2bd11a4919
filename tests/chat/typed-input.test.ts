import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cleanLine, readDate, readNumber, readTime, readZone } from "../../src/chat/typed-input.ts";
import type { StudyDay } from "../../src/core/ids.ts";
import { isStudyDay } from "../../src/core/study-day.ts";

const wednesday = "2027-03-10" as StudyDay;

describe("times as people type them", () => {
  test.each([
    ["18:30", "18:30"],
    [" 18.30 ", "18:30"],
    ["1830", "18:30"],
    ["18h30", "18:30"],
    ["18h", "18:00"],
    ["18 Uhr", "18:00"],
    ["7", "07:00"],
    ["7:05", "07:05"],
    ["6:30 pm", "18:30"],
    ["6:30PM", "18:30"],
    ["6 p.m.", "18:00"],
    ["12 am", "00:00"],
    ["12pm", "12:00"],
    ["at 9", "09:00"],
    ["noon", "12:00"],
    ["midnight", "00:00"],
    ["１８：３０", "18:30"],
    ["00:00", "00:00"],
  ])("%s is %s", (typed, time) => expect(readTime(typed)).toBe(time));

  test.each([
    "",
    "24:00",
    "18:60",
    "13 pm",
    "0 am",
    "evening",
    "18:3",
    "18:30:00",
    "-1",
    "1 8",
    "🙂",
    "@everyone",
    "__proto__",
    "constructor",
  ])("%s is none", (typed) => expect(readTime(typed)).toBeNull());

  test("whatever is read is a time of the day", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (typed) => {
        const time = readTime(typed);
        expect(time === null || /^([01]\d|2[0-3]):[0-5]\d$/.test(time)).toBe(true);
      }),
    );
  });

  test("every minute of the day is read back as it is written", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_439 }), (minute) => {
        const time = `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
        expect(readTime(time)).toBe(time);
      }),
    );
  });
});

describe("dates as people type them", () => {
  test.each([
    ["12 Mar", "2027-03-12"],
    ["12. März 2027", null],
    ["12th of March", "2027-03-12"],
    ["March 12th, 2028", "2028-03-12"],
    ["Fri 12 Mar", "2027-03-12"],
    ["12 mar 2027", "2027-03-12"],
    ["2027-03-12", "2027-03-12"],
    ["12.3.", "2027-03-12"],
    ["12.03.2027", "2027-03-12"],
    ["13/3", "2027-03-13"],
    ["3/13", "2027-03-13"],
    ["4/4", "2027-04-04"],
    ["3/4", null],
    ["today", "2027-03-10"],
    ["Tomorrow", "2027-03-11"],
    ["monday", "2027-03-15"],
    ["next wed", "2027-03-17"],
    ["29 Feb", "2028-02-29"],
    ["31 Feb", null],
    ["32 Mar", null],
    ["0 Mar", null],
    ["12 Ma", null],
    ["2027-02-30", null],
    ["soon", null],
    ["", null],
    ["1 Mar", "2027-03-01"],
    ["1 Jan", "2028-01-01"],
  ])("%s, looking ahead, is %s", (typed, day) => expect(readDate(typed, wednesday, "ahead")).toBe(day));

  test.each([
    ["11 Jan", "2027-01-11"],
    ["1 Dec", "2026-12-01"],
    ["1 Aug", "2027-08-01"],
  ])("%s, the nearest, is %s", (typed, day) => expect(readDate(typed, wednesday, "nearest")).toBe(day));

  test("whatever is read is a date of the calendar", () => {
    const typed = fc.oneof(
      fc.string({ unit: "grapheme" }),
      fc.tuple(fc.nat(40), fc.constantFrom("Jan", "feb", "sept", "december"), fc.nat(9999)).map((all) => all.join(" ")),
      fc.tuple(fc.nat(40), fc.nat(15)).map((all) => all.join(".")),
    );
    fc.assert(
      fc.property(typed, fc.constantFrom("ahead" as const, "nearest" as const), (words, year) => {
        const day = readDate(words, wednesday, year);
        expect(day === null || isStudyDay(day)).toBe(true);
      }),
    );
  });
});

describe("zones, numbers and names", () => {
  test("a city is one zone, several, or none", () => {
    expect(readZone(" berlin ")).toEqual({ kind: "one", zone: "Europe/Berlin" });
    expect(readZone("Springfield")).toMatchObject({ kind: "several", typed: "Springfield" });
    expect(readZone("x".repeat(4_000))).toEqual({ kind: "unknown" });
    expect(readZone("\u202E🙂")).toEqual({ kind: "unknown" });
  });

  test.each([
    ["4", 4],
    ["4.5", 4.5],
    ["4,5", 4.5],
    [" 10 ", 10],
    ["１０", 10],
    ["", null],
    ["-1", null],
    ["1e3", null],
    ["4 h", null],
    ["99999999", null],
  ])("%s is the number %s", (typed, value) => expect(readNumber(typed)).toBe(value));

  test("a name stays on its line and keeps its emoji", () => {
    expect(cleanLine("a\nb\u2028c\u202Ed\u0000e\t f")).toBe("a b c d e f");
    expect(cleanLine("👩‍💻 🏳️‍🌈 مرحبا")).toBe("👩‍💻 🏳️‍🌈 مرحبا");
  });
});
