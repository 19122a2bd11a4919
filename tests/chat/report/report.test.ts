import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import type { CardId, LearnerId } from "../../../src/core/ids.ts";
import { addDays } from "../../../src/core/study-day.ts";
import { answers, dailyQuestions, flags, learners, memberships, totals } from "../../../src/db/schema/index.ts";
import { addCards, addDay, addReview, inReview, remember } from "../../app/progress/history.ts";
import { wednesday } from "../../app/progress/sample-group.ts";
import { mlTrack } from "../../support/daily-cohort.ts";
import { dayMs, type Person, useWorld } from "../../support/world.ts";
import { openGroup, startMs, sundayMs, topicTrack } from "../check-in/group.ts";

describe("/cohort report", () => {
  const world = useWorld({ startMs, tracks: [topicTrack()] });
  let group: Awaited<ReturnType<typeof openGroup>>;
  let chi: Person;
  const others = ["Ann", "Ben", "Dana", "Eda"];

  beforeEach(async () => {
    group = await openGroup(world, others);
    chi = group.chi;
  });

  const idsOf = async () => {
    const rows = await world.ctx.db.select().from(learners);
    return new Map(rows.map(({ displayName, id }) => [displayName, id]));
  };

  test("a fresh group has dashes, no zeros", async () => {
    await chi.command("cohort report");
    expect(chi.text).toMatchInlineSnapshot(`
      "# ml daily · week 1
      Studied this week: –
      Check-ins: –
      Daily question: –
      No study for 7 days: –
      Least recalled: –
      Keeps slipping: –
      Posts, last 7 days: –
      Flags open: –
      [*Check-ins*] [Members] [Group settings]"
    `);
  });

  test("is for organisers, at the command and at every press", async () => {
    const ann = world.person("Ann", { mayManage: false });
    await ann.command("cohort report");
    expect(ann.text).toBe("Organisers of ml daily can do this: Chi.");
    for (const action of ["cohort-report", "report-check-ins", "report-flags", "report-flag-close", "report-remove"]) {
      await ann.pressId(`1:${action}:${group.id}`, { values: ["1"] });
      expect(ann.text).toContain("Organisers of ml daily can do this");
    }
    await ann.pressId(`1:report-remove-now:${group.id}:1`);
    expect(ann.text).toContain("Organisers of ml daily can do this");
  });

  async function history() {
    const people = await idsOf();
    const [vectors, matrices] = await Promise.all(
      ["Vectors", "Matrices"].map((deckTitle) =>
        addCards(world.ctx.db, 1, {
          track: mlTrack,
          deckTitle,
          body: { kind: "flashcard", prompt: `What is ${deckTitle}?` } as never,
        }),
      ),
    );
    for (const name of ["Chi", ...others]) {
      const id = people.get(name) as LearnerId;
      const day = addDays(wednesday, 9);
      if (name !== "Eda") await addDay(world.ctx.db, id, day, { reviews: 3 });
      await world.ctx.db.insert(totals).values({
        cohortId: group.id,
        period: "week:2027-W11",
        learnerId: id,
        points: 9,
        studyDays: name === "Eda" ? 0 : 1,
      });
      await addReview(world.ctx.db, id, vectors?.[0] as CardId, day, { rating: "again", before: inReview(day) });
      if (name !== "Ann") {
        await addReview(world.ctx.db, id, matrices?.[0] as CardId, day, { rating: "again", before: inReview(day) });
      }
      await remember(world.ctx.db, id, vectors?.[0] as CardId, inReview(day, { lapses: name === "Ann" ? 7 : 9 }));
    }
    return { people, card: vectors?.[0] as CardId };
  }

  test("counts from five on, and names only from what people wrote in check-ins", async () => {
    await history();
    await group.at(sundayMs);
    for (const [name, words] of [
      ["Dana", { blockers: "no GPU", hours: "3", aim: "win" }],
      ["Eda", { blockers: "linear <@1> *algebra*" }],
      ["Ann", {}],
    ] as const) {
      const person = world.person(name);
      await person.command("checkin");
      await person.press("Skip topics");
      await person.submit({ confidence: "2", ...words });
    }
    await chi.command("cohort report");
    expect(chi.text).toMatchInlineSnapshot(`
      "# ml daily · week 1
      Studied this week: 4 of 5
      Check-ins: 3 of 5
      Daily question: –
      No study for 7 days: 1
      Least recalled: Vectors (from 5 learners)
      Keeps slipping: –
      Posts, last 7 days: 1 sent, 5 skipped
      Flags open: –
      ## In the way
      > Dana: no GPU
      > Eda: linear <@1> *algebra*
      [*Check-ins*] [Members] [Group settings]"
    `);
    await chi.press("Check-ins");
    expect(chi.text).toMatchInlineSnapshot(`
      "# Week 1: what people said
      Ann: confidence 2 of 5
      Dana: confidence 2 of 5, 3 hours
      > no GPU
      Aim:
      > win
      [*Back to the report*] [More]"
    `);
    await chi.press("More");
    expect(chi.text).toContain("Eda: confidence 2 of 5");
    await chi.press("Back to the report");

    // One fewer: nothing about study any more.
    await world.ctx.db
      .update(memberships)
      .set({ leftAt: world.clock.nowMs() })
      .where(eq(memberships.learnerId, 3 as LearnerId));
    await chi.command("cohort report");
    expect(chi.text).toContain("Studied this week: –");
    expect(chi.text).toContain("~ Counts of study are shown from 5 members on.");
    expect(chi.text).toContain("Least recalled: –");
    expect(chi.text).not.toContain("Vectors");
  });

  test("flags without names, closed by an organiser", async () => {
    const { people, card } = await history();
    await world.ctx.db.insert(flags).values({
      cardId: card,
      learnerId: people.get("Ann") as LearnerId,
      reason: "typo",
      text: "two spaces",
      createdAt: world.clock.nowMs(),
    });
    await chi.command("cohort report");
    expect(chi.text).toContain("Flags open: 1");
    await chi.press("Open the flags");
    expect(chi.text).toContain('"What is Vectors?": Typo. "two spaces"');
    expect(chi.text).not.toContain("Ann");
    await chi.pick("What is Vectors?");
    expect(chi.text).toContain("# No open flags");
    const [flag] = await world.ctx.db.select().from(flags);
    expect(flag?.resolvedAt).toBe(world.clock.nowMs());
  });

  test("takes a shared answer out of the thread, after asking", async () => {
    await group.at(Date.UTC(2027, 2, 15, 17, 30));
    const [question] = await world.ctx.db.select().from(dailyQuestions);
    const ann = world.person("Ann");
    await ann.pressId(`1:daily-answer:${question?.id}`, { message: "m1" });
    await ann.submit({ words: "Because I say so, and loudly, in here." });
    const [answer] = await world.ctx.db.select().from(answers);
    await world.ctx.db.update(answers).set({ share: "named" });
    await group.at(Date.UTC(2027, 2, 15, 17, 30) + dayMs);
    expect(group.platform.messages.some(({ text }) => text.includes("Because I say so"))).toBe(true);

    await chi.command("cohort report");
    await chi.pick("Ann: Because I say so, and loudly, in here.");
    expect(chi.text).toContain("Take this answer out of the thread?");
    await chi.press("Remove it");
    expect(chi.text).toContain("Removed from the thread.");
    await group.settle();
    expect(group.platform.messages.some(({ text }) => text.includes("Because I say so"))).toBe(false);
    await chi.pressId(`1:report-remove-now:${group.id}:${answer?.id}`);
    expect(chi.text).toContain("That answer is not shared any more.");
    const [kept] = await world.ctx.db.select().from(answers);
    expect(kept).toMatchObject({ removedByOrganiser: true, words: "Because I say so, and loudly, in here." });
  });

  test("an organiser sets a day right, and the ledger says who and why", async () => {
    const people = await idsOf();
    const ann = people.get("Ann") as LearnerId;
    await addDay(world.ctx.db, ann, addDays(wednesday, -5), { dueAtStart: 2, dueDone: 2, reviews: 2 });
    for (const back of [4, 3, 2]) await addDay(world.ctx.db, ann, addDays(wednesday, -back), { dueAtStart: 2 });
    await addDay(world.ctx.db, ann, addDays(wednesday, -1), { dueAtStart: 2, dueDone: 2, reviews: 2 });
    await chi.command("cohort members");
    await chi.pick("Ann");
    await chi.press("Set a day right");
    expect(chi.form.title).toBe("Set a day right");
    await chi.submit({ day: "someday", reason: "" });
    expect(chi.lastReply).toMatchObject({
      kind: "reject",
      reasons: { day: "A date such as 12 Mar, please.", reason: "Reason: please fill this in." },
    });
    await chi.submitTo(`1:member-day-set:${group.id}:${ann}`, { day: "8 Mar", reason: "bot was down" });
    expect(chi.text).toContain("8 Mar counts now");
    await chi.submitTo(`1:member-day-set:${group.id}:${ann}`, { day: "8 Mar", reason: "again" });
    expect(chi.text).toContain("8 Mar counted already.");
    await chi.submitTo(`1:member-day-set:${group.id}:${ann}`, { day: "10 Mar", reason: "today" });
    expect(chi.text).toContain("once it is over");
    const her = world.person("Ann");
    await her.command("progress", { show: "streak" });
    expect(her.text).toContain('Mon 8 Mar  kept: set by Chi, "bot was down"');
    await her.submitTo(`1:member-day-set:${group.id}:${ann}`, { day: "7 Mar", reason: "I wish" });
    expect(her.text).toContain("Organisers of ml daily can do this");
  });
});

