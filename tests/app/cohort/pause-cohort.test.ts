import { beforeEach, describe, expect, test } from "vitest";
import { changeCohort } from "../../../src/app/cohort/change-cohort.ts";
import type { DraftPlace } from "../../../src/app/cohort/draft.ts";
import type { Cohort } from "../../../src/app/cohort/my-cohorts.ts";
import { outlookOf } from "../../../src/app/cohort/outlook.ts";
import { planPause, removePause, resumeCohort } from "../../../src/app/cohort/pause-cohort.ts";
import type { PlatformId, StudyDay } from "../../../src/core/ids.ts";
import { readCohort, readPauses } from "../../../src/db/cohorts.ts";
import { cohorts, deliveries, places, schedules } from "../../../src/db/schema/index.ts";
import { makeCohort, smallTrack } from "../../support/daily-cohort.ts";
import { useDatabase } from "../../support/database.ts";
import { dayMs, testContext } from "../../support/world.ts";

const day = (text: string) => text as StudyDay;

describe("pauses", () => {
  const database = useDatabase();
  let ctx: ReturnType<typeof testContext>;
  let cohort: Cohort;

  beforeEach(async () => {
    ctx = testContext(database.db, { tracks: [smallTrack()] });
    const found = await readCohort(ctx.db, await makeCohort(ctx));
    if (!found) throw new Error("no cohort was made");
    cohort = found;
  });
  const spans = async () => (await readPauses(ctx.db, cohort.id)).map(({ from, to }) => `${from}/${to}`);

  test("ten at once plan one, and owe one note a place", async () => {
    await Promise.all(Array.from({ length: 10 }, () => planPause(ctx, cohort, day("2027-03-22"), day("2027-04-05"))));
    expect(await spans()).toEqual(["2027-03-22/2027-04-05"]);
    expect(await ctx.db.select().from(deliveries)).toHaveLength((await ctx.db.select().from(places)).length);
  });

  test("two that overlap: the first counts", async () => {
    const kinds = await Promise.all([
      planPause(ctx, cohort, day("2027-03-22"), day("2027-04-05")),
      planPause(ctx, cohort, day("2027-04-05"), day("2027-04-06")),
    ]);
    expect(kinds.map(({ kind }) => kind).sort()).toEqual(["overlaps", "planned"]);
    expect(await spans()).toHaveLength(1);
  });

  test("ten are the most", async () => {
    for (let at = 1; at <= 10; at += 1) {
      const date = day(`2027-04-${String(at * 2).padStart(2, "0")}`);
      expect((await planPause(ctx, cohort, date, date)).kind).toBe("planned");
    }
    expect((await planPause(ctx, cohort, day("2027-05-01"), day("2027-05-01"))).kind).toBe("too-many");
  });

  test("resuming keeps the days there were, and taking out what is over changes nothing", async () => {
    await planPause(ctx, cohort, day("2027-03-10"), day("2027-03-20"));
    ctx.clock.advance(3 * dayMs);
    expect(await resumeCohort(ctx, cohort)).toBe(true);
    expect(await spans()).toEqual(["2027-03-10/2027-03-12"]);
    expect(await resumeCohort(ctx, cohort)).toBe(false);
    await planPause(ctx, cohort, day("2027-03-13"), day("2027-03-20"));
    await removePause(ctx, cohort, day("2027-03-10"));
    expect(await spans()).toEqual(["2027-03-10/2027-03-12", "2027-03-13/2027-03-20"]);
  });

  test("the outlook leaves paused days out and ends later", () => {
    const nowMs = ctx.clock.nowMs();
    const plain = outlookOf(cohort, [], nowMs);
    const paused = outlookOf(cohort, [{ from: day("2027-03-08"), to: day("2027-03-16") }], nowMs);
    expect(new Date(paused.nextPostsMs[0] ?? 0).toISOString()).toBe("2027-03-17T17:30:00.000Z");
    expect(paused.endDay > plain.endDay).toBe(true);
    expect(outlookOf(cohort, [{ from: day("2027-03-08"), to: null }], nowMs).nextPostsMs).toEqual([]);
  });
});

describe("changing a cohort", () => {
  const database = useDatabase();
  let ctx: ReturnType<typeof testContext>;

  beforeEach(() => {
    ctx = testContext(database.db, { tracks: [smallTrack()] });
  });

  test("only what moves a post moves the schedules", async () => {
    const id = await makeCohort(ctx);
    expect((await changeCohort(ctx, id, { name: "Renamed" }, null)).next).toBeNull();
    const { next } = await changeCohort(ctx, id, { dailyTime: "19:00" }, null);
    expect(next).toMatchObject({ date: "2027-03-10", todayIsOut: false });
    const rows = await ctx.db.select().from(schedules);
    expect(rows.map(({ kind, time }) => `${kind} ${time}`).sort()).toEqual(["daily 19:00", "weekly 19:00"]);
  });

  test("a first day to come holds the posts back until then", async () => {
    const id = await makeCohort(ctx);
    const { next } = await changeCohort(ctx, id, { firstDay: day("2027-04-05") }, null);
    expect(next?.date).toBe("2027-04-05");
  });

  test("changes at once are all kept", async () => {
    const id = await makeCohort(ctx);
    await Promise.all([
      changeCohort(ctx, id, { name: "Renamed" }, null),
      changeCohort(ctx, id, { dailyTime: "07:15" }, null),
      changeCohort(ctx, id, { checkInDay: 5 }, null),
    ]);
    expect((await ctx.db.select().from(cohorts))[0]).toMatchObject({
      name: "Renamed",
      dailyTime: "07:15",
      checkInDay: 5,
    });
  });

  test("the channel it moves to takes the place of the one on the same platform", async () => {
    const id = await makeCohort(ctx);
    const [before] = await ctx.db.select().from(places);
    if (!before) throw new Error("the cohort has no place");
    const to: DraftPlace = {
      platform: "playground" as PlatformId,
      workspace: before.workspace,
      channel: "elsewhere",
      channelName: "elsewhere",
    };
    await Promise.all([changeCohort(ctx, id, {}, to), changeCohort(ctx, id, {}, to)]);
    const rows = await ctx.db.select().from(places);
    expect(rows.map(({ channel, state }) => `${channel} ${state}`).sort()).toEqual(
      [`${before.channel} left`, "elsewhere active"].sort(),
    );
  });
});
