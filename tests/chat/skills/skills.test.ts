import { describe, expect, test } from "vitest";
import { learners } from "../../../src/db/schema/index.ts";
import { sampleGroup, sampleHistory, sampleTrack } from "../../app/progress/sample-group.ts";
import { useWorld } from "../../support/world.ts";

describe("/skills", () => {
  const world = useWorld({ tracks: [sampleTrack()] });

  test("evidence and one's own word stand side by side", async () => {
    const { ann, python } = await sampleGroup(world.ctx);
    await sampleHistory(world.ctx, ann, python);
    const person = world.person("Ann");
    await person.command("skills");
    expect(person.text).toMatchInlineSnapshot(`
      "# Skills
      {pic Skills, the share of cards you would recall today and what you say of them. Must have: Python 95%; SQL 0%. Nice to have: NLP without cards.}
      ## Must have
      • Python: 19 of 20 recalled, 20 seen
      • SQL: none of 5 seen yet
      ## Nice to have
      • NLP: your word only
      [*Study the weakest: SQL*] [Roadmap]
      ▾ Set a skill: Python | SQL | NLP"
    `);

    await person.pick("SQL");
    expect(person.text).toContain("How far are you with SQL?\nnone of 5 seen yet");
    await person.press("In progress");
    expect(person.text).toContain("Saved: SQL, in progress.");
    expect(person.text).toContain("• SQL: none of 5 seen yet; you say: in progress");
    await person.pick("NLP");
    await person.press("Done");
    expect(person.text).toContain("• NLP: your word only; you say: done");
    await person.pick("NLP");
    await person.press("Not started");
    expect(person.text).toContain("• NLP: your word only; you say: not started");
    expect(person.text).toContain("• Python: 19 of 20 recalled, 20 seen\n");
  });

  test("the picture says what the lists say; text only has none", async () => {
    const { ann, python } = await sampleGroup(world.ctx);
    await sampleHistory(world.ctx, ann, python);
    const person = world.person("Ann");
    await person.command("skills");
    await person.pick("NLP");
    await person.press("Done");
    const picture = person.view.parts.find((part) => part.kind === "picture");
    expect(picture?.kind === "picture" && picture.spec.kind === "skills" && picture.spec.tiers).toEqual([
      {
        title: "Must have",
        skills: [
          { title: "Python", evidence: { recalledPercent: 95, seenPercent: 100 }, says: null },
          { title: "SQL", evidence: { recalledPercent: 0, seenPercent: 0 }, says: null },
        ],
      },
      { title: "Good to have", skills: [] },
      { title: "Nice to have", skills: [{ title: "NLP", evidence: null, says: "done" }] },
    ]);
    expect(picture?.kind === "picture" && picture.alt).toContain("Nice to have: NLP without cards, done.");
    await world.ctx.db.update(learners).set({ display: "text" });
    await person.command("skills");
    expect(person.view.parts.some(({ kind }) => kind === "picture")).toBe(false);
  });

  test("the weakest leads to its cards", async () => {
    await sampleGroup(world.ctx);
    const person = world.person("Ann");
    await person.command("skills");
    await person.press("Study the weakest");
    expect(person.text).toContain("Card 1/");
  });

  test("a skill that is no more", async () => {
    await sampleGroup(world.ctx);
    const person = world.person("Ann");
    await person.command("skills");
    await person.pressId("1:skill-mark:cobol:done");
    expect(person.text).toContain("I do not know that skill any more.");
    await person.press("Back");
    expect(person.text).toContain("# Skills");
  });
});
