import { describe, expect, test } from "vitest";
import { commands } from "../../../src/chat/commands/index.ts";
import { type InboundEvent, open, type Reply, replace, showPrivately } from "../../../src/chat/event.ts";
import type { Form, View } from "../../../src/chat/view.ts";
import { button, buttons, text } from "../../../src/chat/view.ts";
import { openSlackStore } from "../../../src/db/slack-store.ts";
import { openSlack } from "../../../src/platforms/slack/index.ts";
import { toBlocks } from "../../../src/platforms/slack/render/blocks.ts";
import { useDatabase } from "../../support/database.ts";
import { openSlackServer } from "../../support/slack-server/server.ts";
import { type Json, type Message, wordsOf } from "../../support/slack-server/state.ts";
import { recordingLog } from "../../support/world.ts";
import { closeAfterEach, endAfterTest, onePixel, settings } from "./opened.ts";

const channel = "CT11";
const [oneMoment, still] = ["One moment …", "Still working on it."];
const form: Form = {
  title: "Join",
  submit: "Join",
  action: "1:joined",
  fields: [{ kind: "line", name: "zone", label: "Your time zone", required: false }],
};

function says(words: string, ...labels: readonly string[]): View {
  const row = labels.map((label) => button(label, `1:${label.toLowerCase()}`));
  return { parts: [text(words), ...(row.length > 0 ? [buttons(...row)] : [])], fallback: words };
}

describe("what takes long on Slack", () => {
  const database = useDatabase();
  closeAfterEach();

  /** Forms are opened at once, everything else is answered when the test says so. */
  async function begin() {
    const slack = await openSlackServer();
    endAfterTest(() => slack.close());
    const waiting: ((reply: Reply) => void)[] = [];
    const finishing: ((resolve: (reply: Reply) => void) => void)[] = [];
    const platform = await openSlack({
      config: settings(slack, "socket"),
      store: openSlackStore(database.db),
      pictures: onePixel,
      log: recordingLog(),
      nowMs: Date.now,
      times: { slowAfterMs: 30, stillAfterMs: 90 },
    });
    await platform.start({
      async deliver(event: InboundEvent) {
        if (event.kind === "workspace") return { kind: "nothing" };
        if (event.kind === "action" && event.id === "1:join") return open(form);
        return new Promise((resolve) => {
          const finisher = finishing.shift();
          if (finisher) finisher(resolve);
          else waiting.push(resolve);
        });
      },
      answers: () => "private",
      suggest: async () => [],
      commands: commands.map(({ spec }) => spec),
    });
    endAfterTest(() => platform.stop());
    const ann = slack.user("Ann");
    return {
      slack,
      ann,
      /** Lines that only Ann sees, in their order. */
      lines: () => slack.state.ephemerals.map(({ blocks }) => wordsOf(blocks)),
      /** Ends the oldest thing that is worked on, as soon as there is one. */
      async finish(reply: Reply) {
        const resolve = waiting.shift() ?? (await new Promise<(reply: Reply) => void>((give) => finishing.push(give)));
        resolve(reply);
      },
      /** A message that stands there already. */
      standing(where: string, view: View): Message {
        const around = { shared: false, fileOf: () => null };
        const message = {
          ...{ ts: `1804700000.${slack.state.next()}`, channel: where, team: slack.home.id, thread: null },
          ...{ text: view.fallback, blocks: toBlocks(view, around) as Json[], metadata: null, edits: 0 },
        };
        slack.state.messages.push(message);
        return message;
      },
    };
  }

  test("a press: a line, later a second one; the screen stands meanwhile and changes in place", async () => {
    const { slack, ann, lines, finish, standing } = await begin();
    const screen = standing(ann.direct, says("Card 1", "Good"));
    await ann.press("Good", screen);
    await slack.until("both lines", () => lines().length === 2);
    expect(lines()).toEqual([oneMoment, still]);
    expect(wordsOf(screen.blocks)).toContain("Card 1");
    await finish(replace(says("Card 2")));
    await slack.until("the next card", () => wordsOf(screen.blocks) === "Card 2");
    expect(ann.messages).toHaveLength(1);
    expect(lines()).toHaveLength(2);
    expect(slack.state.problems).toEqual([]);
  });

  test("a press on a post is told of where only the person sees it, and pressed again and again once", async () => {
    const { slack, ann, lines, finish, standing } = await begin();
    const post = standing(channel, says("Question", "Reveal"));
    for (let times = 0; times < 3; times++) await ann.press("Reveal", post);
    await slack.until("both lines", () => lines().length === 2);
    for (let times = 0; times < 3; times++) await finish(showPrivately(says(`Answer ${times}`)));
    await slack.until("all three", () => lines().filter((line) => line.includes("Sent to")).length === 3);
    expect(ann.messages).toHaveLength(3);
    expect(lines().slice(0, 2)).toEqual([oneMoment, still]);
    expect(
      lines()
        .slice(2)
        .filter((line) => !line.includes("Sent to")),
    ).toEqual([]);
    expect(slack.state.ephemerals.every(({ user }) => user === ann.id)).toBe(true);
  });

  test("a command: the same two lines, then the way to the screen", async () => {
    const { slack, ann, lines, finish } = await begin();
    await ann.command("/progress", channel);
    await slack.until("both lines", () => lines().length === 2);
    await finish(showPrivately(says("Your progress")));
    await slack.until("the pointer", () => lines().length === 3);
    expect(lines().slice(0, 2)).toEqual([oneMoment, still]);
    expect(lines()[2]).toContain("Sent to our direct message.");
  });

  test("a line that does not get through is not said twice by another way", async () => {
    const { slack, ann, lines, finish, standing } = await begin();
    const screen = standing(ann.direct, says("Card 1", "Good"));
    slack.inject({ method: "response_url", as: "gone" });
    await ann.press("Good", screen);
    await slack.until("the second line", () => lines().length === 1);
    expect(lines()).toEqual([still]);
    await finish(replace(says("Card 2")));
    await slack.until("the next card", () => wordsOf(screen.blocks) === "Card 2");
    expect(slack.state.calls.filter(({ method }) => method === "chat.postEphemeral")).toEqual([]);
  });

  test("a window: it says so itself, and ends with the outcome, also where there is none", async () => {
    const { slack, ann, finish, standing } = await begin();
    await ann.press("Join", standing(channel, says("A group", "Join")));
    await slack.until("the form", () => ann.modal);
    const shown = () => wordsOf([ann.modal!.view]);
    const sent = ann.submit({ zone: "Berlin" });
    await sent;
    expect(shown()).toContain(oneMoment);
    await slack.until("the second word", () => shown().includes(still));
    await finish(showPrivately(says("You are in", "Study")));
    await slack.until("the outcome", () => shown().includes("You are in"));
    await ann.press("Study", ann.modal!);
    await slack.until("that it takes long", () => shown().includes(still));
    await finish({ kind: "nothing" });
    await slack.until("the end", () => shown().includes("Done. This window can be closed."));
    expect(slack.state.problems).toEqual([]);
  });
});
