import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import type { Reader } from "../../../src/app/people/reader.ts";
import { nextStep } from "../../../src/app/study/next-step.ts";
import { type OpenOutcome, type OpenRequest, openSession } from "../../../src/app/study/open-session.ts";
import { introduceCard } from "../../../src/app/study/put-aside.ts";
import { reachedWeek } from "../../../src/app/study/reach.ts";
import { studyAlone } from "../../../src/app/study/study-alone.ts";
import type { PlatformId, StudyDay } from "../../../src/core/ids.ts";
import { cohortPauses, learners, memberships, memoryStates, places, sessions } from "../../../src/db/schema/index.ts";
import { smallTrack } from "../../support/daily-cohort.ts";
import { useDatabase } from "../../support/database.ts";
import {
  cohortOf,
  designCard,
  flashcard,
  interviewCard,
  publish,
  readerOf,
  someFlashcards,
  studyTrack,
} from "../../support/study-cards.ts";
import { cardId, review, type StudyContext } from "../../support/studying.ts";
import { dayMs, hourMs, testContext } from "../../support/world.ts";

describe("opening a session", () => {
  const database = useDatabase();
  let ctx: StudyContext;
  let ann: Reader;

  beforeEach(async () => {
    ctx = testContext(database.db, { tracks: [smallTrack()] });
    ann = await readerOf(ctx, "Ann");
    await cohortOf(ctx, [ann]);
  });

  const open = (request: OpenRequest = {}) => openSession(ctx, ann, request);
  const keysOf = async (outcome: OpenOutcome) => {
    if (outcome.kind !== "card") throw new Error(`the session ended ${outcome.kind}`);
    const [session] = await database.db
      .select()
      .from(sessions)
      .where(eq(sessions.id, outcome.shown.presentation.sessionId ?? ("" as never)));
    const ids = new Map<number, string>();
    for (const key of published) ids.set(await cardId(ctx, key), key);
    return session?.plan.map((id) => ids.get(id)) ?? [];
  };
  let published: string[] = [];
  const publishAll = async (cards: Parameters<typeof publish>[1]) => {
    published = cards.map(({ key }) => key);
    await publish(ctx, cards);
  };
  const reread = async () => {
    ann = await readerOf(ctx, "Ann");
  };

  test("the first time five cards are offered, afterwards a session of 20 within the daily limit", async () => {
    await publishAll(someFlashcards(40));
    expect(await open()).toEqual({ kind: "first-time", cards: 5 });
    expect(await keysOf(await open({ begin: true }))).toHaveLength(5);
    await review(ctx, ann, "card-001", "easy");
    ctx.clock.advance(dayMs);
    await reread();
    expect((await open()).kind).toBe("summary");
    expect(await keysOf(await open())).toHaveLength(10);
  });

  test("due cards come before new ones, the most forgotten first in the choice", async () => {
    await publishAll(someFlashcards(30));
    for (const key of ["card-001", "card-002", "card-003"]) await review(ctx, ann, key, "easy");
    ctx.clock.advance(30 * dayMs);
    await reread();
    const keys = await keysOf(await open({ count: 5 }));
    expect(keys).toHaveLength(5);
    for (const key of ["card-001", "card-002", "card-003"]) expect(keys).toContain(key);
  });

  test("neighbours are of different decks", async () => {
    await publishAll(someFlashcards(30));
    await database.db.update(learners).set({ reviewCount: 1 });
    await reread();
    const keys = await keysOf(await open());
    const decks = keys.map((key) => Number(key?.slice(-2)) % 3);
    expect(decks.every((deck, at) => at === 0 || deck !== decks[at - 1])).toBe(true);
  });

  test("only weeks reached open, and blocks opened ahead", async () => {
    await publishAll([
      flashcard("now", { week: 9 }),
      flashcard("later", { week: 10, block: "math" }),
      flashcard("ahead", { week: 20, block: "supervised" }),
    ]);
    await database.db.update(learners).set({ reviewCount: 1 });
    await reread();
    expect(await reachedWeek(ctx, ann.learner, studyTrack)).toMatchObject({ week: 9, openBlocks: [] });
    expect(await keysOf(await open())).toEqual(["now"]);
    await database.db.update(learners).set({ weekShift: 1, openBlocks: ["supervised"] });
    await reread();
    expect(await keysOf(await open({ extraNew: 5 }))).toEqual(["now", "later", "ahead"]);
  });

  test("siblings never share a study day, in either direction", async () => {
    await publishAll([flashcard("l1", { contrast: ["l2"] }), flashcard("l2"), flashcard("other", { deck: "pandas" })]);
    await database.db.update(learners).set({ reviewCount: 1 });
    await reread();
    expect(await keysOf(await open())).toEqual(["l1", "other"]);
    await review(ctx, ann, "l2", "easy");
    await database.db.update(sessions).set({ closedAt: 1, closedBy: "finished" });
    expect(await keysOf(await open())).toEqual(["other"]);
  });

  test("interview cards wait to be introduced, design cards to be asked for", async () => {
    await publishAll([
      flashcard("plain"),
      interviewCard("forests", { position: 2, deck: "forests" }),
      designCard("fraud", { position: 3, deck: "fraud" }),
    ]);
    await database.db.update(learners).set({ reviewCount: 1 });
    await reread();
    expect(await keysOf(await open())).toEqual(["plain"]);
    await introduceCard(ctx, ann.learner.id, await cardId(ctx, "forests"));
    expect(await keysOf(await open({ extraNew: 5 }))).toEqual(["plain", "forests"]);
    expect(await keysOf(await open({ topic: "fraud" }))).toEqual(["fraud"]);
  });

  test("the daily limit holds over sessions; five more on request; zero is reviews only", async () => {
    await publishAll(someFlashcards(30));
    for (let at = 1; at <= 10; at++) await review(ctx, ann, `card-${String(at).padStart(3, "0")}`, "easy");
    await reread();
    expect(await open()).toMatchObject({ kind: "nothing-due", limitReached: 10, canLearnMore: true });
    expect(await keysOf(await open({ extraNew: 5 }))).toHaveLength(5);
    await database.db.update(learners).set({ newPerDay: 0 });
    await database.db.update(sessions).set({ closedAt: 1, closedBy: "stopped" });
    ctx.clock.advance(dayMs);
    await reread();
    expect(await open()).toMatchObject({ kind: "nothing-due", limitReached: 0 });
  });

  test("the same study day goes on; another topic closes it; so does the turn of the day", async () => {
    await publishAll(someFlashcards(30));
    const first = await open({ begin: true });
    expect(first).toMatchObject({ kind: "card", resumed: false });
    expect(await open({ count: 3 })).toMatchObject({ kind: "card", resumed: true });
    const other = await open({ topic: "deck:pandas" });
    expect(other).toMatchObject({ kind: "card", resumed: false });
    expect(await open({ topic: "Deck pandas" })).toMatchObject({ kind: "card", resumed: true });
    const all = await database.db.select().from(sessions).orderBy(sessions.openedAt);
    expect(all.map(({ closedBy }) => closedBy ?? "open").sort()).toEqual(["open", "other-topic"]);
    // 03:59 in Berlin is still the day before.
    ctx.clock.moveTo(Date.UTC(2027, 2, 11, 2, 59));
    expect(await open()).toMatchObject({ kind: "card", resumed: true });
    ctx.clock.moveTo(Date.UTC(2027, 2, 11, 3, 0));
    expect(await open({ begin: true })).toMatchObject({ kind: "card", resumed: false });
  });

  test("two commands at once open one session", async () => {
    await publishAll(someFlashcards(30));
    const outcomes = await Promise.all([1, 2, 3].map(() => open({ begin: true })));
    expect(outcomes.every(({ kind }) => kind === "card")).toBe(true);
    expect(await database.db.select().from(sessions)).toHaveLength(1);
  });

  test("topics are found by title, id, part of a card's id; others get suggestions", async () => {
    await publishAll(someFlashcards(30));
    for (const topic of ["Deck numpy", "numpy", "deck:numpy", "card-00"]) {
      expect(await open({ topic }), topic).toMatchObject({ kind: "card" });
    }
    const unknown = await open({ topic: "numpi" });
    expect(unknown.kind).toBe("topic-unknown");
    if (unknown.kind === "topic-unknown") expect(unknown.close[0]).toEqual({ id: "deck:numpy", title: "Deck numpy" });
  });

  test("after three days away with many waiting a spread is offered, and nothing is dropped", async () => {
    await publishAll(someFlashcards(60));
    await database.db.update(learners).set({ newPerDay: 50 });
    for (const key of published.slice(0, 43)) await review(ctx, ann, key, "easy");
    ctx.clock.advance(40 * dayMs);
    await reread();
    expect(await open()).toEqual({ kind: "long-away", waiting: 43, overFive: 9, overThree: 15 });
    expect(await keysOf(await open({ waiting: 5 }))).toHaveLength(9);
    const states = await database.db.select().from(memoryStates);
    const perDay = new Map<string, number>();
    for (const { dueDay } of states) {
      const day = dueDay !== null && dueDay > "2027-04-19" ? dueDay : "today";
      perDay.set(day, (perDay.get(day) ?? 0) + 1);
    }
    expect(Object.fromEntries(perDay)).toEqual({
      today: 9,
      "2027-04-20": 9,
      "2027-04-21": 9,
      "2027-04-22": 8,
      "2027-04-23": 8,
    });
    expect(await nextStep(ctx, ann)).toEqual({ kind: "study-due", due: 9 });
  });

  test("nothing due says what comes next", async () => {
    await publishAll(someFlashcards(3));
    for (const key of published) await review(ctx, ann, key, "easy");
    await reread();
    const outcome = await open();
    expect(outcome).toMatchObject({ kind: "nothing-due", limitReached: null, canLearnMore: false });
    if (outcome.kind === "nothing-due") expect(outcome.next?.cards).toBeGreaterThan(0);
    expect(await nextStep(ctx, ann)).toEqual({ kind: "progress" });
  });

  test("without a group: those of this workspace to join, or alone from week 1", async () => {
    await publishAll([flashcard("first", { week: 1 }), flashcard("second", { week: 2 })]);
    const cohort = await cohortOf(ctx, [ann], { name: "ML autumn" });
    await database.db.insert(places).values({
      id: "place" as never,
      cohortId: cohort,
      platform: "playground" as PlatformId,
      workspace: "home",
      channel: "ml",
      channelName: "ml",
      createdAt: 1,
    });
    const eda = await readerOf(ctx, "Eda");
    const at = { platform: "playground" as PlatformId, workspace: "home" };
    expect(await openSession(ctx, eda, { at })).toEqual({
      kind: "no-cohort",
      joinable: [{ cohortId: cohort, name: "ML autumn" }],
    });
    expect(await openSession(ctx, eda, { at: { ...at, workspace: "elsewhere" } })).toEqual({
      kind: "no-cohort",
      joinable: [],
    });
    const alone = await studyAlone(ctx, eda);
    expect(await openSession(ctx, alone)).toEqual({ kind: "first-time", cards: 1 });
    ctx.clock.advance(7 * dayMs);
    expect((await reachedWeek(ctx, alone.learner, studyTrack)).week).toBe(2);
  });
});

