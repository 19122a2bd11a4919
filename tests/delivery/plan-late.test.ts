import { beforeEach, describe, expect, test } from "vitest";
import type { startDeliveries } from "../../src/delivery/start.ts";
import { makeCohort } from "../support/daily-cohort.ts";
import type { RecordingPlatform } from "../support/recording-platform.ts";
import { dayMs, hourMs, minuteMs, type testContext } from "../support/world.ts";
import { dueMs, startMs, usePlanning } from "./planning.ts";

describe("planning what is late", () => {
  const planning = usePlanning();
  const { dates, states, schedule, change } = planning;
  let ctx: ReturnType<typeof testContext>;
  let platform: RecordingPlatform;
  let engine: ReturnType<typeof startDeliveries>;
  beforeEach(() => {
    ({ ctx, platform, engine } = planning);
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
});
