import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { flags, memoryStates, presentations } from "../../src/db/schema/index.ts";
import { smallTrack } from "../support/daily-cohort.ts";
import {
  choiceCard,
  cohortOf,
  designCard,
  flashcard,
  interviewCard,
  publish,
  readerOf,
  someFlashcards,
} from "../support/study-cards.ts";
import { dayMs, minuteMs, type Person, useWorld } from "../support/world.ts";

const zone = { zone: "Europe/Berlin" };

function actionOf(person: Person, label: string): string {
  for (const part of person.view.parts) {
    if (part.kind !== "buttons") continue;
    const button = part.buttons.find((one) => one.label.startsWith(label));
    if (button && "action" in button.press) return button.press.action;
  }
  throw new Error(`no button ${label} on\n${person.text}`);
}

describe("choice cards", () => {
  const world = useWorld({
    tracks: [smallTrack()],
    async prepare({ ctx }) {
      await publish(ctx, [choiceCard("metrics"), choiceCard("losses", { deck: "losses", position: 2 })]);
      await cohortOf(ctx, [await readerOf(ctx, "Ann")]);
    },
  });

  /** The letter under which an option stands. */
  function letterOf(person: Person, words: string): string {
    for (const part of person.view.parts) {
      if (part.kind !== "list") continue;
      const at = part.items.findIndex((item) => item.some((span) => "text" in span && span.text === words));
      if (at >= 0) return "ABCD"[at] ?? "";
    }
    throw new Error(`no option ${words}`);
  }

  test("right: the reason, then three ratings", async () => {
    const ann = world.person("Ann", zone);
    await ann.command("study");
    await ann.press("Start");
    const letter = letterOf(ann, "Recall");
    world.clock.advance(3_000);
    await ann.press(letter);
    expect(ann.text).toContain(`${letter}, yes. Recall is the one.`);
    expect(ann.text).toMatch(/\[Hard · .*\] \[Good · .*\] \[Easy · .*\]/);
    expect(ann.text).not.toContain("[Again");
    await ann.press("Good");
    expect(ann.text).toContain("# Card 2/2");
    expect(ann.text).toContain("Good: back in 10 min.");
  });

  test("not this one: stored as Again at once, whatever is pressed afterwards", async () => {
    const ann = world.person("Ann", zone);
    await ann.command("study");
    await ann.press("Start");
    const wrong = actionOf(ann, letterOf(ann, "Accuracy"));
    const right = actionOf(ann, letterOf(ann, "Recall"));
    await ann.pressId(wrong);
    expect(ann.text).toMatch(/Not this one: [A-D]\. Accuracy is not it\./);
    expect(ann.text).toContain("Recall is the one.");
    expect(ann.text).toContain("Comes back in 1 min.");
    expect(ann.text).toContain("[*Next card*] [Undo Again] [Stop for now]");
    await ann.pressId(right);
    expect(ann.text).toContain("This screen is from earlier.");
    expect(ann.text).toContain("# Card 2/2");
    const [state] = await world.database.db.select().from(memoryStates);
    expect(state).toMatchObject({ phase: "learning", step: 0, reps: 1 });
  });

  test("I don't know is Again without a reproach", async () => {
    const ann = world.person("Ann", zone);
    await ann.command("study");
    await ann.press("Start");
    await ann.press("I don't know");
    expect(ann.text).not.toContain("Not this one");
    expect(ann.text).toContain("Recall is the one.");
    await ann.press("Undo Again");
    expect(ann.text).toContain("# Took back: Again");
    await ann.press("Rate it again");
    expect(ann.text).toContain("# Card 1/2");
    expect(ann.text).toContain("[I don't know]");
  });

  test("an edited card shows its new options before anything counts", async () => {
    const ann = world.person("Ann", zone);
    await ann.command("study");
    await ann.press("Start");
    const old = actionOf(ann, "A");
    const edited = choiceCard("metrics");
    await publish(world.ctx, [{ ...edited, hash: "another" }, choiceCard("losses", { deck: "losses", position: 2 })]);
    await ann.pressId(old);
    expect(ann.text).toContain("The author changed this card meanwhile.");
    expect(ann.text).toContain("[I don't know]");
    expect(await world.database.db.select().from(memoryStates)).toEqual([]);
  });
});

