import { isNull } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import type { CohortId } from "../../../src/core/ids.ts";
import { cohorts, learners, memberships, schedules } from "../../../src/db/schema/index.ts";
import { smallTrack } from "../../support/daily-cohort.ts";
import { dayMs, type Person, useWorld } from "../../support/world.ts";
import { openSpring, rolesOf } from "./spring.ts";

describe("the people of a group", () => {
  const world = useWorld({ tracks: [smallTrack()] });
  let chi: Person;
  let ann: Person;

  beforeEach(async () => {
    ({ chi, ann } = await openSpring(world));
  });

  const roles = () => rolesOf(world);

  describe("members", () => {
    test("organisers see who is in it; others are told who organises", async () => {
      await chi.command("cohort members");
      expect(chi.text).toBe(
        [
          "# ML spring: 2 members",
          "• you · joined 10 Mar · organiser",
          "• Ann · joined 10 Mar",
          "▾ Manage a member…: Ann",
          "[*Group settings*]",
        ].join("\n"),
      );
      await ann.command("cohort members");
      expect(ann.text).toBe("Organisers of ML spring can do this: Chi.");
    });

    test("the role is given, and taken back, and each press is safe to repeat", async () => {
      await chi.command("cohort members");
      await chi.pick("Ann");
      expect(chi.text).toBe("# Ann\nMember of ML spring.\n[*Set a day right*] [Make organiser] [!Remove!] [Members]");
      await chi.press("Make organiser");
      expect(chi.text).toContain("Ann is an organiser now.");
      await chi.pick("Ann");
      await chi.press("Take the role back");
      expect(chi.text).toContain("Ann is a member again.");
      expect(await roles()).toEqual(["1 organiser", "2 member"]);
    });

    test("two organisers who take the role from each other at once leave one", async () => {
      await chi.command("cohort members");
      await chi.pick("Ann");
      await chi.press("Make organiser");
      const cohortId = (await world.ctx.db.select().from(cohorts))[0]?.id ?? "";
      await Promise.all([
        chi.pressId(`1:member-take-back:${cohortId}:2`),
        ann.pressId(`1:member-take-back:${cohortId}:1`),
      ]);
      expect((await roles()).filter((role) => role.endsWith("organiser"))).toHaveLength(1);
    });

    test("somebody is removed after a second look, and may come back as a member", async () => {
      await chi.command("cohort members");
      await chi.pick("Ann");
      await chi.press("Remove");
      expect(chi.text).toContain("[*Keep them*] [!Remove!]");
      await chi.press("Remove");
      expect(chi.text).toContain("Ann is no longer in ML spring.");
      expect(await roles()).toEqual(["1 organiser"]);
      await ann.command("cohort join");
      await ann.submit({});
      expect(await roles()).toEqual(["1 organiser", "2 member"]);
    });

    test("forged and foreign presses change nothing", async () => {
      const cohortId = (await world.ctx.db.select().from(cohorts))[0]?.id ?? "";
      for (const id of [
        `1:member-remove-now:${cohortId}:1`,
        `1:member-make-organiser:${cohortId}:2`,
        `1:cohort-resume:${cohortId}`,
        `1:cohort-name:${cohortId}`,
        "1:member-remove-now:nonsense:1",
        `1:member-remove-now:${cohortId}:99999999999999999999`,
        `1:cohort-start:${cohortId}`,
        `1:cohort-zone:${cohortId}`,
      ]) {
        await ann.pressId(id, { values: ["UTC"] });
      }
      expect(await roles()).toEqual(["1 organiser", "2 member"]);
      expect((await world.ctx.db.select().from(cohorts))[0]?.zone).toBe("Europe/Berlin");
      expect(world.log.lines.filter(({ level }) => level === "error")).toEqual([]);
    });

    test("a group of fifty takes three pages", async () => {
      const cohortId = (await world.ctx.db.select().from(cohorts))[0]?.id as CohortId;
      const createdAt = world.clock.nowMs();
      const made = await world.ctx.db
        .insert(learners)
        .values(Array.from({ length: 50 }, (_, at) => ({ displayName: `Member ${at}`, zone: "UTC", createdAt })))
        .returning({ learnerId: learners.id });
      await world.ctx.db
        .insert(memberships)
        .values(made.map(({ learnerId }) => ({ learnerId, cohortId, joinedAt: createdAt + learnerId })));
      await chi.command("cohort members");
      expect(chi.text).toContain("# ML spring: 52 members");
      expect(chi.text).toContain("[*Group settings*] [More]");
      await chi.press("More");
      await chi.press("More");
      expect(chi.text).toContain("Member 49 · joined 10 Mar");
      expect(chi.text).toContain("[*Group settings*] [Earlier]");
    });
  });

  describe("leaving", () => {
    test("is asked for once more, and the safe way out is the primary one", async () => {
      await ann.command("cohort leave");
      expect(ann.text).toBe(
        "You leave ML spring. Your cards and history stay yours; your name leaves its leaderboard.\n[*Stay*] [!Leave!]",
      );
      await ann.press("Stay");
      expect(ann.text).toContain("You stay in ML spring.");
      expect(await roles()).toHaveLength(2);
    });

    test("new cards go on alone, from the week the group has reached", async () => {
      await ann.command("roadmap");
      expect(ann.text).toContain("Group: week 9 of 32. You: week 9.");
      await ann.command("cohort leave");
      await ann.press("Leave");
      await ann.command("roadmap");
      expect(ann.text).toContain("You: week 9.");
      expect(ann.text).not.toContain("Group:");
      world.clock.advance(7 * dayMs);
      await ann.command("roadmap");
      expect(ann.text).toContain("You: week 10.");
      await ann.command("study");
      expect(ann.text).not.toContain("study on your own from week 1");
    });

    test("twice is once", async () => {
      await ann.command("cohort leave");
      await Promise.all([ann.press("Leave"), ann.press("Leave")]);
      expect(ann.text).toContain("You have left ML spring. Your cards go on.");
      expect(await roles()).toEqual(["1 organiser"]);
    });

    test("the last organiser names another first", async () => {
      await chi.command("cohort leave");
      expect(chi.text).toContain("You are the last organiser of ML spring. Name another first, then leave.");
      await chi.pick("Ann");
      expect(chi.text).toContain("[*Stay*] [!Leave!]");
      await chi.press("Leave");
      expect(await roles()).toEqual(["2 organiser"]);
    });

    test("who is alone ends the group by leaving, and its posts stop", async () => {
      await ann.command("cohort leave");
      await ann.press("Leave");
      await chi.command("cohort leave");
      expect(chi.text).toContain("You are the only one in ML spring. Leaving ends it.");
      await chi.press("Leave and end it");
      expect((await world.ctx.db.select().from(cohorts))[0]?.state).toBe("ended");
      const going = await world.ctx.db.select().from(schedules).where(isNull(schedules.stoppedAt));
      expect(going).toEqual([]);
      await ann.command("cohort join");
      expect(ann.text).toContain("No group is open to join here.");
    });

    test("who is not in it is shown the way in", async () => {
      const eda = world.person("Eda", { mayManage: false });
      await eda.command("cohort leave");
      expect(eda.text).toBe("This belongs to ML spring. Join to take part.\n[*Join*]");
    });
  });
});
