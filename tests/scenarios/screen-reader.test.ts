import { describe, expect, test } from "vitest";
import { foundGroup, join, studySome } from "../support/story/group.ts";
import { stages, useStory } from "../support/story/stage.ts";

describe.each(stages)("on a phone with a screen reader, on $name", (platform) => {
  const story = useStory(platform);

  test("every picture says in words what it shows, every button has its words, and text alone says the same", async () => {
    await foundGroup(story);
    const ann = await story.person("Ann");
    await join(story, ann);
    await studySome(ann, 3);
    const screens = ["progress", "roadmap", "skills"] as const;
    const facts = { progress: /Due now: nothing/, roadmap: /Group: week 1 of 32/, skills: /3 of 60 recalled/ };
    for (const name of screens) {
      await ann.command(name);
      expect(ann.screen.pictures, name).toHaveLength(1);
      // As many words as a picture of numbers needs, never a file's name.
      expect(ann.screen.pictures[0]?.length, name).toBeGreaterThan(80);
      ann.sees(facts[name]);
    }

    await ann.command("settings");
    await ann.press("Display");
    await ann.fill("Display", { "Screens show": "Text only" });
    ann.sees("Display: text only");
    for (const name of screens) {
      await ann.command(name);
      expect(ann.screen.pictures, name).toEqual([]);
      ann.sees(facts[name]);
    }
    await ann.command("progress");
    ann.sees("Would recall today", "Python for data science: 5% (3 of 60)");
    await ann.pick("Python for data science");
    ann.sees("Mastery: 5% (3 of 60)");
    ann.seesNot(/[■□]/);
    for (const name of [
      "progress",
      "roadmap",
      "skills",
      "leaderboard",
      "settings",
      "help",
      "study",
      "daily",
      "checkin",
    ]) {
      await ann.command(name);
      // No meaning by colour or by cells alone: what a meter shows stands in figures.
      expect(ann.text, name).not.toMatch(/[■□]/);
      const labels = ann.screen.buttons.map(({ label }) => label);
      expect(
        labels.every((label) => /[A-Za-z]/.test(label)),
        name,
      ).toBe(true);
      expect(new Set(labels).size, name).toBe(labels.length);
    }

    // The ratings say when the card comes back, in full words where the platform can read them out.
    await ann.command("study");
    await ann.press("Show answer");
    const ratings = ann.screen.buttons.filter(({ label }) => /^(Again|Hard|Good|Easy) · /.test(label));
    expect(ratings).toHaveLength(4);
    if (platform.name !== "Discord") {
      expect(ratings.map(({ spoken }) => spoken)).toEqual([
        expect.stringMatching(/^Again: comes back in /),
        expect.stringMatching(/^Hard: comes back in /),
        expect.stringMatching(/^Good: comes back in /),
        expect.stringMatching(/^Easy: comes back in /),
      ]);
    }
    await ann.press("Good");
    ann.sees(/Good: back in /);
  });
});
