import { eq } from "drizzle-orm";
import fc from "fast-check";
import { beforeEach, describe, expect, test } from "vitest";
import type { Reader } from "../../../src/app/people/reader.ts";
import { changeReminder, changeTime, takeBreak } from "../../../src/app/settings/change-settings.ts";
import { reviewLoad } from "../../../src/app/settings/retention-price.ts";
import type { StudyDay } from "../../../src/core/ids.ts";
import { learners, schedules } from "../../../src/db/schema/index.ts";
import { smallTrack } from "../../support/daily-cohort.ts";
import { useDatabase } from "../../support/database.ts";
import { readerOf } from "../../support/study-cards.ts";
import { hourMs, testContext } from "../../support/world.ts";

describe("the price of an aim", () => {
  const decay = 0.1542;

  test("is worked out as published: twice the interval, half the reviews", () => {
    // At the aim the curve is anchored in, an interval is the stability.
    expect(reviewLoad([10], 0.9, decay)).toBeCloseTo(1.1 / 10, 10);
    // FSRS-6 at 0.8 and S = 100: 100 / (0.9^(-1/w) - 1) x (0.8^(-1/w) - 1) = 331.6 days.
    expect(1.2 / reviewLoad([100], 0.8, decay)).toBeCloseTo(331.6, 0);
  });

  test("never falls as the aim rises, whatever the cards", () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0.01, max: 36_500, noNaN: true }), { minLength: 1, maxLength: 50 }),
        fc.double({ min: 0.1, max: 0.8, noNaN: true }),
        fc.integer({ min: 81, max: 95 }),
        (stabilities, w, aim) => {
          const longIntervals = stabilities.map((stability) => stability + 40);
          expect(reviewLoad(longIntervals, aim / 100, w)).toBeGreaterThanOrEqual(
            reviewLoad(longIntervals, (aim - 1) / 100, w) * 0.999,
          );
          expect(reviewLoad(stabilities, aim / 100, w)).toBeGreaterThan(0);
        },
      ),
    );
  });
});

describe("settings as use cases", () => {
  const database = useDatabase();
  let ctx: ReturnType<typeof testContext>;
  let ann: Reader;

  beforeEach(async () => {
    ctx = testContext(database.db, { tracks: [smallTrack()] });
    ann = await readerOf(ctx, "Ann");
  });
  const again = async () => {
    const [row] = await ctx.db.select().from(learners).where(eq(learners.id, ann.learner.id));
    if (!row) throw new Error("Ann is gone");
    return row;
  };
  const reminders = () => ctx.db.select().from(schedules).where(eq(schedules.kind, "reminder"));

  test("a reminder set ten times at once is one schedule", async () => {
    await Promise.all(Array.from({ length: 10 }, () => changeReminder(ctx, ann.learner, { time: "19:00" })));
    expect(await reminders()).toHaveLength(1);
  });

  test("a reminder moved to another hour never comes twice on a day", async () => {
    await changeReminder(ctx, ann.learner, { time: "19:00" });
    await ctx.db.update(schedules).set({ lastDate: "2027-03-10" as StudyDay, lastAt: ctx.clock.nowMs() });
    await changeReminder(ctx, await again(), { time: "20:00" });
    const [row] = await reminders();
    expect(new Date(row?.nextAt ?? 0).toISOString()).toBe("2027-03-11T19:00:00.000Z");
  });

  test("quiet on all days is none", async () => {
    await changeReminder(ctx, ann.learner, { time: "19:00", quietDays: [1, 2, 3, 4, 5, 6, 7] });
    expect(await reminders()).toEqual([]);
    await changeReminder(ctx, await again(), { quietDays: [7] });
    expect(await reminders()).toMatchObject([{ days: [1, 2, 3, 4, 5, 6], stoppedAt: null }]);
  });

  test("a zone far away leaves the hour of the reminder on the new wall clock", async () => {
    await changeReminder(ctx, ann.learner, { time: "19:00" });
    await changeTime(ctx, await again(), { zone: "Pacific/Kiritimati" });
    const [row] = await reminders();
    const aheadMs = (row?.nextAt ?? 0) - ctx.clock.nowMs();
    expect(aheadMs).toBe(12 * hourMs);
  });

  test("a break is stored as said", async () => {
    await takeBreak(ctx, ann.learner, "2027-03-10" as StudyDay, "2027-03-20" as StudyDay);
    expect(await again()).toMatchObject({ breakFrom: "2027-03-10", breakUntil: "2027-03-20" });
  });
});
