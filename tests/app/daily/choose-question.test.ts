import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { chooseQuestions } from "../../../src/app/daily/choose-question.ts";
import type { CardId, CohortId, LearnerId, StudyDay } from "../../../src/core/ids.ts";
import { newMemory, retrievability } from "../../../src/core/scheduling/fsrs.ts";
import { addDays } from "../../../src/core/study-day.ts";
import { readCohort } from "../../../src/db/cohorts.ts";
import { chooseCards } from "../../../src/db/daily-questions.ts";
import { cards, learners, memoryStates } from "../../../src/db/schema/index.ts";
import { makeCohort, makeMember, mlTrack, publishQuestions, smallTrack } from "../../support/daily-cohort.ts";
import { useDatabase } from "../../support/database.ts";
import { dayMs, testContext } from "../../support/world.ts";

const monday = "2027-03-08" as StudyDay;

describe("the choice of the daily question", () => {
  const database = useDatabase();
  let ctx: ReturnType<typeof testContext>;
  let cohortId: CohortId;

  beforeEach(async () => {
    ctx = testContext(database.db, { tracks: [smallTrack()] });
    // Began Mon 11 Jan: in week 9 on Mon 8 Mar.
    cohortId = await makeCohort(ctx);
  });

  /** Asks on one day after another and tells the questions' prompts. */
  async function ask(days: number, from = 0): Promise<string[]> {
    const cohort = await readCohort(ctx.db, cohortId);
    if (!cohort) throw new Error("no cohort");
    const prompts: string[] = [];
    for (let day = from; day < from + days; day++) {
      const opensAtMs = Date.UTC(2027, 2, 8, 17, 30) + day * dayMs;
      const chosen = await ctx.db.transaction((tx) =>
        chooseQuestions(ctx, tx, [
          { cohort, pauses: [], date: addDays(monday, day), opensAtMs, closesAtMs: opensAtMs + dayMs },
        ]),
      );
      const question = chosen.get(cohortId);
      const all = await ctx.db.select().from(cards);
      prompts.push(
        `${all.find(({ id }) => id === question?.question.cardId)?.body.prompt}${question?.again ? " again" : ""}`,
      );
    }
    return prompts;
  }

  async function remember(learnerId: LearnerId, cardId: CardId, stability: number, lastStudyDay: string) {
    await ctx.db.insert(memoryStates).values({
      learnerId,
      cardId,
      phase: "review",
      stability,
      difficulty: 5,
      reps: 1,
      lapses: 0,
      step: 0,
      dueDay: "2027-04-01" as StudyDay,
      lastStudyDay: lastStudyDay as StudyDay,
    });
  }

  test("weeks reached first, newest first; then the rest of the block; then the oldest come round", async () => {
    await publishQuestions(ctx, [
      { prompt: "Old", week: 2 },
      { prompt: "Newest", week: 9 },
      { prompt: "Later in the block", week: 15 },
      { prompt: "Newest too", week: 9 },
    ]);
    // Nobody is beyond week 10 in these days: the block's later weeks wait until the reached ones are through.
    expect(await ask(7)).toEqual([
      "Newest",
      "Newest too",
      "Old",
      "Later in the block",
      "Newest again",
      "Newest too again",
      "Old again",
    ]);
  });

  test("only interview cards that are not withdrawn, of this track, and no block not begun", async () => {
    const ids = await publishQuestions(ctx, [
      { prompt: "Withdrawn", week: 9 },
      { prompt: "Asked", week: 3 },
    ]);
    await ctx.db
      .update(cards)
      .set({ archivedAt: 1 })
      .where(eq(cards.id, ids[0] as CardId));
    const body = (await ctx.db.select().from(cards))[0]?.body;
    if (!body) throw new Error("no body");
    const more = {
      deck: "d",
      deckTitle: "D",
      skills: [],
      topics: [],
      body,
      hash: "h",
      search: "",
      position: 1,
      week: 9,
    };
    await ctx.db.insert(cards).values([
      { ...more, track: mlTrack, key: "flash", kind: "flashcard", block: "supervised" },
      { ...more, track: mlTrack, key: "case", kind: "design", block: "supervised" },
      { ...more, track: "other" as typeof mlTrack, key: "other", kind: "interview", block: "supervised" },
    ]);
    expect(await ask(2)).toEqual(["Asked", "Asked again"]);
  });

  test("a date that has its question keeps it", async () => {
    await publishQuestions(ctx, [
      { prompt: "One", week: 9 },
      { prompt: "Two", week: 9 },
    ]);
    expect(await ask(1)).toEqual(await ask(1));
  });

  test("what the cohort has most likely forgotten comes before what nobody has met, and that before what all know", async () => {
    const [fresh, faded, known, half] = await publishQuestions(ctx, [
      { prompt: "Fresh", week: 9 },
      { prompt: "Faded", week: 9 },
      { prompt: "Known", week: 9 },
      { prompt: "Half", week: 9 },
    ]);
    expect(fresh).toBeDefined();
    const [ann, ben] = [await makeMember(ctx, "Ann", [cohortId]), await makeMember(ctx, "Ben", [cohortId])];
    const stranger = await makeMember(ctx, "Stranger", []);
    await remember(ann, known as CardId, 100, "2027-03-07");
    await remember(ben, known as CardId, 100, "2027-03-07");
    await remember(ann, faded as CardId, 3, "2027-02-01");
    await remember(ann, half as CardId, 3, "2027-02-01");
    await remember(ben, half as CardId, 300, "2027-03-01");
    // Whoever is not in the cohort does not count.
    await remember(stranger, known as CardId, 0.5, "2027-01-01");
    expect(await ask(4)).toEqual(["Faded", "Half", "Fresh", "Known"]);
  });

  test("the chance of recall is the scheduler's, with own weights too", async () => {
    const [first, second] = await publishQuestions(ctx, [
      { prompt: "First", week: 9 },
      { prompt: "Second", week: 9 },
    ]);
    const [ann, ben] = [await makeMember(ctx, "Ann", [cohortId]), await makeMember(ctx, "Ben", [cohortId])];
    const weights = Array.from({ length: 21 }, (_, at) => (at === 20 ? 0.6 : 1));
    await ctx.db.update(learners).set({ weights }).where(eq(learners.id, ben));
    const recall = (stability: number, day: string, own: readonly number[] | null) =>
      retrievability(
        { ...newMemory(), phase: "review", stability, lastStudyDay: day as StudyDay, reps: 1 },
        monday,
        own,
      );
    // Found by trying: with the published decay Ann's is the more faded one, with Ben's own decay his is.
    const annRecall = recall(4, "2027-01-20", null);
    const benDefault = recall(5, "2027-01-20", null);
    const benOwn = recall(5, "2027-01-20", weights);
    expect(annRecall).toBeLessThan(benDefault);
    expect(benOwn).toBeLessThan(annRecall);
    await remember(ann, first as CardId, 4, "2027-01-20");
    await remember(ben, second as CardId, 5, "2027-01-20");
    const wanted = { cohortId, track: mlTrack, date: monday, week: 9, blocks: ["supervised"] };
    expect(await chooseCards(ctx.db, [wanted])).toEqual([{ cohortId, cardId: second, again: false }]);
    await ctx.db.update(learners).set({ weights: null }).where(eq(learners.id, ben));
    expect(await chooseCards(ctx.db, [wanted])).toEqual([{ cohortId, cardId: first, again: false }]);
  });

  test("many cohorts at once, each by its own past", async () => {
    await publishQuestions(ctx, [
      { prompt: "One", week: 9 },
      { prompt: "Two", week: 9 },
    ]);
    const other = await makeCohort(ctx, { id: "other", places: ["other"] });
    await ask(1);
    const wanted = (id: CohortId) => ({
      cohortId: id,
      track: mlTrack,
      date: addDays(monday, 1),
      week: 9,
      blocks: ["supervised"],
    });
    const chosen = await chooseCards(ctx.db, [wanted(cohortId), wanted(other)]);
    const all = await ctx.db.select().from(cards);
    const prompt = (id: CohortId) =>
      all.find((card) => card.id === chosen.find((one) => one.cohortId === id)?.cardId)?.body.prompt;
    expect([prompt(cohortId), prompt(other)]).toEqual(["Two", "One"]);
  });
});