describe("interview and design cards", () => {
  const world = useWorld({
    tracks: [smallTrack()],
    async prepare({ ctx }) {
      await publish(ctx, [
        flashcard("variance"),
        interviewCard("forests", { deck: "forests", deckTitle: "Forests", position: 2 }),
        designCard("fraud", { deck: "fraud", deckTitle: "Fraud", position: 3 }),
      ]);
      await cohortOf(ctx, [await readerOf(ctx, "Ann")]);
    },
  });

  test("come on request only", async () => {
    const ann = world.person("Ann", zone);
    await ann.command("study");
    expect(ann.text).toContain("Your first cards: 1,");
    await ann.command("study", { topic: "forests" });
    expect(ann.text).toContain("# Card 1/1 · Forests · new");
    expect(ann.text).toContain("Say it out loud, about 3 min.");
  });

  test("ticks suggest a rating; a failing mistake weighs; words stand above the answer", async () => {
    const ann = world.person("Ann", zone);
    await ann.command("study", { topic: "Forests" });
    await ann.press("Write it instead");
    expect(ann.text).toContain('form "In your own words" / "Keep it"');
    await ann.submit({ words: "I would start with a forest, since it needs little tuning." });
    expect(ann.text).toContain("> I would start with a forest");
    expect(ann.text).toContain("## An answer");
    expect(ann.text).toContain("1. Must: trees in parallel lower variance");
    expect(ann.text).not.toContain("[*Good");
    await ann.tick(["variance", "tuning"]);
    expect(ann.text).toContain("2 of 3 key points, 1 of 1 must-have: that suggests Good.");
    expect(ann.text).toContain("[*Good · ");
    await ann.press("Common mistakes");
    expect(ann.text).toContain("Forests lower bias");
    await ann.tick(["bias"], "Tick the ones you made");
    expect(ann.text).toContain("that suggests Again.");
    await ann.press("Back to the answer");
    expect(ann.text).toContain("☑ 1. trees in parallel");
    await ann.press("Follow-ups");
    expect(ann.text).toContain("Until it levels off.");
    world.clock.advance(5_000);
    await ann.press("Hard");
    expect(ann.text).toContain("# Card 1/1 · Forests · back again");
    expect(ann.text).toContain("Hard: back in 6 min.");
    const [given] = await world.database.db.select().from(presentations).where(eq(presentations.rating, "hard"));
    expect(given).toMatchObject({ rating: "hard", ticked: ["variance", "tuning", "mistake.bias"] });
  });

  test("a design case goes stage by stage and reopens where it was left", async () => {
    const ann = world.person("Ann", zone);
    await ann.command("study", { topic: "fraud" });
    expect(ann.text).toContain("# Design 1/8 · Requirements");
    expect(ann.text).toContain("Design fraud.");
    expect(ann.text).not.toContain("Told about requirements.");
    await ann.press("Show this stage");
    expect(ann.text).toContain("Told about requirements.");
    await ann.press("Next stage");
    expect(ann.text).toContain("# Design 2/8 · Data and labels");
    await ann.press("Stop for now");
    await ann.press("Go on");
    expect(ann.text).toContain("# Design 2/8 · Data and labels");
    for (let at = 2; at < 8; at++) {
      await ann.press("Show this stage");
      await ann.press("Next stage");
    }
    expect(ann.text).toContain("# Design 8/8 · Monitoring");
    await ann.press("Show this stage");
    await ann.press("To the key points");
    expect(ann.text).toContain("## Key points");
    await ann.press("Easy");
    expect(ann.text).toContain("# Session done: 1/1");
  });
});

