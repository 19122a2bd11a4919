import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import type { Reader } from "../../../src/app/people/reader.ts";
import { gradeCard } from "../../../src/app/study/grade-card.ts";
import { suspendCard } from "../../../src/app/study/put-aside.ts";
import type { PresentationId } from "../../../src/core/ids.ts";
import { cards, learners, memoryStates, presentations } from "../../../src/db/schema/index.ts";
import { useDatabase } from "../../support/database.ts";
import {
  account,
  choiceCard,
  cohortOf,
  flashcard,
  publish,
  readerOf,
  someFlashcards,
} from "../../support/study-cards.ts";
import { cardId, everythingOf, grade, newEventKey, review, type StudyContext, show } from "../../support/studying.ts";
import { dayMs, hourMs, minuteMs, testContext } from "../../support/world.ts";

describe("grading a card", () => {
  const database = useDatabase();
  let ctx: StudyContext;
  let ann: Reader;
  let cohort: string;

  beforeEach(async () => {
    ctx = testContext(database.db);
    await publish(ctx, [...someFlashcards(60), choiceCard("metrics")]);
    ann = await readerOf(ctx, "Ann");
    cohort = await cohortOf(ctx, [ann]);
  });

  test("writes state, review, day and totals, and says what it did", async () => {
    const outcome = await review(ctx, ann, "card-001", "good");
    expect(outcome).toMatchObject({
      recomputed: false,
      dayPoints: 5,
      studyDay: "2027-03-10",
      review: { rating: "good", points: 5, interval: { unit: "min", value: 10 }, dueDay: null },
    });
    expect(outcome.review.dueAtMs).toBe(ctx.clock.nowMs() + 10 * minuteMs);
    const all = await everythingOf(ctx, ann);
    expect(all.reviewCount).toBe(1);
    expect(all.memory).toMatchObject([{ phase: "learning", reps: 1, introducedOn: "2027-03-10", version: 1 }]);
    expect(all.days).toMatchObject([
      { studyDay: "2027-03-10", reviews: 1, recalled: 1, newCards: 1, points: 5, dueAtStart: 0, dueDone: 0 },
    ]);
    expect(all.sums.map(({ cohortId, period, points, studyDays }) => [cohortId, period, points, studyDays])).toEqual([
      [cohort, "all", 5, 1],
      [cohort, "month:2027-03", 5, 1],
      [cohort, "week:2027-W10", 5, 1],
    ]);
  });

  test("a second press of the same button tells the first outcome", async () => {
    const presentation = await show(ctx, ann, "card-001");
    const key = newEventKey();
    const both = await Promise.all([
      grade(ctx, ann, presentation, "good", key),
      grade(ctx, ann, presentation, "good", key),
    ]);
    expect(both.map(({ kind }) => kind).sort()).toEqual(["already-graded", "graded"]);
    expect(await grade(ctx, ann, presentation, "good", key)).toMatchObject({
      kind: "already-graded",
      rating: "good",
      atMs: ctx.clock.nowMs(),
      takenBack: false,
    });
    expect(await everythingOf(ctx, ann)).toMatchObject({ reviewCount: 1, rows: 1 });
  });

  test("of two different ratings the first counts", async () => {
    const presentation = await show(ctx, ann, "card-001");
    await grade(ctx, ann, presentation, "good");
    expect(await grade(ctx, ann, presentation, "easy")).toMatchObject({ kind: "already-graded", rating: "good" });
    expect((await everythingOf(ctx, ann)).memory[0]).toMatchObject({ reps: 1, phase: "learning" });
  });

  test("ten presses at once from two devices write one review", async () => {
    const presentation = await show(ctx, ann, "card-001");
    const ratings = ["again", "hard", "good", "easy"] as const;
    const outcomes = await Promise.all(
      Array.from({ length: 10 }, (_, index) => grade(ctx, ann, presentation, ratings[index % 4] ?? "good")),
    );
    expect(outcomes.filter(({ kind }) => kind === "graded")).toHaveLength(1);
    expect(outcomes.filter(({ kind }) => kind === "already-graded")).toHaveLength(9);
    expect(await everythingOf(ctx, ann)).toMatchObject({ reviewCount: 1, rows: 1, memory: [{ version: 1 }] });
  });

  test("different cards at once lose nothing", async () => {
    const keys = someFlashcards(20).map(({ key }) => key);
    const shown = await Promise.all(keys.map((key) => show(ctx, ann, key)));
    ctx.clock.advance(5_000);
    const outcomes = await Promise.all(shown.map((presentation) => grade(ctx, ann, presentation, "good")));
    expect(outcomes.every(({ kind }) => kind === "graded")).toBe(true);
    const all = await everythingOf(ctx, ann);
    expect(all).toMatchObject({ reviewCount: 20, rows: 20, points: 100, days: [{ reviews: 20, points: 100 }] });
    expect(all.sums.map(({ points, studyDays }) => [points, studyDays])).toEqual([
      [100, 1],
      [100, 1],
      [100, 1],
    ]);
  });

  test("somebody else's button does nothing", async () => {
    const presentation = await show(ctx, ann, "card-001");
    const ben = await readerOf(ctx, "Ben");
    expect(await grade(ctx, ben, presentation, "good")).toEqual({ kind: "somebody-elses" });
    const stranger = {
      presentationId: presentation,
      rating: "good",
      by: account("Zoe"),
      eventKey: newEventKey(),
    } as const;
    expect(await gradeCard(ctx, stranger)).toEqual({ kind: "somebody-elses" });
    expect((await everythingOf(ctx, ann)).rows).toBe(0);
    expect(await grade(ctx, ann, "nothing" as PresentationId, "good")).toEqual({ kind: "unknown" });
  });

  test("by account it is the same as by reader", async () => {
    const presentation = await show(ctx, ann, "card-001");
    const outcome = await gradeCard(ctx, {
      presentationId: presentation,
      rating: "good",
      by: account("Ann"),
      eventKey: newEventKey(),
    });
    expect(outcome).toMatchObject({ kind: "graded", reader: { identityId: ann.identityId } });
  });

  test("a study day gives 400 points at most, also with many ratings at once", async () => {
    await database.db.update(learners).set({ newPerDay: 50 });
    const keys = someFlashcards(60).map(({ key }) => key);
    for (const key of keys) await review(ctx, ann, key, "easy");
    ctx.clock.advance(60 * dayMs);
    const shown = await Promise.all(keys.map((key) => show(ctx, ann, key)));
    ctx.clock.advance(5_000);
    const outcomes = await Promise.all(shown.map((presentation) => grade(ctx, ann, presentation, "good")));
    const given = outcomes.map((outcome) => (outcome.kind === "graded" ? outcome.review.points : Number.NaN));
    expect(given.reduce((sum, points) => sum + points, 0)).toBe(400);
    const all = await everythingOf(ctx, ann);
    expect(all.days.at(-1)).toMatchObject({
      studyDay: "2027-05-09",
      points: 400,
      reviews: 60,
      dueAtStart: 60,
      dueDone: 60,
    });
    expect(all.sums.find(({ period }) => period === "month:2027-05")).toMatchObject({ points: 400, studyDays: 1 });
    // 240 steps one after the other: tens of seconds where many tests share a machine.
  }, 60_000);

  test("a card gives 15 points at most in any 30 study days", async () => {
    const given: number[] = [];
    for (let day = 0; day < 31; day++) {
      given.push((await review(ctx, ann, "card-001", "again")).review.points);
      ctx.clock.advance(dayMs);
    }
    for (let from = 0; from + 30 <= given.length; from++) {
      expect(given.slice(from, from + 30).reduce((sum, points) => sum + points, 0)).toBeLessThanOrEqual(15);
    }
    expect(given.slice(0, 30).reduce((sum, points) => sum + points, 0)).toBe(15);
    // The five points of the first day have left the window.
    expect(given[30]).toBeGreaterThan(0);
  });

  test("a rating within two seconds of the answer earns nothing", async () => {
    const presentation = await show(ctx, ann, "card-001");
    ctx.clock.advance(1_999);
    expect(await grade(ctx, ann, presentation, "good")).toMatchObject({ review: { points: 0 } });
  });

  test("the day turning between front and rating gives an interval of the new day", async () => {
    await review(ctx, ann, "card-001", "easy");
    ctx.clock.advance(9 * dayMs);
    const presentation = await show(ctx, ann, "card-001");
    const [shown] = await database.db.select().from(presentations).where(eq(presentations.id, presentation));
    ctx.clock.advance(12 * hourMs);
    const outcome = await grade(ctx, ann, presentation, "good");
    expect(outcome).toMatchObject({ kind: "graded", recomputed: true, studyDay: "2027-03-20" });
    if (outcome.kind !== "graded") return;
    expect(outcome.review.dueDay).not.toBe(shown?.offers.good.state.dueDay);
    const [day] = (await everythingOf(ctx, ann)).days.filter(({ studyDay }) => studyDay === "2027-03-20");
    expect(day).toMatchObject({ reviews: 1 });
  });

  test("UTC midnight is no new study day", async () => {
    // 00:30 in Berlin is 23:30 UTC the day before; the study day lasts until 04:00.
    ctx.clock.moveTo(Date.UTC(2027, 2, 10, 23, 30));
    const presentation = await show(ctx, ann, "card-001");
    ctx.clock.advance(hourMs);
    expect(await grade(ctx, ann, presentation, "good")).toMatchObject({ recomputed: false, studyDay: "2027-03-10" });
    ctx.clock.moveTo(Date.UTC(2027, 2, 11, 3, 0));
    expect(await review(ctx, ann, "card-002", "good")).toMatchObject({ studyDay: "2027-03-11" });
  });

  test("minutes run from the rating, not from the front", async () => {
    const presentation = await show(ctx, ann, "card-001");
    ctx.clock.advance(20 * minuteMs);
    const outcome = await grade(ctx, ann, presentation, "good");
    expect(outcome).toMatchObject({ review: { dueAtMs: ctx.clock.nowMs() + 10 * minuteMs } });
  });

  test("a memory changed in another chat is worked out anew", async () => {
    await review(ctx, ann, "card-001", "good");
    ctx.clock.advance(15 * minuteMs);
    const presentation = await show(ctx, ann, "card-001");
    await database.db
      .update(memoryStates)
      .set({ version: 7, stability: 100, difficulty: 5, phase: "review", dueAt: null });
    const outcome = await grade(ctx, ann, presentation, "good");
    expect(outcome).toMatchObject({ kind: "graded", recomputed: true });
    expect((await everythingOf(ctx, ann)).memory[0]).toMatchObject({ version: 8 });
  });

  test("a withdrawn card is not graded, one put aside neither", async () => {
    const gone = await show(ctx, ann, "card-001");
    const aside = await show(ctx, ann, "card-002");
    await publish(
      ctx,
      someFlashcards(60).filter(({ key }) => key !== "card-001"),
    );
    await suspendCard(ctx, ann, await cardId(ctx, "card-002"));
    expect(await grade(ctx, ann, gone, "good")).toMatchObject({ kind: "withdrawn" });
    expect(await grade(ctx, ann, aside, "good")).toMatchObject({ kind: "put-aside" });
    expect((await everythingOf(ctx, ann)).rows).toBe(0);
  });

  test("an edited text keeps the card's memory", async () => {
    const id = await cardId(ctx, "card-001");
    await review(ctx, ann, "card-001", "good");
    await publish(ctx, [flashcard("card-001", { prompt: "What exactly is card-001?" })]);
    expect(await cardId(ctx, "card-001")).toBe(id);
    const [row] = await database.db.select().from(cards).where(eq(cards.id, id));
    expect(row?.body.prompt).toBe("What exactly is card-001?");
    ctx.clock.advance(11 * minuteMs);
    expect(await review(ctx, ann, "card-001", "good")).toMatchObject({ recomputed: false });
    expect((await everythingOf(ctx, ann)).memory[0]).toMatchObject({ reps: 2, phase: "review" });
  });

  test("cards due at the day's start are counted once, at its first review", async () => {
    for (const key of ["card-001", "card-002", "card-003"]) await review(ctx, ann, key, "easy");
    ctx.clock.advance(30 * dayMs);
    await review(ctx, ann, "card-004", "good");
    await review(ctx, ann, "card-001", "good");
    await review(ctx, ann, "card-002", "again");
    await review(ctx, ann, "card-002", "good");
    const day = (await everythingOf(ctx, ann)).days.at(-1);
    expect(day).toMatchObject({ dueAtStart: 3, dueDone: 2, reviews: 4, recalled: 3, newCards: 1 });
  });

  test("two cohorts on the track are both credited, one on another track is not", async () => {
    const second = await cohortOf(ctx, [ann]);
    await cohortOf(ctx, [ann], { track: "other" as never });
    await review(ctx, ann, "card-001", "good");
    const { sums } = await everythingOf(ctx, ann);
    expect(new Set(sums.map(({ cohortId }) => cohortId))).toEqual(new Set([cohort, second]));
  });
});
