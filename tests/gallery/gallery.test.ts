import { describe, expect, test } from "vitest";
import { commands } from "../../src/chat/commands/index.ts";
import { allExamples } from "../contracts/examples/all.ts";
import { onePixel } from "../platforms/slack/opened.ts";
import { recordingLog } from "../support/world.ts";
import { galleryPage } from "./page.ts";
import { openGallery } from "./rendered.ts";

/** Screens by number; those of a command that does not exist yet are wanted as soon as it does. */
const screens = Array.from({ length: 40 }, (_, index) => `S${index + 1}`);
const commandOf: Readonly<Record<string, string>> = { S37: "link" };

describe("the gallery", () => {
  test("has every screen whose command exists", () => {
    const shown = new Set(allExamples.map(({ screen }) => screen));
    const exists = (name: string) => commands.some(({ spec }) => spec.name === name);
    const wanted = screens.filter((screen) => {
      const command = commandOf[screen];
      return command === undefined || exists(command);
    });
    expect(wanted.filter((screen) => !shown.has(screen))).toEqual([]);
  });

  test("draws every case on every platform, within its limits", async () => {
    const gallery = openGallery({ maker: onePixel, log: recordingLog() });
    const drawn = [];
    for (const example of allExamples) drawn.push(await gallery.draw(example));
    const faults = drawn.flatMap(({ screen, name, discord, slack, playground }) =>
      Object.entries({ discord, slack, playground }).flatMap(([platform, cell]) =>
        cell.faults.map((fault) => `${platform}: ${screen} ${name}: ${fault}`),
      ),
    );
    expect(faults).toEqual([]);
    const page = galleryPage(drawn);
    expect(page.match(/class="g-cell/g)).toHaveLength(3 * allExamples.length);
    // What people typed stands as text, never as markup of the page.
    expect(page).not.toMatch(/<script>(?!\nconst root)/);
  });

  test("says what a platform would refuse", async () => {
    const gallery = openGallery({ maker: onePixel, log: recordingLog() });
    const drawn = await gallery.draw({
      screen: "S9",
      name: "a form with two fields of one name",
      form: {
        title: "Twice",
        submit: "Send",
        action: "1:twice:a",
        fields: [1, 2].map(() => ({ kind: "line", name: "same", label: "Same", required: true })),
      },
    });
    expect(drawn.discord.faults).not.toEqual([]);
    expect(drawn.slack.faults).not.toEqual([]);
  });
});
