import { and, eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { placementView } from "../../../src/chat/views/placement.ts";
import type { CardBody } from "../../../src/core/curriculum/card.ts";
import type { LearnerId } from "../../../src/core/ids.ts";
import { learners, memoryStates, placements } from "../../../src/db/schema/index.ts";
import { addCards } from "../../app/progress/history.ts";
import { sampleGroup, sampleTrack } from "../../app/progress/sample-group.ts";
import { mlTrack } from "../../support/daily-cohort.ts";
import { type Person, useWorld } from "../../support/world.ts";

const body: CardBody = {
  kind: "choice",
  difficulty: "easy",
  prompt: "Which one?",
  contrast: [],
  sources: [],
  covers: [],
  options: ["right", "wrong", "other", "last"].map((text) => ({ text, why: "Because.", correct: text === "right" })),
};

describe("skip what I know", () => {
  const world = useWorld({ tracks: [sampleTrack()] });

  async function start(): Promise<{ ann: LearnerId; person: Person }> {
    const { ann } = await sampleGroup(world.ctx);
    const block = { track: mlTrack, block: "supervised", deck: "choices", deckTitle: "Choices", week: 9 };
    await addCards(world.ctx.db, 12, { ...block, kind: "choice", body });
    const person = world.person("Ann");
    await person.command("roadmap");
    await person.press("My pace");
    await person.pick("Skip what I know");
    await person.pick("Supervised learning");
    return { ann, person };
  }

  /** Presses the letter under which this option stands. */
  async function answer(person: Person, option: string): Promise<void> {
    const letter = new RegExp(`^([A-D])\\. ${option}$`, "m").exec(person.text)?.[1] ?? "none";
    await person.press(letter);
  }

  async function memories(ann: LearnerId) {
    return world.ctx.db.select().from(memoryStates).where(eq(memoryStates.learnerId, ann));
  }
  async function opened(ann: LearnerId) {
    const [row] = await world.ctx.db.select().from(learners).where(eq(learners.id, ann));
    return row?.openBlocks;
  }

  test("eight of ten right: the block is known, its cards come back over a month, and undo takes it away", async () => {
    const { ann, person } = await start();
    expect(person.text).toContain("# 1/10 · Skip Supervised learning?\nWhich one?");
    for (let at = 0; at < 8; at += 1) await answer(person, "right");
    await answer(person, "wrong");
    expect(person.text).toContain("# 10/10");
    await person.press("I don't know");
    expect(person.text).toContain("Marked as known: Supervised learning (8 of 10 right).");
    expect(await opened(ann)).toEqual(["supervised"]);
    const seeded = await memories(ann);
    expect(seeded).toHaveLength(22);
    const due = seeded.map(({ dueDay }) => dueDay ?? "").sort();
    expect([due[0], due.at(-1)]).toEqual(["2027-03-13", "2027-04-03"]);

    const [one] = seeded;
    await world.ctx.db
      .update(memoryStates)
      .set({ version: 2 })
      .where(and(eq(memoryStates.learnerId, ann), eq(memoryStates.cardId, one?.cardId ?? (0 as never))));
    await person.press("Undo");
    expect(person.text).toContain("Taken back");
    expect(await opened(ann)).toEqual([]);
    expect((await memories(ann)).map(({ cardId }) => cardId)).toEqual([one?.cardId]);
  });

  test("fewer right: nothing is changed", async () => {
    const { ann, person } = await start();
    for (let at = 0; at < 7; at += 1) await answer(person, "right");
    for (let at = 0; at < 3; at += 1) await answer(person, "wrong");
    expect(person.text).toContain("7 of 10 right: Supervised learning stays on your path as it is.");
    expect(await memories(ann)).toEqual([]);
    expect(await opened(ann)).toEqual([]);
  });

  test("a second press on the same question counts once, and another's test is nobody's business", async () => {
    const { person } = await start();
    const [test] = await world.ctx.db.select().from(placements);
    const first = `1:placement-answer:${test?.id}:1-0`;
    await person.pressId(first);
    await person.pressId(first);
    expect(person.text).toContain("# 2/10");
    const ben = world.person("Ben");
    await ben.pressId(first);
    expect(ben.text).toContain("This test is from earlier.");
  });

  test("a block without choice cards says so", async () => {
    const { person } = await start();
    await person.pressId("1:placement:python");
    expect(person.text).toContain("Python has too few choice cards for a test.");
    expect(placementView({ kind: "unknown" }).parts).toHaveLength(2);
  });
});
