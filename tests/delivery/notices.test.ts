import { asc, eq } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import type { CohortId } from "../../src/core/ids.ts";
import { noteAlive } from "../../src/db/delivery-absence.ts";
import { cohorts, deliveries, places } from "../../src/db/schema/index.ts";
import { startDeliveries } from "../../src/delivery/start.ts";
import { walkClock } from "../../src/delivery/walk-clock.ts";
import { publishQuestions, smallTrack } from "../support/daily-cohort.ts";
import { type RecordingPlatform, recordingPlatform } from "../support/recording-platform.ts";
import { dayMs, hourMs, minuteMs, type Person, useWorld } from "../support/world.ts";

/** Wed 10 Mar 2027, 18:00 in Berlin; the group's first question is on Mon 15 Mar at 18:30. */
const startMs = Date.UTC(2027, 2, 10, 17, 0);
const firstMs = Date.UTC(2027, 2, 15, 17, 30);

describe("notices to organisers", () => {
  const access = { state: { ok: true } as { ok: true } | { ok: false; missing: string } };
  const questions = { count: 12 };
  const world = useWorld({
    startMs,
    tracks: [smallTrack()],
    platform: { ...recordingPlatform(), access: async () => access.state },
    prepare: async ({ ctx }) => {
      await publishQuestions(
        ctx,
        Array.from({ length: questions.count }, (_, at) => ({ prompt: `Question number ${at + 1}?`, week: 1 })),
      );
    },
  });
  let platform: RecordingPlatform;
  let engine: ReturnType<typeof startDeliveries>;
  let chi: Person;

  beforeEach(async () => {
    access.state = { ok: true };
    platform = recordingPlatform();
    engine = startDeliveries({ ctx: world.ctx, platforms: [platform], log: world.log, timers: "by-hand" });
    chi = world.person("Chi", { zone: "Europe/Berlin" });
    await chi.command("cohort create");
    await chi.press("Start the group");
    await engine.tick();
  });

  const told = (who = "chi") => platform.in(`dm:${who}`).map(({ text }) => text);
  const walk = (ms: number) =>
    walkClock({ nowMs: world.clock.nowMs, advanceTo: async (to) => world.clock.moveTo(to) }, engine, ms);
  const at = async (ms: number) => {
    world.clock.moveTo(ms);
    await engine.tick();
  };
  const cohortId = async () => (await world.ctx.db.select().from(cohorts))[0]?.id as CohortId;

  test("lost access: told once with what is missing, solved by an edit, and the question goes out", async () => {
    platform.refuse("ml-daily");
    await at(firstMs);
    expect(told()).toEqual([
      'I cannot post in #ml-daily any more: "Send Messages" is missing in ml-daily. Questions there are paused; everyone\'s own cards go on. Allow it, then check again.\n[*Check again*] [Choose another channel]',
    ]);
    access.state = { ok: false, missing: "Send Messages" };
    await chi.pressId(`1:cohort-check:${await cohortId()}`);
    await at(firstMs + hourMs);
    expect(told()).toHaveLength(1);
    expect(told()[0]).toContain("I cannot post");
    access.state = { ok: true };
    platform.allow("ml-daily");
    world.clock.moveTo(firstMs + 2 * hourMs + 2 * minuteMs);
    await chi.pressId(`1:cohort-check:${await cohortId()}`);
    await engine.tick();
    expect(told()).toEqual(["Solved at 20:32."]);
    expect(platform.in("ml-daily").some(({ key }) => key.startsWith("daily:"))).toBe(true);
  });

  test("refused again the same day: the same message says so again", async () => {
    platform.refuse("ml-daily");
    await at(firstMs);
    await chi.pressId(`1:cohort-check:${await cohortId()}`);
    await at(firstMs + minuteMs);
    await at(firstMs + 2 * minuteMs);
    expect(told()).toHaveLength(1);
    expect(told()[0]).toContain("I cannot post in #ml-daily");
    const [place] = await world.ctx.db.select().from(places);
    expect(place?.state).toBe("blocked");
  });

  test("a channel that is gone asks for another; choosing one solves it", async () => {
    platform.refuse("ml-daily", "gone");
    await at(firstMs);
    expect(told()).toEqual([
      "#ml-daily no longer exists. Choose where ml daily should go on.\n[*Choose a channel*] [Pause the group]",
    ]);
    await chi.pressId(`1:cohort-where:${await cohortId()}`);
    await chi.submit({ channel: "ml-new" });
    await at(firstMs + hourMs);
    expect(told()).toEqual(["Solved at 18:30."]);
  });

  test("solved before it was told: nothing is told", async () => {
    platform.refuse("ml-daily");
    platform.refuse("dm:chi", "closed");
    await at(firstMs);
    expect(told()).toEqual([]);
    const rows = await world.ctx.db.select().from(deliveries).where(eq(deliveries.kind, "notice"));
    expect(rows.map(({ state }) => state)).toEqual(["dead"]);
  });

  test("skipped questions are told once an absence, with the next one", async () => {
    await at(firstMs + 7 * hourMs);
    expect(told()).toEqual([
      "Monday's question did not go out: I was offline from Wed 10 Mar 18:00 Berlin to Tue 16 Mar 01:30 Berlin, more than 6 hours past its time. Next: today 18:30.\n[*Open the report*]",
    ]);
    await chi.pressId(`1:cohort-report:${await cohortId()}`);
    expect(chi.text).toContain("# ml daily");
    await at(firstMs + 3 * dayMs + 7 * hourMs);
    expect(told()).toHaveLength(2);
    expect(told()[1]).toContain(
      "3 questions did not go out, from 16 Mar to 18 Mar: I was offline from Tue 16 Mar 01:30 Berlin to Fri 19 Mar 01:30 Berlin, more than 6 hours past their time.",
    );
    await walk(firstMs + 4 * dayMs + hourMs);
    expect(told()).toHaveLength(2);
  });

  test("missed though somebody was there: no absence is made up", async () => {
    await at(firstMs - minuteMs);
    for (let minutes = 0; minutes < 7 * 60; minutes += 4) {
      await noteAlive(world.ctx.db, firstMs + minutes * minuteMs);
    }
    await at(firstMs + 7 * hourMs);
    expect(told()).toHaveLength(1);
    expect(told()[0]).toContain("I was offline at 18:30 and for more than 6 hours after it, until Tue 16 Mar 01:30");
  });

  test("the last week is told once; going on changes nothing, ending the group ends it", async () => {
    const id = await cohortId();
    // Week 32 of 32 begins on Mon 18 Oct.
    await at(Date.UTC(2027, 9, 15, 16, 30));
    expect(told().filter((text) => text.includes("last week"))).toEqual([]);
    await at(Date.UTC(2027, 9, 18, 16, 30));
    await at(Date.UTC(2027, 9, 19, 16, 30));
    expect(told().filter((text) => text.includes("last week"))).toEqual([
      "ml daily reaches its last week. Afterwards: questions go on for review, or stop.\n[*Go on*] [End the group]",
    ]);
    await chi.pressId(`1:cohort-go-on:${id}`);
    expect(chi.text).toContain("ml daily goes on");
    await chi.pressId(`1:cohort-end:${id}`);
    expect(chi.text).toContain("[*Keep it going*] [!End the group!]");
    expect((await world.ctx.db.select().from(cohorts))[0]?.state).toBe("active");
    const ben = world.person("Ben", { zone: "Europe/Berlin" });
    await ben.pressId(`1:cohort-end-now:${id}`);
    expect((await world.ctx.db.select().from(cohorts))[0]?.state).toBe("active");
    await chi.press("End the group");
    expect(chi.text).toContain("ml daily has ended. Everyone's own cards go on.");
    const posts = platform.messages.length;
    await at(Date.UTC(2027, 9, 20, 16, 30));
    expect(platform.messages).toHaveLength(posts);
    await chi.pressId(`1:cohort-end-now:${id}`);
    expect(chi.text).toContain("ended");
  });

  test("every organiser is told; members are not", async () => {
    const ben = world.person("Ben", { zone: "Europe/Berlin" });
    await ben.pressId(`1:join:${await cohortId()}`);
    await ben.submit({});
    await at(firstMs + 7 * hourMs);
    expect(told("chi")).toHaveLength(1);
    expect(told("ben")).toEqual([]);
  });

  test("when all questions have been asked the organisers hear it once", async () => {
    await walk(firstMs + 25 * dayMs);
    expect(told().filter((text) => text.startsWith("All questions of the blocks reached"))).toHaveLength(1);
    const rows = await world.ctx.db
      .select({ key: deliveries.key })
      .from(deliveries)
      .where(eq(deliveries.kind, "notice"))
      .orderBy(asc(deliveries.id));
    expect(rows).toHaveLength(1);
    expect(rows[0]?.key).toMatch(/^notice:\w+:all-asked:python:\d+$/);
  });
});
