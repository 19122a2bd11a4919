import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { cards, identities, learners, memberships, memoryStates, schedules } from "../../src/db/schema/index.ts";
import { smallTrack } from "../support/daily-cohort.ts";
import { dayMs, type Person, useWorld } from "../support/world.ts";

const track = smallTrack();

describe("/settings", () => {
  const world = useWorld({ tracks: [track] });
  let ann: Person;

  beforeEach(() => {
    ann = world.person("Ann", { zone: "Europe/Berlin" });
  });

  const learner = async () => {
    const [row] = await world.ctx.db.select().from(learners).where(eq(learners.displayName, "Ann"));
    if (!row) throw new Error("Ann is not there");
    return row;
  };
  const reminder = async () => (await world.ctx.db.select().from(schedules).where(eq(schedules.kind, "reminder")))[0];

  test("shows everything at a glance", async () => {
    await ann.command("settings");
    expect(ann.text).toBe(
      [
        "# Settings",
        "Time zone: Europe/Berlin; your day turns at 04:00",
        "Reminder: none",
        "New cards: 10 a day; aim 90% recalled",
        "Interview: none",
        "Leaderboard: none",
        "Display: pictures and bars",
        "[*Done*] [Time] [Study] [Reminder] [Leaderboard]",
        "[Take a break] [Display]",
      ].join("\n"),
    );
    await ann.press("Done");
    expect(ann.text).toBe("Saved.");
  });

  test("a zone is read as people write it, and stays against the platform's", async () => {
    await ann.command("settings");
    await ann.press("Time");
    await ann.submit({ zone: "kolkata", rollover: "5 am" });
    expect(ann.text).toContain(
      "Saved. It is 22:30 for you. Past study days stay as they were; today ends 05:00 (in 7 hours).",
    );
    await ann.command("settings");
    expect(await learner()).toMatchObject({ zone: "Asia/Kolkata", zoneFrom: "chosen", rolloverHour: 5 });
  });

  test("a place in several zones is asked about, and the hour is kept", async () => {
    await ann.command("settings");
    await ann.press("Time");
    await ann.submit({ zone: "Springfield", rollover: "3" });
    expect(ann.text).toContain("Which one? Springfield is in");
    await ann.pick("America/Chicago");
    expect(await learner()).toMatchObject({ zone: "America/Chicago", rolloverHour: 3 });
  });

  test.each([
    [{ zone: "Atlantis" }, "zone"],
    [{ zone: "@everyone" }, "zone"],
    [{ rollover: "13" }, "rollover"],
    [{ rollover: "4:30" }, "rollover"],
    [{ rollover: "-1" }, "rollover"],
  ])("refuses %j", async (values, name) => {
    await ann.command("settings");
    await ann.press("Time");
    expect(await ann.submit(values)).toEqual({ kind: "reject", reasons: { [name]: expect.any(String) } });
    expect(await learner()).toMatchObject({ zone: "Europe/Berlin", rolloverHour: 4 });
  });

  test("refuses 4,000 characters of anything, and quotes little of it", async () => {
    await ann.command("settings");
    await ann.press("Time");
    const reply = await ann.submit({ zone: "\u202E🙂".repeat(2_000) });
    expect(reply).toMatchObject({
      kind: "reject",
      reasons: { zone: expect.stringMatching(/^I do not know ".{1,130}"/u) },
    });
  });

  test("what is left empty stays", async () => {
    await ann.command("settings");
    await ann.press("Time");
    await ann.submit({ zone: "", rollover: "" });
    expect(await learner()).toMatchObject({ zone: "Europe/Berlin", zoneFrom: "platform", rolloverHour: 4 });
    expect(ann.text).toContain("Saved.");
  });

  describe("study", () => {
    test("new cards and the interview date", async () => {
      await ann.command("settings");
      await ann.press("Study");
      await ann.press("New cards and interview");
      await ann.submit({ "new-per-day": "0", interview: "12 May" });
      expect(ann.text).toContain("New cards: none, reviews only; aim 90% recalled");
      expect(ann.text).toContain("Interview: 12 May (in 63 days)");
      await ann.press("Study");
      await ann.press("No interview date");
      expect(await learner()).toMatchObject({ newPerDay: 0, interviewDate: null });
    });

    test.each([
      [{ "new-per-day": "51" }, "new-per-day"],
      [{ "new-per-day": "ten" }, "new-per-day"],
      [{ "new-per-day": "2.5" }, "new-per-day"],
      [{ interview: "1 Mar" }, "interview"],
      [{ interview: "soon" }, "interview"],
      [{ interview: "12 May 2031" }, "interview"],
    ])("refuses %j", async (values, name) => {
      await ann.command("settings");
      await ann.press("Study");
      await ann.press("New cards and interview");
      expect(await ann.submit(values)).toEqual({ kind: "reject", reasons: { [name]: expect.any(String) } });
      expect(await learner()).toMatchObject({ newPerDay: 10, interviewDate: null });
    });

    test("the aim for recall says its price, from the learner's own cards", async () => {
      await ann.command("settings");
      await ann.press("Study");
      const typical = ann.view.parts.find((part) => part.kind === "select");
      const options = (typical?.kind === "select" && typical.options) || [];
      expect(options).toHaveLength(16);
      expect(options.find(({ value }) => value === "90")?.description).toBe("as it is");
      const { id } = await learner();
      const made = await world.ctx.db
        .insert(cards)
        .values(
          Array.from({ length: 30 }, (_, at) => ({
            ...{
              track: "ai-ml-engineer" as never,
              key: `c${at}`,
              kind: "flashcard" as const,
              deck: "d",
              deckTitle: "D",
            },
            ...{
              block: "python",
              week: 1,
              position: at,
              skills: [],
              topics: [],
              body: {} as never,
              hash: "",
              search: "",
            },
          })),
        )
        .returning({ id: cards.id });
      await world.ctx.db.insert(memoryStates).values(
        made.map((card) => ({
          ...{ learnerId: id, cardId: card.id, phase: "review" as const, stability: 1, difficulty: 5 },
          ...{ reps: 1, lapses: 0, step: 0 },
        })),
      );
      await ann.press("Back");
      await ann.press("Study");
      const own = ann.view.parts.find((part) => part.kind === "select");
      const price = own?.kind === "select" && own.options.find(({ value }) => value === "95")?.description;
      // Cards that come back every day anyway cost no more.
      expect(price).toBe("about 1.0 times the reviews of 90%");
      await ann.pick("95%");
      expect(ann.text).toContain("Saved: 95%, from each card's next rating on.");
      expect((await learner()).desiredRetention).toBeCloseTo(0.95, 5);
    });
  });

  describe("reminder", () => {
    test("is set with its quiet days, moves with the zone, and stops", async () => {
      await ann.command("settings");
      await ann.press("Reminder");
      await ann.submit({ time: "7 pm", quiet: ["7", "6"] });
      expect(ann.text).toContain("Reminder: 19:00, not on Sat, Sun");
      expect(await reminder()).toMatchObject({ time: "19:00", days: [1, 2, 3, 4, 5], zone: "Europe/Berlin" });
      await ann.press("Time");
      await ann.submit({ zone: "Asia/Tokyo" });
      expect(await reminder()).toMatchObject({ zone: "Asia/Tokyo", stoppedAt: null });
      await ann.press("Reminder");
      await ann.submit({ quiet: ["0"] });
      expect(await reminder()).toMatchObject({ days: [1, 2, 3, 4, 5, 6, 7] });
      await ann.press("Reminder");
      await ann.submit({ reminder: "off" });
      expect(ann.text).toContain("Reminder: none");
      expect((await reminder())?.stoppedAt).not.toBeNull();
    });

    test("is refused with a time that is none", async () => {
      await ann.command("settings");
      await ann.press("Reminder");
      expect(await ann.submit({ time: "evening" })).toEqual({
        kind: "reject",
        reasons: { time: "A time such as 18:30, please." },
      });
    });

    test("an account that refused messages is said so, and tried again when wished for", async () => {
      await ann.command("settings");
      await ann.press("Reminder");
      await ann.submit({ reminder: "on" });
      await world.ctx.db.update(identities).set({ reachable: false });
      await ann.command("settings");
      expect(ann.text).toContain("~ Reminders are off: I could not message you.");
      await ann.press("Reminder");
      await ann.submit({});
      expect(ann.text).not.toContain("could not message you");
    });
  });

  describe("break", () => {
    test("holds for sixty days at most, and ends when it is ended", async () => {
      await ann.command("settings");
      await ann.press("Take a break");
      await ann.submit({ until: "20 Mar" });
      expect(ann.text).toContain("⏸ On a break until 20 Mar. Streak and reminders wait.");
      world.clock.advance(2 * dayMs);
      await ann.command("settings");
      await ann.press("End it now");
      expect(await learner()).toMatchObject({ breakFrom: "2027-03-10", breakUntil: "2027-03-11" });
      expect(ann.text).toContain("[Take a break]");
      await ann.press("Take a break");
      await ann.submit({ from: "1 Apr", until: "3 Apr" });
      expect(ann.text).toContain("⏸ A break from 1 Apr until 3 Apr.");
      await ann.press("Call the break off");
      expect(await learner()).toMatchObject({ breakFrom: null, breakUntil: null });
      expect(ann.text).toContain("The break is called off.");
    });

    test.each([
      [{ until: "" }, { until: "A date such as 12 Mar, please." }],
      [{ until: "9 May" }, { until: "A break is at most 60 days." }],
      [{ from: "1 Mar", until: "12 Mar" }, { from: "That date has passed." }],
      [{ from: "12 Mar", until: "11 Mar" }, { until: "The last day comes before the first." }],
    ])("refuses %j", async (values, reasons) => {
      await ann.command("settings");
      await ann.press("Take a break");
      expect(await ann.submit(values)).toEqual({ kind: "reject", reasons });
    });
  });

  test("the leaderboard choice is each group's own", async () => {
    await ann.command("settings");
    await ann.press("Leaderboard");
    expect(ann.text).toContain("You are not in a group");
    await ann.command("cohort create");
    await ann.press("Start the group");
    await ann.command("settings");
    expect(ann.text).toContain("Leaderboard: ml daily anonymous");
    await ann.press("Leaderboard");
    await ann.pick("Named in ml daily");
    expect(ann.text).toContain("• ml daily: named");
    expect((await world.ctx.db.select().from(memberships))[0]?.board).toBe("named");
    for (const forged of ["", "x.named", "a.b.c", "1:2"]) await ann.pressId("1:settings-board", { values: [forged] });
    expect((await world.ctx.db.select().from(memberships))[0]?.board).toBe("named");
  });

  test("display can be text only", async () => {
    await ann.command("settings");
    await ann.press("Display");
    await ann.submit({ display: "text" });
    expect(ann.text).toContain("Display: text only");
  });
});