describe("edges of a session", () => {
  const world = useWorld({
    tracks: [smallTrack()],
    async prepare({ ctx }) {
      await publish(
        ctx,
        someFlashcards(8).map((card, index) =>
          index === 0 ? flashcard("card-001", { hint: "Think.", deck: "numpy", deckTitle: "Deck numpy" }) : card,
        ),
      );
      await cohortOf(ctx, [await readerOf(ctx, "Ann")]);
    },
  });

  async function open(): Promise<Person> {
    const ann = world.person("Ann", zone);
    await ann.command("study");
    await ann.press("Start");
    return ann;
  }

  test("hint, source, bury, suspend and its undo", async () => {
    const ann = await open();
    await ann.press("Hint");
    expect(ann.text).toContain("Hint: Think.");
    expect(ann.text).not.toContain("[Hint]");
    await ann.pick("Source");
    expect(ann.text).toContain("Handbook ↗: chapter 1");
    await ann.press("Back");
    expect(ann.text).toContain("What is card-001?");
    await ann.pick("Bury until tomorrow");
    expect(ann.text).toContain("Back tomorrow.");
    expect(ann.text).toContain("# Card 2/5");
    await ann.pick("Suspend");
    expect(ann.text).toContain("Suspended. It stays in /card search.");
    expect(ann.text).toContain("# Card 3/5");
    await ann.press("Undo suspend");
    expect(ann.text).toContain("Back in your cards.");
  });

  test("E6: an old rating button tells what counted, and where one is now", async () => {
    const ann = await open();
    await ann.press("Show answer");
    const good = actionOf(ann, "Good");
    const easy = actionOf(ann, "Easy");
    await ann.pressId(good);
    await ann.pressId(good);
    expect(ann.text).toContain("Already rated Good at 18:00.");
    expect(ann.text).toContain("# Card 2/5");
    expect(ann.text).toContain("[Undo Good]");
    await ann.pressId(easy);
    expect(ann.text).toContain("Already rated Good. Undo takes it back.");
  });

  test("E5: an old Show answer leads to the present card", async () => {
    const ann = await open();
    const show = actionOf(ann, "Show answer");
    await ann.press("Show answer");
    await ann.press("Good");
    await ann.pressId(show);
    expect(ann.text).toMatch(/^# Card 2\/5.*\n~ This screen is from earlier\. Here is where you are now:\n/);
  });

  test("E7: somebody else's buttons show nothing of theirs", async () => {
    const ann = await open();
    await ann.press("Show answer");
    const ben = world.person("Ben", zone);
    for (const label of ["Good", "Stop for now"]) {
      await ben.pressId(actionOf(ann, label));
      expect(ben.text).toContain("This one belongs to someone else. Yours:");
      expect(ben.text).not.toContain("card-001");
      expect(ben.lastReply).toMatchObject({ kind: "show", private: true });
    }
    await ann.press("Good");
    expect(ann.text).toContain("# Card 2/5");
  });

  test("E8: a withdrawn card cannot be rated", async () => {
    const ann = await open();
    await ann.press("Show answer");
    await publish(world.ctx, someFlashcards(8).slice(1));
    await ann.press("Good");
    expect(ann.text).toContain("This card was withdrawn by its author.");
    await ann.press("Next card");
    expect(ann.text).toContain("# Card 2/5");
  });

  test("E2: a stored rating whose next card fails says so", async () => {
    const ann = await open();
    await ann.press("Show answer");
    const { random } = world.ctx;
    const id = random.id;
    // The next presentation needs an id; without one its screen cannot be made.
    (random as { id: () => string }).id = () => {
      throw new Error("out of ids");
    };
    await ann.press("Good");
    expect(ann.text).toContain("Your rating is saved; I could not show the next card.");
    (random as { id: () => string }).id = id;
    await ann.press("Go on");
    expect(ann.text).toContain("# Card 2/5");
    expect(ann.text).toContain("[Undo Good]");
  });

  test("forged and foreign ids get a sentence, and nothing is logged as an error", async () => {
    const ann = await open();
    const ids = [
      "show",
      "rate:x",
      "rate::good",
      "rate:nothing:good",
      "rate:nothing:best",
      "option:x:7.abc",
      "option:x",
    ];
    ids.push("ticks:x:points", "face:nothing:answer", "stage:x:99", "stop", "stop:nothing", "next:nothing", "go-on");
    ids.push("more:nothing", "suspend:NaN", "suspend:999999", "bring-back:-1", "study-card:1e99", "flag:999999");
    ids.push(
      "undo:9999999999999999999",
      "card-suspend:999999",
      "card-page:99999999999:%E0%A4%A",
      "card-open:zero",
      "hint",
    );
    for (const id of ids) {
      await ann.pressId(`1:${id}`, { values: ["bury"] });
      if (ann.lastReply.kind !== "open") expect(ann.view.fallback, id).not.toBe("");
    }
    await ann.command("card search", { words: "\0 %_ ' \u202e @everyone" });
    await ann.command("study", { topic: "x".repeat(4_000), count: "-7" });
    expect(world.log.lines.filter(({ level }) => level === "error")).toEqual([]);
  });

  test("a card held back beside its sibling does not cost the streak", async () => {
    await publish(world.ctx, [flashcard("left", { contrast: ["right"] }), flashcard("right")]);
    const ann = world.person("Ann", zone);
    for (let day = 0; day < 2; day++) {
      await ann.command("study");
      if (day === 0) await ann.press("Start");
      await ann.press("Show answer");
      await ann.press("Easy");
      world.clock.advance(dayMs);
    }
    world.clock.advance(40 * dayMs);
    await ann.command("study");
    expect(ann.text).toContain("# Card 1/1");
    await ann.press("Show answer");
    await ann.press("Good");
    expect(ann.text).toContain("Streak: 1 day, today kept");
  });

  test("undo steps back through the session", async () => {
    const ann = await open();
    await ann.press("Show answer");
    await ann.press("Good");
    await ann.press("Show answer");
    await ann.press("Easy");
    await ann.press("Undo Easy");
    expect(ann.text).toContain("# Took back: Easy");
    expect(ann.text).toContain("What is card-002?");
    expect(ann.text).toContain("[*Rate it again*] [Undo Good too] [Back]");
    await ann.press("Undo Good too");
    expect(ann.text).not.toContain("Undo Good");
    await ann.press("Back");
    expect(ann.text).toContain("# Card 1/5 · Deck numpy · new");
    await ann.command("undo");
    expect(ann.text).toContain("Nothing to take back today.");
  });

  test("a flag is sent once and does not stop the card", async () => {
    const ann = await open();
    await ann.pick("Flag a mistake");
    expect(ann.text).toContain('form "Flag a mistake" / "Send"');
    await ann.submit({ reason: "typo", more: "A letter is missing." });
    expect(ann.text).toContain("Thank you. The card goes on unless you suspend it.");
    await ann.press("Next card");
    expect(ann.text).toContain("# Card 1/5");
    await ann.pick("Flag a mistake");
    await ann.submit({ reason: "wrong" });
    expect(ann.text).toContain("You flagged this on 10 Mar (open).");
    expect(await world.database.db.select().from(flags)).toMatchObject([{ reason: "typo", resolvedAt: null }]);
  });

  test("/card finds, opens, suspends and brings back", async () => {
    const ann = await open();
    await ann.command("card search", { words: "what is card" });
    expect(ann.text).toContain('# 8 cards for "what is card"');
    expect(ann.text).toContain("1. What is card-001? · new to you");
    await ann.press("Next 3");
    expect(ann.text).toContain("6. What is card-006?");
    await ann.pick("6. What is card-006?");
    expect(ann.text).toContain("It is card-006.");
    expect(ann.text).toContain("State: new to you");
    await ann.press("Suspend");
    expect(ann.text).toContain("State: suspended");
    await ann.press("Bring it back");
    expect(ann.text).toContain("State: new to you");
    await ann.press("Study it now");
    expect(ann.text).toContain("What is card-006?");
    await ann.press("Show answer");
    world.clock.advance(minuteMs);
    await ann.press("Easy");
    expect(ann.text).toContain("Easy: back in");
    const [state] = await world.database.db.select().from(memoryStates).where(eq(memoryStates.phase, "review"));
    expect(state?.reps).toBe(1);
    await ann.command("card suspend");
    expect(ann.text).toContain("What is card-001?");
    expect(ann.text).toContain("[Suspend] [Flag a mistake]");
    await ann.command("card search", { words: "zebra" });
    expect(ann.text).toContain('No card has "zebra". Fewer words find more.');
  });
});
