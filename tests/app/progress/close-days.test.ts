import { asc, eq } from "drizzle-orm";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { closeStudyDays } from "../../../src/app/progress/close-days.ts";
import { readStreak } from "../../../src/app/progress/streak.ts";
import type { CardId, CohortId, LearnerId, StudyDay, TrackId } from "../../../src/core/ids.ts";
import { closeDays, type DayFacts, initialStreak } from "../../../src/core/scoring/streak.ts";
import { addDays, studyDayStartMs } from "../../../src/core/study-day.ts";
import { cohortPauses, cohorts, dailyActivity, learners, memberships } from "../../../src/db/schema/index.ts";
import { useDatabase } from "../../support/database.ts";
import { testContext } from "../../support/world.ts";
import { addCards, addDay, addLearner, addReview, inReview, learnerNow, remember } from "./history.ts";

const day = (text: string) => text as StudyDay;
/** Noon of a study day in Berlin. */
const noon = (text: string) => studyDayStartMs(day(text), "Europe/Berlin", 12);

describe("closing study days", () => {
  const database = useDatabase();

  async function ledger(learnerId: LearnerId) {
    const rows = await database.db
      .select()
      .from(dailyActivity)
      .where(eq(dailyActivity.learnerId, learnerId))
      .orderBy(asc(dailyActivity.studyDay));
    return rows.map((row) => `${row.studyDay} ${row.verdict} ${row.reason} ${row.streakAfter} ${row.freezesLeft}`);
  }

  test("nobody has a ledger before their first day of study", async () => {
    const ctx = testContext(database.db, { startMs: noon("2027-03-10") });
    const ann = await addLearner(database.db, "Ann");
    expect(await readStreak(ctx, ann)).toMatchObject({ length: 0, keptToday: false, freezesLeft: 2, longest: 0 });
    expect(await ledger(ann.id)).toEqual([]);
  });

  test("days with and without a row get their verdict, the oldest first", async () => {
    const ctx = testContext(database.db, { startMs: noon("2027-03-10") });
    const ann = await addLearner(database.db, "Ann");
    const [card] = await addCards(database.db, 1);
    await remember(database.db, ann.id, card as CardId, inReview(day("2027-03-07")));
    await addDay(database.db, ann.id, day("2027-03-05"), { reviews: 3, newCards: 3 });
    await addDay(database.db, ann.id, day("2027-03-08"), { dueAtStart: 1, reviews: 12, dueDone: 0 });

    expect(await readStreak(ctx, ann)).toMatchObject({ length: 3, keptToday: false, freezesLeft: 0, longest: 3 });
    expect(await ledger(ann.id)).toEqual([
      "2027-03-05 kept nothing-due 1 2",
      "2027-03-06 kept nothing-due 2 2",
      "2027-03-07 freeze freeze 2 1",
      "2027-03-08 kept ten-reviews 3 1",
      "2027-03-09 freeze freeze 3 0",
    ]);
    const gap = await database.db
      .select()
      .from(dailyActivity)
      .where(eq(dailyActivity.studyDay, day("2027-03-09")));
    expect(gap[0]).toMatchObject({ dueAtStart: 1, reviews: 0 });
  });

  test("a day that is over counts what was due then, though the card was reviewed since", async () => {
    const ctx = testContext(database.db, { startMs: noon("2027-03-10") });
    const ann = await addLearner(database.db, "Ann");
    const [card] = await addCards(database.db, 1);
    await addDay(database.db, ann.id, day("2027-03-08"), { reviews: 1, newCards: 1 });
    await addDay(database.db, ann.id, day("2027-03-10"), { dueAtStart: 1, reviews: 1, dueDone: 1 });
    await addReview(database.db, ann.id, card as CardId, day("2027-03-10"), { before: inReview(day("2027-03-09")) });
    await remember(database.db, ann.id, card as CardId, inReview(day("2027-03-20")));

    await closeStudyDays(ctx, ann);
    expect(await ledger(ann.id)).toEqual([
      "2027-03-08 kept nothing-due 1 2",
      "2027-03-09 freeze freeze 1 1",
      "2027-03-10 null null null null",
    ]);
  });

  test("two events at once close each day once", async () => {
    const ctx = testContext(database.db, { startMs: noon("2027-03-20") });
    const ann = await addLearner(database.db, "Ann");
    const [card] = await addCards(database.db, 1);
    await remember(database.db, ann.id, card as CardId, inReview(day("2027-03-17")));
    await addDay(database.db, ann.id, day("2027-03-14"), { reviews: 1 });
    const both = await Promise.all([closeStudyDays(ctx, ann), closeStudyDays(ctx, ann), closeStudyDays(ctx, ann)]);
    expect(both[1]).toEqual(both[0]);
    expect(both[2]).toEqual(both[0]);
    expect(await ledger(ann.id)).toEqual([
      "2027-03-14 kept nothing-due 1 2",
      "2027-03-15 kept nothing-due 2 2",
      "2027-03-16 kept nothing-due 3 2",
      "2027-03-17 freeze freeze 3 1",
      "2027-03-18 freeze freeze 3 0",
      "2027-03-19 ended missed 0 0",
    ]);
    expect((await learnerNow(database.db, ann.id)).streakClosedThrough).toBe("2027-03-19");
  });

  test("a break holds the streak, and so does a pause of every cohort one is in", async () => {
    const ctx = testContext(database.db, { startMs: noon("2027-03-12") });
    const ann = await addLearner(database.db, "Ann", {
      breakFrom: day("2027-03-07"),
      breakUntil: day("2027-03-08"),
    });
    const [card] = await addCards(database.db, 1);
    await remember(database.db, ann.id, card as CardId, inReview(day("2027-03-07")));
    await addDay(database.db, ann.id, day("2027-03-06"), { answeredDaily: true });
    await database.db.insert(cohorts).values(
      ["one", "two"].map((id) => ({
        id: id as CohortId,
        name: id,
        track: "sample" as TrackId,
        firstDay: day("2027-01-11"),
        zone: "Europe/Berlin",
        dailyTime: "18:30",
        dailyDays: [1],
        checkInDay: 7,
        createdBy: ann.id,
        createdAt: 0,
      })),
    );
    await database.db.insert(memberships).values([
      { cohortId: "one" as CohortId, learnerId: ann.id, joinedAt: 0 },
      { cohortId: "two" as CohortId, learnerId: ann.id, joinedAt: 0 },
    ]);
    await database.db.insert(cohortPauses).values([
      { cohortId: "one" as CohortId, fromDay: day("2027-03-09"), untilDay: day("2027-03-10") },
      { cohortId: "two" as CohortId, fromDay: day("2027-03-10"), untilDay: null },
    ]);
    await closeStudyDays(ctx, ann);
    expect(await ledger(ann.id)).toEqual([
      "2027-03-06 kept daily-answer 1 2",
      "2027-03-07 paused paused 1 2",
      "2027-03-08 paused paused 1 2",
      "2027-03-09 freeze freeze 1 1",
      "2027-03-10 paused paused 1 1",
      "2027-03-11 freeze freeze 1 0",
    ]);
  });

  test("moving west into a day that is closed leaves it as it was", async () => {
    const ctx = testContext(database.db, { startMs: noon("2027-03-10") });
    const ann = await addLearner(database.db, "Ann");
    await addDay(database.db, ann.id, day("2027-03-09"), { answeredDaily: true });
    await closeStudyDays(ctx, ann);
    const moved = { ...(await learnerNow(database.db, ann.id)), zone: "Pacific/Honolulu" };
    expect(await readStreak(ctx, moved)).toMatchObject({ length: 1, keptToday: true });
  });

  test("the ledger of any history is the core's, whenever it was closed", async () => {
    const cardIds = await addCards(database.db, 4);
    const oneDay = fc.record({
      reviewed: fc.subarray([0, 1, 2, 3]),
      intervals: fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 4, maxLength: 4 }),
      daily: fc.boolean(),
      extra: fc.integer({ min: 0, max: 11 }),
      closes: fc.boolean(),
    });
    const history = fc.array(fc.option(oneDay, { freq: 2 }), { minLength: 1, maxLength: 25 });
    const breaks = fc.option(fc.tuple(fc.integer({ min: 0, max: 25 }), fc.integer({ min: 0, max: 8 })));
    await fc.assert(
      fc.asyncProperty(history, breaks, async (days, off) => {
        const first = day("2027-02-20");
        const breakFrom = off ? addDays(first, off[0]) : null;
        const breakUntil = off ? addDays(first, off[0] + off[1]) : null;
        const { id } = await addLearner(database.db, "Ann", { breakFrom, breakUntil });
        const memory = new Map<CardId, StudyDay>();
        const facts: DayFacts[] = [];
        for (const [index, did] of days.entries()) {
          const today = addDays(first, index);
          const due = cardIds.filter((card) => (memory.get(card) ?? "9999") <= today);
          const reviewed = (did?.reviewed ?? []).map((at) => cardIds[at] as CardId);
          const reviewCount = did ? reviewed.length + did.extra : 0;
          const dueDone = due.filter((card) => reviewed.includes(card)).length;
          const answeredDaily = did?.daily ?? false;
          facts.push({
            day: today,
            dueAtStart: due.length,
            reviewed: reviewCount,
            dueDone: dueDone >= due.length,
            answeredDaily,
            paused: breakFrom !== null && breakUntil !== null && breakFrom <= today && today <= breakUntil,
          });
          if (!did) continue;
          await addDay(database.db, id, today, {
            dueAtStart: due.length,
            dueDone,
            reviews: reviewCount,
            answeredDaily,
          });
          for (const [at, card] of reviewed.entries()) {
            const before = memory.get(card);
            const next = addDays(today, did.intervals[at] ?? 1);
            await addReview(database.db, id, card, today, { before: before ? inReview(before) : null });
            await remember(database.db, id, card, inReview(next));
            memory.set(card, next);
          }
          const ctx = testContext(database.db, { startMs: noon(today) });
          if (did.closes) await closeStudyDays(ctx, await learnerNow(database.db, id));
        }
        const ctx = testContext(database.db, { startMs: noon(addDays(first, days.length)) });
        const closed = await closeStudyDays(ctx, await learnerNow(database.db, id));

        const begun = days.findIndex((did) => did !== null);
        const expected = closeDays(initialStreak(), begun === -1 ? [] : facts.slice(begun));
        expect(closed.state).toEqual(expected.state);
        expect(await ledger(id)).toEqual(
          expected.entries.map((e) => `${e.day} ${e.verdict} ${e.reason} ${e.lengthAfter} ${e.freezesLeft}`),
        );
        expect((await learnerNow(database.db, id)).streak).toEqual(begun === -1 ? null : expected.state);
      }),
      { numRuns: 20 },
    );
    expect(await database.db.$count(learners)).toBeGreaterThan(10);
  }, 60_000);
});
