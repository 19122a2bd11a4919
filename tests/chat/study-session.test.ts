import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import type { DailyQuestionId, StudyDay } from "../../src/core/ids.ts";
import { cards, cohorts, dailyQuestions } from "../../src/db/schema/index.ts";
import { publishQuestions, smallTrack } from "../support/daily-cohort.ts";
import { cohortOf, publish, readerOf, someFlashcards } from "../support/study-cards.ts";
import { dayMs, minuteMs, useWorld } from "../support/world.ts";

describe("a study session", () => {
  const world = useWorld({
    tracks: [smallTrack()],
    async prepare({ ctx }) {
      await publish(ctx, someFlashcards(12));
      await cohortOf(ctx, [await readerOf(ctx, "Ann")]);
    },
  });

  test("from the first card to the summary, and what comes back the next day", async () => {
    const ann = world.person("Ann", { zone: "Europe/Berlin" });
    await ann.command("study");
    expect(ann.text).toContain("Your first cards: 5, about 3 min.");
    await ann.press("Start");
    expect(ann.text).toContain("# Card 1/5 · Deck numpy · new");
    expect(ann.text).toContain("What is card-001?");
    expect(ann.text).not.toContain("Undo");
    world.clock.advance(5_000);
    await ann.press("Show answer");
    expect(ann.text).toContain("It is card-001.");
    expect(ann.text).toContain("[Again · 1 min] [Hard · 6 min] [Good · 10 min] [Easy · ");
    world.clock.advance(5_000);
    await ann.press("Good");
    expect(ann.text).toContain("# Card 2/5");
    expect(ann.text).toContain("Good: back in 10 min.");
    expect(ann.text).toContain("[Undo Good]");
    for (let card = 2; card <= 5; card++) {
      await ann.press("Show answer");
      world.clock.advance(5_000);
      await ann.press("Easy");
    }
    expect(ann.text).toContain("# Card 1/5 · Deck numpy · back again");
    expect(ann.text).toContain("A little early: nothing else is waiting.");
    await ann.press("Show answer");
    world.clock.advance(5_000);
    await ann.press("Good");
    expect(ann.text).toContain("# Session done: 5/5");
    expect(ann.text).toContain("Recalled: 100% (5 of 5)");
    expect(ann.text).toContain("Points: +");
    expect(ann.text).toContain("[*Learn 5 new cards*]");
  });

  test("stops, goes on, and continues where it was", async () => {
    const ann = world.person("Ann", { zone: "Europe/Berlin" });
    await ann.command("study");
    await ann.press("Start");
    await ann.press("Show answer");
    world.clock.advance(5_000);
    await ann.press("Again");
    await ann.press("Stop for now");
    expect(ann.text).toContain("# Stopped at 1/5");
    expect(ann.text).toContain("1 comes back today: What is card-001.");
    await ann.press("Go on");
    expect(ann.text).toContain("# Card 2/5 · 1 comes back");
    await ann.command("study");
    expect(ann.text).toContain("You were at card 2/5.");
    world.clock.advance(2 * minuteMs);
    await ann.press("Show answer");
    world.clock.advance(3_000);
    await ann.press("Easy");
    expect(ann.text).toContain("# Card 1/5 · Deck numpy · back again");
    world.clock.advance(dayMs);
    await ann.command("study");
    expect(ann.text).toContain("# Stopped at 2/5");
    expect(ann.text).toContain("[*Study ");
  });

  test("left open overnight: the summary offers new cards beside what comes first", async () => {
    const ann = world.person("Ann", { zone: "Europe/Berlin" });
    const [cohort] = await world.ctx.db.select().from(cohorts);
    await publishQuestions(world.ctx, [{ prompt: "Why?", week: 9 }]);
    await ann.command("study");
    await ann.press("Start");
    await ann.press("Show answer");
    world.clock.advance(5_000);
    await ann.press("Easy");
    world.clock.advance(dayMs);
    const [card] = await world.ctx.db.select().from(cards).where(eq(cards.kind, "interview"));
    if (!cohort || !card) throw new Error("nothing to ask");
    const nowMs = world.clock.nowMs();
    await world.ctx.db.insert(dailyQuestions).values({
      ...{ id: "q1" as DailyQuestionId, cohortId: cohort.id, cardId: card.id, date: "2027-03-11" as StudyDay },
      ...{ opensAt: nowMs - minuteMs, closesAt: nowMs + dayMs },
    });
    await ann.command("study");
    expect(ann.text).toContain("# Stopped at 1/5");
    expect(ann.text).toContain("[*Answer today's question*] [Learn 10 new cards] [My progress]");
    await ann.press("Learn 10 new cards");
    expect(ann.text).toContain("# Card 1/10");
  });

  test("the button that says how many are due brings those; new ones are offered after them", async () => {
    const ann = world.person("Ann", { zone: "Europe/Berlin" });
    await ann.command("study");
    await ann.press("Start");
    for (let card = 1; card <= 5; card++) {
      await ann.press("Show answer");
      world.clock.advance(5_000);
      await ann.press("Easy");
    }
    expect(ann.text).toContain("# Session done: 5/5");
    world.clock.advance(60 * dayMs);
    await ann.command("help");
    expect(ann.text).toContain("[*Study 5 due*]");
    await ann.press("Study 5 due");
    expect(ann.text).toContain("# Card 1/5");
    for (let card = 1; card <= 5; card++) {
      await ann.press("Show answer");
      world.clock.advance(5_000);
      await ann.press("Easy");
    }
    expect(ann.text).toContain("# Session done: 5/5");
    await ann.press("Learn 7 new cards");
    expect(ann.text).toContain("# Card 1/7");
  });
});
