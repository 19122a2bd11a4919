import { describe, expect, test } from "vitest";
import { cohorts, memoryStates } from "../../src/db/schema/index.ts";
import { foundGroup, join, studySome } from "../support/story/group.ts";
import { stages, useStory } from "../support/story/stage.ts";

describe.each(stages)("leaving on $name", (platform) => {
  const story = useStory(platform);

  test("a member goes and keeps the cards; the organiser names another first; the last one ends the group", async () => {
    const chi = await foundGroup(story);
    const [ann, ben, dana] = [await story.person("Ann"), await story.person("Ben"), await story.person("Dana")];
    for (const one of [ann, ben, dana]) await join(story, one);
    for (const one of [ann, ben, dana]) await studySome(one, 1);
    await ben.command("leaderboard");
    ben.sees("1. Ann · 5\n1. You · 5\n1. Dana · 5");

    await dana.command("cohort leave");
    dana.sees("You leave ML spring. Your cards and history stay yours; your name leaves its leaderboard.");
    // It cannot be undone, so the safe way out is the primary one.
    expect(dana.screen.buttons.find(({ isPrimary }) => isPrimary)?.label).toBe("Stay");
    await dana.press("Stay");
    dana.sees("You stay in ML spring.");
    await dana.command("cohort leave");
    await dana.press("Leave");
    dana.sees("You have left ML spring. Your cards go on.");
    await ben.command("leaderboard");
    ben.sees("Group goal: 3 of 3");
    ben.seesNot("Dana");
    await dana.command("leaderboard");
    dana.sees("You are not in a group yet.");
    await story.moveTo("2027-03-08T18:31");
    expect((await story.channel.post(/Question of the day/)).screen.text).toContain("0 of 3 have answered.");
    expect((await story.channel.post(/A study group starts here/)).screen.text).toContain("3 have joined.");

    await chi.command("cohort leave");
    chi.sees("You are the last organiser of ML spring. Name another first, then leave.");
    await chi.pick("Ben");
    await chi.command("cohort leave");
    await chi.press("Leave");
    chi.sees("You have left ML spring.");
    await chi.command("cohort members");
    chi.seesNot("Ann");

    await ben.command("cohort members");
    ben.sees("ML spring: 2 members", "you · joined 8 Mar · organiser", "Ann · joined 8 Mar");
    await ben.pick("Ann");
    await ben.press("Remove");
    ben.sees("Ann leaves ML spring. Their cards and history stay theirs; their name leaves its leaderboard.");
    await ben.press("Remove");
    ben.sees("ML spring: 1 member", "Ann is no longer in ML spring.");
    await ann.command("leaderboard");
    ann.sees("You are not in a group yet.");

    const invited = await story.channel.post(/A study group starts here/);
    await ben.command("cohort leave");
    ben.sees("You are the only one in ML spring. Leaving ends it.");
    await ben.press("Leave and end it");
    ben.sees("You have left ML spring. Your cards go on.");
    expect((await story.ctx.db.select().from(cohorts)).map(({ state }) => state)).toEqual(["ended"]);
    // Of an old screen the button that the post has lost.
    const old = dana.hold("Join", invited);
    const said = (await story.channel.posts()).length;
    await story.moveTo("2027-03-19T20:00");
    expect(await story.channel.posts()).toHaveLength(said);

    // The group is over, the memory is not: what is due comes back all the same.
    expect(await story.ctx.db.$count(memoryStates)).toBe(3);
    await dana.command("study");
    dana.sees(/^Card 1\/\d+ /, "What is an axis?");
    await dana.press("Stop for now");
    const over = await story.channel.post(/A study group met here: ML spring/);
    expect(over.screen.text).toContain("It has ended.");
    expect(over.screen.buttons.map(({ label }) => label)).not.toContain("Join");
    await dana.pressHeld(old);
    dana.sees("ML spring has ended. Your cards go on.");
    // Its last question has become a recap, though none follows.
    expect((await story.channel.post(/Recap · Mon 8 Mar/)).screen.text).toContain("Nobody wrote this time");
  });
});