describe("/cohort connect", () => {
  const world = useWorld({ startMs, tracks: [topicTrack()] });
  let group: Awaited<ReturnType<typeof openGroup>>;

  beforeEach(async () => {
    group = await openGroup(world, ["Ann"]);
  });

  async function code() {
    await group.chi.command("cohort connect");
    return /join ([0-9A-Z]{4}-[0-9A-Z]{4})/.exec(group.chi.text)?.[1] ?? "";
  }

  test("the code brings the group into one more channel, once", async () => {
    const given = await code();
    expect(group.chi.text).toBe(
      [
        "# ml daily: one more channel",
        `In the other place type /cohort join ${given} within 10 min.`,
        `\`\`\`\n/cohort join ${given}\n\`\`\``,
        "~ Works once, for somebody who manages that place. Runs out in 10 min.",
        "[*Group settings*]",
      ].join("\n"),
    );
    const zoe = world.person("Zoe");
    zoe.channel = "ml-two";
    await zoe.command("cohort join", { code: given.toLowerCase().replace("-", " ") });
    expect(zoe.text).toBe("ml daily now also posts in #ml-two (Test).\n[*Join*]");
    await group.settle();
    expect(group.platform.in("ml-two").map(({ text }) => text.split("\n")[0])).toEqual([
      "# A study group starts here: ml daily",
    ]);
    await group.at(Date.UTC(2027, 2, 15, 17, 30));
    for (const channel of ["ml-daily", "ml-two"]) {
      expect(group.platform.in(channel).at(-1)?.text).toContain("# Question of the day");
    }
    await zoe.command("cohort join", { code: given });
    expect(zoe.text).toBe("That code is not valid any more. /cohort connect gives a new one.");
  });

  test("not after ten minutes, not by just anybody, not with a guess", async () => {
    const given = await code();
    const zoe = world.person("Zoe", { mayManage: false });
    zoe.channel = "ml-two";
    await zoe.command("cohort join", { code: given });
    expect(zoe.text).toBe("Someone who manages this server can do this.");
    const yan = world.person("Yan");
    yan.channel = null;
    await yan.command("cohort join", { code: given });
    expect(yan.text).toContain("in the channel where the group should post too");
    yan.channel = "ml-two";
    await yan.command("cohort join", { code: "AAAA-AAAA" });
    expect(yan.text).toContain("not valid any more");
    world.clock.advance(10 * 60_000);
    await yan.command("cohort join", { code: given });
    expect(yan.text).toContain("not valid any more");
    const ann = world.person("Ann", { mayManage: true });
    await ann.command("cohort connect");
    expect(ann.text).toContain("Organisers of ml daily can do this");
  });

  test("in a channel it posts in already nothing is added", async () => {
    const given = await code();
    await group.chi.command("cohort join", { code: given });
    expect(group.chi.text).toContain("ml daily posts in #ml-daily already.");
  });
});
