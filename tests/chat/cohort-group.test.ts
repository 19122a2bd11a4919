import { and, eq, isNull } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import type { CohortId, LearnerId } from "../../src/core/ids.ts";
import {
  cohortPauses,
  cohorts,
  deliveries,
  learners,
  memberships,
  places,
  schedules,
} from "../../src/db/schema/index.ts";
import { smallTrack } from "../support/daily-cohort.ts";
import { type Person, useWorld } from "../support/world.ts";

const track = smallTrack();

describe("a group that has started", () => {
  const world = useWorld({ tracks: [track] });
  let chi: Person;
  let ann: Person;

  beforeEach(async () => {
    chi = world.person("Chi", { zone: "Europe/Berlin" });
    await chi.command("cohort create");
    await chi.press("Name and start");
    await chi.submit({ name: "ML spring", "first-day": "11 Jan" });
    await chi.press("Start the group");
    ann = world.person("Ann", { zone: "Europe/Berlin", mayManage: false });
    await ann.command("cohort join");
    await ann.submit({ board: "named" });
  });

  const roles = async () => {
    const rows = await world.ctx.db.select().from(memberships).where(isNull(memberships.leftAt));
    return rows.map(({ learnerId, role }) => `${learnerId} ${role}`).sort();
  };

  describe("members", () => {
    test("organisers see who is in it; others are told who organises", async () => {
      await chi.command("cohort members");
      expect(chi.text).toBe(
        [
          "# ML spring: 2 members",
          "• you · joined 10 Mar · organiser",
          "• Ann · joined 10 Mar",
          "▾ Manage a member…: Ann",
          "[*Settings*]",
        ].join("\n"),
      );
      await ann.command("cohort members");
      expect(ann.text).toBe("Organisers of ML spring can do this: Chi.");
    });

    test("the role is given, and taken back, and each press is safe to repeat", async () => {
      await chi.command("cohort members");
      await chi.pick("Ann");
      expect(chi.text).toBe("# Ann\nMember of ML spring.\n[*Make organiser*] [Set a day right] [!Remove!] [Members]");
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
      expect(chi.text).toContain("[*Settings*] [More]");
      await chi.press("More");
      await chi.press("More");
      expect(chi.text).toContain("Member 49 · joined 10 Mar");
      expect(chi.text).toContain("[*Settings*] [Earlier]");
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

  describe("settings", () => {
    test("show the facts; a new time names the next post", async () => {
      await chi.command("cohort settings");
      expect(chi.text).toContain("# ML spring: settings");
      expect(chi.text).toContain("Members: 2\nOrganisers: Chi");
      await chi.press("Where and when");
      await chi.submit({ time: "19:00" });
      expect(chi.text).toContain("From now on 19:00; next: today.");
      const [daily] = await world.ctx.db.select().from(schedules).where(eq(schedules.kind, "daily"));
      expect(new Date(daily?.nextAt ?? 0).toISOString()).toBe("2027-03-10T18:00:00.000Z");
    });

    test("say so when today's question is already out", async () => {
      await world.ctx.db
        .update(schedules)
        .set({ lastDate: "2027-03-10" as never, lastAt: Date.UTC(2027, 2, 10, 16, 0) })
        .where(eq(schedules.kind, "daily"));
      await chi.command("cohort settings");
      await chi.press("Where and when");
      await chi.submit({ time: "19:00" });
      expect(chi.text).toContain("From now on 19:00; next: tomorrow. Today's question is already out.");
    });

    test("what is left empty stays, and another channel takes the place of the first", async () => {
      await chi.command("cohort settings");
      await chi.press("Where and when");
      await chi.submit({ time: "", channel: "ml-two" });
      const rows = await world.ctx.db.select().from(places).where(eq(places.state, "active"));
      expect(rows.map(({ channel }) => channel)).toEqual(["ml-two"]);
      expect((await world.ctx.db.select().from(cohorts))[0]?.dailyTime).toBe("18:30");
      chi.channel = "ml-two";
      await chi.command("cohort settings");
      await chi.press("Where and when");
      await chi.submit({ channel: "ml-daily" });
      const all = await world.ctx.db.select().from(places);
      expect(all.map(({ channel, state }) => `${channel} ${state}`).sort()).toEqual(["ml-daily active", "ml-two left"]);
    });

    test("a channel that was lost is said so, and checked again", async () => {
      await world.ctx.db.update(places).set({ state: "blocked", blockedReason: "no access" });
      await chi.command("cohort settings");
      expect(chi.text).toContain("I cannot post in #ml-daily any more.");
      await chi.press("Check again");
      expect(chi.text).toContain("I can post again. What was waiting goes out now.");
      expect((await world.ctx.db.select().from(places))[0]?.state).toBe("active");
    });

    test("are the organisers' alone", async () => {
      await ann.command("cohort settings");
      expect(ann.text).toBe("Organisers of ML spring can do this: Chi.");
    });
  });

  describe("pauses", () => {
    test("are planned by a form, several of them, and told in the channel", async () => {
      await chi.command("cohort pause");
      await chi.submit({ from: "22 Mar", until: "5 Apr" });
      expect(chi.text).toContain("Paused from 22 Mar to 5 Apr.");
      await chi.press("Plan a pause");
      await chi.submit({ until: "12 Mar" });
      expect(chi.text).toContain("• Wed 10 Mar to Fri 12 Mar\n• Mon 22 Mar to Mon 5 Apr");
      expect(chi.text).toContain("⏸ Paused until Fri 12 Mar. Your own cards go on.");
      const notes = await world.ctx.db.select().from(deliveries).where(eq(deliveries.kind, "pause-note"));
      expect(notes.map(({ dueAt }) => new Date(dueAt).toISOString()).sort()).toEqual([
        "2027-03-10T17:00:00.000Z",
        "2027-03-22T17:30:00.000Z",
      ]);
    });

    test("end early, and can be taken out before they begin", async () => {
      await chi.command("cohort pause");
      await chi.submit({ until: "12 Mar" });
      await chi.press("Plan a pause");
      await chi.submit({ from: "22 Mar", until: "5 Apr" });
      await chi.press("Resume now");
      expect(chi.text).toContain("Questions go on; next: today 18:30.");
      await chi.pick("2027-03-22");
      expect(chi.text).toContain("No pause is planned.");
      expect(await world.ctx.db.select().from(cohortPauses)).toEqual([]);
    });

    test("the same one twice is one; overlapping ones are refused", async () => {
      for (const until of ["12 Mar", "12 Mar", "13 Mar"]) {
        const cohortId = (await world.ctx.db.select().from(cohorts))[0]?.id ?? "";
        await chi.pressId(`1:cohort-pause:${cohortId}`);
        await chi.submit({ from: "10 Mar", until });
      }
      expect(chi.lastReply).toEqual({
        kind: "reject",
        reasons: { from: "The group already pauses from 10 Mar to 12 Mar." },
      });
      expect(await world.ctx.db.select().from(cohortPauses)).toHaveLength(1);
    });

    test.each([
      [{ until: "" }, { until: "A date such as 12 Mar, please." }],
      [{ from: "someday", until: "12 Mar" }, { from: "A date such as 12 Mar, please." }],
      [{ from: "1 Mar", until: "12 Mar" }, { from: "That date has passed." }],
      [{ from: "20 Mar", until: "12 Mar" }, { until: "The last day comes before the first." }],
      [{ from: "20 Mar", until: "20 Nov" }, { until: "A pause is at most 120 days." }],
    ])("refuses %j", async (values, reasons) => {
      await chi.command("cohort pause");
      expect(await chi.submit(values)).toEqual({ kind: "reject", reasons });
      expect(await world.ctx.db.select().from(cohortPauses)).toEqual([]);
    });

    test("refuses 4,000 characters of anything", async () => {
      await chi.command("cohort pause");
      const reply = await chi.submit({ from: "🙂".repeat(2_000), until: "\u202Enever".repeat(700) });
      expect(reply).toMatchObject({ kind: "reject", reasons: { from: expect.any(String), until: expect.any(String) } });
    });
  });

  test("an unknown subcommand is said so, whatever its name", async () => {
    for (const name of ["nonsense", "constructor", "__proto__"]) {
      await ann.command(`cohort ${name}`);
      expect(ann.text).toContain(`I do not know /cohort ${name}.`);
    }
  });

  test("in another channel, joining offers the server's groups by name", async () => {
    const eda = world.person("Eda", { mayManage: false });
    eda.channel = "random";
    await eda.command("cohort join");
    expect(eda.text).toBe("Which group?\n▾ Group: ML spring");
    await eda.pick("ML spring");
    await eda.submit({});
    expect(eda.text).toContain("# You are in: ML spring");
    await eda.command("cohort join");
    expect(eda.text).toContain("You are in ML spring since 10 Mar.");
  });

  test("nothing of a group that has ended can be set going again", async () => {
    await world.ctx.db.update(cohorts).set({ state: "ended" });
    const cohortId = (await world.ctx.db.select().from(cohorts))[0]?.id ?? "";
    for (const id of ["cohort-settings", "cohort-resume", "cohort-members", "cohort-zone", "cohort-check"]) {
      await chi.pressId(`1:${id}:${cohortId}`, { values: ["UTC"] });
      expect(chi.text).toContain("ML spring has ended. Your cards go on.");
    }
  });

  test("a pace at which it would be over is refused", async () => {
    await chi.command("cohort settings");
    await chi.press("Name and start");
    await chi.submit({ "first-day": "2026-08-17" });
    await chi.press("Where and when");
    expect(await chi.submit({ pace: "24" })).toEqual({
      kind: "reject",
      reasons: { pace: "At this pace the group would be over by now." },
    });
  });

  test("somebody in two groups picks one, in a channel without any", async () => {
    chi.channel = "rust";
    await chi.command("cohort create");
    await chi.press("Start the group");
    await ann.command("cohort leave");
    ann.channel = "rust";
    await ann.command("cohort join");
    await ann.submit({});
    expect(ann.text).toContain("ML spring counts your reviews too: one memory, both groups.");
    ann.channel = null;
    await ann.command("cohort leave");
    expect(ann.text).toBe("Which group?\n▾ Group: ML spring | rust");
    await ann.pick("rust");
    await ann.press("Leave");
    const left = await world.ctx.db
      .select({ name: cohorts.name })
      .from(memberships)
      .innerJoin(cohorts, eq(cohorts.id, memberships.cohortId))
      .where(and(eq(memberships.learnerId, 2 as LearnerId), isNull(memberships.leftAt)));
    expect(left).toEqual([{ name: "ML spring" }]);
  });
});
