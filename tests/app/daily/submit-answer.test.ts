import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { revealAnswer } from "../../../src/app/daily/answer-side.ts";
import { submitAnswer } from "../../../src/app/daily/submit-answer.ts";
import type { Reader } from "../../../src/app/people/reader.ts";
import type { CardId, CohortId, DailyQuestionId, StudyDay } from "../../../src/core/ids.ts";
import { countAnswers } from "../../../src/db/answers.ts";
import {
  answers,
  dailyActivity,
  dailyQuestions,
  identities,
  learners,
  memberships,
  totals,
} from "../../../src/db/schema/index.ts";
import { makeCohort, makeMember, publishQuestions, smallTrack } from "../../support/daily-cohort.ts";
import { useDatabase } from "../../support/database.ts";
import { dayMs, hourMs, testContext } from "../../support/world.ts";

const words = "A forest averages many trees, so its variance is low.";

describe("answering the daily question in words", () => {
  const database = useDatabase();
  let ctx: ReturnType<typeof testContext>;
  let cohortId: CohortId;
  let cardIds: CardId[];
  let question: DailyQuestionId;

  beforeEach(async () => {
    ctx = testContext(database.db, { tracks: [smallTrack()] });
    cohortId = await makeCohort(ctx);
    cardIds = await publishQuestions(ctx, [
      { prompt: "One?", week: 9 },
      { prompt: "Two?", week: 9 },
    ]);
    question = await makeQuestion(cohortId, 0);
  });

  async function makeQuestion(of: CohortId, card: number): Promise<DailyQuestionId> {
    const id = ctx.random.id() as DailyQuestionId;
    const nowMs = ctx.clock.nowMs();
    await ctx.db.insert(dailyQuestions).values({
      id,
      cohortId: of,
      date: "2027-03-10" as StudyDay,
      cardId: cardIds[card] as CardId,
      opensAt: nowMs,
      closesAt: nowMs + dayMs,
    });
    return id;
  }

  async function member(name: string, cohorts: readonly CohortId[] = [cohortId]): Promise<Reader> {
    const id = await makeMember(ctx, name, cohorts);
    const [learner] = await ctx.db.select().from(learners).where(eq(learners.id, id));
    const [identity] = await ctx.db.select().from(identities).where(eq(identities.learnerId, id));
    if (!learner || !identity) throw new Error("no member");
    return { learner, identityId: identity.id };
  }

  let event = 0;
  const submit = (reader: Reader, of = question, key = `event:${++event}`, said = words) =>
    submitAnswer(ctx, { reader, dailyQuestionId: of, words: said, eventKey: key });
  const all = async (reader: Reader) =>
    (await ctx.db.select().from(totals).where(eq(totals.learnerId, reader.learner.id)))
      .filter(({ period }) => period === "all")
      .map(({ cohortId: id, points, studyDays }) => `${id} ${points} ${studyDays}`)
      .sort();

  test("the same event twice, also at once, has one effect and one outcome", async () => {
    const ann = await member("Ann");
    const outcomes = await Promise.all([submit(ann, question, "same"), submit(ann, question, "same")]);
    outcomes.push(await submit(ann, question, "same"));
    for (const outcome of outcomes) {
      expect(outcome).toMatchObject({ kind: "saved", replaced: false, late: false, answer: { points: 20, words } });
    }
    expect(await all(ann)).toEqual(["spring 20 1"]);
    expect(await ctx.db.select().from(answers)).toHaveLength(1);
  });

  test("two submits at once: one is first, the other replaces its words; points once", async () => {
    const ann = await member("Ann");
    const other = "Or boosting, if there is time to tune it well.";
    const outcomes = await Promise.all([submit(ann), submit(ann, question, "second", other)]);
    expect(outcomes.map((one) => one.kind === "saved" && one.replaced).sort()).toEqual([false, true]);
    expect(await all(ann)).toEqual(["spring 20 1"]);
  });

  test("the answer of a second group on the same day earns nothing more, also when both come at once", async () => {
    const autumn = await makeCohort(ctx, { id: "autumn", places: ["autumn"] });
    const second = await makeQuestion(autumn, 1);
    const ann = await member("Ann", [cohortId, autumn]);
    const [a, b] = await Promise.all([submit(ann), submit(ann, second)]);
    expect([a, b].map((one) => (one.kind === "saved" ? one.answer.points : null)).sort()).toEqual([0, 20]);
    // Both groups follow the track, so both count the answer, as they would a review.
    expect(await all(ann)).toEqual(["autumn 20 1", "spring 20 1"]);
    ctx.clock.advance(12 * hourMs);
    const [third] = [await makeQuestion(await makeCohort(ctx, { id: "third", places: ["third"] }), 0)];
    expect(await submit(ann, third)).toMatchObject({ answer: { points: 20 } });
  });

  test("the day's cap of 400 points holds in the write", async () => {
    const ann = await member("Ann");
    await ctx.db
      .insert(dailyActivity)
      .values({ learnerId: ann.learner.id, studyDay: "2027-03-10" as StudyDay, points: 392, reviews: 60 });
    expect(await submit(ann)).toMatchObject({ answer: { points: 8 } });
    expect(await all(ann)).toEqual(["spring 8 0"]);
    const [day] = await ctx.db.select().from(dailyActivity);
    expect(day).toMatchObject({ points: 400, lastGrant: 8, answeredDaily: true });
  });

  test("after a reveal there are no points, but it is an answer and keeps the day", async () => {
    const ann = await member("Ann");
    expect((await revealAnswer(ctx, ann, question)).kind).toBe("open");
    expect(await submit(ann)).toMatchObject({ kind: "saved", replaced: false, answer: { points: 0 } });
    expect(await all(ann)).toEqual(["spring 0 1"]);
    const [day] = await ctx.db.select().from(dailyActivity);
    expect(day).toMatchObject({ points: 0, answeredDaily: true });
  });

  test("a reveal after the answer takes nothing away", async () => {
    const ann = await member("Ann");
    await submit(ann);
    await revealAnswer(ctx, ann, question);
    expect(await submit(ann)).toMatchObject({ replaced: true, answer: { points: 20 } });
  });

  test("who is in no group may answer, without points; the count is of members", async () => {
    const guest = await member("Guest", []);
    const ann = await member("Ann");
    expect(await submit(guest)).toMatchObject({ answer: { points: 0, words } });
    await submit(ann);
    const [row] = await ctx.db.select().from(dailyQuestions);
    if (!row) throw new Error("no question");
    expect(await countAnswers(ctx.db, row)).toEqual({ members: 1, answered: 1 });
    await ctx.db.update(memberships).set({ leftAt: ctx.clock.nowMs() });
    expect(await countAnswers(ctx.db, row)).toEqual({ members: 0, answered: 0 });
  });

  test("after the closing time words are kept and nothing counts", async () => {
    const ann = await member("Ann");
    ctx.clock.advance(dayMs);
    expect(await submit(ann)).toMatchObject({ kind: "saved", late: true, answer: { points: 0, words } });
    expect(await ctx.db.select().from(dailyActivity)).toEqual([]);
    expect(await all(ann)).toEqual([]);
  });

  test("length is counted in characters, not in bytes or halves of emoji", async () => {
    const ann = await member("Ann");
    expect(await submit(ann, question, "a", "🦄".repeat(19))).toEqual({ kind: "too-short" });
    expect(await submit(ann, question, "b", ` ${"x".repeat(19)} `)).toEqual({ kind: "too-short" });
    expect(await submit(ann, question, "c", "🦄".repeat(2_001))).toEqual({ kind: "too-long", chars: 2_001 });
    expect(await submit(ann, question, "d", "🦄".repeat(2_000))).toMatchObject({ kind: "saved" });
    expect(await submit(ann, "forged" as DailyQuestionId)).toEqual({ kind: "unknown" });
  });
});
