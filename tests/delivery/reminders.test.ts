import { and, eq } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import type { CohortId, LearnerId, StudyDay } from "../../src/core/ids.ts";
import {
  cohorts,
  dailyQuestions,
  deliveries,
  identities,
  learners,
  memoryStates,
  schedules,
} from "../../src/db/schema/index.ts";
import { startDeliveries } from "../../src/delivery/start.ts";
import { walkClock } from "../../src/delivery/walk-clock.ts";
import { publishQuestions, smallTrack } from "../support/daily-cohort.ts";
import { type RecordingPlatform, recordingPlatform } from "../support/recording-platform.ts";
import { publish, someFlashcards } from "../support/study-cards.ts";
import { cardId, review } from "../support/studying.ts";
import { dayMs, hourMs, minuteMs, type Person, useWorld } from "../support/world.ts";

/** Wed 10 Mar 2027, 18:00 in Berlin. */
const startMs = Date.UTC(2027, 2, 10, 17, 0);
const sevenMs = startMs + hourMs;

describe("reminders", () => {
  const world = useWorld({
    startMs,
    tracks: [smallTrack()],
    prepare: async ({ ctx }) => void (await publish(ctx, someFlashcards(12))),
  });
  let platform: RecordingPlatform;
  let engine: ReturnType<typeof startDeliveries>;
  let ann: Person;

  beforeEach(async () => {
    platform = recordingPlatform();
    engine = startDeliveries({ ctx: world.ctx, platforms: [platform], log: world.log, timers: "by-hand" });
    const chi = world.person("Chi", { zone: "Europe/Berlin" });
    await chi.command("cohort create");
    await chi.press("Start the group");
    ann = world.person("Ann", { zone: "Europe/Berlin" });
  });

  const messages = () => platform.in("dm:ann").map(({ text }) => text);
  const at = async (ms: number) => {
    world.clock.moveTo(ms);
    await engine.tick();
  };
  /** Walks there by way of all that comes due. */
  const walk = (ms: number) =>
    walkClock({ nowMs: world.clock.nowMs, advanceTo: async (to) => world.clock.moveTo(to) }, engine, ms);
  const annId = async () => {
    const [row] = await world.ctx.db
      .select({ id: identities.learnerId })
      .from(identities)
      .where(eq(identities.userId, "ann"));
    return row?.id as LearnerId;
  };
  const cohortId = async () => (await world.ctx.db.select().from(cohorts))[0]?.id as CohortId;
  const schedule = async () =>
    (
      await world.ctx.db
        .select()
        .from(schedules)
        .where(and(eq(schedules.learnerId, await annId()), eq(schedules.kind, "reminder")))
    )[0];
  const remindAt = async (time: string, quiet: string[] = []) => {
    await ann.command("settings");
    await ann.pressId("1:settings-reminder");
    await ann.submit({ reminder: "on", time, quiet });
  };
  /** `count` cards of hers come due today. */
  const dueToday = async (count: number, day = "2027-03-10" as StudyDay) => {
    const learnerId = await annId();
    for (let n = 1; n <= count; n++) {
      await world.ctx.db
        .insert(memoryStates)
        .values({
          learnerId,
          cardId: await cardId(world.ctx, `card-${String(n).padStart(3, "0")}`),
          phase: "review",
          stability: 5,
          difficulty: 5,
          reps: 3,
          lapses: 0,
          step: 0,
          dueDay: day,
          lastStudyDay: "2027-03-05" as StudyDay,
          lastReviewedAt: startMs - 5 * dayMs,
          introducedOn: "2027-03-01" as StudyDay,
        })
        .onConflictDoNothing();
    }
  };

  test("comes at its hour with what is due and when the day ends, once a day", async () => {
    await remindAt("19:00");
    await dueToday(3);
    await at(sevenMs - 1);
    expect(messages()).toEqual([]);
    await at(sevenMs);
    await at(sevenMs + minuteMs);
    expect(messages()).toEqual([
      "3 cards are due, about 1 min. Your day ends at 04:00 (in 9 hours).\n[*Study 3 due*] [Not today] [Reminder settings]",
    ]);
    expect(platform.in("dm:ann")[0]?.key).toBe(`reminder:${await annId()}:2027-03-10`);
    await remindAt("19:30");
    await at(sevenMs + 2 * hourMs);
    expect(messages()).toHaveLength(1);
    await at(sevenMs + dayMs + hourMs);
    expect(messages()).toHaveLength(2);
  });

  test("not on quiet days, in a break, or when the day is kept", async () => {
    await remindAt("19:00", ["3", "5"]);
    await dueToday(3);
    await walk(sevenMs + hourMs);
    expect(messages()).toEqual([]);
    await world.ctx.db
      .update(learners)
      .set({ breakFrom: "2027-03-11" as StudyDay, breakUntil: "2027-03-12" as StudyDay })
      .where(eq(learners.id, await annId()));
    await walk(sevenMs + 2 * dayMs);
    expect(messages()).toEqual([]);
    world.clock.moveTo(sevenMs + 3 * dayMs - hourMs);
    const learner = (
      await world.ctx.db
        .select()
        .from(learners)
        .where(eq(learners.id, await annId()))
    )[0];
    const [account] = await world.ctx.db.select().from(identities).where(eq(identities.userId, "ann"));
    if (!learner || !account) throw new Error("Ann is gone");
    for (const key of ["card-001", "card-002", "card-003"])
      await review(world.ctx as never, { learner, identityId: account.id }, key, "good");
    await walk(sevenMs + 3 * dayMs + hourMs);
    expect(messages()).toEqual([]);
    const rows = await world.ctx.db.select().from(deliveries).where(eq(deliveries.kind, "reminder"));
    expect(rows.map(({ key, state }) => `${key.slice(-10)} ${state}`).sort()).toEqual([
      "2027-03-11 skipped",
      "2027-03-13 skipped",
    ]);
  });

  test("edited to done once the question of the day is answered", async () => {
    await publishQuestions(world.ctx, [{ prompt: "Why?", week: 1 }]);
    // The group's first question: Mon 15 Mar, 18:30.
    await at(sevenMs + 4 * dayMs + hourMs);
    await remindAt("19:00");
    await dueToday(12);
    await walk(sevenMs + 5 * dayMs);
    expect(messages()).toHaveLength(1);
    expect(messages()[0]).toContain("12 cards are due");
    const [question] = await world.ctx.db.select().from(dailyQuestions);
    await ann.pressId(`1:daily-answer:${question?.id}`);
    await ann.submit({ words: "It depends on the data, and on what a mistake costs." });
    await at(world.clock.nowMs() + minuteMs);
    expect(messages()).toEqual(["Done for today."]);
  });

  test("edited to done once the cards are done", async () => {
    await remindAt("19:00");
    await dueToday(2);
    await at(sevenMs);
    expect(messages()[0]).toContain("2 cards are due");
    ann.channel = null;
    await ann.command("study");
    for (let n = 0; n < 2; n++) {
      await ann.press("Show answer");
      world.clock.advance(5_000);
      await ann.press("Good");
    }
    for (let more = 0; more < 12 && !ann.text.includes("Streak"); more++) {
      await ann.press(ann.text.includes("Show answer") ? "Show answer" : "Stop");
    }
    await at(world.clock.nowMs() + minuteMs);
    expect(messages()).toEqual(["Done for today."]);
  });

  test("five that are ignored: the fifth says it is the last, then silence; settings say off", async () => {
    await remindAt("19:00");
    await dueToday(3);
    await walk(sevenMs + 9 * dayMs);
    const all = messages();
    expect(all).toHaveLength(5);
    expect(all.slice(0, 4).some((text) => text.includes("last reminder"))).toBe(false);
    expect(all[4]).toContain("~ This is the last reminder for now. Turn them on again any time.");
    expect(all[4]).toContain("[*Study 3 due*] [Keep reminders on]");
    expect((await schedule())?.stoppedAt).not.toBeNull();
    await ann.command("settings");
    expect(ann.text).toContain("Reminder: none");
    await ann.pressId("1:reminder-keep");
    expect(ann.text).toContain("Reminders stay on, at 19:00.");
    await walk(sevenMs + 10 * dayMs);
    expect(messages()).toHaveLength(6);
    expect(messages()[5]).not.toContain("last reminder");
  });

  test.each(["reminder-skip", "reminder-keep"])("%s is a sign of life: the count begins anew", async (action) => {
    await remindAt("19:00");
    await dueToday(3);
    await walk(sevenMs + 3 * dayMs + hourMs);
    await ann.pressId(`1:${action}`);
    await walk(sevenMs + 7 * dayMs + hourMs);
    expect(messages().filter((text) => text.includes("last reminder"))).toHaveLength(0);
    expect(messages()).toHaveLength(8);
    await walk(sevenMs + 12 * dayMs);
    expect(messages()).toHaveLength(9);
    expect(messages()[8]).toContain("last reminder");
  });

  test("studying is a sign of life", async () => {
    await remindAt("19:00");
    await dueToday(6);
    await walk(sevenMs + 3 * dayMs + hourMs);
    const [learner] = await world.ctx.db
      .select()
      .from(learners)
      .where(eq(learners.id, await annId()));
    const [account] = await world.ctx.db.select().from(identities).where(eq(identities.userId, "ann"));
    if (!learner || !account) throw new Error("Ann is gone");
    await review(world.ctx as never, { learner, identityId: account.id }, "card-001", "good");
    await walk(sevenMs + 7 * dayMs + hourMs);
    expect(messages()).toHaveLength(8);
  });

  test("chosen on joining: one at once, as that day's, though nothing is due", async () => {
    await ann.pressId(`1:join:${await cohortId()}`);
    await ann.submit({ reminder: "19:00" });
    await at(startMs + minuteMs);
    expect(messages()).toHaveLength(1);
    expect(messages()[0]).toMatch(/^Reminders come here\. 5 new cards for today, about 2 min\. Your day ends at 04:00/);
    await at(sevenMs + minuteMs);
    expect(messages()).toHaveLength(1);
    await at(sevenMs + dayMs);
    expect(messages()).toHaveLength(2);
  });

  test("refused: off, told in settings and, once a week, to the organisers; saved again it is tried again", async () => {
    await ann.pressId(`1:join:${await cohortId()}`);
    await ann.submit({ reminder: "19:00" });
    platform.refuse("dm:ann", "closed");
    await at(startMs + minuteMs);
    await ann.command("settings");
    expect(ann.text).toContain("Reminders are off: I could not message you.");
    await walk(sevenMs + 3 * dayMs);
    expect(platform.calls.filter((call) => call.startsWith("post dm:ann"))).toHaveLength(1);
    expect(platform.in("dm:chi").map(({ text }) => text)).toEqual([
      "1 member chose reminders I cannot deliver. They see why in /settings.\n[*OK*]",
    ]);
    platform.allow("dm:ann");
    await remindAt("19:00");
    await walk(sevenMs + 4 * dayMs);
    expect(messages()).toHaveLength(1);
  });

  test("hours late it still comes while the day lasts; days later it does not", async () => {
    await remindAt("19:00");
    await dueToday(3);
    await at(sevenMs + 5 * hourMs);
    expect(messages()).toHaveLength(1);
    await at(sevenMs + 2 * dayMs + 10 * hourMs);
    expect(messages()).toHaveLength(1);
  });
});
