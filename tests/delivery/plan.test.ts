import { asc, eq } from "drizzle-orm";
import fc from "fast-check";
import { beforeEach, describe, expect, test } from "vitest";
import type { AppContext } from "../../src/app/context.ts";
import { setCohortSchedule, stopCohortSchedules } from "../../src/app/schedules/set-schedule.ts";
import type { CohortId, PlaceId, StudyDay } from "../../src/core/ids.ts";
import { reopenPlace } from "../../src/db/blocked-places.ts";
import { cohortPauses, cohorts, dailyQuestions, deliveries, places, schedules } from "../../src/db/schema/index.ts";
import { planDue } from "../../src/delivery/plan.ts";
import { startDeliveries } from "../../src/delivery/start.ts";
import { type CohortWish, makeCohort, publishQuestions, smallTrack } from "../support/daily-cohort.ts";
import { useDatabase } from "../support/database.ts";
import { type RecordingPlatform, recordingPlatform } from "../support/recording-platform.ts";
import { dayMs, hourMs, minuteMs, testContext } from "../support/world.ts";

/** Wed 10 Mar 2027, 18:00 in Berlin: half an hour before the question. */
const startMs = Date.UTC(2027, 2, 10, 17, 0);
const dueMs = startMs + 30 * minuteMs;

