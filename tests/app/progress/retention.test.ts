import { describe, expect, test } from "vitest";
import { readMyCalibration } from "../../../src/app/progress/read-detail.ts";
import type { CardId, LearnerId, StudyDay } from "../../../src/core/ids.ts";
import { newMemory } from "../../../src/core/scheduling/fsrs.ts";
import { addDays } from "../../../src/core/study-day.ts";
import { readCalibration, readRetention } from "../../../src/db/recall.ts";
import { reviews } from "../../../src/db/schema/index.ts";
import { useDatabase } from "../../support/database.ts";
import { testContext } from "../../support/world.ts";
import { addCards, addLearner, addReview, inReview, readerOf } from "./history.ts";

const today = "2027-03-10" as StudyDay;
const from = addDays(today, -29);

describe("true retention and calibration", () => {
  const database = useDatabase();

  async function start(): Promise<{ id: LearnerId; card: CardId }> {
    const { id } = await addLearner(database.db, "Ann");
    const [card] = await addCards(database.db, 1);
    if (!card) throw new Error("no card");
    return { id, card };
  }
  const young = inReview(today, { lastStudyDay: addDays(today, -20) });
  const mature = inReview(today, { lastStudyDay: addDays(today, -21) });

  test("count first reviews of the day of cards in review, young and mature apart", async () => {
    const { id, card } = await start();
    const { db } = database;
    await addReview(db, id, card, today, { before: young });
    await addReview(db, id, card, today, { before: young, rating: "again" });
    await addReview(db, id, card, today, { before: mature, rating: "hard" });
    await addReview(db, id, card, from, { before: mature, rating: "again" });
    expect(await readRetention(db, id, from)).toEqual({
      young: { recalled: 1, of: 2 },
      mature: { recalled: 1, of: 2 },
    });
  });

  test("leave out new and learning cards, second looks, older days, other people and what was taken back", async () => {
    const { id, card } = await start();
    const { db } = database;
    const other = await addLearner(db, "Ben");
    await addReview(db, id, card, today, { before: null });
    await addReview(db, id, card, today, { before: { ...newMemory(), phase: "relearning" } });
    await addReview(db, id, card, today, { before: young, firstOfDay: false });
    await addReview(db, id, card, addDays(from, -1), { before: young });
    await addReview(db, other.id, card, today, { before: young });
    await addReview(db, id, card, today, { before: young });
    const [last] = await db.query.reviews.findMany({ orderBy: (t, { desc }) => [desc(t.id)], limit: 1 });
    if (!last) throw new Error("no review");
    await addReview(db, id, card, today, { before: young, undoes: last.id });
    expect(await db.$count(reviews)).toBe(7);
    expect(await readRetention(db, id, from)).toEqual({
      young: { recalled: 0, of: 0 },
      mature: { recalled: 0, of: 0 },
    });
  });

  test("calibration sorts expectations into five bands, the lower end included", async () => {
    const { id, card } = await start();
    const { db } = database;
    const expectations = [0.3, 0.7, 0.79, 0.8, 0.9, 0.94, 0.95, 1];
    for (const retrievability of expectations) {
      await addReview(db, id, card, today, { before: young, retrievability });
    }
    const bands = await readCalibration(db, id, from);
    expect(bands.map(({ fromPercent, toPercent, of }) => `${fromPercent}-${toPercent}: ${of}`)).toEqual([
      "0-70: 1",
      "70-80: 2",
      "80-90: 1",
      "90-95: 2",
      "95-100: 2",
    ]);
  });

  test("says something from a hundred reviews on", async () => {
    const { id, card } = await start();
    const ctx = testContext(database.db);
    const learner = await database.db.query.learners.findFirst({ where: (t, { eq }) => eq(t.id, id) });
    if (!learner) throw new Error("no learner");
    const review = (at: number) =>
      addReview(database.db, id, card, addDays(today, -(at % 30)), { before: young, retrievability: 0.92 });
    for (let at = 0; at < 99; at += 1) await review(at);
    expect(await readMyCalibration(ctx, readerOf(learner))).toMatchObject({ reviews: 99, enough: false });
    await review(99);
    expect(await readMyCalibration(ctx, readerOf(learner))).toMatchObject({ reviews: 100, enough: true });
  });
});
