import { describe, expect, test } from "vitest";
import { type LedgerLine, readLedgerPage } from "../../../src/app/progress/read-ledger.ts";
import type { StudyDay } from "../../../src/core/ids.ts";
import { seeded } from "../../../src/core/random.ts";
import { addDays, studyDayStartMs } from "../../../src/core/study-day.ts";
import { useDatabase } from "../../support/database.ts";
import { testContext } from "../../support/world.ts";
import { addCards, addDay, addLearner, inReview, learnerNow, readerOf, remember } from "./history.ts";

const today = "2027-03-10" as StudyDay;

describe("the pages of the ledger", () => {
  const database = useDatabase();

  test("tell of each closed day once, newest first, until there are no earlier ones", async () => {
    const ctx = testContext(database.db, { startMs: studyDayStartMs(today, "Europe/Berlin", 12) });
    const { id } = await addLearner(database.db, "Ann");
    const [card] = await addCards(database.db, 1);
    const first = addDays(today, -150);
    if (card) await remember(database.db, id, card, inReview(first));
    const random = seeded("ledger");
    for (let back = 150; back >= 1; back -= 1) {
      // Runs of kept days with gaps of one to four between them.
      if (back === 150 || random() < 0.85) {
        await addDay(database.db, id, addDays(today, -back), { dueAtStart: 1, dueDone: 1, reviews: 1 });
      }
    }
    const days: StudyDay[] = [];
    let before: StudyDay | null = null;
    let pages = 0;
    do {
      const page = await readLedgerPage(ctx, readerOf(await learnerNow(database.db, id)), before);
      expect(page.lines.length).toBeLessThanOrEqual(14);
      expect(page.showsToday).toBe(pages === 0);
      days.push(...page.lines.flatMap(daysOf));
      before = page.earlierThan;
      pages += 1;
    } while (before !== null);
    expect(pages).toBeGreaterThan(1);
    expect(days).toEqual(Array.from({ length: 150 }, (_, at) => addDays(today, -1 - at)));
  });

  test("a streak that ended says so, days without one do not", async () => {
    const ctx = testContext(database.db, { startMs: studyDayStartMs(today, "Europe/Berlin", 12) });
    const { id } = await addLearner(database.db, "Ann");
    const [card] = await addCards(database.db, 1);
    if (card) await remember(database.db, id, card, inReview(addDays(today, -6)));
    await addDay(database.db, id, addDays(today, -7), { answeredDaily: true });
    const page = await readLedgerPage(ctx, readerOf(await learnerNow(database.db, id)), null);
    const told = page.lines.map((line) =>
      line.kind === "day"
        ? `${line.day.day.slice(5)} ${line.day.verdict}${line.day.endedStreak ? ", ended" : ""}`
        : "run",
    );
    expect(told).toEqual([
      "03-09 ended",
      "03-08 ended",
      "03-07 ended",
      "03-06 ended, ended",
      "03-05 freeze",
      "03-04 freeze",
      "03-03 kept",
    ]);
    expect(page.streak).toMatchObject({ length: 0, longest: 1, longestEndedOn: "2027-03-05" });
  });
});

function daysOf(line: LedgerLine): StudyDay[] {
  if (line.kind === "day") return [line.day.day];
  return Array.from({ length: line.days }, (_, at) => addDays(line.to, -at));
}
