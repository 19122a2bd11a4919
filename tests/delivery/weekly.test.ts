import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import type { CohortId } from "../../src/core/ids.ts";
import { cohorts, deliveries, identities, memberships, totals } from "../../src/db/schema/index.ts";
import { startDeliveries } from "../../src/delivery/start.ts";
import { publishQuestions, smallTrack } from "../support/daily-cohort.ts";
import { type RecordingPlatform, recordingPlatform } from "../support/recording-platform.ts";
import { dayMs, hourMs, minuteMs, useWorld } from "../support/world.ts";

/** Wed 10 Mar 2027, 18:00 in Berlin; the group begins on Mon 15 Mar, its weekly post comes on Sundays at 18:30. */
const startMs = Date.UTC(2027, 2, 10, 17, 0);
const sundayMs = Date.UTC(2027, 2, 21, 17, 30);
const nextSundayMs = Date.UTC(2027, 2, 28, 16, 30);

describe("the weekly post", () => {
  const world = useWorld({
    startMs,
    tracks: [smallTrack()],
    prepare: async ({ ctx }) => void (await publishQuestions(ctx, [{ prompt: "Why?", week: 1 }])),
  });
  let platform: RecordingPlatform;
  let engine: ReturnType<typeof startDeliveries>;
  let id: CohortId;

  beforeEach(async () => {
    platform = recordingPlatform();
    engine = startDeliveries({ ctx: world.ctx, platforms: [platform], log: world.log, timers: "by-hand" });
    const chi = world.person("Chi", { zone: "Europe/Berlin" });
    await chi.command("cohort create");
    await chi.press("Start the group");
    id = (await world.ctx.db.select().from(cohorts))[0]?.id as CohortId;
    for (const name of ["Ann", "Ben", "Dana", "Eda"]) {
      const person = world.person(name, { zone: "Europe/Berlin" });
      await person.pressId(`1:join:${id}`);
      await person.submit({ board: "named" });
    }
  });

  const posts = () => platform.messages.filter(({ key }) => key.startsWith("weekly:"));
  const at = async (ms: number) => {
    world.clock.moveTo(ms);
    await engine.tick();
  };
  const earned = async (name: string, period: string, points: number, studyDays: number) => {
    const [row] = await world.ctx.db.select().from(identities).where(eq(identities.userId, name.toLowerCase()));
    if (!row) throw new Error(`nobody is called ${name}`);
    await world.ctx.db.insert(totals).values({ cohortId: id, period, learnerId: row.learnerId, points, studyDays });
  };

  test("tells of goal and board once a week, in its week's numbers", async () => {
    await earned("Ann", "week:2027-W11", 1_640, 6);
    await earned("Ben", "week:2027-W11", 1_590, 5);
    await earned("Dana", "week:2027-W11", 1_210, 5);
    await earned("Eda", "week:2027-W11", 40, 1);
    await earned("Chi", "week:2027-W11", 9_000, 7);
    await at(sundayMs - 1);
    expect(posts()).toEqual([]);
    await at(sundayMs);
    await at(sundayMs + minuteMs);
    expect(posts().map(({ key, text }) => `${key}\n${text}`)).toEqual([
      [
        `weekly:${id}:2027-03-21:${posts()[0]?.key.split(":")[3]}`,
        "# Week 1 check-in",
        "Two minutes: what is done, what is in the way, what is next.",
        "This week: goal reached, 4 of 5. Most points: Ann 1,640, Ben 1,590, Dana 1,210",
        "Steadiest: Ann.",
        "[*Check in*] [Leaderboard]",
        "~ 0 of 5 have checked in. Open until Sun 28 Mar 18:30 Berlin.",
      ].join("\n"),
    ]);
    await earned("Ann", "week:2027-W12", 100, 2);
    await earned("Ben", "week:2027-W12", 50, 2);
    await earned("Eda", "week:2027-W12", 90, 5);
    await at(nextSundayMs);
    expect(posts()[1]?.text).toBe(
      [
        "# Week 2 check-in",
        "Two minutes: what is done, what is in the way, what is next.",
        "This week so far: 1 of 5 has 5 study days, aim 4. Most points: Ann 100, Eda 90, Ben 50",
        "Most improved: Eda. Steadiest: Ann.",
        "Last week: goal reached, 4 of 5",
        "[*Check in*] [Leaderboard]",
        "~ 0 of 5 have checked in. Open until Sun 4 Apr 18:30 Berlin.",
      ].join("\n"),
    );
  });

  test("anonymous and hidden people are not in it; fewer than three named: the goal only", async () => {
    await world.ctx.db.update(memberships).set({ board: "anonymous" }).where(eq(memberships.cohortId, id));
    for (const name of ["Ann", "Ben", "Dana"]) await earned(name, "week:2027-W11", 100, 5);
    await at(sundayMs);
    expect(posts()[0]?.text).toBe(
      [
        "# Week 1 check-in",
        "Two minutes: what is done, what is in the way, what is next.",
        "This week so far: 3 of 5 have 5 study days, aim 4.",
        "[*Check in*] [Leaderboard]",
        "~ 0 of 5 have checked in. Open until Sun 28 Mar 18:30 Berlin.",
      ].join("\n"),
    );
  });

  test("late within hours it comes; a missed one is left out; not in a pause, not after the end", async () => {
    await at(sundayMs + 5 * hourMs);
    expect(posts()).toHaveLength(1);
    await at(nextSundayMs + 7 * hourMs);
    expect(posts()).toHaveLength(1);
    const chi = world.person("Chi");
    await chi.command("cohort pause");
    await chi.submit({ from: "2 Apr", until: "5 Apr" });
    await at(nextSundayMs + 7 * dayMs + hourMs);
    expect(posts()).toHaveLength(1);
    await world.ctx.db.update(cohorts).set({ state: "ended" }).where(eq(cohorts.id, id));
    await at(nextSundayMs + 14 * dayMs + hourMs);
    expect(posts()).toHaveLength(1);
    const rows = await world.ctx.db.select().from(deliveries).where(eq(deliveries.kind, "weekly"));
    expect(rows).toHaveLength(1);
  });
});
