import { describe, expect, test } from "vitest";
import { memberships, reviews } from "../../src/db/schema/index.ts";
import { foundGroup, rate, studyAll } from "../support/story/group.ts";
import { stages, useStory } from "../support/story/stage.ts";

describe.each(stages)("a newcomer's first two minutes on $name", (platform) => {
  const story = useStory(platform);

  test("from /help to the first rated card: seven acts, half a minute", async () => {
    await foundGroup(story);
    const ann = await story.person("Ann");
    const beganMs = story.ctx.clock.nowMs();
    await ann.command("help");
    ann.sees("You are not in a group yet.", "/study: your cards, in private", "/settings: time zone, reminder");
    expect(ann.screen.buttons[0]).toMatchObject({ label: "Join ML spring", isPrimary: true });
    await ann.press("Join ML spring");
    ann.sees(
      "No direct messages unless you choose them.",
      "Organisers read your check-ins, never your answers or ratings.",
    );
    await ann.fill("Join the group", {});
    ann.sees(
      "You are in: ML spring",
      "Week 1: Python for data science. 15 new cards of week 1 wait; 10 a day is the start.",
      "On the leaderboard you are anonymous.",
    );
    await ann.press("Learn 5 new cards");
    ann.sees("Your first cards: 5, about 3 min. Think of the answer, then look, then say how it went.");
    await ann.press("Start");
    ann.sees("Card 1/5 · NumPy arrays · new", "What is an axis?");
    ann.seesNot("It is numpy-arrays-axis.");
    await ann.press("Show answer");
    ann.sees("It is numpy-arrays-axis.", "Source: Handbook", "Rate the recall, not the card.");
    expect(ann.screen.buttons.map(({ label }) => label)).toEqual([
      "Again · 1 min",
      "Hard · 6 min",
      "Good · 10 min",
      expect.stringMatching(/^Easy · \d+ days$/),
      "Stop for now",
    ]);
    // Colour would lead: no rating is the primary button.
    expect(ann.screen.buttons.some(({ isPrimary }) => isPrimary)).toBe(false);
    await ann.press("Good");
    ann.sees(
      "Card 2/5",
      "What is a dtype?",
      "Good: back in 10 min.",
      "/undo takes the last rating back, any time today.",
    );
    expect(await story.ctx.db.$count(reviews)).toBe(1);
    expect(story.ctx.clock.nowMs() - beganMs).toBeLessThan(120_000);
    // All of it in private: in the channel stands the invitation alone.
    expect(await story.channel.posts()).toHaveLength(1);
  });

  test("the first session to its end, a look at the progress, and on the next day the cards that are due", async () => {
    await foundGroup(story);
    const ann = await story.person("Ann");
    await ann.command("cohort join");
    await ann.fill("Join the group", { "Daily reminder by direct message": "Morning 08:00" });
    ann.sees("You are in: ML spring", "A reminder comes at 08:00 when something is due.");
    await ann.press("Learn 5 new cards");
    await ann.press("Start");
    expect(await studyAll(ann)).toBe(10);
    ann.sees("Session done: 5/5", "Points: +25, today 25 of 400", "Streak: 1 day, today kept");
    await ann.press("My progress");
    ann.sees(
      "Your progress",
      "Streak: 1 day, today kept",
      "True retention: after 20 reviews of older cards (0 so far)",
    );
    expect(ann.screen.pictures).toEqual([
      expect.stringMatching(/^Your progress on 8 Mar: 0 due, streak 1 day.*Reviewed on 1 of 1 days since 8 Mar\./),
    ]);

    await story.moveTo("2027-03-10T08:01");
    const reminder = (await ann.inbox()).at(-1);
    expect(reminder?.screen.text).toContain("5 cards are due");
    await ann.press("Study 5 due", reminder);
    ann.sees("Card 1/5 · NumPy arrays\n", "[Show answer]");
    await rate(ann, "Hard");
    await ann.press("Stop for now");
    ann.sees("Stopped at 1/5", "4 stay due.");
  });

  test("alone, without any group", async () => {
    const ann = await story.person("Ann");
    await ann.command("study");
    ann.sees("Join a group, or study on your own from week 1.");
    await ann.press("Study on my own");
    ann.sees("Your first cards: 5");
    await ann.press("Start");
    await rate(ann, "Easy");
    ann.sees("Card 2/5", /Easy: back in \d+ days \(\w+ \d+ Mar\)\./);
    await ann.command("leaderboard");
    ann.sees("You are not in a group yet. A leaderboard comes with one.");
    await ann.command("daily");
    expect(await story.ctx.db.$count(memberships)).toBe(0);
  });
});
