import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { commands } from "../../../src/chat/commands/index.ts";
import type { OptionSpec } from "../../../src/chat/commands/spec.ts";
import type { CommandEvent } from "../../../src/chat/event.ts";
import { learners } from "../../../src/db/schema/index.ts";
import { smallTrack } from "../../support/daily-cohort.ts";
import { cohortOf, flashcard, publish, readerOf } from "../../support/study-cards.ts";
import { type Person, useWorld } from "../../support/world.ts";

describe("completion while an option is typed", () => {
  const world = useWorld({
    tracks: [smallTrack()],
    async prepare({ ctx }) {
      await publish(ctx, [
        flashcard("shape", { prompt: "What does `reshape` do to the data of an array?" }),
        flashcard("reshape-view", {
          prompt: "Which slices are **views**?",
          position: 2,
        }),
        flashcard("long", { prompt: `What is broadcasting, ${"told at length ".repeat(20)}?`, position: 3 }),
      ]);
      await cohortOf(ctx, [await readerOf(ctx, "Ann")]);
    },
  });
  let ann: Person;

  beforeEach(() => {
    ann = world.person("Ann", { zone: "Europe/Berlin" });
  });

  function typing(words: string, option: string, typed: string) {
    const [name = "", subcommand] = words.split(" ");
    const event: CommandEvent = {
      kind: "command",
      key: "typing",
      actor: ann.actor,
      place: { kind: "direct" },
      name,
      ...(subcommand ? { subcommand } : {}),
      options: { [option]: typed },
    };
    return world.conversation.suggest(event, option, typed);
  }

  test("every option of free text that has something to offer completes", () => {
    const options = commands.flatMap(({ spec }) => [
      ...(spec.options ?? []).map((option) => [spec.name, option] as const),
      ...(spec.subcommands ?? []).flatMap((sub) =>
        (sub.options ?? []).map((option) => [`${spec.name} ${sub.name}`, option] as const),
      ),
    ]);
    const isFree = (option: OptionSpec) => option.kind === "text" && !option.completes;
    // A code is typed off another chat: offering it here would give it away.
    expect(options.filter(([, option]) => isFree(option)).map(([path, { name }]) => `${path} ${name}`)).toEqual([
      "cohort join code",
    ]);
    for (const command of commands) {
      const completes = options.some(([path, { completes }]) => path.split(" ")[0] === command.spec.name && completes);
      expect([command.spec.name, command.suggest !== undefined]).toEqual([command.spec.name, completes === true]);
    }
  });

  test("cards come with the question's own hits first, and the chosen one opens", async () => {
    const found = await typing("card search", "words", "reshape");
    expect(found.map(({ name }) => name)).toEqual([
      "What does reshape do to the data of an array? · new to you",
      "Which slices are views? · new to you",
    ]);
    await ann.command("card search", { words: found[1]?.value ?? "" });
    expect(ann.text).toContain("Which slices are");
    expect(ann.text).toContain("[Suspend]");
  });

  test("a long question is cut, and nothing typed offers nothing", async () => {
    const [long] = await typing("card flag", "words", "broadcast");
    expect(long?.name.length).toBeLessThanOrEqual(100);
    expect(long?.name).toMatch(/… · new to you$/);
    expect(await typing("card suspend", "words", " ")).toEqual([]);
  });

  test("a card that was chosen and has gone says so", async () => {
    await ann.command("card search", { words: "card:999999" });
    expect(ann.text).toContain("There is no such card any more.");
  });

  test("zones come by city or by part of a name, with the time there", async () => {
    expect(await typing("settings", "zone", "")).toEqual([{ name: "Europe/Berlin (18:00)", value: "Europe/Berlin" }]);
    expect(await typing("settings", "zone", "kolkata")).toEqual([
      { name: "Asia/Kolkata (22:30)", value: "Asia/Kolkata" },
    ]);
    expect((await typing("settings", "zone", "lo")).map(({ value }) => value)).toContain("Europe/London");
    const many = await typing("settings", "zone", "a");
    expect(many).toHaveLength(25);
    expect(await typing("settings", "zone", "atlantis")).toEqual([]);
  });

  test("a chosen zone is set at once", async () => {
    await ann.command("settings", { zone: "Asia/Kolkata" });
    expect(ann.text).toContain("Saved. It is 22:30 for you.");
    const [learner] = await world.ctx.db.select().from(learners).where(eq(learners.displayName, "Ann"));
    expect(learner).toMatchObject({ zone: "Asia/Kolkata", zoneFrom: "chosen" });
  });

  test("a place in several zones is asked about, an unknown one is named and nothing is changed", async () => {
    await ann.command("settings", { zone: "Springfield" });
    expect(ann.text).toContain("Which one? Springfield is in");
    await ann.pick("America/Chicago");
    expect(ann.text).toContain("America/Chicago");
    await ann.command("settings", { zone: "Atlantis" });
    expect(ann.text).toContain('I do not know "Atlantis".');
    expect(ann.text).toContain("Time zone: America/Chicago");
  });
});
