import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import type { CohortId } from "../../../src/core/ids.ts";
import { learners, memberships, totals } from "../../../src/db/schema/index.ts";
import { sampleGroup, sampleHistory, sampleTrack } from "../../app/progress/sample-group.ts";
import { makeMember } from "../../support/daily-cohort.ts";
import { useWorld } from "../../support/world.ts";

describe("/progress", () => {
  const world = useWorld({ tracks: [sampleTrack()] });

  async function studied() {
    const group = await sampleGroup(world.ctx);
    await sampleHistory(world.ctx, group.ann, group.python);
    await world.ctx.db.update(learners).set({ reviewCount: 141 }).where(eq(learners.id, group.ann));
    return group;
  }

  test("before the first review it leads to the first cards", async () => {
    await sampleGroup(world.ctx);
    const ann = world.person("Ann");
    await ann.command("progress");
    expect(ann.text).toBe("# Your progress\nYour first review starts this page.\n[*Learn 5 new cards*]");
  });

  test("shows a picture and the same facts as text", async () => {
    await studied();
    const ann = world.person("Ann");
    await ann.command("progress");
    expect(ann.text).toMatchInlineSnapshot(`
      "# Your progress
      {pic Your progress on 10 Mar: 4 due, streak 9 days with 1 freeze left, true retention 88 per cent against an aim of 90 (young cards 90, older ones 80). Reviewed on 10 of 11 days since 28 Feb. The next 14 days bring between 1 and 4 cards. Roadmap: week 9 of 32, your cards reach week 9; at this pace 100% of the cards seen by 22 Aug. Would recall today: Python 95 per cent, Supervised learning 0.}
      Due now: 4, about 2 min
      Streak: 9 days, today still open; ❄ 1 freeze left
      True retention: 88% (22 of 25, last 30 days); aim 90%
      Reviews: 12 a day, last 11 days
      Next 7 days: 4, 1, 1, 1, 1, 1, 1
      Roadmap: week 9 of 32, your cards reach week 9; at this pace 100% of the cards seen by 22 Aug
      ~ Cards under 3 weeks old: 90% (18 of 20); older: 80% (4 of 5).
      [*Study 4 due*] [Streak] [Calibration] [Next 30 days] [As a table]
      ▾ Look at a block: Python | Supervised learning | SQL"
    `);
    const picture = ann.view.parts.find((part) => part.kind === "picture");
    expect(picture?.kind === "picture" && picture.text).toBe(
      "Would recall today: Python 95 per cent, Supervised learning 0.",
    );
  });

  test("shows the facts as text alone to those who chose so", async () => {
    await studied();
    await world.ctx.db.update(learners).set({ display: "text" });
    const ann = world.person("Ann");
    await ann.command("progress");
    expect(ann.text).toMatchInlineSnapshot(`
      "# Your progress
      Due now: 4, about 2 min
      Streak: 9 days, today still open; ❄ 1 freeze left
      True retention: 88% (22 of 25, last 30 days); aim 90%
      Reviews: 12 a day, last 11 days
      Next 7 days: 4, 1, 1, 1, 1, 1, 1
      Roadmap: week 9 of 32, your cards reach week 9; at this pace 100% of the cards seen by 22 Aug
      ~ Cards under 3 weeks old: 90% (18 of 20); older: 80% (4 of 5).
      ## Would recall today
      • Python: 95% (19 of 20)
      • Supervised learning: 0% (0 of 10)
      [*Study 4 due*] [Streak] [Calibration] [Next 30 days] [As a table]
      ▾ Look at a block: Python | Supervised learning | SQL"
    `);
  });

  test("as a table it says all that the picture shows, and back", async () => {
    await studied();
    const ann = world.person("Ann");
    await ann.command("progress");
    await ann.press("As a table");
    expect(ann.text).toMatchInlineSnapshot(`
      "# Your progress in figures
      Due now: 4, about 2 min
      Streak: 9 days, today still open; ❄ 1 freeze left
      True retention: 88% (22 of 25, last 30 days); aim 90%
      Reviews: 12 a day, last 11 days
      Next 7 days: 4, 1, 1, 1, 1, 1, 1
      Roadmap: week 9 of 32, your cards reach week 9; at this pace 100% of the cards seen by 22 Aug
      ~ Cards under 3 weeks old: 90% (18 of 20); older: 80% (4 of 5).
      ## Reviews a week
      • 8 Mar to 14 Mar: 28 reviews on 2 days
      • 1 Mar to 7 Mar: 85 reviews on 7 days, 1 freeze
      • 22 Feb to 28 Feb: 14 reviews on 1 day
      ## Coming back in the next 14 days
      10 Mar: 4 · 11 Mar: 1 · 12 Mar: 1 · 13 Mar: 1 · 14 Mar: 1 · 15 Mar: 1 · 16 Mar: 1 · 17 Mar: 1 · 18 Mar: 1 · 19 Mar: 1 · 20 Mar: 1 · 21 Mar: 1 · 22 Mar: 1 · 23 Mar: 1
      ## Would recall today
      • Python: 95% (19 of 20)
      • Supervised learning: 0% (0 of 10)
      [*Study 4 due*] [As a picture]
      ▾ Look at a block: Python | Supervised learning | SQL"
    `);
    await ann.press("As a picture");
    expect(ann.text).toContain("{pic Your progress");
  });

  test("as a table before the first review, from an old button", async () => {
    await sampleGroup(world.ctx);
    const ann = world.person("Ann");
    await ann.pressId("1:progress-table");
    expect(ann.text).toContain("Your first review starts this page.");
  });

  test("as a table for those who want no pictures", async () => {
    await studied();
    await world.ctx.db.update(learners).set({ display: "text" });
    const ann = world.person("Ann");
    await ann.command("progress");
    await ann.press("As a table");
    expect(ann.text).not.toContain("As a picture");
    await ann.press("Back");
    expect(ann.text).toContain("# Your progress\nDue now");
  });

  test("one block in detail, by the select and by option", async () => {
    await studied();
    const ann = world.person("Ann");
    await ann.command("progress");
    await ann.pick("Python");
    expect(ann.text).toMatchInlineSnapshot(`
      "# Python
      Mastery 95% 19/20
      Seen: 20 of 20
      Due: 4
      New left: 0
      Interview questions: 0 of 0
      Hardest for you: Arrays
      [*Study these 4*] [Back]
      ▾ Look at a block: Python | Supervised learning | SQL"
    `);
    await ann.command("progress", { show: "block" });
    expect(ann.text).toContain("# Supervised learning");
    await ann.press("Back");
    expect(ann.text).toContain("# Your progress");
  });

  test("the next 30 days, a line a day", async () => {
    await studied();
    const ann = world.person("Ann");
    await ann.command("progress");
    await ann.press("Next 30 days");
    expect(ann.text.split("\n").slice(0, 2)).toEqual([
      "# Next 30 days",
      expect.stringMatching(/^\{pic Next 30 days\. Wed 10 Mar: 4, Thu 11 Mar: 1, /),
    ]);
    await world.ctx.db.update(learners).set({ display: "text" });
    await ann.pressId("1:progress-forecast");
    expect(ann.text.split("\n").slice(0, 5)).toEqual([
      "# Next 30 days",
      "Of the cards you have met, 20 come back in these days.",
      "• Wed 10 Mar: 4",
      "• Thu 11 Mar: 1",
      "• Fri 12 Mar: 1",
    ]);
    expect(ann.text.match(/^•/gm)).toHaveLength(30);
  });

  test("calibration waits for a hundred reviews", async () => {
    await studied();
    const ann = world.person("Ann");
    await ann.command("progress", { show: "calibration" });
    expect(ann.text).toContain("After 100 reviews (25 so far).");
  });

  test("the streak tells each day's reason", async () => {
    await studied();
    const ann = world.person("Ann");
    await ann.command("progress", { show: "streak" });
    expect(ann.text).toMatchInlineSnapshot(`
      "# Streak: 9 days
      • Wed 10 Mar  open until 04:00 (in 10 hours): 4 due, none reviewed
      • Tue 9 Mar  kept: all 2 due
      • Mon 8 Mar  kept: all 2 due
      • Sun 7 Mar  ❄ freeze, 1 left in March
      • Sat 6 Mar  kept: all 2 due
      • … (28 Feb to 5 Mar, all kept)
      ~ A day counts when you finish what is due, do 10 reviews, or answer the question. Freezes and breaks hold the count. Your day turns at 04:00; past days never change.
      [*Study 4 due*] [Take a break]"
    `);
  });

  test("another member is shown only while they are named in a shared group", async () => {
    const { cohortId } = await studied();
    const ben = await makeMember(world.ctx, "Ben", [cohortId]);
    await world.ctx.db
      .insert(totals)
      .values({ cohortId, period: "week:2027-W10", learnerId: ben, points: 840, studyDays: 3 });
    const ann = world.person("Ann");
    await ann.command("progress", { member: "ben" });
    const anonymous = ann.text;
    expect(anonymous).toBe("This person keeps this private.\n[*My progress*]");
    await ann.command("progress", { member: "nobody" });
    expect(ann.text).toBe(anonymous);

    await world.ctx.db.update(memberships).set({ board: "named" }).where(eq(memberships.learnerId, ben));
    await ann.command("progress", { member: "ben" });
    expect(ann.text).toMatchInlineSnapshot(`
      "# Ben's progress
      Points this week: 840
      Streak: 0 days
      Block: Supervised learning
      ~ As ML spring sees it.
      [*My progress*]"
    `);

    await world.ctx.db.update(memberships).set({ leftAt: 1 }).where(eq(memberships.learnerId, ben));
    await ann.command("progress", { member: "ben" });
    expect(ann.text).toBe(anonymous);
  });

  test("somebody named in another group only stays private", async () => {
    await studied();
    const ben = await makeMember(world.ctx, "Ben", []);
    const [spring] = await world.ctx.db.query.cohorts.findMany();
    if (!spring) throw new Error("no cohort");
    await world.ctx.db.insert((await import("../../../src/db/schema/index.ts")).cohorts).values({
      ...spring,
      id: "other" as CohortId,
    });
    await world.ctx.db
      .insert(memberships)
      .values({ cohortId: "other" as CohortId, learnerId: ben, board: "named", joinedAt: 0 });
    const ann = world.person("Ann");
    await ann.command("progress", { member: "ben" });
    expect(ann.text).toContain("keeps this private");
  });

  test("oneself as member is one's own page", async () => {
    await studied();
    const ann = world.person("Ann");
    await ann.command("progress", { member: "ann" });
    expect(ann.text).toContain("# Your progress");
  });
});
