import { expect, test } from "vitest";
import { dailyQuestions, places, totals } from "../../src/db/schema/index.ts";
import { discordStage } from "../support/story/discord-stage.ts";
import { foundGroup, join, studySome } from "../support/story/group.ts";
import { slackStage } from "../support/story/slack-stage.ts";
import { useStory } from "../support/story/stage.ts";

const story = useStory([slackStage, discordStage]);

test("a one-time code joins a Discord channel to a group on Slack: one question, one count, one leaderboard", async () => {
  const { db } = story.ctx;
  const onDiscord = story.channelOn("Discord");
  const chi = await foundGroup(story);
  const [ann, ben] = [await story.person("Ann"), await story.person("Ben")];
  for (const one of [ann, ben]) await join(story, one);
  const bo = await story.person("Bo", { on: "Discord", manages: true });
  const [dana, eda] = [await story.person("Dana", { on: "Discord" }), await story.person("Eda", { on: "Discord" })];

  await chi.command("cohort connect");
  chi.sees("Works once, for somebody who manages that place.");
  const code = /[2-9A-Z]{4}-[2-9A-Z]{4}/.exec(chi.text)?.[0] ?? "";
  await dana.command("cohort join", { code });
  dana.sees("Someone who manages this server can do this.");
  await bo.command("cohort join", { code });
  bo.sees("ML spring now also posts in #ml-daily (Discord).");
  await dana.command("cohort join", { code });
  await bo.command("cohort join", { code });
  bo.sees("That code is not valid any more.");
  expect(await db.select().from(places)).toHaveLength(2);
  for (const [one, board] of [
    [bo, "Named"],
    [dana, "Anonymous"],
    [eda, "Hidden"],
  ] as const) {
    await one.command("cohort join");
    await one.fill("Join the group", { "On the leaderboard": board });
    one.sees("You are in: ML spring");
  }

  await story.moveTo("2027-03-08T18:31");
  const asked = "When would you choose a loop in NumPy arrays?";
  const [here, there] = [await story.channel.post(/Question of the day/), await onDiscord.post(/Question of the day/)];
  for (const post of [here, there]) {
    expect(post.screen.text).toContain(asked);
    expect(post.screen.text).toContain("0 of 6 have answered.");
  }
  expect(await db.$count(dailyQuestions)).toBe(1);

  for (const [one, post] of [
    [ann, here],
    [bo, there],
    [dana, there],
  ] as const) {
    await one.press("Answer", post);
    await one.fill("Your answer", { "In your own words": `${one.name} would rather let NumPy do all of it.` });
    one.sees("Your answer is saved.");
  }
  await studySome(ben, 2);
  await studySome(bo, 1);
  await studySome(eda, 3);
  await story.moveTo("2027-03-08T18:45");
  for (const post of [here, there]) expect(post.screen.text).toContain("3 of 6 have answered.");

  // 20 for each answer, 5 for each new card; the same board from either side.
  for (const reader of [chi, eda]) {
    await reader.command("leaderboard");
    reader.sees("Group goal: 5 of 6 with 5 study days", "1. Bo · 25\n2. Ann · 20\n2. Anonymous · 20\n3. Ben · 10");
    reader.seesNot("Dana · ", "Eda · ");
  }
  eda.sees("You are hidden. Only you see this: 15 points would be 3rd.");
  await dana.command("leaderboard");
  dana.sees("2. You (anonymous to others) · 20");
  const all = (await db.select().from(totals)).filter(({ period }) => period === "all");
  expect(all.map(({ points }) => points).sort((a, b) => a - b)).toEqual([10, 15, 20, 20, 25]);

  await story.moveTo("2027-03-09T18:31");
  for (const channel of [story.channel, onDiscord]) {
    expect((await channel.post(/Recap · Mon 8 Mar/)).screen.text).toContain("3 answered.");
    expect((await channel.posts()).filter(({ screen }) => screen.text.startsWith("Question of the day"))).toHaveLength(
      1,
    );
  }
  await story.moveTo("2027-03-14T18:31");
  for (const channel of [story.channel, onDiscord]) {
    const weekly = (await channel.post(/Week 1 check-in/)).screen.text;
    expect(weekly).toContain("Most points: Bo 25, Ann 20, Ben 10");
  }
});
