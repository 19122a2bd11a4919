import { describe, expect, test } from "vitest";
import { smallTrack } from "../support/daily-cohort.ts";
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
});
