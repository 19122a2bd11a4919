import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import type { CohortId } from "../../src/core/ids.ts";
import { cohorts, deliveries, learners } from "../../src/db/schema/index.ts";
import { startDeliveries } from "../../src/delivery/start.ts";
import { publishQuestions, smallTrack } from "../support/daily-cohort.ts";
import { type RecordingPlatform, recordingPlatform } from "../support/recording-platform.ts";
import { publish, someFlashcards } from "../support/study-cards.ts";
import { dayMs, hourMs, minuteMs, type Person, useWorld } from "../support/world.ts";

/** Wed 10 Mar 2027, 18:00 in Berlin; the group's first question is on Mon 15 Mar at 18:30. */
const startMs = Date.UTC(2027, 2, 10, 17, 0);
const firstMs = Date.UTC(2027, 2, 15, 17, 30);

describe("what no direct message could tell", () => {
  const world = useWorld({
    startMs,
    tracks: [smallTrack()],
    prepare: async ({ ctx }) => {
      await publish(ctx, someFlashcards(12));
      await publishQuestions(ctx, [{ prompt: "Why?", week: 1 }]);
    },
  });
  let platform: RecordingPlatform;
  let engine: ReturnType<typeof startDeliveries>;
  let chi: Person;
  let ann: Person;

  beforeEach(async () => {
    platform = recordingPlatform();
    engine = startDeliveries({ ctx: world.ctx, platforms: [platform], log: world.log, timers: "by-hand" });
    chi = world.person("Chi", { zone: "Europe/Berlin" });
    await chi.command("cohort create");
    await chi.press("Start the group");
    ann = world.person("Ann", { zone: "Europe/Berlin" });
    await engine.tick();
  });

  const at = async (ms: number) => {
    world.clock.moveTo(ms);
    await engine.tick();
  };
  const cohortId = async () => (await world.ctx.db.select().from(cohorts))[0]?.id as CohortId;
  const joinWithReminder = async () => {
    await ann.pressId(`1:join:${await cohortId()}`);
    await ann.submit({ reminder: "19:00" });
  };
  const inDms = (who: string) => platform.in(`dm:${who}`).map(({ text }) => text);

  test("an organiser out of reach reads it above the next private screen, once, with its buttons", async () => {
    platform.refuse("dm:chi", "closed");
    await at(firstMs + 7 * hourMs);
    expect(inDms("chi")).toEqual([]);
    await chi.command("settings");
    expect(chi.text).toMatch(/^# Settings\nMonday's question did not go out: I was offline from /);
    expect(chi.text).toContain("[Open the report]");
    expect(chi.text).not.toContain("[*Open the report*]");
    await chi.command("settings");
    expect(chi.text).not.toContain("did not go out");
  });

  test("several are told one after the other, what is solved is not, and a second organiser's stay theirs", async () => {
    platform.refuse("dm:chi", "closed");
    await at(firstMs + 7 * hourMs);
    // The next one does not even try: the account is known to refuse.
    platform.refuse("ml-daily");
    await at(firstMs + dayMs);
    const rows = await world.ctx.db.select().from(deliveries).where(eq(deliveries.kind, "notice"));
    expect(rows.map(({ state }) => state)).toEqual(["dead", "dead"]);
    await ann.command("settings");
    expect(ann.text).not.toContain("did not go out");
    await chi.command("settings");
    expect(chi.text).toContain("Monday's question did not go out");
    platform.allow("ml-daily");
    await chi.pressId(`1:cohort-check:${await cohortId()}`);
    expect(chi.text).not.toContain("I cannot post");
    await chi.command("settings");
    expect(chi.text).not.toContain("I cannot post");
  });

  test("it is not spent on a hint, an error, a form, or a post", async () => {
    platform.refuse("dm:chi", "closed");
    await at(firstMs + 7 * hourMs);
    await chi.pressId("1:no-such-button");
    expect(chi.text).not.toContain("did not go out");
    await chi.command("cohort pause");
    await chi.command("settings");
    expect(chi.text).toContain("did not go out");
  });

  test("a first reminder that is refused is told on the next screen; tried again, it arrives at once", async () => {
    platform.refuse("dm:ann", "closed");
    await joinWithReminder();
    await at(startMs + minuteMs);
    await ann.command("settings");
    expect(ann.text).toContain(
      "I could not message you. Allow messages from this server's members, then press Try again.",
    );
    expect(ann.text).toContain("[Try again] [No reminders]");
    await ann.command("settings");
    expect(ann.text).not.toContain("press Try again");
    await ann.pressId("1:reminder-again");
    expect(ann.text).toContain("A message is on its way. Reminders come at 19:00.");
    await engine.tick();
    expect(inDms("ann")).toEqual([]);
    // Refused again: told again.
    await ann.command("settings");
    expect(ann.text).toContain("press Try again");
    platform.allow("dm:ann");
    await ann.press("Try again");
    await engine.tick();
    expect(inDms("ann")).toHaveLength(1);
    expect(inDms("ann")[0]).toMatch(/^Reminders come here\./);
    await ann.command("settings");
    expect(ann.text).not.toContain("could not message");
    await at(startMs + hourMs + minuteMs);
    expect(inDms("ann")).toHaveLength(1);
    await at(startMs + dayMs + hourMs);
    expect(inDms("ann").length).toBeLessThanOrEqual(2);
  });

  test("a later one that is refused says that reminders are off; no reminders are wanted any more", async () => {
    await joinWithReminder();
    await at(startMs + minuteMs);
    expect(inDms("ann")).toHaveLength(1);
    platform.refuse("dm:ann", "closed");
    await world.ctx.db.update(deliveries).set({ subject: {} }).where(eq(deliveries.kind, "reminder"));
    await at(startMs + dayMs + hourMs + minuteMs);
    await ann.command("leaderboard");
    expect(ann.text).toContain("~ Reminders are off: I could not message you.");
    await ann.press("No reminders");
    expect(ann.text).toContain("No reminders, then.");
    const [row] = await world.ctx.db.select().from(learners).where(eq(learners.displayName, "Ann"));
    expect(row?.reminderTime).toBeNull();
  });
});
