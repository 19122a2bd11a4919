import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { openConversation } from "../../../src/chat/dispatch.ts";
import type { Platform } from "../../../src/chat/platform.ts";
import type { PlatformId } from "../../../src/core/ids.ts";
import {
  cohortDrafts,
  cohorts,
  deliveries,
  learners,
  memberships,
  places,
  schedules,
} from "../../../src/db/schema/index.ts";
import { smallTrack } from "../../support/daily-cohort.ts";
import { interviewCard, publish } from "../../support/study-cards.ts";
import { dayMs, openPerson, type Person, useWorld } from "../../support/world.ts";

const track = smallTrack();

/** Where the bot may write, and what the platform says if it may not. */
const access = { missing: null as string | null };
const platform: Pick<Platform, "id" | "capabilities" | "access"> = {
  id: "playground" as PlatformId,
  capabilities: { rejectsInForm: true, channelFields: true, name: "Test" },
  access: async () => (access.missing === null ? { ok: true } : { ok: false, missing: access.missing }),
};

describe("starting a cohort", () => {
  const world = useWorld({
    tracks: [track],
    platform,
    prepare: async () => {
      access.missing = null;
    },
  });
  const chi = (more = {}) => world.person("Chi", { zone: "Europe/Berlin", ...more });

  async function started(): Promise<Person> {
    const organiser = chi();
    await organiser.command("cohort create");
    await organiser.press("Name and start");
    await organiser.submit({ name: "ML spring" });
    await organiser.press("Start the group");
    return organiser;
  }

  test("where no zone is known the preview says so, and leads to where it is set", async () => {
    const organiser = world.person("Chi");
    await organiser.command("cohort create");
    expect(organiser.text).toContain("Question: Mon to Fri 18:30, UTC, in #ml-daily");
    expect(organiser.text).toContain("In UTC until you set a time zone under Name and start.");
    expect(organiser.text).toContain("[*Name and start*] [Start the group]");
    await organiser.press("Name and start");
    // Not filled in with what nobody has said.
    expect(organiser.form.fields.find(({ name }) => name === "zone")).toMatchObject({ required: true });
    expect(organiser.form.fields.find(({ name }) => name === "zone")).not.toHaveProperty("value");
    await organiser.submit({ zone: "Berlin" });
    expect(organiser.text).not.toContain("UTC");
    expect(organiser.text).toContain("[*Start the group*] [Name and start]");
    await organiser.press("Name and start");
    await organiser.submit({ zone: "UTC" });
    expect(organiser.text).toContain("18:30, UTC");
    expect(organiser.text).not.toContain("In UTC until");
  });

  test("one command shows a group that could start as it is", async () => {
    const organiser = chi();
    await organiser.command("cohort create");
    expect(organiser.text).toBe(
      [
        "# ml daily: ready to start?",
        "Track: AI/ML engineer, 32 weeks, Mon 15 Mar to Sun 24 Oct",
        "Question: Mon to Fri 18:30, Berlin, in #ml-daily",
        "Check-in: Sunday 18:30",
        "First posts: Mon 15 Mar 18:30; Tue 16 Mar 18:30; Sun 21 Mar 18:30",
        "Access: I can write in #ml-daily",
        "~ If a post cannot go out I tell you by direct message.",
        "[*Start the group*] [Name and start] [Where and when] [Show a sample post] [!Discard!]",
      ].join("\n"),
    );
  });

  test("starting makes the group with its place, its organiser, its schedules and its invitation", async () => {
    await started();
    const [cohort] = await world.ctx.db.select().from(cohorts);
    expect(cohort).toMatchObject({ name: "ML spring", firstDay: "2027-03-15", zone: "Europe/Berlin", paceWeeks: 32 });
    expect(await world.ctx.db.select().from(places)).toMatchObject([{ channel: "ml-daily", workspace: "home" }]);
    expect(await world.ctx.db.select().from(memberships)).toMatchObject([{ role: "organiser", board: "anonymous" }]);
    const due = await world.ctx.db.select().from(schedules).orderBy(schedules.kind);
    expect(due.map(({ kind, nextAt }) => [kind, new Date(nextAt).toISOString()])).toEqual([
      ["daily", "2027-03-15T17:30:00.000Z"],
      ["weekly", "2027-03-21T17:30:00.000Z"],
    ]);
    const [invitation] = await world.ctx.db.select().from(deliveries);
    expect(invitation).toMatchObject({ kind: "invitation", cohortId: cohort?.id, state: "owed" });
    expect(world.woken).toBe(1);
    expect(await world.ctx.db.select().from(cohortDrafts)).toEqual([]);
  });

  test("pressing Start again shows the group and makes no second one", async () => {
    const organiser = chi();
    await organiser.command("cohort create");
    const button = "Start the group";
    const id = organiser.view.parts
      .flatMap((part) => (part.kind === "buttons" ? part.buttons : []))
      .find((one) => one.label === button);
    const press = id && "action" in id.press ? id.press.action : "";
    await organiser.pressId(press);
    expect(organiser.text).toContain("# ml daily has started");
    await organiser.pressId(press);
    expect(organiser.text).toContain("# ml daily: settings");
    expect(await world.ctx.db.select().from(cohorts)).toHaveLength(1);
    expect(await world.ctx.db.select().from(deliveries)).toHaveLength(1);
  });

  test("two presses at once make one group", async () => {
    const organiser = chi();
    await organiser.command("cohort create");
    await Promise.all([organiser.press("Start the group"), organiser.press("Start the group")]);
    expect(await world.ctx.db.select().from(cohorts)).toHaveLength(1);
    expect(await world.ctx.db.select().from(schedules)).toHaveLength(2);
  });

  test("who does not manage the server is told who can, before anything is typed", async () => {
    const eda = chi({ mayManage: false });
    await eda.command("cohort create");
    expect(eda.text).toBe("Someone who manages this server can do this.");
    expect(await world.ctx.db.select().from(cohortDrafts)).toEqual([]);
  });

  test("without access there is no Start, but a way to check again", async () => {
    access.missing = "Send Messages";
    const organiser = chi();
    await organiser.command("cohort create");
    expect(organiser.text).toContain(
      'I cannot write in #ml-daily yet. Allow "Send Messages" for me there, then check again.',
    );
    expect(organiser.text).toContain("[*Check again*] [Name and start]");
    expect(organiser.text).not.toContain("Start the group");
    access.missing = null;
    await organiser.press("Check again");
    expect(organiser.text).toContain("[*Start the group*]");
  });

  test("a draft waits for its writer, and can be begun afresh", async () => {
    const organiser = chi();
    await organiser.command("cohort create");
    await organiser.press("Name and start");
    await organiser.submit({ name: "ML spring" });
    world.clock.advance(6 * dayMs);
    await organiser.command("cohort create");
    expect(organiser.text).toBe(
      "You began ML spring and have not started it yet.\n[*Go on with ML spring*] [Start afresh]",
    );
    await organiser.press("Go on");
    expect(organiser.text).toContain("# ML spring: ready to start?");
    await organiser.command("cohort create");
    await organiser.press("Start afresh");
    expect(organiser.text).toContain("# ml daily: ready to start?");
    world.clock.advance(8 * dayMs);
    await organiser.command("cohort create");
    expect(organiser.text).toContain("ready to start?");
  });

  test("both forms are read as people type", async () => {
    const organiser = chi();
    await organiser.command("cohort create");
    await organiser.press("Name and start");
    expect(organiser.form.fields.map(({ name }) => name)).toEqual(["name", "first-day", "zone"]);
    await organiser.submit({ name: "  Frühling \u202E 🚀 @everyone ", "first-day": "11 Jan", zone: "new york" });
    await organiser.press("Where and when");
    await organiser.submit({ time: "7:15 pm", days: ["6", "1", "3"], "check-in-day": "6", pace: "24" });
    expect(organiser.text).toContain("# Frühling 🚀 @everyone: ready to start?");
    expect(organiser.text).toContain("24 weeks, Mon 11 Jan to Sun 27 Jun");
    expect(organiser.text).toContain("Question: Mon, Wed, Sat 19:15, New York, in #ml-daily");
    expect(organiser.text).toContain("Check-in: Saturday 19:15");
    expect(organiser.text).toContain("Week 12 is the first for everyone; nobody owes weeks 1 to 11.");
  });

  test("what cannot be read is refused under its field, and nothing is changed", async () => {
    const organiser = chi();
    await organiser.command("cohort create");
    await organiser.press("Name and start");
    const reply = await organiser.submit({ name: "x".repeat(4_000), "first-day": "31 Feb", zone: "Atlantis" });
    expect(reply).toEqual({
      kind: "reject",
      reasons: {
        name: "Name: at most 60 characters; yours has 4,000.",
        "first-day": "A date such as 12 Mar, please.",
        zone: 'I do not know "Atlantis". Try a city such as Berlin, or a zone such as Asia/Kolkata.',
      },
    });
    await organiser.command("cohort create");
    await organiser.press("Go on");
    await organiser.press("Where and when");
    expect(await organiser.submit({ time: "25:00" })).toEqual({
      kind: "reject",
      reasons: { time: "A time such as 18:30, please." },
    });
  });

  test("a sample post is shown in private, without its buttons", async () => {
    const organiser = chi();
    await organiser.command("cohort create");
    await organiser.press("Show a sample post");
    expect(organiser.text).toContain("This track has no interview questions yet");
    await publish(world.ctx, [interviewCard("a random forest")]);
    await organiser.press("Back");
    await organiser.press("Show a sample post");
    expect(organiser.text).toContain("# Question of the day\nWhen would you choose a random forest?");
    expect(organiser.text).not.toContain("[*Answer*]");
    await organiser.press("Back");
    expect(organiser.text).toContain("[*Start the group*]");
  });

  test("where forms cannot be refused inside, what was typed is kept and opened again", async () => {
    const plain = openConversation({
      ctx: world.ctx,
      platform: { ...platform, capabilities: { ...platform.capabilities, rejectsInForm: false } },
      wake: () => undefined,
    });
    const organiser = openPerson(plain, chi().actor);
    await organiser.command("cohort create");
    await organiser.press("Name and start");
    await organiser.submit({ name: "ML spring", zone: "Atlantis" });
    expect(organiser.text).toContain("> Atlantis");
    await organiser.press("Fix it");
    expect(organiser.form.fields.map((field) => "value" in field && field.value)).toEqual([
      "ML spring",
      "2027-03-15",
      "Atlantis",
    ]);
    await organiser.submit({ zone: "Berlin" });
    expect(organiser.text).toContain("# ML spring: ready to start?");
  });

  test("a city in several zones is asked about, and the rest of the form is kept", async () => {
    const organiser = chi();
    await organiser.command("cohort create");
    await organiser.press("Name and start");
    await organiser.submit({ name: "ML spring", zone: "Springfield" });
    expect(organiser.text).toMatch(/^Which one\? Springfield is in \d zones\.\n▾ Time zone: .*\n\[Back\]$/);
    await organiser.pick("America/Chicago");
    expect(organiser.text).toContain("# ML spring: ready to start?");
    expect(organiser.text).toContain("Mon to Fri 18:30, Chicago");
  });

  test("a channel in use is said so, and allowed", async () => {
    await started();
    const dana = world.person("Dana", { zone: "Europe/Berlin" });
    await dana.command("cohort create");
    expect(dana.text).toContain("ML spring also lives in #ml-daily; both go on.");
    expect(dana.text).toContain("[*Start the group*]");
  });

  test("in a direct message the channel is still to be chosen", async () => {
    const organiser = chi();
    organiser.channel = null;
    await organiser.command("cohort create");
    expect(organiser.text).toContain("# New study group: not complete yet");
    expect(organiser.text).toContain("18:30, Berlin; channel not chosen yet");
    expect(organiser.text).not.toContain("Start the group");
  });

  test("the organiser who has said no zone takes the group's", async () => {
    const organiser = world.person("Chi");
    await organiser.command("cohort create");
    await organiser.press("Name and start");
    await organiser.submit({ zone: "Kolkata" });
    await organiser.press("Start the group");
    const [learner] = await world.ctx.db.select().from(learners).where(eq(learners.displayName, "Chi"));
    expect(learner).toMatchObject({ zone: "Asia/Kolkata", zoneFrom: "cohort" });
  });
});
