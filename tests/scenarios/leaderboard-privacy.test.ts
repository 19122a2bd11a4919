import { describe, expect, test } from "vitest";
import { verifyTotals } from "../../src/app/leaderboard/verify-totals.ts";
import { foundGroup, join, studySome } from "../support/story/group.ts";
import { stages, useStory } from "../support/story/stage.ts";

describe.each(stages)("how one appears on the leaderboard on $name", (platform) => {
  const story = useStory(platform);

  test("named, hidden, anonymous: at once, everywhere; undo and leaving are reflected exactly", async () => {
    await foundGroup(story);
    const names = ["Ann", "Ben", "Dana", "Eda"];
    const people = [];
    for (const name of names) {
      const one = await story.person(name);
      await join(story, one);
      await studySome(one, name === "Ann" ? 3 : 1);
      people.push(one);
    }
    const [ann, ben, dana] = people as [(typeof people)[0], (typeof people)[0], (typeof people)[0]];
    if (!ann || !ben || !dana) throw new Error("three of them");
    await ben.command("leaderboard");
    ben.sees("1. Ann · 15\n2. You · 5\n2. Dana · 5\n2. Eda · 5");
    await ben.command("progress", { member: ann.userId });
    ben.sees("Ann's progress", "Points this week: 15", "Streak: 1 day", "As ML spring sees it.");

    await ann.command("settings");
    await ann.press("Leaderboard");
    ann.sees("ML spring: named", "Anonymous shows your points without a name; hidden leaves you out.");
    await ann.pick("Hidden");
    ann.sees("Saved.", "ML spring: hidden");
    await ben.command("leaderboard");
    ben.sees("1. You · 5\n1. Dana · 5\n1. Eda · 5");
    ben.seesNot("Ann", "Anonymous", "15");
    await ben.command("progress", { member: ann.userId });
    ben.sees("This person keeps this private.");
    ben.seesNot("Ann");
    // Her goal still counts: of five members four are to reach it.
    await ben.command("leaderboard");
    ben.sees("Group goal: 4 of 5 with 5 study days");

    await ann.pick("Anonymous");
    await ben.command("leaderboard");
    ben.sees("1. Anonymous · 15\n2. You · 5");
    await ann.command("leaderboard");
    ann.sees("1. You (anonymous to others) · 15");

    await ann.command("undo");
    ann.sees("Took back: Easy", "Points −5.");
    await ann.press("Undo Easy too");
    await ben.command("leaderboard");
    ben.sees("1. Anonymous · 5\n1. You · 5");
    for (const period of ["month", "all"]) {
      await ben.command("leaderboard", { period });
      ben.sees("1. Anonymous · 5\n1. You · 5\n1. Dana · 5\n1. Eda · 5");
    }

    await dana.command("cohort leave");
    await dana.press("Leave");
    await ben.command("leaderboard");
    ben.seesNot("Dana");
    ben.sees("Group goal: 4 of 4");
    expect(await verifyTotals(story.ctx.db)).toMatchObject({ differences: [] });

    await story.moveTo("2027-03-14T18:31");
    expect((await story.channel.post(/Week 1 check-in/)).screen.text).not.toMatch(/Ann|Dana/);
  });
});
