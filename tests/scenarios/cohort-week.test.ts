import { describe, expect, test } from "vitest";
import { checkIns, deliveries } from "../../src/db/schema/index.ts";
import { foundGroup, join, studySome } from "../support/story/group.ts";
import { stages, useStory } from "../support/story/stage.ts";

const boards = { Ann: "Named", Ben: "Anonymous", Dana: "Hidden", Eda: "Named", Finn: "Named" } as const;

describe.each(stages)("a week of a group on $name", (platform) => {
  const story = useStory(platform);

  test("study, check-in, leaderboard, and the next weekly post sums it up without anybody's words", async () => {
    const chi = await foundGroup(story);
    const people = [];
    for (const [name, board] of Object.entries(boards)) {
      const one = await story.person(name);
      await join(story, one, board);
      people.push(one);
    }
    const [ann, ben, dana, eda, finn] = people as [typeof chi, typeof chi, typeof chi, typeof chi, typeof chi];
    // Ann studies most, on five days; Ben on five; the others on the first and the last.
    for (const day of ["08", "09", "10", "11", "12"]) {
      await story.moveTo(`2027-03-${day}T17:00`);
      await studySome(ann, day === "08" ? 3 : 1);
      await studySome(ben, 1);
      if (day === "08" || day === "12") for (const one of [dana, eda, finn]) await studySome(one, 1);
    }

    await ann.command("leaderboard");
    ann.sees(
      "ML spring · this week",
      "Group goal: 5 of 6 with 5 study days; on course",
      "1. You · 35\n2. Anonymous · 25\n3. Eda · 10\n3. Finn · 10",
      "The week ends with your Sunday (Mon 04:00).",
    );
    ann.seesNot("Ben", "Dana");
    await ben.command("leaderboard");
    ben.sees("1. Ann · 35\n2. You (anonymous to others) · 25");
    await dana.command("leaderboard");
    dana.sees("You are hidden. Only you see this: 10 points would be 3rd.");
    dana.seesNot("Dana", "3. You");
    await ann.press("How points work");
    ann.sees("The rating changes nothing, so nobody gains by a false one.");

    await story.moveTo("2027-03-14T18:31");
    const weekly = await story.channel.post(/Week 1 check-in/);
    expect(weekly.screen.text.replace(" Berlin", "").split("\n")).toEqual([
      "Week 1 check-in",
      "Two minutes: what is done, what is in the way, what is next.",
      "This week so far: 2 of 6 have 5 study days, aim 5. Most points: Ann 35, Eda 10, Finn 10",
      "Steadiest: Ann.",
      "[Check in] [Leaderboard]",
      "0 of 6 have checked in. Open until Sun 21 Mar 18:30.",
    ]);
    await ann.press("Check in", weekly);
    ann.sees("Week 1 check-in", "Topics: Python fundamentals", "Done 0, in progress 0, not started 1.", /^Closes in /m);
    await ann.tick(["Python fundamentals"], "Done");
    ann.sees("Done 1, in progress 0, not started 0.");
    await ann.press("Go on");
    await ann.fill("Week 1: how it went", { "Confidence this week": "4", "Hours studied": "lots" });
    expect(ann.refusal).toContain("A number of hours, such as 4.5.");
    await ann.correct({
      "Confidence this week": "4",
      "Hours studied": "4,5",
      "What is in the way?": "no GPU",
      "Aim for next week": "finish pandas",
    });
    ann.sees("Week 1: checked in", "+30 points.", "> finish pandas", "[Change it]");
    for (const one of [ben, dana, eda, finn]) {
      await one.command("checkin");
      await one.tick(["Python fundamentals"], one === finn ? "In progress" : "Done");
      await one.press("Go on");
      await one.fill("Week 1: how it went", { "Confidence this week": "3", "Hours studied": "2" });
      one.sees("Week 1: checked in");
    }
    expect(await story.ctx.db.$count(checkIns)).toBe(5);
    await story.moveTo("2027-03-14T18:45");
    expect((await story.channel.post(/Week 1 check-in/)).screen.text).toContain("5 of 6 have checked in.");

    await chi.command("cohort report");
    chi.sees("ML spring · week 1", "Studied this week: 5 of 6", "Check-ins: 5 of 6", "> Ann: no GPU", "0 skipped");
    await ben.command("cohort report");
    ben.sees("Organisers of ML spring can do this: Chi.");
    ben.seesNot("GPU");

    await story.moveTo("2027-03-21T18:31");
    const second = await story.channel.post(/Week 2 check-in/);
    expect(second.screen.text).toContain("Last week: 2 of 6 had 5 study days");
    expect(second.screen.text).toContain(
      "Thank you to the 5 who checked in last week. Done: Python fundamentals 4 of 5.",
    );
    const said = (await story.channel.posts()).map(({ screen }) => screen.text).join("\n");
    expect(said).not.toMatch(/GPU|finish pandas|Ben|Dana/);
    await ann.press("Check in", second);
    ann.sees("Week 2 check-in");
    await ann.press("Skip topics");
    await ann.fill("Week 2: how it went", { "Confidence this week": "5 solid", "Hours studied": "3" });
    ann.sees("Week 2: checked in", "Last week you aimed for:", "> finish pandas");

    // One question a day and one post a week, each sent once.
    const sent = await story.ctx.db.select().from(deliveries);
    // Nobody shared an answer, so the recaps have no thread.
    expect(sent.filter(({ kind, state }) => state !== (kind === "recap" ? "skipped" : "sent"))).toEqual([]);
    expect(sent.filter(({ kind }) => kind === "weekly")).toHaveLength(2);
    expect(sent.filter(({ kind }) => kind === "daily-question")).toHaveLength(10);
  });
});
