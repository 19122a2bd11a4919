import { describe, expect, test } from "vitest";
import { dailyQuestions, totals } from "../../src/db/schema/index.ts";
import { foundGroup, join, studySome } from "../support/story/group.ts";
import { stages, useStory } from "../support/story/stage.ts";

describe.each(stages)("a second group in the same place on $name", (platform) => {
  const story = useStory(platform);

  test("one memory for whoever is in both; questions, counts, points and boards are each group's own", async () => {
    const chi = await foundGroup(story);
    const [ann, ben] = [await story.person("Ann"), await story.person("Ben")];
    await join(story, ann, "Named");
    await foundGroup(story, { name: "ML summer", firstDay: "2027-03-15" });
    await join(story, ben, "Named", "ML summer");
    await ann.press("Join", await story.channel.post(/A study group starts here: ML summer/));
    await ann.fill("Join the group", { "On the leaderboard": "Hidden" });
    ann.sees("You are in: ML summer", "ML spring counts your reviews too: one memory, both groups.");
    await story.moveTo("2027-03-08T12:00");
    const joined = (await story.channel.posts()).map(({ screen }) => /(\d) have joined\./.exec(screen.text)?.[1]);
    expect(joined).toEqual(["2", "3"]);

    // What Ann reviews counts in both groups, what Ben reviews in his.
    await studySome(ann, 2);
    await studySome(ben, 1);
    const rows = await story.ctx.db.select().from(totals);
    const all = rows.filter(({ period }) => period === "all").map(({ points }) => points);
    expect(all.sort((a, b) => a - b)).toEqual([5, 10, 10]);
    await ann.command("leaderboard");
    ann.sees("ML spring · this week", "You: 10 points so far.");
    ann.seesNot("Ben", "hidden");
    await ann.pick("ML summer");
    ann.sees("ML summer · this week", "You are hidden. Only you see this: 10 points would be 1st.");
    await ben.command("leaderboard");
    ben.sees("ML summer · this week", "You: 5 points so far.");
    ben.seesNot("ML spring", "Ann");

    // Only the group that has begun asks; Ben's says when it will.
    await story.moveTo("2027-03-08T18:31");
    await ann.command("daily");
    ann.sees("ML spring · Week 1 ·", "When would you choose a loop in NumPy arrays?", "0 of 2 have answered.");
    expect((await story.channel.post(/Question of the day/)).screen.text).toContain("ML spring · Week 1 ·");
    await ann.pick("ML summer");
    ann.sees("No question today in ML summer.");
    await ben.command("daily");
    ben.sees(/No question today\. Next: Mon 15 Mar 18:30/);

    await story.moveTo("2027-03-15T18:32");
    // Of both, the posts say whose they are; so does what Ann alone sees, who is in both.
    const said = (await story.channel.posts()).map(({ screen }) => screen.text.split("\n")[0]);
    expect(said).toContain("ML spring · Recap · Fri 12 Mar");
    expect(said).toContain("ML spring · Week 1 check-in");
    await ann.command("checkin");
    ann.sees("ML spring · Week 1 check-in");
    const open = (await story.channel.posts()).filter(({ screen }) => screen.text.startsWith("Question of the day"));
    expect(open).toHaveLength(2);
    const ofSummer = open.find(({ screen }) => screen.text.includes("0 of 3 have answered."));
    await ben.press("Answer", ofSummer);
    await ben.fill("Your answer", { "In your own words": "A loop is for what NumPy cannot say at once." });
    ben.sees("Your answer is saved.");
    await story.moveTo("2027-03-15T18:33");
    expect((await story.channel.post(/1 of 3 has answered\./)).screen.text).toContain("ML summer · Week 1 ·");
    expect((await story.channel.post(/0 of 2 have answered\./)).screen.text).toContain("ML spring · Week 2 ·");
    expect(await story.ctx.db.$count(dailyQuestions)).toBe(7);

    // Whoever runs both is asked which one is meant.
    await chi.command("cohort report");
    chi.sees("Which group?");
    await chi.pick("ML summer");
    chi.sees("ML summer · week 1");
    await ben.command("cohort report");
    ben.sees("Organisers of ML summer can do this: Chi.");
  });
});
