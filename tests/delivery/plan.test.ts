import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { stopCohortSchedules } from "../../src/app/schedules/set-schedule.ts";
import type { PlaceId } from "../../src/core/ids.ts";
import { reopenPlace } from "../../src/db/blocked-places.ts";
import { cohorts, places, schedules } from "../../src/db/schema/index.ts";
import { planDue } from "../../src/delivery/plan.ts";
import type { startDeliveries } from "../../src/delivery/start.ts";
import { makeCohort } from "../support/daily-cohort.ts";
import type { RecordingPlatform } from "../support/recording-platform.ts";
import { dayMs, hourMs, minuteMs, type testContext } from "../support/world.ts";
import { dueMs, startMs, usePlanning } from "./planning.ts";

describe("planning", () => {
  const planning = usePlanning();
  const { start, dates, schedule } = planning;
  let ctx: ReturnType<typeof testContext>;
  let platform: RecordingPlatform;
  let engine: ReturnType<typeof startDeliveries>;
  beforeEach(() => {
    ({ ctx, platform, engine } = planning);
  });

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

  test("two processes whose clocks are minutes apart: one question, one post a place", async () => {
    await makeCohort(ctx, { places: ["one", "two"] });
    const skewed = (byMs: number) => start({ ...ctx, clock: { nowMs: () => ctx.clock.nowMs() + byMs } });
    const [ahead, behind] = [skewed(4 * minuteMs), skewed(-4 * minuteMs)];
    for (let minute = -6; minute <= 6; minute++) {
      ctx.clock.moveTo(dueMs + minute * minuteMs);
      await Promise.all([ahead.tick(), behind.tick()]);
    }
    expect(platform.messages).toHaveLength(2);
    expect(await dates()).toEqual(["2027-03-10"]);
    expect(await planning.states()).toEqual([
      "daily-question sent 2027-03-10T17:30",
      "daily-question sent 2027-03-10T17:30",
    ]);
    // The first of the two planned it, neither early by its own clock nor late.
    expect(platform.messages.every(({ text }) => !text.includes("Posted late"))).toBe(true);
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
});
