import { describe, expect, test } from "vitest";
import { commands } from "../../src/chat/commands/index.ts";
import { smallTrack } from "../support/daily-cohort.ts";
import { publish, someFlashcards } from "../support/study-cards.ts";
import { useWorld } from "../support/world.ts";

describe("/help", () => {
  const world = useWorld({ tracks: [smallTrack()] });

  test("names every command, apart from those the reader may not use", async () => {
    const eda = world.person("Eda", { mayManage: false });
    await eda.command("help");
    for (const { spec } of commands) expect(eda.text).toMatch(new RegExp(`• /${spec.name}( \\w+)?: `));
    expect(eda.text).toContain("• /cohort join: join the study group of this channel");
    expect(eda.text).not.toContain("/cohort create");
    expect(eda.text).not.toContain("/cohort members");
    expect(eda.text).not.toContain("/cohort end");
    expect(eda.text).not.toContain("## Organisers");
  });

  test("in no group it offers those that are open here, and no others", async () => {
    const chi = world.person("Chi", { zone: "Europe/Berlin" });
    await chi.command("help");
    expect(chi.text).toContain("You are not in a group yet.");
    expect(chi.text).toContain("[*Study on my own*] [Set up a group]");
    await chi.press("Set up a group");
    await chi.press("Start the group");
    const eda = world.person("Eda", { mayManage: false });
    await eda.command("help");
    expect(eda.text).toContain("[*Join ml daily*]");
    eda.channel = null;
    await eda.command("help");
    expect(eda.text).toContain("[*Study on my own*]");
  });

  test("in a group it says what is next, and organisers see what they can do", async () => {
    await publish(world.ctx, someFlashcards(12));
    const chi = world.person("Chi", { zone: "Europe/Berlin" });
    await chi.command("cohort create");
    await chi.press("Start the group");
    expect(chi.text).toContain("[*Learn 5 new cards*] [Group settings]");
    await chi.command("help");
    expect(chi.text).toContain("# Help\nNext for you: 5 new cards, about 3 min.");
    expect(chi.text).toContain("## Organisers\n• /cohort create: ");
    expect(chi.text).toContain("• /cohort settings: ");
    expect(chi.text).toContain("• /cohort end: ");
    expect(chi.text).toContain("[*Learn 5 new cards*] [My progress] [Settings]");
  });

  test("joining says how many cards wait", async () => {
    await publish(world.ctx, someFlashcards(23));
    const chi = world.person("Chi", { zone: "Europe/Berlin" });
    await chi.command("cohort create");
    await chi.press("Start the group");
    const ann = world.person("Ann");
    await ann.command("cohort join");
    await ann.submit({});
    expect(ann.text).toBe(
      [
        "# You are in: ml daily",
        "It starts on Mon 15 Mar; the cards of week 1 are open already. About 20 new cards of week 1 wait; 10 a day is the start.",
        "~ Your day turns at 04:00, Berlin. On the leaderboard you are anonymous.",
        "[*Learn 5 new cards*] [This week] [Settings]",
      ].join("\n"),
    );
  });
});
