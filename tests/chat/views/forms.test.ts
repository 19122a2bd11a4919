import { describe, expect, test } from "vitest";
import { nameForm, whereForm } from "../../../src/chat/views/cohort-forms.ts";
import { joinForm } from "../../../src/chat/views/join.ts";
import { displayForm, timeForm } from "../../../src/chat/views/settings-forms.ts";
import type { StudyDay } from "../../../src/core/ids.ts";

const today = "2027-01-06" as StudyDay;
const values = {
  ...{ name: null, channel: null, zone: "Europe/Berlin", firstDay: "2027-01-11" as StudyDay },
  ...{ paceWeeks: 32 as const, dailyTime: "18:30", dailyDays: [1, 2, 3, 4, 5], checkInDay: 7 },
};
const optional = (form: { fields: readonly { name: string; required: boolean }[] }) =>
  form.fields.filter(({ required }) => !required).map(({ name }) => name);

/** "Optional" is said only of what may really stay empty. */
describe("forms", () => {
  test("a new group needs a name, a day and a zone, and a channel", () => {
    expect(optional(nameForm("1:a", values, false))).toEqual([]);
    expect(optional(whereForm("1:a", values, true, false, today))).toEqual([]);
  });

  test("a running group keeps its channel, and the form says so", () => {
    const form = whereForm("1:a", values, true, true, today);
    expect(optional(form)).toEqual(["channel"]);
    expect(form.fields[0]?.hint).toContain("empty: where it is now");
  });

  test("what could not be read in time may stay empty, and every field says what that means", () => {
    for (const form of [
      nameForm("1:a", null, true),
      whereForm("1:a", null, true, false, today),
      timeForm(null),
      displayForm(null),
    ]) {
      expect(optional(form)).toHaveLength(form.fields.length);
      expect(form.fields.map(({ hint }) => hint)).toEqual(form.fields.map(() => "Empty: as it is now"));
    }
  });

  test("joining asks for nothing but what is chosen already", () => {
    expect(optional(joinForm("c9Ls4Zp6Ru"))).toEqual(["zone"]);
  });
});
