import { and, eq, isNull } from "drizzle-orm";
import fc from "fast-check";
import { beforeEach, describe, expect, test } from "vitest";
import { joinCohort } from "../../../src/app/cohort/join-cohort.ts";
import { submitAnswer } from "../../../src/app/daily/submit-answer.ts";
import { readBoard } from "../../../src/app/leaderboard/read-board.ts";
import { totalsCommand, verifyTotals } from "../../../src/app/leaderboard/verify-totals.ts";
import { gradeCard } from "../../../src/app/study/grade-card.ts";
import { presentCard } from "../../../src/app/study/present-card.ts";
import { undoReview } from "../../../src/app/study/undo-review.ts";
import type { CardId, CohortId, DailyQuestionId, IdentityId, LearnerId, StudyDay } from "../../../src/core/ids.ts";
import { seeded } from "../../../src/core/random.ts";
import { ratings } from "../../../src/core/scheduling/fsrs.ts";
import { rankBoard } from "../../../src/core/scoring/ranking.ts";
import { dailyQuestions, identities, memberships, presentations, totals } from "../../../src/db/schema/index.ts";
import { makeCohort, makeMember, mlTrack } from "../../support/daily-cohort.ts";
import { useDatabase } from "../../support/database.ts";
import { dayMs, testContext } from "../../support/world.ts";
import { addCards, learnerNow } from "../progress/history.ts";
import { sampleTrack } from "../progress/sample-group.ts";

