import { and, eq, isNull } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import type { LearnerId } from "../../../src/core/ids.ts";
import { cohorts, memberships } from "../../../src/db/schema/index.ts";
import { smallTrack } from "../../support/daily-cohort.ts";
import { type Person, useWorld } from "../../support/world.ts";
import { openSpring } from "./spring.ts";

describe("a group, from the wrong side", () => {
  const world = useWorld({ tracks: [smallTrack()] });
  let chi: Person;
  let ann: Person;

  beforeEach(async () => {
    ({ chi, ann } = await openSpring(world));
  });

  test("an unknown subcommand is said so, whatever its name", async () => {
    for (const name of ["nonsense", "constructor", "__proto__"]) {
      await ann.command(`cohort ${name}`);
      expect(ann.text).toContain(`I do not know /cohort ${name}.`);
    }
  });

  test("in another channel, joining offers the server's groups by name", async () => {
    const eda = world.person("Eda", { mayManage: false });
    eda.channel = "random";
    await eda.command("cohort join");
    expect(eda.text).toBe("Which group?\n▾ Group: ML spring");
    await eda.pick("ML spring");
    await eda.submit({});
    expect(eda.text).toContain("# You are in: ML spring");
    await eda.command("cohort join");
    expect(eda.text).toContain("You are in ML spring since 10 Mar.");
  });

  test("nothing of a group that has ended can be set going again", async () => {
    await world.ctx.db.update(cohorts).set({ state: "ended" });
    const cohortId = (await world.ctx.db.select().from(cohorts))[0]?.id ?? "";
    for (const id of ["cohort-settings", "cohort-resume", "cohort-members", "cohort-zone", "cohort-check"]) {
      await chi.pressId(`1:${id}:${cohortId}`, { values: ["UTC"] });
      expect(chi.text).toContain("ML spring has ended. Your cards go on.");
    }
  });

  test("a pace at which it would be over is refused", async () => {
    await chi.command("cohort settings");
    await chi.press("Name and start");
    await chi.submit({ "first-day": "2026-08-17" });
    await chi.press("Where and when");
    expect(await chi.submit({ pace: "24" })).toEqual({
      kind: "reject",
      reasons: { pace: "At this pace the group would be over by now." },
    });
  });

  test("somebody in two groups picks one, in a channel without any", async () => {
    chi.channel = "rust";
    await chi.command("cohort create");
    await chi.press("Start the group");
    await ann.command("cohort leave");
    ann.channel = "rust";
    await ann.command("cohort join");
    await ann.submit({});
    expect(ann.text).toContain("ML spring counts your reviews too: one memory, both groups.");
    ann.channel = null;
    await ann.command("cohort leave");
    expect(ann.text).toBe("Which group?\n▾ Group: ML spring | rust");
    await ann.pick("rust");
    await ann.press("Leave");
    const left = await world.ctx.db
      .select({ name: cohorts.name })
      .from(memberships)
      .innerJoin(cohorts, eq(cohorts.id, memberships.cohortId))
      .where(and(eq(memberships.learnerId, 2 as LearnerId), isNull(memberships.leftAt)));
    expect(left).toEqual([{ name: "ML spring" }]);
  });
});
