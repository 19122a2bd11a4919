import { describe, expect, test } from "vitest";
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