describe("planning", () => {
  const database = useDatabase();
  let ctx: ReturnType<typeof testContext>;
  let platform: RecordingPlatform;
  let engine: ReturnType<typeof startDeliveries>;

  beforeEach(async () => {
    ctx = testContext(database.db, { startMs, tracks: [smallTrack()] });
    platform = recordingPlatform();
    engine = start(ctx);
    await publishQuestions(
      ctx,
      Array.from({ length: 12 }, (_, at) => ({ prompt: `Question number ${at + 1}?`, week: at < 4 ? 1 : 9 })),
    );
  });

  const start = (over: AppContext) =>
    startDeliveries({ ctx: over, platforms: [platform], log: ctx.log, timers: "by-hand" });
  const dates = async () =>
    (await ctx.db.select().from(dailyQuestions).orderBy(asc(dailyQuestions.date))).map(({ date }) => date);
  const states = async () =>
    (await ctx.db.select().from(deliveries).orderBy(asc(deliveries.dueAt), asc(deliveries.id))).map(
      ({ kind, state, dueAt }) => `${kind} ${state} ${new Date(dueAt).toISOString().slice(0, 16)}`,
    );
  const schedule = async (id: CohortId) => (await ctx.db.select().from(schedules).where(eq(schedules.cohortId, id)))[0];
  const change = (id: CohortId, wish: CohortWish) =>
    ctx.db.transaction((tx) =>
      setCohortSchedule(
        tx,
        {
          cohortId: id,
          kind: "daily",
          time: wish.time ?? "18:30",
          days: wish.days ?? [1, 2, 3, 4, 5],
          zone: wish.zone ?? "Europe/Berlin",
        },
        ctx.clock.nowMs(),
      ),
    );

  test("nothing before its moment, one post a place at it, then the next working day", async () => {
    const id = await makeCohort(ctx, { places: ["one", "two"] });
    ctx.clock.moveTo(dueMs - 1);
    await engine.tick();
    expect(platform.messages).toEqual([]);
    ctx.clock.moveTo(dueMs);
    await engine.tick();
    expect(platform.messages.map(({ where, key }) => `${where} ${key}`).sort()).toEqual([
      "one daily:spring:2027-03-10:spring-one",
      "two daily:spring:2027-03-10:spring-two",
    ]);
    expect(platform.in("one")[0]?.text).toBe(platform.in("two")[0]?.text);
    expect(await schedule(id)).toMatchObject({ nextAt: dueMs + dayMs, lastDate: "2027-03-10", lastAt: dueMs });
    ctx.clock.moveTo(dueMs + 3 * dayMs);
    await engine.tick();
    expect(await schedule(id)).toMatchObject({ nextAt: dueMs + 5 * dayMs });
  });

  test("several planners and senders at once: one question, one post a place", async () => {
    for (let at = 0; at < 8; at++)
      await makeCohort(ctx, { id: `c${at}`, places: ["a", "b"].map((one) => `${one}${at}`) });
    ctx.clock.moveTo(dueMs);
    const engines = Array.from({ length: 4 }, () => start(ctx));
    await Promise.all(engines.map((one) => one.tick()));
    await engine.tick();
    expect(platform.messages).toHaveLength(16);
    expect(new Set(platform.messages.map(({ key }) => key)).size).toBe(16);
    expect(await dates()).toHaveLength(8);
  });

  test("a planner killed before its commit leaves everything to the next", async () => {
    const id = await makeCohort(ctx);
    ctx.clock.moveTo(dueMs);
    const killed = {
      ...ctx,
      random: {
        ...ctx.random,
        id: () => {
          throw Object.assign(new Error("killed"), { code: "ECONNRESET" });
        },
      },
    };
    await expect(planDue(killed)).rejects.toThrow("killed");
    expect(await dates()).toEqual([]);
    expect(await schedule(id)).toMatchObject({ nextAt: dueMs });
    await engine.tick();
    expect(platform.messages).toHaveLength(1);
  });

  test("less than 6 hours late it is caught up with, and the post says so", async () => {
    await makeCohort(ctx);
    ctx.clock.moveTo(dueMs + 100 * minuteMs);
    await engine.tick();
    expect(platform.in("ml-daily")[0]?.text).toContain("~ Posted late: I was offline until Wed 10 Mar 20:10 Berlin.");
    expect(await dates()).toEqual(["2027-03-10"]);
  });

  test("6 hours late it is skipped, written down, and the next one comes", async () => {
    const id = await makeCohort(ctx);
    ctx.clock.moveTo(dueMs + 6 * hourMs);
    await engine.tick();
    expect(platform.messages).toEqual([]);
    expect(await states()).toEqual(["daily-question skipped 2027-03-10T17:30"]);
    expect(await schedule(id)).toMatchObject({ nextAt: dueMs + dayMs, lastDate: null });
    ctx.clock.moveTo(dueMs + dayMs);
    await engine.tick();
    expect(await dates()).toEqual(["2027-03-11"]);
  });

  test("missed, then moved to a later hour of the same day: it goes out after all", async () => {
    const id = await makeCohort(ctx, { time: "09:00" });
    ctx.clock.moveTo(Date.UTC(2027, 2, 11, 15, 0));
    await engine.tick();
    expect(await states()).toEqual(["daily-question skipped 2027-03-11T08:00"]);
    await change(id, { time: "18:30" });
    ctx.clock.moveTo(dueMs + dayMs);
    await engine.tick();
    expect(await states()).toEqual(["daily-question sent 2027-03-11T17:30"]);
    expect(platform.messages).toHaveLength(1);
  });

  test("down for days: each missed day is written down once, today's is caught up with", async () => {
    await makeCohort(ctx);
    // Mon 15 Mar 19:00.
    ctx.clock.moveTo(dueMs + 5 * dayMs + 30 * minuteMs);
    await engine.tick();
    await engine.tick();
    expect(await states()).toEqual([
      "daily-question skipped 2027-03-10T17:30",
      "daily-question skipped 2027-03-11T17:30",
      "daily-question skipped 2027-03-12T17:30",
      "daily-question sent 2027-03-15T17:30",
    ]);
  });

  test("a clock set back gives no second question", async () => {
    await makeCohort(ctx);
    ctx.clock.moveTo(dueMs);
    await engine.tick();
    ctx.clock.moveTo(startMs - 3 * dayMs);
    await engine.tick();
    ctx.clock.moveTo(dueMs);
    await engine.tick();
    expect(await dates()).toEqual(["2027-03-10"]);
    expect(platform.messages).toHaveLength(1);
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

  test("a cohort that has not begun gets nothing, and one that has ended no more", async () => {
    const later = await makeCohort(ctx, { id: "later", firstDay: "2027-03-15", places: ["later"] });
    const over = await makeCohort(ctx, { id: "over", places: ["over"] });
    await ctx.db.update(cohorts).set({ state: "ended" }).where(eq(cohorts.id, over));
    ctx.clock.moveTo(dueMs);
    await engine.tick();
    expect(await dates()).toEqual([]);
    expect((await schedule(over))?.stoppedAt).toBe(dueMs);
    ctx.clock.moveTo(dueMs + 5 * dayMs);
    await engine.tick();
    expect(await dates()).toEqual(["2027-03-15"]);
    await ctx.db.transaction((tx) => stopCohortSchedules(tx, later, ctx.clock.nowMs()));
    ctx.clock.moveTo(dueMs + 6 * dayMs);
    await engine.tick();
    expect(await dates()).toEqual(["2027-03-15"]);
    expect(await engine.nextDueMs()).toBeNull();
  });

  test("a refused place gets no questions while it is blocked, and today's when it is back", async () => {
    await makeCohort(ctx, { places: ["one", "two"] });
    platform.refuse("one");
    ctx.clock.moveTo(dueMs);
    await engine.tick();
    ctx.clock.moveTo(dueMs + dayMs);
    await engine.tick();
    expect(platform.in("two")).toHaveLength(2);
    expect(platform.calls.filter((call) => call.startsWith("post one"))).toHaveLength(1);
    platform.allow("one");
    await reopenPlace(ctx.db, "spring-one" as PlaceId, ctx.clock.nowMs());
    await engine.tick();
    // Wednesday's is over by now, Thursday's was never planned for it.
    expect(platform.in("one")).toEqual([]);
    ctx.clock.moveTo(dueMs + 2 * dayMs);
    await engine.tick();
    expect(platform.in("one").map(({ key }) => key)).toEqual(["daily:spring:2027-03-12:spring-one"]);
  });

  test("a place that is back within the day still gets its question", async () => {
    await makeCohort(ctx);
    platform.refuse("ml-daily");
    ctx.clock.moveTo(dueMs);
    await engine.tick();
    expect((await ctx.db.select().from(places))[0]?.state).toBe("blocked");
    platform.allow("ml-daily");
    ctx.clock.advance(hourMs);
    await reopenPlace(ctx.db, "spring-ml-daily" as PlaceId, ctx.clock.nowMs());
    await engine.tick();
    expect(platform.in("ml-daily").map(({ key }) => key)).toEqual(["daily:spring:2027-03-10:spring-ml-daily"]);
  });

  test("a cohort without interview cards gets no question and keeps its date", async () => {
    await makeCohort(ctx);
    const bare = { ...ctx, tracks: new Map() };
    ctx.clock.moveTo(dueMs);
    await start(bare).tick();
    expect(await dates()).toEqual([]);
    expect(ctx.log.lines.some(({ message }) => message === "no interview card to ask about")).toBe(true);
  });

  test("a broken schedule holds up nobody else", async () => {
    const broken = await makeCohort(ctx, { id: "broken", places: ["broken"] });
    await makeCohort(ctx, { id: "well", places: ["well"] });
    await ctx.db.update(schedules).set({ zone: "Mars/Olympus" }).where(eq(schedules.cohortId, broken));
    ctx.clock.moveTo(dueMs);
    await engine.tick();
    expect(platform.messages.map(({ where }) => where)).toEqual(["well"]);
    expect(ctx.log.lines.some(({ message }) => message === "a schedule could not be planned")).toBe(true);
  });

  test("more than a batch is planned in one go", async () => {
    for (let at = 0; at < 25; at++) await makeCohort(ctx, { id: `many${at}`, places: [`p${at}`] });
    ctx.clock.moveTo(dueMs);
    expect(await planDue(ctx, 10)).toBe(25);
    expect(await dates()).toHaveLength(25);
  });

  test("the next moment is known, so that a moved clock can walk to it", async () => {
    expect(await engine.nextDueMs()).toBeNull();
    await makeCohort(ctx);
    expect(await engine.nextDueMs()).toBe(dueMs);
    ctx.clock.moveTo(dueMs);
    await engine.tick();
    expect(await engine.nextDueMs()).toBe(dueMs + dayMs);
  });

  test("a week walked at once leaves the posts of a week, though a place hangs back", async () => {
    await makeCohort(ctx, { places: ["one", "two"] });
    platform.refuse("two");
    for (const end = startMs + 7 * dayMs; ; ) {
      const next = await engine.nextDueMs();
      if (next === null || next > end) break;
      expect(next).toBeGreaterThan(ctx.clock.nowMs());
      ctx.clock.moveTo(next);
      await engine.tick();
    }
    expect(await dates()).toEqual(["2027-03-10", "2027-03-11", "2027-03-12", "2027-03-15", "2027-03-16"]);
    expect(platform.in("one")).toHaveLength(5);
    expect(platform.in("one").filter(({ text }) => text.startsWith("# Recap"))).toHaveLength(4);
  });

  test("two ticks at once plan with the clock as it stands", async () => {
    await makeCohort(ctx);
    const first = engine.tick();
    ctx.clock.moveTo(dueMs);
    await Promise.all([first, engine.tick()]);
    expect(platform.messages).toHaveLength(1);
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
