import { asc, eq } from "drizzle-orm";
import fc from "fast-check";
import { beforeEach, describe, expect, test } from "vitest";
import type { StudyDay } from "../../src/core/ids.ts";
import { cohortPauses, dailyQuestions, deliveries, schedules } from "../../src/db/schema/index.ts";
import { planDue } from "../../src/delivery/plan.ts";
import type { startDeliveries } from "../../src/delivery/start.ts";
import { makeCohort } from "../support/daily-cohort.ts";
import type { RecordingPlatform } from "../support/recording-platform.ts";
import { dayMs, hourMs, minuteMs, type testContext } from "../support/world.ts";
import { dueMs, startMs, usePlanning } from "./planning.ts";

describe("planning while hours, zones and pauses change", () => {
  const planning = usePlanning();
  const { dates, states, schedule, change } = planning;
  let ctx: ReturnType<typeof testContext>;
  let platform: RecordingPlatform;
  let engine: ReturnType<typeof startDeliveries>;
  beforeEach(() => {
    ({ ctx, platform, engine } = planning);
  });

  test("the hour moved after today's question: the next one is tomorrow's, and the post's closing time follows", async () => {
    const id = await makeCohort(ctx);
    ctx.clock.moveTo(dueMs);
    await engine.tick();
    ctx.clock.moveTo(dueMs + minuteMs);
    expect(await change(id, { time: "19:00" })).toEqual({
      nextAtMs: dueMs + dayMs + 30 * minuteMs,
      date: "2027-03-11",
      todayIsOut: true,
    });
    ctx.clock.moveTo(dueMs + 30 * minuteMs);
    await engine.tick();
    expect(platform.messages).toHaveLength(1);
    expect(platform.messages[0]?.text).toContain("Open until Thu 11 Mar 19:00 Berlin.");
    ctx.clock.moveTo(dueMs + dayMs + 30 * minuteMs);
    await engine.tick();
    expect(await dates()).toEqual(["2027-03-10", "2027-03-11"]);
  });

  test("the hour moved before today's question", async () => {
    const id = await makeCohort(ctx);
    expect(await change(id, { time: "18:10" })).toMatchObject({ date: "2027-03-10", todayIsOut: false });
    ctx.clock.moveTo(dueMs);
    await engine.tick();
    expect(await dates()).toEqual(["2027-03-10"]);
    expect(await schedule(id)).toMatchObject({ nextAt: dueMs + dayMs - 20 * minuteMs });
  });

  test.each([
    ["east", "Pacific/Kiritimati", "18:40"],
    ["east, the date already turned", "Pacific/Kiritimati", "07:45"],
    ["west", "Pacific/Pago_Pago", "06:45"],
    ["west, an hour later", "America/New_York", "13:45"],
  ])("the zone moved %s after today's question: no second one within the day", async (_name, zone, time) => {
    const id = await makeCohort(ctx, { days: [1, 2, 3, 4, 5, 6, 7] });
    ctx.clock.moveTo(dueMs);
    await engine.tick();
    await change(id, { zone, time, days: [1, 2, 3, 4, 5, 6, 7] });
    for (let hour = 1; hour <= 8; hour++) {
      ctx.clock.moveTo(dueMs + hour * hourMs);
      await engine.tick();
    }
    expect(await dates()).toEqual(["2027-03-10"]);
    for (let hour = 9; hour <= 60; hour++) {
      ctx.clock.moveTo(dueMs + hour * hourMs);
      await engine.tick();
    }
    expect((await dates()).length).toBeGreaterThan(1);
  });

  test("paused days are passed over without a question, and the one before becomes a recap", async () => {
    const id = await makeCohort(ctx);
    ctx.clock.moveTo(dueMs);
    await engine.tick();
    await ctx.db
      .insert(cohortPauses)
      .values({ cohortId: id, fromDay: "2027-03-11" as StudyDay, untilDay: "2027-03-12" as StudyDay });
    for (const days of [1, 2, 5]) {
      ctx.clock.moveTo(dueMs + days * dayMs);
      await engine.tick();
      if (days === 1) expect(platform.in("ml-daily")[0]?.text).toContain("# Recap · Wed 10 Mar");
    }
    expect(await dates()).toEqual(["2027-03-10", "2027-03-15"]);
    expect((await states()).filter((state) => state.includes("skipped 2027-03-11T17:30"))).toEqual([
      "recap skipped 2027-03-11T17:30",
    ]);
  });

  test("a pause without an end holds until it has one", async () => {
    const id = await makeCohort(ctx);
    await ctx.db.insert(cohortPauses).values({ cohortId: id, fromDay: "2027-03-01" as StudyDay, untilDay: null });
    ctx.clock.moveTo(dueMs + 2 * dayMs);
    await engine.tick();
    expect(await dates()).toEqual([]);
    await ctx.db.update(cohortPauses).set({ untilDay: "2027-03-13" as StudyDay });
    ctx.clock.moveTo(dueMs + 5 * dayMs);
    await engine.tick();
    expect(await dates()).toEqual(["2027-03-15"]);
  });

  test("resumed and moved to a later hour on a day without a question, there is one that day", async () => {
    const id = await makeCohort(ctx);
    await ctx.db
      .insert(cohortPauses)
      .values({ cohortId: id, fromDay: "2027-03-10" as StudyDay, untilDay: "2027-03-10" as StudyDay });
    ctx.clock.moveTo(dueMs);
    await engine.tick();
    await ctx.db.delete(cohortPauses);
    await change(id, { time: "20:00" });
    ctx.clock.moveTo(dueMs + 90 * minuteMs);
    await engine.tick();
    expect(await dates()).toEqual(["2027-03-10"]);
  });

  test("across the change of clocks the question keeps its local hour", async () => {
    await makeCohort(ctx, { days: [1, 2, 3, 4, 5, 6, 7], time: "02:30" });
    const posted: string[] = [];
    // Clocks go forward on Sun 28 Mar 2027 at 02:00, so 02:30 comes an hour later.
    ctx.clock.moveTo(Date.UTC(2027, 2, 26, 12, 0));
    for (let half = 0; half < 4 * 48; half++) {
      ctx.clock.advance(hourMs / 2);
      await planDue(ctx);
    }
    for (const question of await ctx.db.select().from(dailyQuestions).orderBy(asc(dailyQuestions.date))) {
      posted.push(`${question.date} ${new Date(question.opensAt).toISOString().slice(11, 16)}`);
    }
    expect(posted).toEqual(["2027-03-27 01:30", "2027-03-28 01:30", "2027-03-29 00:30", "2027-03-30 00:30"]);
  });

  test("whatever happens, a cohort and date has at most one question, and a date only one post a place", async () => {
    const zones = ["Europe/Berlin", "Pacific/Kiritimati", "Pacific/Pago_Pago", "Asia/Kathmandu", "Australia/Lord_Howe"];
    const steps = fc.array(
      fc.oneof(
        fc.record({ kind: fc.constant("wait" as const), minutes: fc.integer({ min: 1, max: 2_000 }) }),
        fc.record({ kind: fc.constant("back" as const), minutes: fc.integer({ min: 1, max: 3_000 }) }),
        fc.record({
          kind: fc.constant("change" as const),
          zone: fc.constantFrom(...zones),
          hour: fc.integer({ min: 0, max: 23 }),
        }),
        fc.record({ kind: fc.constant("two planners" as const) }),
      ),
      { minLength: 1, maxLength: 14 },
    );
    let run = 0;
    await fc.assert(
      fc.asyncProperty(steps, async (taken) => {
        const id = await makeCohort(ctx, { id: `run${run++}`, days: [1, 2, 3, 4, 5, 6, 7], places: [`p${run}`] });
        ctx.clock.moveTo(startMs);
        for (const step of taken) {
          if (step.kind === "wait") ctx.clock.advance(step.minutes * minuteMs);
          if (step.kind === "back") ctx.clock.advance(-step.minutes * minuteMs);
          if (step.kind === "change") {
            const time = `${String(step.hour).padStart(2, "0")}:30`;
            await change(id, { zone: step.zone, time, days: [1, 2, 3, 4, 5, 6, 7] });
          }
          await Promise.all(step.kind === "two planners" ? [planDue(ctx), planDue(ctx)] : [planDue(ctx)]);
        }
        const asked = await ctx.db
          .select()
          .from(dailyQuestions)
          .where(eq(dailyQuestions.cohortId, id))
          .orderBy(asc(dailyQuestions.opensAt));
        expect(new Set(asked.map(({ date }) => date)).size).toBe(asked.length);
        const posts = await ctx.db.select().from(deliveries).where(eq(deliveries.cohortId, id));
        const sentOnce = posts.filter(({ kind, state }) => kind === "daily-question" && state !== "skipped");
        expect(sentOnce.length).toBe(asked.length);
        await ctx.db.update(schedules).set({ stoppedAt: 0 }).where(eq(schedules.cohortId, id));
      }),
      { numRuns: 25 },
    );
  });
});
