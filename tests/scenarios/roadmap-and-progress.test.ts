import { describe, expect, test } from "vitest";
import { memoryStates, placements } from "../../src/db/schema/index.ts";
import { foundGroup, join, studySome } from "../support/story/group.ts";
import { stages, useStory } from "../support/story/stage.ts";

describe.each(stages)("the path and where one is on it, on $name", (platform) => {
  const story = useStory(platform);

  test("roadmap, one's own pace, and a placement test that can be taken back", async () => {
    await foundGroup(story);
    const ann = await story.person("Ann");
    await join(story, ann);
    await ann.command("roadmap");
    ann.sees(
      "Group: week 1 of 32. You: week 1.",
      "This week: The language.",
      "Next: week 2, NumPy, from 15 Mar; Git version control opens too.",
      "▸ Python for data science, weeks 1–4: now",
      "· Mathematics for ML, weeks 5–8: from 5 Apr",
    );
    // The picture of the whole path says in words what it shows.
    expect(ann.screen.pictures).toEqual([expect.stringMatching(/Group: week 1 of 32.*Ahead: Mathematics for ML/)]);
    await ann.pick("Week 5 ·");
    ann.sees("Week 5 · Mathematics for ML", "Opens to your new cards on Mon 5 Apr.", "Topics", "Practice", "Projects");
    await ann.press("Open it for me now");
    ann.sees("Saved. Mathematics for ML is open to your new cards.");
    await ann.command("roadmap", { week: "1" });
    ann.sees("Week 1 · Python for data science", "The language · 8 to 14 Mar");
    await ann.press("Week 2");
    ann.sees("Week 2 · Python for data science");
    await ann.press("Whole path");
    ann.sees("Group: week 1 of 32.");

    await ann.press("My pace");
    await ann.pick("Skip what I know");
    ann.sees("Ten choice cards on one block.");
    await ann.pick("Python for data science");
    for (let asked = 1; asked <= 10; asked++) {
      ann.sees(`${asked}/10 · Skip Python for data science?`);
      await ann.press(/^([A-D])\. Recall$/m.exec(ann.text)?.[1] ?? "no right option");
    }
    ann.sees("Marked as known: Python for data science (10 of 10 right).", "so that what slipped shows.");
    expect(await story.ctx.db.$count(memoryStates)).toBeGreaterThan(10);
    await ann.press("Undo");
    ann.sees("Taken back: the block is new to you again");
    expect(await story.ctx.db.$count(memoryStates)).toBe(0);
    expect(await story.ctx.db.$count(placements)).toBe(1);
  });

  test("skills: the cards' evidence and one's own word side by side; progress, a block, a table", async () => {
    await foundGroup(story);
    const ann = await story.person("Ann");
    await join(story, ann);
    await studySome(ann, 3);
    await ann.command("skills");
    ann.sees(
      "Must have",
      "Good to have",
      "Nice to have",
      "Python (NumPy, pandas, Matplotlib): 3 of 60 recalled, 3 seen",
    );
    await ann.pick("Python");
    ann.sees("How far are you with Python (NumPy, pandas, Matplotlib)?");
    await ann.press("In progress");
    ann.sees(
      "Python (NumPy, pandas, Matplotlib): 3 of 60 recalled, 3 seen; you say: in progress",
      "SQL for data extraction: your word only",
    );
    expect(ann.screen.pictures[0]).toContain("Python (NumPy, pandas, Matplotlib) 5%, in progress");

    await ann.command("progress");
    ann.sees(
      "Your progress",
      "Due now: nothing",
      "Streak: 1 day, today kept; ❄ 2 freezes left",
      "Roadmap: week 1 of 32",
    );
    await ann.press("As a table");
    ann.sees("8 Mar to 14 Mar: 3 reviews on 1 day", "Python for data science: 5% (3 of 60)");
    expect(ann.screen.pictures).toEqual([]);
    await ann.pick("Python for data science");
    ann.sees("Python for data science", "Mastery 5%", "Seen: 3 of 60", "Interview questions: 0 of 12");
    await ann.command("progress", { show: "calibration" });
    ann.sees("Calibration", "After 100 reviews (0 so far).");
  });

  test("a pause of the group with dates; an organiser sets a day right; the report", async () => {
    const chi = await foundGroup(story);
    const ann = await story.person("Ann");
    await join(story, ann);
    await studySome(ann, 2);
    await chi.command("cohort pause");
    await chi.fill("Pause the group", { From: "2027-03-12", Until: "2027-03-10" });
    expect(chi.refusal).toContain("The last day comes before the first.");
    await chi.correct({ From: "2027-03-10", Until: "2027-03-12" });
    chi.sees("Paused from 10 Mar to 12 Mar.");
    await ann.command("cohort pause");
    ann.sees("Organisers of ML spring can do this: Chi.");

    await story.moveTo("2027-03-11T20:00");
    const posts = (await story.channel.posts()).map(({ screen }) => screen.text);
    expect(posts.filter((one) => one.startsWith("Question of the day"))).toHaveLength(0);
    expect(posts.filter((one) => one.startsWith("Recap"))).toHaveLength(2);
    expect(posts.some((one) => one.includes("⏸ Paused until 12 Mar. Your own cards go on."))).toBe(true);
    await ann.command("daily");
    ann.sees(/⏸ ML spring is paused until 12 Mar\.|No question today/);
    await story.moveTo("2027-03-16T09:00");
    expect((await story.channel.post(/Question of the day/)).screen.text).toMatch(/Open until Tue 16 Mar 18:30/);

    // Ann had cards due on Monday and was away; Chi knows why.
    await story.moveTo("2027-03-20T09:00");
    await ann.command("progress", { show: "streak" });
    ann.sees(/ended: \d due, none reviewed|❄ freeze/);
    const day = /(\w{3} \d+ Mar) {2}(?:ended|not kept|❄)/.exec(ann.text)?.[1] ?? "";
    await chi.command("cohort members");
    await chi.pick("Ann");
    await chi.press("Set a day right");
    const date = `2027-03-${day.replace(/\D/g, "").padStart(2, "0")}`;
    await chi.fill("Set a day right", { "Study day": date, Reason: "the bot was down" });
    chi.sees(/counts now; their days after it were worked out anew\./);
    await ann.command("progress", { show: "streak" });
    ann.sees(`${day}  kept: set by Chi, "the bot was down"`);
    await chi.command("cohort report");
    chi.sees("ML spring · week", "Flags open: –", "0 skipped");
  });
});
