import { beforeEach, describe, expect, test } from "vitest";
import { verifyTotals } from "../../../src/app/leaderboard/verify-totals.ts";
import { cohorts, learners, memberships, schedules, totals } from "../../../src/db/schema/index.ts";
import { dayMs, type Person, useWorld } from "../../support/world.ts";
import { openGroup, startMs, sundayMs, topicTrack } from "../check-in/group.ts";

/** Mon 15 Mar 2027, 18:30 in Berlin: the first question. */
const firstQuestionMs = sundayMs - 6 * dayMs;

describe("ending a group", () => {
  const world = useWorld({ startMs, tracks: [topicTrack()] });
  let group: Awaited<ReturnType<typeof openGroup>>;
  let ann: Person;

  beforeEach(async () => {
    group = await openGroup(world, ["Ann"]);
    ann = world.person("Ann");
  });

  const state = async () => (await world.ctx.db.select().from(cohorts))[0]?.state;
  const end = async () => {
    await group.chi.command("cohort end");
    await group.chi.press("End the group");
  };

  test("says what everyone keeps, and the safe way out is the primary one", async () => {
    await group.chi.command("cohort end");
    expect(group.chi.text).toMatchInlineSnapshot(`
      "# End ml daily?
      ml daily ends for all its 2 members: no more questions, check-ins and posts. This cannot be undone.
      • Everyone keeps their cards, reviews, points and streak.
      • New cards go on from the week the group has reached, at one week a week, for each alone.
      • Posts that are out stay where they are; the open question can be answered until it closes.
      [*Keep it going*] [Plan a pause] [!End the group!]"
    `);
    await group.chi.press("Keep it going");
    expect(await state()).toBe("active");
    expect(group.chi.text).toContain("[End the group]");
    await group.chi.press("End the group");
    expect(group.chi.text).toContain("[!End the group!]");
    expect(await state()).toBe("active");
  });

  test("is the organisers' alone, by command and by button", async () => {
    await ann.command("cohort end");
    expect(ann.text).toContain("Organisers of");
    for (const press of ["cohort-ending", "cohort-end-now"]) await ann.pressId(`1:${press}:${group.id}`);
    expect(ann.text).toContain("Organisers of");
    expect(await state()).toBe("active");
  });

  test("stops what comes due, once, whoever presses again", async () => {
    await group.at(firstQuestionMs);
    const posts = () => group.platform.messages.length;
    await end();
    expect(await state()).toBe("ended");
    const [before, said] = [posts(), group.chi.text];
    await group.chi.pressId(`1:cohort-end-now:${group.id}`);
    expect(group.chi.text).toContain("has ended");
    expect(said).toContain("has ended");
    await group.at(sundayMs + 8 * dayMs);
    expect(posts()).toBe(before);
    expect((await world.ctx.db.select().from(schedules)).every(({ stoppedAt }) => stoppedAt !== null)).toBe(true);
  });

  test("afterwards nothing of it can be changed or joined, in whatever order it is tried", async () => {
    await end();
    for (const task of ["end", "settings", "members", "pause", "report", "connect"]) {
      await group.chi.command(`cohort ${task}`);
      expect(group.chi.text).toContain("has ended. Your cards go on.");
    }
    for (const press of ["cohort-resume", "cohort-where", "cohort-name", "cohort-check", "cohort-ending"]) {
      await group.chi.pressId(`1:${press}:${group.id}`);
      expect(await state()).toBe("ended");
    }
    const ben = world.person("Ben", { zone: "Europe/Berlin" });
    // Refused at once, not after a form.
    await ben.pressId(`1:join:${group.id}`);
    expect(ben.text).toContain("ml daily has ended. Your cards go on.");
    await ben.submitTo(`1:join-in:${group.id}`, { board: "named" });
    expect(await world.ctx.db.select().from(memberships)).toHaveLength(2);
    await ann.command("checkin");
    expect(ann.text).not.toContain("Check in");
    await ann.command("cohort leave");
    await ann.press("Leave");
    expect(ann.text).toContain("You have left ml daily. Your cards go on.");
  });

  test("members go on alone from the week it has reached, with their points", async () => {
    await group.at(sundayMs);
    await ann.command("checkin");
    await ann.press("Skip topics");
    await ann.submit({ confidence: "3" });
    world.clock.moveTo(sundayMs + 15 * dayMs);
    const points = async () => (await world.ctx.db.select().from(totals)).map((row) => row.points);
    const before = await points();
    await ann.command("roadmap");
    expect(ann.text).toContain("Group: week 4 of 32. You: week 4.");
    await end();
    expect(await points()).toEqual(before);
    expect((await verifyTotals(world.ctx.db)).differences).toEqual([]);
    await ann.command("roadmap");
    expect(ann.text).toContain("You: week 4.");
    expect(ann.text).not.toContain("Group:");
    world.clock.advance(7 * dayMs);
    await ann.command("roadmap");
    expect(ann.text).toContain("You: week 5.");
  });

  test("who had gone further alone stays there", async () => {
    await world.ctx.db.update(learners).set({ soloTrack: "ml" as never, soloStart: "2026-11-02" as never });
    const [track] = [...world.ctx.tracks.keys()];
    await world.ctx.db.update(learners).set({ soloTrack: track ?? null });
    await end();
    const rows = await world.ctx.db.select().from(learners);
    expect(rows.map(({ soloStart }) => soloStart)).toEqual(["2026-11-02", "2026-11-02"]);
  });

  test("the open question can be answered until it closes", async () => {
    await group.at(firstQuestionMs);
    await end();
    await ann.command("daily");
    await ann.press("Answer");
    await ann.submit({ words: "A long enough answer about trees and forests." });
    expect(ann.text).toContain("Your answer is saved");
  });

  test("the open question still becomes a recap when it closes, and nothing follows", async () => {
    await group.at(firstQuestionMs);
    await end();
    const post = () => group.platform.messages.find(({ key }) => key.startsWith("daily:"))?.text;
    await group.at(firstQuestionMs + dayMs - 60_000);
    expect(post()).toContain("Question of the day");
    await group.at(firstQuestionMs + dayMs);
    expect(post()).toContain("# Recap · Mon 15 Mar");
    expect(group.platform.messages.filter(({ key }) => key.startsWith("daily:"))).toHaveLength(1);
    expect((await world.ctx.db.select().from(schedules)).every(({ stoppedAt }) => stoppedAt !== null)).toBe(true);
  });

  test("its invitation says so, and invites no more", async () => {
    const post = () => group.platform.messages.find(({ key }) => key.startsWith("invitation:"))?.text;
    await group.settle();
    expect(post()).toContain("[*Join*]");
    await end();
    await group.settle();
    expect(post()).toMatchInlineSnapshot(`
      "# A study group met here: ml daily
      AI/ML engineer in 32 weeks, from Mon 15 Mar. It has ended."
    `);
  });
});
