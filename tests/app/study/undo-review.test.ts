import { eq } from "drizzle-orm";
import fc from "fast-check";
import { beforeEach, describe, expect, test } from "vitest";
import type { Reader } from "../../../src/app/people/reader.ts";
import { suspendCard } from "../../../src/app/study/put-aside.ts";
import { undoReview } from "../../../src/app/study/undo-review.ts";
import { ratings } from "../../../src/core/scheduling/fsrs.ts";
import { answers, dailyActivity, dailyQuestions, presentations } from "../../../src/db/schema/index.ts";
import { useDatabase } from "../../support/database.ts";
import { cohortOf, publish, readerOf, someFlashcards } from "../../support/study-cards.ts";
import { cardId, everythingOf, grade, newEventKey, review, type StudyContext, show } from "../../support/studying.ts";
import { dayMs, minuteMs, testContext } from "../../support/world.ts";

describe("taking back a rating", () => {
  const database = useDatabase();
  let ctx: StudyContext;
  let ann: Reader;

  beforeEach(async () => {
    ctx = testContext(database.db);
    await publish(ctx, someFlashcards(12));
    ann = await readerOf(ctx, "Ann");
    await cohortOf(ctx, [ann]);
  });

  const undo = (eventKey = newEventKey()) => undoReview(ctx, { reader: ann, eventKey });
  /** Without the rows that only grow: undo appends, versions go up, a day stays begun. */
  async function facts() {
    const all = await everythingOf(ctx, ann);
    return {
      reviewCount: all.reviewCount,
      points: all.points,
      memory: all.memory.map(({ version: _version, ...state }) => state),
      sums: all.sums.filter(({ points, studyDays }) => points > 0 || studyDays > 0),
      days: all.days
        .filter(({ reviews }) => reviews > 0)
        .map(({ studyDay, dueAtStart, dueDone, reviews, recalled, newCards, points }) => {
          return { studyDay, dueAtStart, dueDone, reviews, recalled, newCards, points };
        }),
    };
  }

  test("restores memory, day, totals and count exactly, back to the start of the day", async () => {
    await review(ctx, ann, "card-001", "easy");
    await review(ctx, ann, "card-002", "easy");
    ctx.clock.advance(20 * dayMs);
    const snapshots = [await facts()];
    for (const [key, rating] of [
      ["card-001", "good"],
      ["card-003", "again"],
      ["card-002", "again"],
      ["card-003", "good"],
    ] as const) {
      await review(ctx, ann, key, rating);
      snapshots.push(await facts());
    }
    const taken: string[] = [];
    for (let left = snapshots.length - 2; left >= 0; left--) {
      const outcome = await undo();
      if (outcome.kind === "undone") taken.push(outcome.rating);
      expect(await facts()).toEqual(snapshots[left]);
    }
    expect(taken).toEqual(["good", "again", "again", "good"]);
    expect(await undo()).toEqual({ kind: "nothing" });
    expect(await facts()).toEqual(snapshots[0]);
  });

  test("a new card is new again, and can be rated anew", async () => {
    await review(ctx, ann, "card-001", "good");
    expect(await undo()).toMatchObject({ kind: "undone", rating: "good", points: 5, undoable: null });
    expect((await everythingOf(ctx, ann)).memory).toEqual([]);
    await review(ctx, ann, "card-001", "easy");
    expect(await everythingOf(ctx, ann)).toMatchObject({ reviewCount: 1, points: 5, rows: 3 });
  });

  test("the same event, or the same button twice, takes back one", async () => {
    await review(ctx, ann, "card-001", "good");
    const second = await review(ctx, ann, "card-002", "good");
    const key = newEventKey();
    expect(await undo(key)).toMatchObject({ kind: "undone" });
    expect(await undo(key)).toMatchObject({ kind: "already-taken-back" });
    const named = await undoReview(ctx, { reader: ann, reviewId: second.review.id, eventKey: newEventKey() });
    expect(named).toMatchObject({ kind: "already-taken-back", undoable: { rating: "good" } });
    expect((await everythingOf(ctx, ann)).reviewCount).toBe(1);
  });

  test("two devices at once take back one", async () => {
    const { review: given } = await review(ctx, ann, "card-001", "good");
    const outcomes = await Promise.all(
      Array.from({ length: 4 }, () => undoReview(ctx, { reader: ann, reviewId: given.id, eventKey: newEventKey() })),
    );
    expect(outcomes.filter(({ kind }) => kind === "undone")).toHaveLength(1);
    expect(await everythingOf(ctx, ann)).toMatchObject({ reviewCount: 0, points: 0, memory: [] });
  });

  test("not beyond the study day, and not somebody else's", async () => {
    const { review: given } = await review(ctx, ann, "card-001", "easy");
    const ben = await readerOf(ctx, "Ben");
    expect(await undoReview(ctx, { reader: ben, reviewId: given.id, eventKey: newEventKey() })).toEqual({
      kind: "nothing",
    });
    ctx.clock.advance(dayMs);
    expect(await undo()).toEqual({ kind: "nothing" });
    expect(await undoReview(ctx, { reader: ann, reviewId: given.id, eventKey: newEventKey() })).toEqual({
      kind: "nothing",
    });
  });

  test("an older rating of the same card waits for the newer one", async () => {
    const first = await review(ctx, ann, "card-001", "again");
    ctx.clock.advance(2 * minuteMs);
    await review(ctx, ann, "card-001", "good");
    expect(await undoReview(ctx, { reader: ann, reviewId: first.review.id, eventKey: newEventKey() })).toEqual({
      kind: "nothing",
    });
  });

  test("what stood on the screen of that card is worked out anew", async () => {
    await review(ctx, ann, "card-001", "good");
    ctx.clock.advance(11 * minuteMs);
    const presentation = await show(ctx, ann, "card-001");
    await undo();
    expect(await grade(ctx, ann, presentation, "good")).toMatchObject({ kind: "put-aside" });
    expect((await everythingOf(ctx, ann)).memory).toEqual([]);
  });

  test("a card suspended since stays suspended", async () => {
    await review(ctx, ann, "card-001", "good");
    await suspendCard(ctx, ann, await cardId(ctx, "card-001"));
    await undo();
    const [state] = (await everythingOf(ctx, ann)).memory;
    expect(state).toMatchObject({ phase: "new", reps: 0, introducedOn: null });
    expect(state?.suspendedAt).not.toBeNull();
  });

  test("points of a daily answer stay, its rating goes", async () => {
    const [question] = await database.db
      .insert(dailyQuestions)
      .values({
        id: "question" as never,
        cohortId: (await everythingOf(ctx, ann)).sums[0]?.cohortId ?? (await cohortOf(ctx, [ann])),
        date: "2027-03-10" as never,
        cardId: await cardId(ctx, "card-001"),
        opensAt: ctx.clock.nowMs(),
        closesAt: ctx.clock.nowMs() + dayMs,
      })
      .returning();
    if (!question) throw new Error("no question");
    const day = { learnerId: ann.learner.id, studyDay: "2027-03-10" as never };
    await database.db.insert(dailyActivity).values({ ...day, answeredDaily: true, points: 20 });
    await database.db.insert(answers).values({ ...day, dailyQuestionId: question.id, words: "Words.", points: 20 });
    const presentation = await show(ctx, ann, "card-001");
    await database.db
      .update(presentations)
      .set({ dailyQuestionId: question.id, ticked: ["variance"] })
      .where(eq(presentations.id, presentation));
    ctx.clock.advance(5_000);
    expect(await grade(ctx, ann, presentation, "good")).toMatchObject({ review: { points: 0 }, dayPoints: 20 });
    expect((await database.db.select().from(answers))[0]).toMatchObject({ rating: "good", ticked: ["variance"] });
    await undo();
    expect((await database.db.select().from(answers))[0]).toMatchObject({ rating: null, ticked: [], points: 20 });
    expect((await everythingOf(ctx, ann)).days).toMatchObject([{ points: 20, reviews: 0, answeredDaily: true }]);
  });

  test("points of reviews, days and totals agree after any sequence", async () => {
    const step = fc.oneof(
      {
        weight: 4,
        arbitrary: fc.record({ card: fc.integer({ min: 1, max: 6 }), rating: fc.constantFrom(...ratings) }),
      },
      { weight: 2, arbitrary: fc.constant("undo" as const) },
      { weight: 1, arbitrary: fc.integer({ min: 1, max: 60 }) },
    );
    let run = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 25 }), async (steps) => {
        ann = await readerOf(ctx, `Ann ${++run}`);
        await cohortOf(ctx, [ann]);
        for (const one of steps) {
          if (one === "undo") await undo();
          else if (typeof one === "number") ctx.clock.advance(one * 6 * 60 * minuteMs);
          else await review(ctx, ann, `card-00${one.card}`, one.rating);
        }
        const all = await everythingOf(ctx, ann);
        const ofDays = all.days.reduce((sum, { points }) => sum + points, 0);
        const of = (kind: string) =>
          all.sums.filter(({ period }) => period.startsWith(kind)).reduce((sum, { points }) => sum + points, 0);
        expect([ofDays, of("all"), of("week"), of("month")]).toEqual(Array(4).fill(all.points));
        const standing = all.days.reduce((sum, { reviews }) => sum + reviews, 0);
        expect(standing).toBe(all.reviewCount);
        const studyDays = all.sums.find(({ period }) => period === "all")?.studyDays ?? 0;
        expect(studyDays).toBe(all.days.filter(({ reviews }) => reviews > 0).length);
        expect(all.memory.every(({ reps }) => reps > 0)).toBe(true);
        expect(all.memory.reduce((sum, { reps }) => sum + reps, 0)).toBe(all.reviewCount);
      }),
      { numRuns: 12, seed: 7 },
    );
  }, 60_000);
});
