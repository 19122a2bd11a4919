import { join } from "node:path";
import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { readRoadmap } from "../../../src/app/roadmap/read-roadmap.ts";
import { roadmapView } from "../../../src/chat/views/roadmap-path.ts";
import { readCurricula } from "../../../src/content/read-curricula.ts";
import type { IdentityId } from "../../../src/core/ids.ts";
import { learners } from "../../../src/db/schema/index.ts";
import { sampleGroup, sampleHistory, sampleTrack } from "../../app/progress/sample-group.ts";
import { mlTrack } from "../../support/daily-cohort.ts";
import { useWorld } from "../../support/world.ts";

describe("/roadmap", () => {
  const world = useWorld({ tracks: [sampleTrack()] });

  async function member() {
    const group = await sampleGroup(world.ctx);
    return { ...group, person: world.person("Ann") };
  }

  async function learner(id: Awaited<ReturnType<typeof member>>["ann"]) {
    const [row] = await world.ctx.db.select().from(learners).where(eq(learners.id, id));
    return row;
  }

  test("the whole path, the group's place and mine, marks beside words", async () => {
    const { person, ann, python } = await member();
    await sampleHistory(world.ctx, ann, python);
    await person.command("roadmap");
    expect(person.text.replace(/▾.*$/s, "▾")).toMatchInlineSnapshot(`
      "# Roadmap · AI/ML engineer
      {pic Roadmap AI/ML engineer, with weeks and what you would recall today. Group: week 9 of 32. You: week 9. This week: Week 1. Next: week 10, Week 2, from 15 Mar. Done: Python (1–8, 95%). Now: Supervised learning (9–32, 0%). Beside the road: SQL (9–12, 0%).}
      Group: week 9 of 32. You: week 9.
      This week: Week 1.
      Next: week 10, Week 2, from 15 Mar.
      Months 1–8 · All
      ✓ Python, weeks 1–8: done, you recall 95%
      ▸ Supervised learning, weeks 9–32: now, you recall 0%
      ~ Beside the road: SQL (weeks 9–12)
      [*This week*] [Skills] [My pace]
      ▾"
    `);
  });

  test("text only: no picture, the same words", async () => {
    const { person } = await member();
    await world.ctx.db.update(learners).set({ display: "text" });
    await person.command("roadmap");
    expect(person.view.parts.some(({ kind }) => kind === "picture")).toBe(false);
    expect(person.text).toContain("Next: week 10, Week 2, from 15 Mar.");
    await person.press("This week");
    await person.press("Whole path");
    expect(person.view.parts.some(({ kind }) => kind === "picture")).toBe(false);
  });

  test("the picture's words hold the whole of the shipped roadmap uncut", async () => {
    const curricula = await readCurricula(join(import.meta.dirname, "../../../content"), () => Promise.resolve(null));
    const [track] = curricula.map((one) => one.track);
    if (!track) throw new Error("no track is shipped");
    await member();
    const tracks = new Map([[mlTrack, track]]);
    const [ann] = await world.ctx.db.select().from(learners);
    if (!ann) throw new Error("nobody is there");
    const shown = await readRoadmap({ ...world.ctx, tracks }, { learner: ann, identityId: 1 as IdentityId });
    const picture = roadmapView(shown, { pictures: true }).parts.find((part) => part.kind === "picture");
    if (picture?.kind !== "picture" || picture.spec.kind !== "roadmap") throw new Error("no picture");
    expect(picture.spec.phases.flatMap(({ blocks }) => blocks)).toHaveLength(10);
    expect(picture.spec.beside).toHaveLength(10);
    expect(picture.alt).not.toContain("…");
    for (const { title } of [...picture.spec.beside, ...picture.spec.phases.flatMap(({ blocks }) => blocks)]) {
      expect(picture.alt).toContain(title);
    }
  });

  test("a week with all it holds", async () => {
    const { person } = await member();
    await person.command("roadmap", { week: "9" });
    expect(person.text).toMatchInlineSnapshot(`
      "# Week 9 · Supervised learning
      Week 1 · 8 to 14 Mar
      Opens this week too: SQL.
      Cards of 8 weeks wait for you; nobody but you sees that.
      ## Topics
      • Supervised learning: not started, 10 cards
      ## Practice
      • Practise Week 1
      ## Projects
      • Build Week 1
      ## For interviews
      • Explain Week 1
      Resources: A guide ↗
      [*Learn 10 cards of this week*] [Slow my pace] [Week 8] [Week 10] [Whole path]
      ▾ My pace: With the group | Hold this week | Catch up | Fewer new cards | Skip what I know"
    `);
    await person.press("Week 10");
    expect(person.text).toContain("# Week 10 · Supervised learning");
  });

  test("not a week", async () => {
    const { person } = await member();
    for (const week of ["0", "33", "4.5", "x"]) {
      await person.command("roadmap", { week });
      expect(person.text).toContain("Weeks run from 1 to 32.");
    }
    await person.press("This week");
    expect(person.text).toContain("# Week 9");
  });

  test("a week of the present block opens by moving one's week, a block ahead as a whole", async () => {
    const { person, ann } = await member();
    await person.command("roadmap", { week: "11" });
    expect(person.text).toContain("Opens to your new cards on Mon 22 Mar.");
    await person.press("Open it for me now");
    expect(person.text).toContain("Saved. Your new cards reach week 11; the group is in week 9.");
    expect((await learner(ann))?.weekShift).toBe(2);
    await person.press("Whole path");
    expect(person.text).toContain("Group: week 9 of 32. You: week 11.");

    await person.pressId("1:roadmap-open:block:sql");
    expect(person.text).toContain("Saved. SQL is open to your new cards.");
    await person.pressId("1:roadmap-open:block:sql");
    expect((await learner(ann))?.openBlocks).toEqual(["sql"]);
    expect(person.text).toContain("That is how it is already.");
  });

  test("one's own pace: hold, with the group, fewer and more new cards", async () => {
    const { person, ann } = await member();
    await person.command("roadmap");
    await person.press("My pace");
    await person.pick("Hold this week");
    expect(person.text).toContain("Your new cards reach week 8; the group is in week 9.");
    await person.pick("Catch up");
    expect((await learner(ann))?.weekShift).toBe(0);
    await person.pick("With the group");
    expect(person.text).toContain("That is how it is already.");
    await person.pick("Fewer new cards");
    expect(person.text).toContain("6 new cards a day");
    await person.press("Back to 10 a day");
    expect((await learner(ann))?.newPerDay).toBe(10);
  });

  test("two weeks behind: a slower pace is on offer", async () => {
    const { person } = await member();
    await person.command("roadmap", { week: "9" });
    expect(person.text).toContain("[Slow my pace]");
    await person.press("Slow my pace");
    expect(person.text).toContain("6 new cards a day");
  });

  test("for somebody in no group it shows what there is", async () => {
    const ann = world.person("Ann");
    await ann.command("roadmap");
    expect(ann.text).toContain("32 weeks. Join a group, or study on your own from week 1.");
    await ann.command("roadmap", { week: "1" });
    expect(ann.text).not.toContain("Open it for me now");
  });
});
