import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { cohortPauses, cohorts, deliveries, places, schedules } from "../../../src/db/schema/index.ts";
import { smallTrack } from "../../support/daily-cohort.ts";
import { type Person, useWorld } from "../../support/world.ts";
import { openSpring } from "./spring.ts";

describe("a group that has started", () => {
  const world = useWorld({ tracks: [smallTrack()] });
  let chi: Person;
  let ann: Person;

  beforeEach(async () => {
    ({ chi, ann } = await openSpring(world));
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
});
