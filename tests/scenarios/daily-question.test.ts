import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import type { CohortId } from "../../src/core/ids.ts";
import { dailyActivity, deliveries, totals } from "../../src/db/schema/index.ts";
import { startDeliveries } from "../../src/delivery/start.ts";
import { makeCohort, makeMember, publishQuestions, smallTrack } from "../support/daily-cohort.ts";
import { recordingPlatform } from "../support/recording-platform.ts";
import { hourMs, minuteMs, useWorld } from "../support/world.ts";

const forest = "When would you choose a random forest over gradient boosting?";
const leak = "How does information leak into a validation set?";

describe("the daily question, from one day to the next", () => {
  const world = useWorld({ tracks: [smallTrack()] });

  async function spring() {
    const { ctx } = world;
    await publishQuestions(ctx, [
      { prompt: forest, week: 9 },
      { prompt: leak, week: 9 },
    ]);
    const cohortId = await makeCohort(ctx);
    const platform = recordingPlatform();
    const deliveries = startDeliveries({ ctx, platforms: [platform], log: ctx.log, timers: "by-hand" });
    /** Presses a button of a channel post, as anybody there can. */
    const press = (person: ReturnType<typeof world.person>, label: string, at = 0) => {
      const post = platform.in("ml-daily")[at];
      const button = post?.view.parts
        .flatMap((part) => (part.kind === "buttons" ? part.buttons : []))
        .find((one) => one.label === label);
      if (!post || !button || !("action" in button.press)) throw new Error(`no ${label} on ${post?.text}`);
      return person.pressId(button.press.action, { message: post.ref });
    };
    return { ctx, cohortId, platform, deliveries, press };
  }

  test("posted, answered by two, shared, and the next day a recap with a thread", async () => {
    const { ctx, cohortId, platform, deliveries: engine, press } = await spring();
    await makeMember(ctx, "Ann", [cohortId]);
    await makeMember(ctx, "Ben", [cohortId]);
    await makeMember(ctx, "Cleo", [cohortId]);
    const [ann, ben] = [world.person("Ann"), world.person("Ben")];

    await engine.tick();
    expect(platform.messages).toEqual([]);
    world.clock.advance(30 * minuteMs);
    await engine.tick();
    expect(platform.in("ml-daily").map((one) => one.text)).toEqual([
      [
        "# Question of the day",
        forest,
        "~ Week 9 · Supervised learning · medium · about 3 min out loud",
        "[*Answer*] [Reveal]",
        "~ 0 of 3 have answered. Open until Thu 11 Mar 18:30 Berlin.",
      ].join("\n"),
    ]);

    world.clock.advance(5 * minuteMs);
    await press(ann, "Answer");
    expect(ann.form.title).toBe("Your answer");
    expect(ann.form.intro).toBe(forest);
    await ann.submit({ words: "I start with a forest because it hardly needs tuning." });
    expect(ann.text).toContain("# Question of the day");
    expect(ann.text).toContain("> I start with a forest because it hardly needs tuning.");
    expect(ann.text).toContain("~ Your answer is saved. Rate it to schedule the card.");
    await press(ben, "Answer");
    await ben.submit({ words: "Boosting if I have the time to stop it early." });
    await engine.tick();
    expect(platform.in("ml-daily")[0]?.text).toContain("2 of 3 have answered.");
    expect(platform.in("ml-daily")[0]?.edits).toHaveLength(1);

    await ann.pressId(shareId(platform), {});
    expect(ann.text).toContain("It will stand in the thread under this question, with the recap.");
    await ann.press("Share with my name");
    expect(ann.text).toContain("It will be shared.");
    await ben.pressId(`${shareId(platform)}:unnamed`);

    world.clock.advance(24 * hourMs);
    await engine.tick();
    const [first, second] = platform.in("ml-daily");
    expect(first?.text).toBe(
      [
        "# Recap · Wed 10 Mar",
        forest,
        "In short: Take the forest when you need a strong model with little tuning. It averages many trees.",
        "2 answered.",
        "~ 2 shared answers in the thread.",
        "[*Whole answer*] [Study this card]",
      ].join("\n"),
    );
    expect(second?.text).toContain(leak);
    expect(second?.text).toContain("[*Answer*] [Reveal] [Yesterday's recap]");
    expect(platform.in(`thread:${first?.ref}`).map((one) => one.text)).toEqual([
      "# Shared answers\n> Ann: I start with a forest because it hardly needs tuning.\n> Someone: Boosting if I have the time to stop it early.",
    ]);
    expect(platform.messages).toHaveLength(3);

    await press(ann, "Yesterday's recap", 1);
    expect(ann.text).toContain("# Recap · Wed 10 Mar");

    await ann.pressId(shareId(platform).replace("daily-share", "daily-take-back"));
    expect(ann.text).toContain("Taken back. Your answer is private.");
    world.clock.advance(minuteMs);
    await engine.tick();
    expect(platform.in(`thread:${first?.ref}`)[0]?.text).toBe(
      "# Shared answers\n> Someone: Boosting if I have the time to stop it early.",
    );
    expect(platform.in("ml-daily")[0]?.text).toContain("1 shared answer in the thread.");

    world.clock.advance(24 * hourMs);
    await engine.tick();
    expect(platform.in("ml-daily")).toHaveLength(3);
    expect(platform.in("ml-daily")[1]?.text).toContain("Nobody wrote this time; here is the answer.");
    await engine.stop();
  });

  test("twenty points for the first answer of a day, once, in the totals of the cohort", async () => {
    const { ctx, cohortId, deliveries: engine, press } = await spring();
    const learnerId = await makeMember(ctx, "Ann", [cohortId]);
    const ann = world.person("Ann");
    world.clock.advance(30 * minuteMs);
    await engine.tick();
    await press(ann, "Answer");
    await ann.submit({ words: "I start with a forest because it hardly needs tuning." });
    await press(ann, "Answer");
    expect(ann.form.fields[0]).toMatchObject({ value: "I start with a forest because it hardly needs tuning." });
    await ann.submit({ words: "On second thought I would measure both of them first." });
    expect(ann.text).toContain("Your words are replaced; points stay as they were.");
    expect(ann.text).toContain("> On second thought I would measure both of them first.");

    world.clock.advance(10_000);
    await ann.press("Good");
    expect(ann.text).toContain("# Saved: Good");
    expect(ann.text).toContain("+20 for your words. Streak: 1 day, today kept.");
    expect(ann.text).toContain("[Share my answer]");
    const rows = await ctx.db.select().from(totals).where(eq(totals.learnerId, learnerId));
    expect(rows.map(({ period, points, studyDays }) => `${period} ${points} ${studyDays}`).sort()).toEqual([
      "all 20 1",
      "month:2027-03 20 1",
      "week:2027-W10 20 1",
    ]);
    const [day] = await ctx.db.select().from(dailyActivity).where(eq(dailyActivity.learnerId, learnerId));
    expect(day).toMatchObject({ points: 20, answeredDaily: true, reviews: 1, newCards: 1 });

    await ann.command("daily");
    expect(ann.text).toContain("# Saved: Good");
    expect(ann.text).toContain("You answered at 18:30.");

    await ann.press("Undo Good");
    await ann.command("daily");
    expect(ann.text).toContain("> On second thought I would measure both of them first.");
    const kept = await ctx.db.select().from(totals).where(eq(totals.learnerId, learnerId));
    expect(kept.map(({ period, points }) => `${period} ${points}`)).toContain("all 20");
    world.clock.advance(10_000);
    await ann.press("Easy");
    expect(ann.text).toContain("# Saved: Easy");
    expect(ann.text).toContain("+20 for your words.");
    await engine.stop();
  });

  test("who reveals first earns the card's points; who is no member earns when they join", async () => {
    const { ctx, cohortId, deliveries: engine, press } = await spring();
    await makeMember(ctx, "Ann", [cohortId]);
    const [ann, dana] = [world.person("Ann"), world.person("Dana")];
    world.clock.advance(30 * minuteMs);
    await engine.tick();
    await press(ann, "Reveal");
    expect(ann.text).toContain("~ Rating is optional; without it the card stays new to you.");
    await press(ann, "Answer");
    await ann.submit({ words: "Now that I have read it I can write it down." });
    world.clock.advance(10_000);
    await ann.press("Good");
    expect(ann.text).toContain("The answer was open first, so the card counts instead: +5.");

    await press(dana, "Answer");
    await dana.submit({ words: "I am not in this group but I can answer." });
    world.clock.advance(10_000);
    await dana.press("Easy");
    expect(dana.text).toContain("Points start when you join.");
    expect(dana.text).toContain("[*Join ML spring*]");
    await engine.tick();
    await engine.stop();
  });

  test("after the closing time words are kept, and the recap is what one sees", async () => {
    const { ctx, cohortId, platform, deliveries: engine, press } = await spring();
    const learnerId = await makeMember(ctx, "Ann", [cohortId]);
    const ann = world.person("Ann");
    world.clock.advance(30 * minuteMs);
    await engine.tick();
    await press(ann, "Answer");
    world.clock.advance(24 * hourMs);
    await engine.tick();
    await ann.submit({ words: "Too late, but here is what I think about it." });
    expect(ann.text).toContain("~ This question has closed. Your words are kept for you.");
    expect(ann.text).toContain("# Recap · Wed 10 Mar");
    expect(await ctx.db.select().from(totals).where(eq(totals.learnerId, learnerId))).toEqual([]);
    expect(platform.in("ml-daily")[0]?.text).toContain("Nobody wrote this time");
    await engine.stop();
  });

  test("Answer on a question that has closed says so at once, with the recap instead of a form", async () => {
    const { ctx, cohortId, platform, deliveries: engine, press } = await spring();
    await makeMember(ctx, "Ann", [cohortId]);
    const ann = world.person("Ann");
    world.clock.advance(30 * minuteMs);
    await engine.tick();
    await press(ann, "Answer");
    const submit = ann.form.action;
    // The post is not edited yet.
    world.clock.advance(24 * hourMs);
    expect(platform.in("ml-daily")[0]?.text).toContain("[*Answer*]");
    const reply = await press(ann, "Answer");
    expect(reply.kind).toBe("show");
    expect(ann.text).toContain("~ This question has closed; here is its recap.");
    expect(ann.text).toContain("# Recap · Wed 10 Mar");
    // A form that was refused opens again all the same: it holds what was typed.
    await ann.submitTo(submit, { words: "Too late, but here is what I think about it." });
    expect(ann.text).toContain("~ This question has closed. Your words are kept for you.");
    await engine.stop();
  });

  test("what is too short or too long is refused, and nothing is written", async () => {
    const { ctx, cohortId, deliveries: engine, press } = await spring();
    await makeMember(ctx, "Ann", [cohortId]);
    const ann = world.person("Ann");
    world.clock.advance(30 * minuteMs);
    await engine.tick();
    await press(ann, "Answer");
    const id = ann.form.action;
    for (const words of ["", "   ", "19 characters, ok.", "\u{1F984}".repeat(19)]) {
      expect(await ann.submitTo(id, { words })).toEqual({
        kind: "reject",
        reasons: { words: "A sentence or two, please: at least 20 characters." },
      });
    }
    expect(await ann.submitTo(id, { words: "x".repeat(2_310) })).toEqual({
      kind: "reject",
      reasons: { words: "In your own words: at most 2,000 characters; yours has 2,310." },
    });
    expect(await ctx.db.select().from(dailyActivity)).toEqual([]);
    await ann.submitTo(id, { words: "\u{1F984}".repeat(20) });
    expect(ann.text).toContain("Your answer is saved.");
    await engine.stop();
  });

  test("/daily says when the next one comes, and old or forged buttons lead somewhere", async () => {
    const { ctx, cohortId, deliveries: engine } = await spring();
    await makeMember(ctx, "Ann", [cohortId]);
    const ann = world.person("Ann");
    await ann.command("daily");
    expect(ann.text).toContain("No question today. Next: Wed 10 Mar 18:30 Berlin.");
    world.clock.advance(30 * minuteMs);
    await engine.tick();
    await ann.command("daily");
    expect(ann.text).toContain("[*Answer*] [Reveal]");
    for (const action of ["answer", "reveal", "recap", "whole", "study", "share", "take-back"]) {
      const reply = await ann.pressId(`1:daily-${action}:nothing123`);
      expect(["show", "replace"]).toContain(reply.kind);
    }
    expect((await ann.submitTo("1:daily-submit:nothing123", { words: "Twenty characters and more." })).kind).toBe(
      "show",
    );
    await engine.stop();
  });

  test("Study this card brings it into the sessions, once", async () => {
    const { ctx, cohortId, platform, deliveries: engine, press } = await spring();
    await makeMember(ctx, "Ann", [cohortId]);
    const ann = world.person("Ann");
    world.clock.advance(30 * minuteMs);
    await engine.tick();
    world.clock.advance(24 * hourMs);
    await engine.tick();
    await press(ann, "Whole answer");
    expect(ann.text).toContain("## Key points");
    await press(ann, "Study this card");
    expect(ann.text).toContain("It is in your cards; next session.");
    await press(ann, "Study this card");
    expect(ann.text).toContain("Already in your cards.");
    expect(platform.in("ml-daily")).toHaveLength(2);
    await engine.stop();
  });

  test("ticking key points keeps the question's title and suggests a rating", async () => {
    const { ctx, cohortId, deliveries: engine, press } = await spring();
    await makeMember(ctx, "Ann", [cohortId]);
    const ann = world.person("Ann");
    world.clock.advance(30 * minuteMs);
    await engine.tick();
    await press(ann, "Reveal");
    await ann.tick(["variance", "stopping", "tuning"]);
    expect(ann.text).toContain("# Question of the day");
    expect(ann.text).toContain("that suggests Easy");
    expect(ann.text).toContain("[*Easy");
    await engine.stop();
  });

  test("five ratings make a spread and name the point said least often", async () => {
    const { ctx, cohortId, platform, deliveries: engine, press } = await spring();
    const names = ["Ann", "Ben", "Cleo", "Dana", "Eda"];
    for (const name of names) await makeMember(ctx, name, [cohortId]);
    world.clock.advance(30 * minuteMs);
    await engine.tick();
    for (const [at, name] of names.entries()) {
      const person = world.person(name);
      await press(person, "Answer");
      await person.submit({ words: `${name} would try both and compare them fairly.` });
      await person.tick(at === 0 ? ["variance", "stopping"] : ["variance", "tuning"]);
      world.clock.advance(5_000);
      await person.press(at < 2 ? "Hard" : "Good");
    }
    world.clock.advance(24 * hourMs);
    await engine.tick();
    expect(platform.in("ml-daily")[0]?.text).toContain(
      '5 answered: Again 0, Hard 2, Good 3, Easy 0\nLeast often said: "boosting needs early stopping" (1 of 5)',
    );
    await engine.stop();
  });

  test("the counter shows the first answer at once, and is edited at most every 15 s from then on", async () => {
    const { ctx, cohortId, platform, deliveries: engine, press } = await spring();
    for (const name of ["Ann", "Ben", "Cleo", "Dana", "Eda"]) await makeMember(ctx, name, [cohortId]);
    world.clock.advance(30 * minuteMs);
    await engine.tick();
    for (const name of ["Ann", "Ben", "Cleo", "Dana", "Eda"]) {
      const person = world.person(name);
      await press(person, "Answer");
      await person.submit({ words: `${name} would try both and compare them fairly.` });
      await engine.tick();
      if (name === "Ann") expect(platform.in("ml-daily")[0]?.text).toContain("1 of 5 has answered.");
      world.clock.advance(5_000);
    }
    await engine.tick();
    const post = platform.in("ml-daily")[0];
    expect(post?.edits).toHaveLength(2);
    world.clock.advance(15_000);
    await engine.tick();
    expect(post?.text).toContain("5 of 5 have answered.");
    expect(post?.edits).toHaveLength(3);
    const [row] = await ctx.db
      .select()
      .from(deliveries)
      .where(eq(deliveries.cohortId, cohortId as CohortId));
    expect(row?.shownVersion).toBe(row?.wantedVersion);
    await engine.stop();
  });
});

/** The share action of the first question, whose id stands in its post's buttons. */
function shareId(platform: ReturnType<typeof recordingPlatform>): string {
  const first = platform.in("ml-daily")[0];
  for (const view of first ? [...first.edits, first.view] : []) {
    const button = view.parts.flatMap((part) => (part.kind === "buttons" ? part.buttons : []))[0];
    if (button && "action" in button.press) return `1:daily-share:${button.press.action.split(":")[2]}`;
  }
  throw new Error("no post");
}
