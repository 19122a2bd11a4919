import { and, eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import type { CohortId, LearnerId } from "../../../src/core/ids.ts";
import { memberships, totals } from "../../../src/db/schema/index.ts";
import { foldTotals } from "../../../src/db/totals.ts";
import { sampleTrack } from "../../app/progress/sample-group.ts";
import { makeCohort, makeMember } from "../../support/daily-cohort.ts";
import { useWorld } from "../../support/world.ts";

const week = "week:2027-W10";

describe("/leaderboard", () => {
  const world = useWorld({ tracks: [sampleTrack()] });
  let cohortId: CohortId;

  async function member(
    name: string,
    points: number,
    board: "anonymous" | "named" | "hidden" = "named",
    studyDays = 2,
  ): Promise<LearnerId> {
    const id = await makeMember(world.ctx, name, [cohortId]);
    await world.ctx.db.update(memberships).set({ board }).where(eq(memberships.learnerId, id));
    if (points > 0 || studyDays > 0) {
      await world.ctx.db.insert(totals).values({ cohortId, period: week, learnerId: id, points, studyDays });
    }
    return id;
  }

  async function group() {
    cohortId = await makeCohort(world.ctx);
    await member("Ben", 840, "named", 5);
    await member("Bo", 790, "anonymous", 5);
    await member("Chi", 790);
    for (const [at, name] of ["Dana", "Eda", "Eve", "Gil", "Hal", "Ida", "Jon"].entries()) {
      await member(name, 700 - at * 10, "named", 1);
    }
    await member("Finn", 365);
    await member("Ann", 350, "anonymous");
    await member("Zed", 20);
  }

  test("the first ten, my neighbours, equals of equal rank, the goal", async () => {
    await group();
    const ann = world.person("Ann");
    await ann.command("leaderboard");
    expect(ann.text).toMatchInlineSnapshot(`
      "# ML spring · this week
      Group goal: 11 of 13 with 5 study days; on course 6/11
      1. Ben · 840
      2. Anonymous · 790
      2. Chi · 790
      3. Dana · 700
      4. Eda · 690
      5. Eve · 680
      6. Gil · 670
      7. Hal · 660
      8. Ida · 650
      9. Jon · 640
      ──
      10. Finn · 365
      11. You (anonymous to others) · 350
      12. Zed · 20
      ~ The week ends with your Sunday (Mon 04:00). Points reward reviews that came in time, whatever the rating.
      [*See my progress*] [How points work] [How I appear]
      ▾ Period: This week | This month | All time"
    `);
  });

  test("hidden people are nowhere on it, and see their own points", async () => {
    await group();
    await world.ctx.db.update(memberships).set({ board: "hidden" }).where(eq(memberships.role, "member"));
    for (const name of ["ben", "chi", "finn"]) {
      const [row] = await world.ctx.db.query.identities.findMany({ where: (t, { eq }) => eq(t.userId, name) });
      await world.ctx.db
        .update(memberships)
        .set({ board: "named" })
        .where(eq(memberships.learnerId, row?.learnerId ?? (0 as LearnerId)));
    }
    const ann = world.person("Ann");
    await ann.command("leaderboard");
    expect(ann.text).toContain("1. Ben · 840\n2. Chi · 790\n3. Finn · 365\n");
    expect(ann.text).toContain("~ You are hidden. Only you see this: 350 points would be 4th.");
    expect(ann.text).not.toMatch(/You ·|Dana|Anonymous/);
  });

  test("fewer than three on it: the goal only", async () => {
    cohortId = await makeCohort(world.ctx);
    await member("Ann", 350);
    await member("Ben", 840);
    const ann = world.person("Ann");
    await ann.command("leaderboard");
    expect(ann.text).toContain("Group goal: 2 of 2 with 5 study days");
    expect(ann.text).not.toContain("840");
    expect(ann.text).toContain("You: 350 points so far.");
  });

  test("a fresh period, and one with points of somebody who deleted themselves", async () => {
    cohortId = await makeCohort(world.ctx);
    for (const [name, points] of [
      ["Ann", 30],
      ["Ben", 20],
      ["Chi", 10],
      ["Dan", 40],
    ] as const) {
      const id = await member(name, 0, "named", 0);
      await world.ctx.db.insert(totals).values({ cohortId, period: "all", learnerId: id, points });
      if (name === "Dan") {
        await world.ctx.db.transaction((tx) => foldTotals(tx, id));
        await world.ctx.db.delete(memberships).where(eq(memberships.learnerId, id));
      }
    }
    const ann = world.person("Ann");
    await ann.command("leaderboard");
    expect(ann.text).toContain("The week is fresh: no points yet.");
    await ann.pick("All time");
    expect(ann.text).toContain("1. You · 30\n2. Ben · 20\n3. Chi · 10\n~ Former members · 40");
    await ann.pick("This month");
    expect(ann.text).toContain("The month is fresh: no points yet.");
  });

  test("who has left is on no board, and back again after joining", async () => {
    await group();
    const [ben] = await world.ctx.db.query.identities.findMany({ where: (t, { eq }) => eq(t.userId, "ben") });
    const his = and(eq(memberships.learnerId, ben?.learnerId ?? (0 as LearnerId)));
    await world.ctx.db.update(memberships).set({ leftAt: 1 }).where(his);
    const ann = world.person("Ann");
    await ann.command("leaderboard");
    expect(ann.text).toContain("1. Anonymous · 790\n1. Chi · 790\n2. Dana · 700");
    expect(ann.text).toContain("10 of 12");
    await world.ctx.db.update(memberships).set({ leftAt: null }).where(his);
    await ann.command("leaderboard");
    expect(ann.text).toContain("1. Ben · 840");
  });

  test("the goal reached", async () => {
    cohortId = await makeCohort(world.ctx);
    await member("Ann", 30, "named", 5);
    await member("Ben", 20, "hidden", 6);
    const ann = world.person("Ann");
    await ann.command("leaderboard");
    expect(ann.text).toContain("Group goal reached: 2 of 2.");
  });

  test("two groups stand apart, chosen by the select", async () => {
    await group();
    const other = await makeCohort(world.ctx, { id: "autumn", name: "ML autumn", places: ["ml-autumn"] });
    const [ann] = await world.ctx.db.query.identities.findMany({ where: (t, { eq }) => eq(t.userId, "ann") });
    if (!ann) throw new Error("no Ann");
    await world.ctx.db.insert(memberships).values({ cohortId: other, learnerId: ann.learnerId, joinedAt: 0 });
    const reader = world.person("Ann");
    await reader.command("leaderboard");
    expect(reader.text).toContain("# ML spring · this week");
    await reader.pick("ML autumn");
    expect(reader.text).toContain("# ML autumn · this week");
    expect(reader.text).toContain("The week is fresh: no points yet.");
    reader.channel = "ml-autumn";
    await reader.command("leaderboard", { period: "month" });
    expect(reader.text).toContain("# ML autumn · this month");
  });

  test("how points work, and back to the same board", async () => {
    await group();
    const ann = world.person("Ann");
    await ann.command("leaderboard", { period: "month" });
    await ann.press("How points work");
    expect(ann.text).toContain("A new card: 5.");
    await ann.press("Back");
    expect(ann.text).toContain("this month");
  });

  test("in no group there is none", async () => {
    const ann = world.person("Ann");
    await ann.command("leaderboard");
    expect(ann.text).toContain("You are not in a group yet.");
  });
});
