import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { memberships, schedules } from "../../../src/db/schema/index.ts";
import { smallTrack } from "../../support/daily-cohort.ts";
import { dayMs, useWorld } from "../../support/world.ts";

describe("joining a group", () => {
  const world = useWorld({ tracks: [smallTrack()] });

  async function started(): Promise<void> {
    const chi = world.person("Chi", { zone: "Europe/Berlin" });
    await chi.command("cohort create");
    await chi.press("Name and start");
    await chi.submit({ name: "ML spring" });
    await chi.press("Start the group");
  }

  test("takes a form, whose presets are kind, and says what waits", async () => {
    await started();
    world.clock.advance(8 * dayMs);
    const ann = world.person("Ann");
    await ann.command("cohort join");
    expect(ann.form.fields.map((field) => "value" in field && field.value)).toEqual([false, "anonymous", "none"]);
    await ann.submit({});
    expect(ann.text).toContain("# You are in: ML spring");
    expect(ann.text).toContain("Week 1: Python.");
    expect(ann.text).toContain("~ Your day turns at 04:00, Berlin. On the leaderboard you are anonymous.");
    const rows = await world.ctx.db.select().from(memberships).orderBy(memberships.learnerId);
    expect(rows.map(({ role, board }) => [role, board])).toEqual([
      ["organiser", "anonymous"],
      ["member", "anonymous"],
    ]);
  });

  test("twice is once", async () => {
    await started();
    const ann = world.person("Ann");
    await ann.command("cohort join");
    const form = ann.form.action;
    await ann.submit({ board: "named", reminder: "19:00" });
    expect(ann.text).toContain("A reminder comes at 19:00 when something is due.");
    await world.conversation.deliver({
      kind: "form",
      key: "test:again",
      actor: ann.actor,
      place: { kind: "direct" },
      id: form,
      values: { board: "hidden" },
    });
    await ann.command("cohort join");
    expect(ann.text).toContain("You are in ML spring since 10 Mar.");
    const rows = await world.ctx.db.select().from(memberships);
    expect(rows.map(({ board }) => board).sort()).toEqual(["anonymous", "named"]);
    const reminders = await world.ctx.db.select().from(schedules).where(eq(schedules.kind, "reminder"));
    expect(reminders).toHaveLength(1);
  });

  test("two people at once both get in, one person at once gets in once", async () => {
    await started();
    const [ann, ben] = [world.person("Ann"), world.person("Ben")];
    await Promise.all([ann.command("cohort join"), ben.command("cohort join")]);
    await Promise.all([ann.submit({}), ben.submit({}), ann.submit({})]);
    expect(await world.ctx.db.select().from(memberships)).toHaveLength(3);
  });

  test("an unknown zone is refused, an ambiguous one asked about after joining", async () => {
    await started();
    const ann = world.person("Ann");
    await ann.command("cohort join");
    expect(await ann.submit({ zone: "Atlantis" })).toMatchObject({ kind: "reject" });
    await ann.submit({ zone: "Springfield" });
    expect(ann.text).toContain("Which one? Springfield is in");
    expect(ann.text).toContain("You are in: ML spring");
  });

  test("where no group is, says so", async () => {
    const ann = world.person("Ann");
    ann.channel = "elsewhere";
    await ann.command("cohort join");
    expect(ann.text).toContain("No group is open to join here.");
  });
});
