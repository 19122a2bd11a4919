import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { answers, dailyQuestions, deliveries, totals } from "../../src/db/schema/index.ts";
import { join } from "../support/story/group.ts";
import { stages, useStory } from "../support/story/stage.ts";

describe.each(stages)("an organiser, from the invitation to the first question, on $name", (platform) => {
  const story = useStory(platform, { start: "2027-03-07T15:00" });

  test("a group is made in two forms, seen before it starts, joined, asked, answered and recapped", async () => {
    const chi = await story.person("Chi", { manages: true });
    await chi.command("cohort create");
    chi.sees("ml daily: ready to start?", "Access: I can write in #ml-daily");
    await chi.press("Name and start");
    await chi.fill("New study group", {
      Name: "ML spring",
      "First day": "2027-03-08",
      "Time zone": "Nowhere on Earth",
    });
    expect(chi.refusal).toContain('I do not know "Nowhere on Earth". Try a city such as Berlin');
    await chi.correct({ Name: "ML spring", "First day": "2027-03-08", "Time zone": "Berlin" });
    await chi.press("Where and when");
    await chi.fill("Where and when", {
      Channel: "ml-daily",
      "Time of the daily question": "18:30",
      "Days with a question": ["Monday", "Tuesday", "Wednesday", "Thursday"],
      "Day of the weekly check-in": "Sunday",
      Pace: "Standard 32 weeks",
    });
    chi.sees(
      "ML spring: ready to start?",
      "Track: AI/ML engineer, 32 weeks, Mon 8 Mar to Sun 17 Oct",
      "Question: Mon to Thu 18:30, Berlin, in #ml-daily",
      "Check-in: Sunday 18:30",
      "First posts: Mon 8 Mar 18:30; Tue 9 Mar 18:30; Sun 14 Mar 18:30",
      "If a post cannot go out I tell you by direct message.",
    );
    expect(chi.screen.buttons.filter(({ isPrimary }) => isPrimary).map(({ label }) => label)).toEqual([
      "Start the group",
    ]);
    await chi.press("Show a sample post");
    chi.sees("Question of the day", "When would you choose a loop in NumPy arrays?", "Open until Tue 9 Mar 18:30");
    await chi.press("Back");
    expect(await story.channel.posts()).toEqual([]);

    await chi.press("Start the group");
    chi.sees("ML spring has started", "The invitation goes out in #ml-daily. You are its organiser.", "Members: 1");
    const invitation = await story.channel.post(/A study group starts here: ML spring/);
    expect(invitation.screen.text).toContain("AI/ML engineer in 32 weeks, from Mon 8 Mar.");
    expect(invitation.screen.text).toContain("1 has joined.");

    const ann = await story.person("Ann");
    await ann.press("What is in it?", invitation);
    ann.sees("Roadmap · AI/ML engineer", "Months 1–2 · Python and mathematics", "Month 8 · MLOps and production");
    await ann.press("Join", invitation);
    ann.sees("You get: one question a day and one check-in a week in the group's channel", /No direct messages unless/);
    await ann.fill("Join the group", { "On the leaderboard": "Named" });
    ann.sees(
      "You are in: ML spring",
      "15 new cards of week 1 wait",
      "Your day turns at 04:00, Berlin.",
      "you are named",
    );
    const ben = await story.person("Ben");
    await join(story, ben, "Anonymous");
    await ben.press("Join", invitation);
    ben.sees("You are in ML spring since 7 Mar.");

    await story.moveTo("2027-03-08T18:29");
    expect(await story.channel.posts()).toHaveLength(1);
    expect((await story.channel.post(/A study group starts here/)).screen.text).toContain("3 have joined.");
    await story.moveTo("2027-03-08T18:31");
    const question = await story.channel.post(/Question of the day/);
    expect(question.screen.text.replace(" Berlin", "").split("\n")).toEqual([
      "Question of the day",
      "When would you choose a loop in NumPy arrays?",
      "Week 1 · Python for data science · easy · about 3 min out loud",
      "[Answer] [Reveal]",
      "0 of 3 have answered. Open until Tue 9 Mar 18:30.",
    ]);

    await ann.press("Answer", question);
    ann.sees("When would you choose a loop in NumPy arrays?", "In your own words (Private unless you share it.");
    await ann.fill("Your answer", { "In your own words": "When it is short." });
    expect(ann.refusal).toContain("A sentence or two, please: at least 20 characters.");
    expect(await story.ctx.db.select().from(answers)).toEqual([]);
    await ann.correct({ "In your own words": "A loop is for what NumPy cannot say at once." });
    ann.sees(
      "> A loop is for what NumPy cannot say at once.",
      "An answer",
      "1. Must: trees in parallel lower variance",
      "Your answer is saved. Rate it to schedule the card.",
    );
    await ann.tick(["1. ", "2. "]);
    ann.sees("2 of 3 key points, 1 of 1 must-have: that suggests Good.", "☑ 1. trees in parallel lower variance");
    expect(ann.screen.buttons.find(({ isPrimary }) => isPrimary)?.label).toBe("Good · 10 min");
    await ann.press("Good");
    ann.sees("Saved: Good", "Comes back in 10 min.", "+20 for your words. Streak: 1 day, today kept.");
    await ann.press("Share my answer");
    await ann.press("Share with my name");
    ann.sees("It will be shared.");
    await ben.press("Reveal", question);
    ben.sees("Rating is optional; without it the card stays new to you.");

    await story.moveTo("2027-03-08T18:40");
    expect((await story.channel.post(/Question of the day/)).screen.text).toContain("1 of 3 has answered.");
    // What Ann wrote is nobody's to read before the recap.
    expect((await story.channel.posts()).map(({ screen }) => screen.text).join()).not.toContain("NumPy cannot say");

    await story.moveTo("2027-03-09T18:31");
    const recap = await story.channel.post(/Recap · Mon 8 Mar/);
    expect(recap.screen.text.split("\n")).toEqual([
      "Recap · Mon 8 Mar",
      "When would you choose a loop in NumPy arrays?",
      "In short: Take the forest when you need a strong model with little tuning.",
      "1 answered.",
      "1 shared answer in the thread.",
      "[Whole answer] [Study this card]",
    ]);
    expect((await story.channel.thread(recap)).map(({ screen }) => screen.text)).toEqual([
      "Shared answers\n> Ann: A loop is for what NumPy cannot say at once.",
    ]);
    const next = await story.channel.post(/Question of the day/);
    expect(next.screen.text).toContain("When would you choose a library in NumPy arrays?");
    await ben.press("Whole answer", recap);
    ben.sees("Take the forest when you need a strong model", "Key points");
    await ben.press("Yesterday's recap", next);
    ben.sees("Recap · Mon 8 Mar");
    expect(await story.channel.posts()).toHaveLength(3);

    const { db } = story.ctx;
    expect((await db.select().from(dailyQuestions)).map(({ date }) => date)).toEqual(["2027-03-08", "2027-03-09"]);
    const points = await db.select().from(totals).where(eq(totals.period, "all"));
    expect(points.map((row) => row.points)).toEqual([20]);
    expect((await db.select().from(deliveries)).filter(({ state }) => state !== "sent")).toEqual([]);
  });
});
