import { beforeEach, describe, expect, test } from "vitest";
import { cohorts } from "../../src/db/schema/index.ts";
import { startDeliveries } from "../../src/delivery/start.ts";
import { smallTrack } from "../support/daily-cohort.ts";
import { recordingPlatform } from "../support/recording-platform.ts";
import { dayMs, minuteMs, type Person, useWorld } from "../support/world.ts";

/** The posts around a group's life, through the real planner and sender. */
describe("a group's posts", () => {
  let platform = recordingPlatform();
  let chi: Person;
  const world = useWorld({ tracks: [smallTrack()] });
  const channel = "ml-daily";
  let engine: ReturnType<typeof startDeliveries>;

  beforeEach(async () => {
    platform = recordingPlatform();
    engine = startDeliveries({ ctx: world.ctx, platforms: [platform], log: world.log, timers: "by-hand" });
    chi = world.person("Chi", { zone: "Europe/Berlin" });
    await chi.command("cohort create");
    await chi.press("Start the group");
  });

  const settle = async (aheadMs = 0) => {
    world.clock.advance(aheadMs);
    await engine.tick();
  };
  const texts = () => platform.in(channel).map(({ text }) => text);

  test("the invitation goes out once, and its count follows who joins and leaves", async () => {
    await settle();
    expect(texts()).toEqual([
      [
        "# A study group starts here: ml daily",
        "AI/ML engineer in 32 weeks, from Mon 15 Mar. A few minutes a day in private, one question a day here, one check-in a week.",
        "[*Join*] [What is in it?]",
        "~ 1 has joined.",
      ].join("\n"),
    ]);
    const [ann, ben] = [world.person("Ann"), world.person("Ben")];
    for (const person of [ann, ben]) {
      await person.command("cohort join");
      await person.submit({});
    }
    await settle(minuteMs);
    expect(texts()[0]).toContain("~ 3 have joined.");
    await ben.command("cohort leave");
    await ben.press("Leave");
    await settle(minuteMs);
    expect(texts()[0]).toContain("~ 2 have joined.");
    expect(platform.in(channel)).toHaveLength(1);
  });

  test("pressing on the invitation answers beside it, in private", async () => {
    await settle();
    const cohortId = (await world.ctx.db.select().from(cohorts))[0]?.id;
    const eda = world.person("Eda", { mayManage: false });
    await eda.pressId(`1:join:${cohortId}`, { message: "m1" });
    expect(eda.form.title).toBe("Join the group");
    expect(await eda.pressId("1:roadmap", { message: "m1" })).toMatchObject({ kind: "show", private: true });
    expect(eda.text).toContain("# Roadmap");
  });

  test("a pause is told in the channel, a planned one on its day, and its end edits the note", async () => {
    await settle();
    await chi.command("cohort pause");
    await chi.submit({ until: "12 Mar" });
    await chi.press("Plan a pause");
    await chi.submit({ from: "22 Mar", until: "5 Apr" });
    await settle();
    expect(texts().slice(1)).toEqual(["⏸ Paused until 12 Mar. Your own cards go on."]);
    await chi.press("Resume now");
    await settle(minuteMs);
    expect(texts().slice(1)).toEqual(["The pause is over. Questions go on."]);
    world.clock.moveTo(Date.UTC(2027, 2, 22, 17, 30));
    await settle();
    expect(texts().at(-1)).toBe("⏸ Paused until 5 Apr. Your own cards go on.");
  });

  test("where another group posts too, the note says whose pause it is", async () => {
    const dana = world.person("Dana", { zone: "Europe/Berlin" });
    await dana.command("cohort create");
    await dana.press("Name and start");
    await dana.submit({ name: "ML spring" });
    await dana.press("Start the group");
    await dana.command("cohort pause");
    await dana.submit({ from: "10 Mar", until: "12 Mar" });
    await settle();
    expect(texts().at(-1)).toBe("ML spring · ⏸ Paused until 12 Mar. Your own cards go on.");
  });

  test("a planned pause taken out again is never told", async () => {
    await chi.command("cohort pause");
    await chi.submit({ from: "22 Mar", until: "5 Apr" });
    await chi.pick("2027-03-22");
    world.clock.moveTo(Date.UTC(2027, 2, 22, 17, 30));
    await settle();
    expect(texts()).toHaveLength(1);
    expect(texts()[0]).toContain("A study group starts here");
  });

  test("back in the server, organisers hear of it by direct message", async () => {
    const event = {
      kind: "workspace" as const,
      actor: chi.actor,
      place: { kind: "direct" as const },
      workspace: "home",
    };
    await world.conversation.deliver({ ...event, key: "w:1", change: "left" });
    world.clock.advance(dayMs);
    await world.conversation.deliver({ ...event, key: "w:2", change: "joined" });
    await settle();
    expect(platform.in("dm:chi").map(({ text }) => text)).toEqual([
      "I am back in this server. ml daily goes on Mon 15 Mar 18:30.\n[*OK*] [Where and when]",
    ]);
  });
});
