import { asc, eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { closeStudyDays } from "../../../src/app/progress/close-days.ts";
import { repairDay } from "../../../src/app/progress/repair-day.ts";
import type { CardId, CohortId, LearnerId, StudyDay, TrackId } from "../../../src/core/ids.ts";
import { studyDayStartMs } from "../../../src/core/study-day.ts";
import { cohorts, dailyActivity, memberships } from "../../../src/db/schema/index.ts";
import { useDatabase } from "../../support/database.ts";
import { testContext } from "../../support/world.ts";
import { addCards, addDay, addLearner, inReview, learnerNow, readerOf, remember } from "./history.ts";

const day = (text: string) => text as StudyDay;
const cohortId = "spring" as CohortId;

describe("an organiser sets a day right", () => {
  const database = useDatabase();

  async function start() {
    const ctx = testContext(database.db, { startMs: studyDayStartMs(day("2027-03-10"), "Europe/Berlin", 12) });
    const chi = await addLearner(database.db, "Chi");
    const ann = await addLearner(database.db, "Ann");
    await database.db.insert(cohorts).values({
      id: cohortId,
      name: "ML spring",
      track: "sample" as TrackId,
      firstDay: day("2027-01-11"),
      zone: "Europe/Berlin",
      dailyTime: "18:30",
      dailyDays: [1],
      checkInDay: 7,
      createdBy: chi.id,
      createdAt: 0,
    });
    await database.db.insert(memberships).values([
      { cohortId, learnerId: chi.id, role: "organiser", joinedAt: 0 },
      { cohortId, learnerId: ann.id, joinedAt: 0 },
    ]);
    const [card] = await addCards(database.db, 1);
    await remember(database.db, ann.id, card as CardId, inReview(day("2027-03-04")));
    await addDay(database.db, ann.id, day("2027-03-03"), { answeredDaily: true });
    await addDay(database.db, ann.id, day("2027-03-08"), { answeredDaily: true });
    return { ctx, chi: readerOf(chi), ann };
  }

  async function ledger(learnerId: LearnerId) {
    const rows = await database.db
      .select()
      .from(dailyActivity)
      .where(eq(dailyActivity.learnerId, learnerId))
      .orderBy(asc(dailyActivity.studyDay));
    return rows.map((row) => `${row.studyDay} ${row.verdict} ${row.reason} ${row.streakAfter} ${row.freezesLeft}`);
  }

  test("the days after it are worked out anew, a freeze it had taken moves on", async () => {
    const { ctx, chi, ann } = await start();
    await closeStudyDays(ctx, ann);
    expect(await ledger(ann.id)).toEqual([
      "2027-03-03 kept daily-answer 1 2",
      "2027-03-04 freeze freeze 1 1",
      "2027-03-05 freeze freeze 1 0",
      "2027-03-06 ended missed 0 0",
      "2027-03-07 ended missed 0 0",
      "2027-03-08 kept daily-answer 1 0",
      "2027-03-09 ended missed 0 0",
    ]);
    const input = { cohortId, learnerId: ann.id, day: day("2027-03-05"), reason: "bot was down" };
    expect(await repairDay(ctx, chi, input)).toEqual({ kind: "repaired", length: 0, lengthBefore: 0 });
    expect(await ledger(ann.id)).toEqual([
      "2027-03-03 kept daily-answer 1 2",
      "2027-03-04 freeze freeze 1 1",
      "2027-03-05 kept repaired 2 1",
      "2027-03-06 freeze freeze 2 0",
      "2027-03-07 ended missed 0 0",
      "2027-03-08 kept daily-answer 1 0",
      "2027-03-09 ended missed 0 0",
    ]);
    expect(await repairDay(ctx, chi, { ...input, day: day("2027-03-07") })).toMatchObject({ kind: "repaired" });
    expect(await repairDay(ctx, chi, { ...input, day: day("2027-03-09") })).toEqual({
      kind: "repaired",
      length: 5,
      lengthBefore: 0,
    });
    expect((await learnerNow(database.db, ann.id)).streak).toMatchObject({ length: 5, longest: 5 });
    const [repaired] = await database.db
      .select()
      .from(dailyActivity)
      .where(eq(dailyActivity.studyDay, day("2027-03-05")));
    expect(repaired).toMatchObject({ repairedBy: chi.learner.id, repairReason: "bot was down" });
    expect(await repairDay(ctx, chi, input)).toEqual({ kind: "already-kept" });
  });

  test("only an organiser, only a member, only a closed day", async () => {
    const { ctx, chi, ann } = await start();
    const input = { cohortId, learnerId: ann.id, day: day("2027-03-05"), reason: "x" };
    expect(await repairDay(ctx, readerOf(ann), input)).toEqual({ kind: "not-organiser" });
    const stranger = await addLearner(database.db, "Zoe");
    expect(await repairDay(ctx, chi, { ...input, learnerId: stranger.id })).toEqual({ kind: "not-member" });
    expect(await repairDay(ctx, chi, { ...input, day: day("2027-03-10") })).toEqual({ kind: "not-in-ledger" });
    expect(await repairDay(ctx, chi, { ...input, day: day("2027-02-10") })).toEqual({ kind: "not-in-ledger" });
  });
});
