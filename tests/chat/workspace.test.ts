import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import type { Reply, WorkspaceEvent } from "../../src/chat/event.ts";
import type { PlatformId } from "../../src/core/ids.ts";
import { cohortPauses, deliveries, places } from "../../src/db/schema/index.ts";
import { putBack } from "../../src/delivery/put-back.ts";
import { smallTrack } from "../support/daily-cohort.ts";
import { viewText } from "../support/view-text.ts";
import { dayMs, type Person, useWorld } from "../support/world.ts";

const access = { ok: true };
const platform = {
  id: "playground" as PlatformId,
  capabilities: { rejectsInForm: true, channelFields: true, name: "Test" },
  access: async () => (access.ok ? { ok: true as const } : { ok: false as const, missing: "Send Messages" }),
};

describe("the bot is put somewhere, or taken away", () => {
  const world = useWorld({ tracks: [smallTrack()], platform });
  let chi: Person;

  beforeEach(() => {
    access.ok = true;
    chi = world.person("Chi", { zone: "Europe/Berlin" });
  });

  let events = 0;
  const happens = (change: WorkspaceEvent["change"], channel: string | null = "general"): Promise<Reply> =>
    world.conversation.deliver({
      kind: "workspace",
      key: `workspace:${++events}`,
      actor: chi.actor,
      place: channel ? { kind: "channel", workspace: "home", channel, channelName: channel } : { kind: "direct" },
      workspace: "home",
      change,
    });

  test("it says hello where it may write, once, and is silent where it may not", async () => {
    const reply = await happens("joined");
    if (reply.kind !== "show") throw new Error(`got ${reply.kind}`);
    expect(reply.private).toBe(false);
    expect(viewText(reply.view)).toBe(
      [
        "# Hello, I run study groups",
        "Each person gets flashcards when their memory needs them; the group gets one interview question a day and a check-in each week.",
        "[*Set up a group*] [What can you do?]",
        "~ I stay quiet here until a group is set up.",
      ].join("\n"),
    );
    access.ok = false;
    expect(await happens("joined")).toEqual({ kind: "nothing" });
    expect(await happens("joined", null)).toMatchObject({ kind: "show", private: true });
    expect(await happens("invited")).toMatchObject({ kind: "show", private: true, hint: true });
  });

  describe("with a group there", () => {
    beforeEach(async () => {
      await chi.command("cohort create");
      await chi.press("Start the group");
    });

    const state = async () => ({
      places: (await world.ctx.db.select().from(places)).map((place) => place.state),
      pauses: (await world.ctx.db.select().from(cohortPauses)).map(({ fromDay, untilDay }) => [fromDay, untilDay]),
    });

    test("taken away, its places are left and the group pauses until one is back", async () => {
      await happens("left");
      await happens("left");
      expect(await state()).toEqual({ places: ["left"], pauses: [["2027-03-10", null]] });
      world.clock.advance(3 * dayMs);
      const woken = world.woken;
      expect(await happens("joined")).toEqual({ kind: "nothing" });
      expect(await state()).toEqual({ places: ["active"], pauses: [["2027-03-10", "2027-03-12"]] });
      expect(world.woken).toBe(woken + 1);
      const notices = await world.ctx.db.select().from(deliveries).where(eq(deliveries.kind, "put-back"));
      expect(notices).toHaveLength(1);
      const [notice] = notices;
      const view = notice && (await putBack.view(world.ctx, notice));
      expect(view && viewText(view)).toBe(
        "I am back in this server. ml daily goes on Mon 15 Mar 18:30.\n[*OK*] [Where and when]",
      );
      await happens("joined");
      expect(await world.ctx.db.select().from(deliveries).where(eq(deliveries.kind, "put-back"))).toHaveLength(1);
    });

    test("back on the same day, the pause is as if it had not been", async () => {
      await happens("left");
      await happens("joined");
      expect(await state()).toEqual({ places: ["active"], pauses: [] });
    });

    test("a place the group moved away from is not taken again", async () => {
      await chi.command("cohort settings");
      await chi.press("Where and when");
      await chi.submit({ channel: "ml-two" });
      await happens("left");
      await happens("joined");
      const rows = await world.ctx.db.select().from(places);
      expect(rows.map(({ channel, state: now }) => `${channel} ${now}`).sort()).toEqual([
        "ml-daily left",
        "ml-two active",
      ]);
    });

    test("another workspace's groups do not notice", async () => {
      await world.conversation.deliver({
        kind: "workspace",
        key: "workspace:other",
        actor: chi.actor,
        place: { kind: "direct" },
        workspace: "elsewhere",
        change: "left",
      });
      expect(await state()).toEqual({ places: ["active"], pauses: [] });
    });

    test("invited to the group's own channel it has nothing to say", async () => {
      expect(await happens("invited", "ml-daily")).toEqual({ kind: "nothing" });
    });
  });
});

describe("the home", () => {
  const world = useWorld({ tracks: [smallTrack()] });

  const opened = async (person: Person) => {
    const reply = await world.conversation.deliver({
      kind: "home",
      key: `home:${person.actor.userId}:${world.clock.nowMs()}`,
      actor: person.actor,
      place: { kind: "direct" },
    });
    if (reply.kind !== "replace") throw new Error(`got ${reply.kind}`);
    return viewText(reply.view);
  };

  test("tells somebody new where to begin", async () => {
    const ann = world.person("Ann", { zone: "Europe/Berlin" });
    expect(await opened(ann)).toBe(
      [
        "# Today",
        "Due: nothing",
        "Today's question: none today",
        "Streak: 0 days",
        "This week: no group yet",
        "[*See my progress*] [Settings]",
      ].join("\n"),
    );
  });

  test("shows the week, and a break with the way out of it", async () => {
    const chi = world.person("Chi", { zone: "Europe/Berlin" });
    await chi.command("cohort create");
    await chi.press("Start the group");
    await chi.command("settings");
    await chi.press("Take a break");
    await chi.submit({ until: "20 Mar" });
    expect(await opened(chi)).toContain(
      [
        "## Week 1 · Week 1",
        "• Python",
        "⏸ On a break until 20 Mar. Streak and reminders wait.",
        "[End the break]",
      ].join("\n"),
    );
  });
});
