import { describe, expect, test } from "vitest";
import { foundGroup, join, rate, studyAll, studySome } from "../support/story/group.ts";
import { stages, useStory } from "../support/story/stage.ts";
import { flashcard } from "../support/study-cards.ts";

describe.each(stages)("two weeks of a learner on $name", (platform) => {
  const story = useStory(platform);

  test("five days, a missed weekend, an undo, a trip, a holiday, and a day that ends the streak", async () => {
    await foundGroup(story);
    const ann = await story.person("Ann");
    await join(story, ann);
    for (const day of ["08", "09", "10", "11"]) {
      await story.moveTo(`2027-03-${day}T20:00`);
      await studySome(ann, 2);
    }
    await story.moveTo("2027-03-12T20:00");
    await ann.command("study", { count: "2" });
    expect(await studyAll(ann, "Good")).toBe(4);
    ann.sees(
      "Session done: 2/2",
      "Points: +10, today 10 of 400",
      "Streak: 5 days, today kept",
      /Next: 2 cards in 2 days/,
    );

    // On Saturday nothing is due, on Sunday something is: the weekend costs one freeze, used by itself.
    await story.moveTo("2027-03-15T08:00");
    await ann.command("progress", { show: "streak" });
    ann.sees(
      "Streak: 6 days",
      /Mon 15 Mar {2}open until 04:00 \(in 20 hours\): \d due, none reviewed/,
      "Sun 14 Mar  ❄ freeze, 1 left in March",
      "Sat 13 Mar  kept: nothing was due",
      "Mon 8 Mar  kept: nothing was due",
      "past days never change.",
    );
    await ann.command("study", { count: "6" });
    ann.sees(/^Card 1\/\d /);
    await rate(ann, "Good");
    await rate(ann, "Good");
    ann.sees(/^Card 3\/\d /);
    await ann.press("Undo Good");
    ann.sees("Took back: Good", /Points −\d+\. Streak as before: 6 days\./, "[Undo Good too]");
    await ann.press("Rate it again");
    ann.sees(/^Card 2\/\d /);
    await studyAll(ann, "Easy");
    ann.sees(/^Session done: (\d)\/\1/, "Streak: 7 days, today kept");

    // In the evening she lands in New York, where it is five hours earlier: the same study day, only longer.
    await story.moveTo("2027-03-15T20:00");
    await ann.command("settings");
    await ann.press("Time");
    await ann.fill("Time", { "Time zone": "New York" });
    ann.sees("Saved. It is 15:00 for you. Past study days stay as they were; today ends 04:00 (in 13 hours).");
    await story.moveTo("2027-03-16T08:30");
    await ann.command("progress", { show: "streak" });
    ann.sees("Streak: 7 days", /Mon 15 Mar {2}kept: all \d due/);
    ann.seesNot("Tue 16 Mar");
    await story.moveTo("2027-03-16T14:00");
    await studySome(ann, 10);
    ann.sees("Streak: 8 days, today kept");

    // A holiday holds the count and adds nothing; then two days go by.
    await ann.command("settings");
    await ann.press("Take a break");
    await ann.fill("Take a break", { From: "2027-03-17", Until: "2027-03-20" });
    ann.sees("⏸ A break from 17 Mar until 20 Mar. Streak and reminders wait then.");
    await story.moveTo("2027-03-25T20:00");
    await ann.command("progress", { show: "streak" });
    ann.sees(
      "Streak: 0 days",
      "Longest: 8 days, in March.",
      /Mon 22 Mar {2}ended: \d+ due, none reviewed \(day ended 23 Mar 04:00, New York\)/,
      "Sun 21 Mar  ❄ freeze, 0 left in March",
      "Sat 20 Mar  ⏸ break",
      "Wed 17 Mar  ⏸ break",
      "Tue 16 Mar  kept",
    );
    await ann.command("study", { count: "1" });
    if (ann.screen.buttons.some(({ label }) => label === "All of them")) await ann.press("All of them");
    await rate(ann, "Hard");
    if (ann.screen.buttons.some(({ label }) => label === "Stop for now")) await ann.press("Stop for now");
    ann.sees("Recalled: 1 of 1", /^Streak: /m);
    ann.seesNot(/failed|missed|lost|overdue|behind/i);
  });
});

describe.each(stages)("a card that keeps slipping on $name", (platform) => {
  const story = useStory(platform, {
    cards: [
      flashcard("bias", { contrast: ["variance"], position: 1, block: "python-data-science" }),
      flashcard("variance", { position: 2, week: 2 }),
    ],
  });

  test("after the eighth time another way is offered, or to put it aside", async () => {
    await foundGroup(story);
    const ann = await story.person("Ann");
    await join(story, ann);
    await studySome(ann, 1);
    const startMs = Date.parse("2027-03-10");
    for (let times = 1; times <= 8; times++) {
      const day = new Date(startMs + times * 12 * 86_400_000).toISOString().slice(0, 10);
      await story.moveTo(`${day}T09:00`);
      await ann.command("study", { topic: "numpy", count: "1" });
      ann.sees("What is bias?");
      await rate(ann, "Again");
      await rate(ann, "Good");
      if (times < 8) ann.seesNot("slipping");
    }
    ann.sees('"What is bias" keeps slipping.', "[See it another way] [Suspend it]");
    const suspend = ann.hold("Suspend it");
    await ann.press("See it another way");
    ann.sees("What is variance?");
    await ann.pressHeld(suspend);
    ann.sees("Suspended. It stays in /card search.");
    await ann.command("card search", { words: "bias" });
    ann.sees('1 card for "bias"', /1\. What is bias\? · suspended/);
  });
});
