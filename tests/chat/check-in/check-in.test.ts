import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { verifyTotals } from "../../../src/app/leaderboard/verify-totals.ts";
import { checkIns, cohorts, learners, totals } from "../../../src/db/schema/index.ts";
import { dayMs, hourMs, type Person, useWorld } from "../../support/world.ts";
import { nextSundayMs, openGroup, startMs, sundayMs, topicTrack } from "./group.ts";

describe("the weekly check-in", () => {
  const world = useWorld({ startMs, tracks: [topicTrack()] });
  let group: Awaited<ReturnType<typeof openGroup>>;
  let ann: Person;

  beforeEach(async () => {
    group = await openGroup(world, ["Ann", "Ben", "Dana", "Eda"]);
    ann = world.person("Ann");
  });

  const checkIn = async (name: string, words: Record<string, string> = {}, done: string[] = []) => {
    const person = world.person(name);
    await person.command("checkin");
    await person.tick(done, "Done");
    await person.press("Go on");
    await person.submit({ confidence: "3", ...words });
    return person;
  };
  const points = async () => {
    const rows = await world.ctx.db.select().from(totals);
    return rows.map(({ period, points, studyDays }) => `${period} ${points} ${studyDays}`).sort();
  };

  test("before the first post there is none, and when it comes is said", async () => {
    await ann.command("checkin");
    expect(ann.text).toContain("No check-in is open. The first one opens in 11 days (Sun 21 Mar 18:30).");
  });

  test("topics first, then one form; the post counts", async () => {
    await group.at(sundayMs);
    expect(group.weekly()).toMatchInlineSnapshot(`
      [
        "# Week 1 check-in
      Two minutes: what is done, what is in the way, what is next.
      This week so far: 0 of 5 have 5 study days, aim 4.
      [*Check in*] [Leaderboard]
      ~ 0 of 5 have checked in. Open until Sun 28 Mar 18:30 Berlin.",
      ]
    `);
    await ann.command("checkin");
    expect(ann.text).toMatchInlineSnapshot(`
      "# Week 1 check-in
      Topics: numpy; pandas; plots; files
      Done
      ☐ numpy
      ☐ pandas
      ☐ plots
      ☐ files
      In progress
      ☐ numpy
      ☐ pandas
      ☐ plots
      ☐ files
      ~ Done 0, in progress 0, not started 4.
      [*Go on*] [Skip topics]
      ~ Closes in 7 days (Sun 28 Mar 18:30)."
    `);
    await ann.tick(["numpy", "pandas"], "Done");
    await ann.tick(["pandas", "plots"], "In progress");
    expect(ann.text).toContain("~ Done 2, in progress 1, not started 1.");
    await ann.press("Go on");
    expect(ann.text).toMatchInlineSnapshot(`
      "form "Week 1: how it went" / "Save"
      Confidence this week (one)
      Hours studied (line; A rough number)
      What is in the way? (paragraph; Organisers can read this)
      Aim for next week (line)"
    `);
    await ann.submit({ confidence: "4", hours: "4,5", blockers: "no GPU", aim: "finish *pandas*" });
    expect(ann.text).toMatchInlineSnapshot(`
      "# Week 1: checked in
      +30 points.
      Your aim for next week:
      > finish *pandas*
      [*See my progress*] [Change it]"
    `);
    expect(world.woken).toBeGreaterThan(0);
    await group.settle();
    expect(group.weekly()[0]).toContain("~ 1 of 5 has checked in. Open until Sun 28 Mar 18:30 Berlin.");
    const [row] = await world.ctx.db.select().from(checkIns);
    expect(row).toMatchObject({
      done: ["numpy", "pandas"],
      inProgress: ["plots"],
      topicsSaid: true,
      confidence: 4,
      hours: 4.5,
      blockers: "no GPU",
      aim: "finish *pandas*",
      late: false,
      points: 30,
    });
    expect(await points()).toEqual(["all 30 0", "month:2027-03 30 0", "week:2027-W11 30 0"]);
    expect((await verifyTotals(world.ctx.db)).differences).toEqual([]);
  });

  test("points come once, whatever is changed or sent again", async () => {
    await group.at(sundayMs);
    await checkIn("Ann", { aim: "one" }, ["numpy", "pandas", "plots"]);
    await ann.command("checkin");
    expect(ann.text).toContain("+30 points.");
    await ann.press("Change it");
    await ann.tick(["numpy"], "Done");
    await ann.press("Go on");
    expect(ann.form.fields.map((field) => ("value" in field ? field.value : null))).toEqual(["3", null, null, "one"]);
    await ann.submit({ aim: "two" });
    expect(ann.text).toContain("Saved.\nYour aim for next week:\n> two");
    const form = `1:check-in-save:${group.id}:2027-03-21`;
    await ann.submitTo(form, { confidence: "5", aim: "three" });
    await Promise.all([1, 2, 3].map(() => ann.submitTo(form, { confidence: "5", aim: "three" })));
    expect(await points()).toEqual(["all 30 0", "month:2027-03 30 0", "week:2027-W11 30 0"]);
    const [row] = await world.ctx.db.select().from(checkIns);
    expect(row).toMatchObject({ done: ["numpy"], confidence: 5, aim: "three", points: 30 });
  });

  test("two first saves at once give the points once", async () => {
    await group.at(sundayMs);
    const form = `1:check-in-save:${group.id}:2027-03-21`;
    await Promise.all([1, 2, 3, 4].map(() => ann.submitTo(form, { confidence: "5" })));
    expect((await points())[0]).toBe("all 30 0");
    expect((await verifyTotals(world.ctx.db)).differences).toEqual([]);
  });

  test("what is not understood is refused field by field", async () => {
    await group.at(sundayMs);
    await ann.command("checkin");
    await ann.press("Skip topics");
    await ann.submit({ hours: "many", aim: "w".repeat(201), blockers: "b".repeat(2_001) });
    expect(ann.lastReply).toEqual({
      kind: "reject",
      reasons: {
        confidence: "Pick one from 1 to 5.",
        hours: "A number of hours, such as 4.5.",
        aim: "Aim for next week: at most 200 characters; yours has 201.",
        blockers: "What is in the way?: at most 2,000 characters; yours has 2,001.",
      },
    });
    expect((await world.ctx.db.select().from(checkIns)).filter(({ savedAt }) => savedAt !== null)).toEqual([]);
  });

  test("with much left to start it offers fewer new cards, once, and as it is comes first", async () => {
    await group.at(sundayMs);
    await checkIn("Ann", {}, ["numpy"]);
    await ann.command("checkin");
    expect(ann.text).toContain(
      "Fewer new cards next week?\n[*Keep 10 a day*] [Make it 6 a day] [Hold this week] [Change it]",
    );
    await ann.press("Make it 6 a day");
    expect(ann.text).toContain("6 new cards a day from now on.");
    const [row] = await world.ctx.db.select().from(learners).where(eq(learners.displayName, "Ann"));
    expect(row?.newPerDay).toBe(6);
    await ann.pressId(`1:check-in-fewer:${group.id}:2027-03-21`);
    await ann.command("checkin");
    expect(ann.text).not.toContain("Fewer new cards");
    const [after] = await world.ctx.db.select().from(learners).where(eq(learners.displayName, "Ann"));
    expect(after?.newPerDay).toBe(6);
  });

  test("skipped topics ask for nothing and count nowhere", async () => {
    await group.at(sundayMs);
    await ann.command("checkin");
    await ann.press("Skip topics");
    await ann.submit({ confidence: "2" });
    expect(ann.text).not.toContain("Fewer new cards");
    const [row] = await world.ctx.db.select().from(checkIns);
    expect(row).toMatchObject({ topicsSaid: false, done: [], points: 30 });
  });

  test("the next one asks what is open still, and brings back the aim", async () => {
    await group.at(sundayMs);
    await ann.command("checkin");
    await ann.tick(["plots"], "In progress");
    await ann.tick(["numpy", "pandas"], "Done");
    await ann.press("Go on");
    await ann.submit({ confidence: "3", aim: "plots" });
    await group.at(nextSundayMs);
    await ann.command("checkin");
    expect(ann.text).toContain("# Week 2 check-in");
    expect(ann.text).toContain("~ Done 2, in progress 1, not started 1.");
    await ann.press("Go on");
    await ann.submit({ confidence: "3" });
    expect(ann.text).toContain("+30 points.\nLast week you aimed for:\n> plots");
    expect(await points()).toContain("all 60 0");
  });

  test("a late one is saved for its week without points; one that was saved stays", async () => {
    await group.at(sundayMs);
    await checkIn("Ben");
    await group.at(nextSundayMs);
    const old = `1:check-in:${group.id}:2027-03-21`;
    await ann.pressId(old, { message: "m1" });
    expect(ann.text).toContain("# Week 2 check-in\nWeek 1 has closed; this is week 2.");
    await ann.press("Save it for week 1");
    expect(ann.text).toContain("# Week 1 check-in");
    await ann.tick(["numpy"], "Done");
    await ann.press("Go on");
    await ann.submit({ confidence: "3" });
    expect(ann.text).toContain("# Week 1: checked in\nSaved for week 1, without points.");
    const ben = world.person("Ben");
    await ben.pressId(old);
    expect(ben.text).not.toContain("Save it for week 1");
    await ben.submitTo(`1:check-in-save:${group.id}:2027-03-21`, { confidence: "5", aim: "too late" });
    expect(ben.text).toBe(
      "Week 1 has closed; it stays as you saved it. What you typed now:\n> too late\n[*Check in for week 2*]",
    );
    const rows = await world.ctx.db.select().from(checkIns);
    expect(rows.map(({ late, points, aim }) => `${late} ${points} ${aim}`).sort()).toEqual(["false 30 ", "true 0 "]);
    expect((await verifyTotals(world.ctx.db)).differences).toEqual([]);
  });

  test("from five on, the next post thanks them and tells what is done; nobody's words", async () => {
    await group.at(sundayMs);
    for (const name of ["Ann", "Ben", "Dana", "Eda"])
      await checkIn(name, { blockers: "secret", aim: "secret" }, ["numpy"]);
    await group.at(nextSundayMs);
    expect(group.weekly()[1]).not.toContain("Thank you");
    const late = world.person("Chi");
    await late.pressId(`1:check-in-late:${group.id}:2027-03-21`);
    await late.tick(["numpy", "plots"], "Done");
    await late.press("Go on");
    await late.submit({ confidence: "1" });
    await checkIn("Ann", {}, []);
    await group.settle();
    expect(group.weekly()[1]).toContain(
      "Thank you to the 5 who checked in last week. Done: numpy 5 of 5; plots 1 of 5.",
    );
    expect(group.weekly().join()).not.toContain("secret");
  });

  test("the ladder leads to it while it is open and not done, for a week", async () => {
    await group.at(sundayMs + 25 * hourMs);
    // The day's question comes first.
    await world.ctx.db.update(learners).set({ newPerDay: 0 });
    await group.at(sundayMs + dayMs - hourMs);
    await ann.command("help");
    expect(ann.text).toContain("Next for you: the check-in for week 1 is open.");
    await ann.press("Check in for week 1");
    expect(ann.text).toContain("# Week 1 check-in");
    await checkIn("Ann");
    await ann.command("help");
    expect(ann.text).not.toContain("check-in for week 1 is open");
    const ben = world.person("Ben");
    await world.ctx.db.update(cohorts).set({ state: "ended" }).where(eq(cohorts.id, group.id));
    await ben.command("help");
    expect(ben.text).not.toContain("check-in for week");
    await ben.command("checkin");
    expect(ben.text).toContain("has ended");
  });

  test("is for members; and an id of nothing leads nowhere", async () => {
    await group.at(sundayMs);
    const zoe = world.person("Zoe");
    await zoe.pressId(`1:check-in:${group.id}:2027-03-21`, { message: "m1" });
    expect(zoe.text).toContain("Join to take part.");
    await zoe.submitTo(`1:check-in-save:${group.id}:2027-03-21`, { confidence: "3" });
    expect(zoe.text).toContain("Join to take part.");
    for (const id of ["1:check-in:nothing:2027-03-21", "1:check-in-keep:nothing:x", "1:check-in-done:nothing"]) {
      await zoe.pressId(id, { values: ["numpy"] });
      expect(zoe.text).toContain("not in a group");
    }
    expect(await world.ctx.db.$count(checkIns)).toBe(0);
  });
});