describe("kept totals", () => {
  const database = useDatabase();
  let ctx: ReturnType<typeof testContext>;
  let events = 0;
  beforeEach(() => {
    ctx = testContext(database.db, { tracks: [sampleTrack()] });
  });

  async function reader(id: LearnerId) {
    const [identity] = await database.db.select().from(identities).where(eq(identities.learnerId, id));
    return { learner: await learnerNow(database.db, id), identityId: identity?.id ?? (0 as IdentityId) };
  }

  async function grade(id: LearnerId, cardId: CardId, rating: (typeof ratings)[number], lookMs: number) {
    const who = await reader(id);
    const shown = await presentCard(ctx, { learner: who.learner, cardId });
    if (!shown) throw new Error("no card");
    await database.db
      .update(presentations)
      .set({ answerShownAt: ctx.clock.nowMs() })
      .where(eq(presentations.id, shown.id));
    ctx.clock.advance(lookMs);
    await gradeCard(ctx, { presentationId: shown.id, rating, by: who, eventKey: `e${++events}` });
  }

  async function undo(id: LearnerId) {
    return undoReview(ctx, { reader: await reader(id), eventKey: `e${++events}` });
  }

  test("equal what the log adds up to, after any grades, undos, answers, leaving and coming back", async () => {
    const step = fc.oneof(
      {
        weight: 8,
        arbitrary: fc.record({
          kind: fc.constant("grade" as const),
          who: fc.nat(2),
          card: fc.nat(5),
          rating: fc.constantFrom(...ratings),
          lookMs: fc.constantFrom(500, 5_000),
        }),
      },
      { weight: 3, arbitrary: fc.record({ kind: fc.constant("undo" as const), who: fc.nat(2) }) },
      { weight: 2, arbitrary: fc.record({ kind: fc.constant("answer" as const), who: fc.nat(2) }) },
      {
        weight: 2,
        arbitrary: fc.record({ kind: fc.constant("wait" as const), hours: fc.integer({ min: 1, max: 60 }) }),
      },
      { weight: 1, arbitrary: fc.record({ kind: fc.constant("leave" as const), who: fc.nat(2) }) },
      { weight: 1, arbitrary: fc.record({ kind: fc.constant("return" as const), who: fc.nat(2) }) },
    );
    let round = 0;
    const startMs = ctx.clock.nowMs();
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), async (steps) => {
        round += 1;
        ctx.clock.moveTo(startMs);
        const cohortIds: CohortId[] = [];
        for (const name of ["a", "b"]) {
          cohortIds.push(await makeCohort(ctx, { id: `${name}${round}`, places: [`${name}${round}`] }));
        }
        const people: LearnerId[] = [];
        for (const at of [0, 1, 2])
          people.push(await makeMember(ctx, `P${round}-${at}`, cohortIds.slice(0, 1 + (at % 2))));
        const cardIds = await addCards(database.db, 6, { track: mlTrack });
        let question = 0;
        for (const one of steps) {
          const who = "who" in one ? (people[one.who] as LearnerId) : (people[0] as LearnerId);
          switch (one.kind) {
            case "grade":
              await grade(who, cardIds[one.card] as CardId, one.rating, one.lookMs);
              break;
            case "undo":
              await undo(who);
              break;
            case "wait":
              ctx.clock.advance(one.hours * 3_600_000);
              break;
            case "leave":
              // On a new study day: which events of one day somebody was a member for is not kept.
              ctx.clock.advance(dayMs);
              await database.db
                .update(memberships)
                .set({ leftAt: ctx.clock.nowMs() })
                .where(and(eq(memberships.learnerId, who), isNull(memberships.leftAt)));
              break;
            case "return":
              ctx.clock.advance(dayMs);
              for (const cohortId of cohortIds) {
                const wish = { cohortId, zone: null, board: "named", reminderTime: null } as const;
                await joinCohort(ctx, await reader(who), wish);
              }
              break;
            case "answer": {
              question += 1;
              const id = `q${round}-${question}` as DailyQuestionId;
              await database.db.insert(dailyQuestions).values({
                id,
                cohortId: cohortIds[0] as CohortId,
                date: `20${30 + round}-01-${String(question).padStart(2, "0")}` as StudyDay,
                cardId: cardIds[0] as CardId,
                opensAt: ctx.clock.nowMs() - 1,
                closesAt: ctx.clock.nowMs() + (question % 4 === 0 ? 0 : dayMs),
              });
              await submitAnswer(ctx, {
                reader: await reader(who),
                dailyQuestionId: id,
                words: "Because the mean of means is a mean.",
                eventKey: `e${++events}`,
              });
            }
          }
        }
        const report = await verifyTotals(database.db);
        expect(report.differences.filter((one) => cohortIds.includes(one.cohortId))).toEqual([]);
      }),
      { numRuns: 25 },
    );
    expect(await database.db.$count(totals)).toBeGreaterThan(20);
  }, 90_000);

  test("a sum that was changed by hand is found, and said", async () => {
    const cohortId = await makeCohort(ctx);
    const ann = await makeMember(ctx, "Ann", [cohortId]);
    const [card] = await addCards(database.db, 1, { track: mlTrack });
    await grade(ann, card as CardId, "good", 5_000);
    const said: string[] = [];
    const io = { out: (text: string) => void said.push(text), err: (text: string) => void said.push(text) };
    const open = async () => ({ db: database.db, close: async () => {} });
    expect(await totalsCommand(["verify"], io, open)).toBe(0);
    expect(said.splice(0)).toEqual(["cohorts 1 differences 0"]);

    await database.db.update(totals).set({ points: 999 }).where(eq(totals.period, "all"));
    expect(await totalsCommand(["verify"], io, open)).toBe(1);
    expect(said).toEqual([
      `spring all learner ${ann}: kept 999 points, 1 study days; the log says 5 points, 1 study days`,
      "cohorts 1 differences 1",
    ]);
    expect(await totalsCommand([], io, open)).toBe(2);
  });

  test("the board read from the index is the board the rules give, for any points", async () => {
    const cohortId = await makeCohort(ctx);
    const random = seeded("board");
    for (let round = 0; round < 6; round += 1) {
      await database.db.delete(totals);
      await database.db.delete(memberships);
      const people: { id: LearnerId; points: number; hidden: boolean }[] = [];
      const size = 3 + Math.floor(random() * 22);
      for (let at = 0; at < size; at += 1) {
        const id = await makeMember(ctx, `R${round}-${at}`, [cohortId]);
        const person = { id, points: Math.floor(random() * 12) * 10, hidden: random() < 0.2 };
        people.push(person);
        const board = person.hidden ? "hidden" : random() < 0.5 ? "named" : "anonymous";
        await database.db.update(memberships).set({ board }).where(eq(memberships.learnerId, id));
        await database.db
          .insert(totals)
          .values({ cohortId, period: "all", learnerId: id, points: person.points, studyDays: 0 });
      }
      const seen = people.filter(({ hidden, points }) => !hidden && points > 0);
      for (const me of people) {
        const expected = rankBoard(
          seen.map(({ id, points }) => ({ learnerId: id, points })),
          me.id,
        );
        const board = await readBoard(ctx, await reader(me.id), { period: "all", cohortId });
        if (board.kind !== "board") throw new Error("no board");
        const plain = (rows: readonly { rank: number; points: number }[]) =>
          rows.map(({ rank, points }) => `${rank}. ${points}`);
        expect(plain(board.top)).toEqual(plain(expected.top));
        expect(plain(board.around)).toEqual(plain(expected.around));
        if (expected.mine) expect(board.me.rank).toBe(expected.mine.rank);
      }
    }
  }, 90_000);
});
