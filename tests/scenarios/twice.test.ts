import { describe, expect, test } from "vitest";
import {
  answers,
  checkIns,
  cohortDrafts,
  cohorts,
  dailyActivity,
  memberships,
  reviews,
  totals,
} from "../../src/db/schema/index.ts";
import { foundGroup, join, rate } from "../support/story/group.ts";
import { stages, useStory } from "../support/story/stage.ts";

describe.each(stages)("pressing everything twice, in the wrong order and from yesterday, on $name", (platform) => {
  const story = useStory(platform);
  const count = (table: Parameters<typeof story.ctx.db.$count>[0]) => story.ctx.db.$count(table);

  test("a group is started once, and joined once", async () => {
    const chi = await story.person("Chi", { manages: true });
    await chi.command("cohort create");
    const [start, discard] = [chi.hold("Start the group"), chi.hold("Discard")];
    await chi.pressHeld(start);
    chi.sees("ml daily has started");
    await chi.pressHeld(start);
    chi.sees("ml daily: settings", "Members: 1");
    await chi.pressHeld(discard);
    chi.sees("ml daily: settings");
    expect([await count(cohorts), await count(cohortDrafts)]).toEqual([1, 0]);
    expect(await story.channel.posts()).toHaveLength(1);

    const ann = await story.person("Ann");
    const invitation = await story.channel.post(/A study group starts here/);
    await ann.press("Join", invitation);
    await ann.fill("Join the group", {});
    await ann.press("Join", invitation);
    ann.sees("You are in ml daily since 8 Mar.");
    expect(await count(memberships)).toBe(2);

    // A draft that was thrown away does not come back by its old button.
    await chi.command("cohort create");
    const [startAgain, discardAgain] = [chi.hold("Start the group"), chi.hold("Discard")];
    await chi.pressHeld(discardAgain);
    chi.sees("Discarded. Nothing was posted.");
    await chi.pressHeld(startAgain);
    chi.sees("That draft is gone; drafts keep 7 days.");
    expect(await count(cohorts)).toBe(1);
  });

  test("a card is rated once; what was pressed too late or too early leads to where one is", async () => {
    await foundGroup(story);
    const ann = await story.person("Ann");
    await join(story, ann);
    await ann.press("Learn 5 new cards");
    const begin = ann.hold("Start");
    await ann.pressHeld(begin);
    await ann.pressHeld(begin);
    ann.sees("Card 1/5", "What is an axis?");
    const show = ann.hold("Show answer");
    await ann.pressHeld(show);
    await ann.pressHeld(show);
    ann.sees("Card 1/5", "It is numpy-arrays-axis.", "[Good · 10 min]");
    const [good, again] = [ann.hold("Good"), ann.hold("Again")];
    await ann.pressHeld(good);
    await ann.pressHeld(good);
    ann.sees("Card 2/5", "What is a dtype?", /Already rated Good at \d\d:\d\d\./, "[Undo Good]");
    await ann.pressHeld(again);
    ann.sees("Card 2/5", "Already rated Good. Undo takes it back.");
    await ann.pressHeld(show);
    ann.sees("Card 2/5", "This screen is from earlier. Here is where you are now:");
    ann.seesNot("It is");
    expect([await count(reviews), await count(totals)]).toEqual([1, 3]);

    const undo = ann.hold("Undo Good");
    await ann.pressHeld(undo);
    ann.sees("Took back: Good", "What is an axis?", "Points −5.");
    await ann.pressHeld(undo);
    ann.sees("That one was already taken back.");
    await ann.pressHeld(good);
    ann.sees("Card 1/5", "That rating was taken back.");
    // The rating and the row that takes it back; nothing else came of seven presses.
    expect(await count(reviews)).toBe(2);
    expect((await story.ctx.db.select().from(totals)).map(({ points }) => points)).toEqual([0, 0, 0]);

    await rate(ann, "Easy");
    const stop = ann.hold("Stop for now");
    await ann.pressHeld(stop);
    await ann.pressHeld(stop);
    ann.sees("Stopped at 1/5");
    await ann.pressHeld(show);
    ann.seesNot("Show answer");
    expect(await count(reviews)).toBe(3);
  });

  test("somebody else's buttons show nothing of theirs and change nothing", async () => {
    await foundGroup(story);
    const [ann, ben] = [await story.person("Ann"), await story.person("Ben")];
    await join(story, ann);
    await join(story, ben);
    await ann.command("study");
    await ann.press("Start");
    const show = ann.hold("Show answer");
    await ann.pressHeld(show);
    const held = [show, ann.hold("Good"), ann.hold("Stop for now")];
    const invitation = await story.channel.post(/A study group starts here/);
    for (const button of held) {
      await ben.pressHeld(button, invitation);
      ben.sees(/^This one belongs to someone else\. Yours:/);
      ben.seesNot("What is an axis?", "It is numpy-arrays-axis.");
    }
    expect(await count(reviews)).toBe(0);
    await rate(ann, "Good");
    const undo = ann.hold("Undo Good");
    await ben.pressHeld(undo, invitation);
    ben.seesNot("Took back");
    await ann.command("study");
    ann.sees("Card 2/5");
    expect(await count(reviews)).toBe(1);
  });

  test("the daily question twice, after its rating, and from yesterday's post", async () => {
    await foundGroup(story);
    const ann = await story.person("Ann");
    await join(story, ann);
    await story.moveTo("2027-03-08T18:31");
    const post = await story.channel.post(/Question of the day/);
    const [answer, reveal] = [ann.hold("Answer", post), ann.hold("Reveal", post)];
    await ann.pressHeld(answer);
    await ann.fill("Your answer", { "In your own words": "A loop is for what NumPy cannot say at once." });
    const easy = ann.hold("Easy");
    await ann.pressHeld(answer);
    await ann.fill("Your answer", { "In your own words": "Something else entirely, now that I think of it." });
    ann.sees("> Something else entirely", "Your words are replaced; points stay as they were.");
    await ann.pressHeld(easy);
    ann.sees("Saved: Easy", "+20 for your words.");
    await ann.pressHeld(easy);
    ann.sees(/Already rated Easy at 18:3\d\./, "[Undo Easy]");
    await ann.pressHeld(reveal);
    ann.sees("Saved: Easy", "You answered at 18:31.");
    expect([await count(answers), await count(reviews)]).toEqual([1, 1]);

    // The form left open overnight keeps its words; from yesterday's post none opens any more.
    await ann.pressHeld(answer);
    await story.moveTo("2027-03-09T19:00");
    await ann.fill("Your answer", { "In your own words": "One more thing, a day too late for anybody." });
    ann.sees("This question has closed. Your words are kept for you.", "Recap · Mon 8 Mar");
    await ann.pressHeld(answer);
    ann.sees("This question has closed; here is its recap.", "Recap · Mon 8 Mar");
    await ann.pressHeld(easy);
    ann.seesNot("Saved: Easy\n/undo");
    expect([await count(answers), await count(reviews)]).toEqual([1, 1]);
    const days = await story.ctx.db.select().from(dailyActivity);
    expect(days.map(({ studyDay, points }) => [studyDay, points])).toEqual([["2027-03-08", 20]]);
  });

  test("a check-in, saved twice, gives its points once", async () => {
    await foundGroup(story);
    const ann = await story.person("Ann");
    await join(story, ann);
    await story.moveTo("2027-03-14T18:31");
    const post = await story.channel.post(/Week 1 check-in/);
    for (const hours of ["4", "5,5"]) {
      await ann.press("Check in", post);
      if (ann.screen.buttons.some(({ label }) => label === "Change it")) await ann.press("Change it");
      if (ann.screen.buttons.some(({ label }) => label === "Skip topics")) await ann.press("Skip topics");
      await ann.fill("Week 1: how it went", { "Confidence this week": "4", "Hours studied": hours });
      ann.sees("Week 1: checked in");
    }
    const [saved, ...more] = await story.ctx.db.select().from(checkIns);
    expect([saved?.hours, more.length]).toEqual([5.5, 0]);
    const all = (await story.ctx.db.select().from(totals)).filter(({ period }) => period === "all");
    expect(all.map(({ points }) => points)).toEqual([30]);
  });

  test("leaving twice, and buttons nobody knows", async () => {
    await foundGroup(story);
    const ann = await story.person("Ann");
    await join(story, ann);
    await ann.command("cohort leave");
    const leave = ann.hold("Leave");
    await ann.pressHeld(leave);
    ann.sees("You have left ML spring. Your cards go on.");
    await ann.pressHeld(leave);
    ann.seesNot("Stay");
    const rows = await story.ctx.db.select().from(memberships);
    expect(rows.filter(({ leftAt }) => leftAt === null)).toHaveLength(1);
    const invitation = await story.channel.post(/A study group starts here/);
    for (const action of ["1:no-such-thing:x", "garbage", "1:rate:", "9:study"]) {
      await ann.pressHeld({ message: invitation, action });
      expect(ann.text).not.toBe("");
    }
    ann.sees("I do not know this button any more. /help shows what works.");
  });
});