describe("weeks reached", () => {
  const database = useDatabase();

  test("the furthest cohort counts, moved by one's own choice, pauses and pace", async () => {
    const ctx = testContext(database.db);
    const ann = await readerOf(ctx, "Ann");
    const slow = await cohortOf(ctx, [ann], { paceWeeks: 48 });
    const week = async () => (await reachedWeek(ctx, (await readerOf(ctx, "Ann")).learner, studyTrack)).week;
    expect(await week()).toBe(6);
    const standard = await cohortOf(ctx, [ann]);
    expect(await week()).toBe(9);
    await database.db
      .insert(cohortPauses)
      .values({ cohortId: standard, fromDay: "2027-02-01" as StudyDay, untilDay: "2027-02-14" as StudyDay });
    expect(await week()).toBe(7);
    await database.db.update(learners).set({ weekShift: -3 });
    expect(await week()).toBe(4);
    await database.db.update(memberships).set({ leftAt: 1 }).where(eq(memberships.cohortId, standard));
    expect(await week()).toBe(3);
    await database.db.update(memberships).set({ leftAt: 1 }).where(eq(memberships.cohortId, slow));
    expect(await week()).toBe(0);
  });

  test("a cohort yet to begin is at week 1", async () => {
    const ctx = testContext(database.db);
    const ann = await readerOf(ctx, "Ann");
    await cohortOf(ctx, [ann], { firstDay: "2027-05-03" as StudyDay });
    expect((await reachedWeek(ctx, ann.learner, studyTrack)).week).toBe(1);
    ctx.clock.advance(hourMs);
  });
});
