import { openSlackStore } from "../../src/db/slack-store.ts";
import { openServer } from "../../src/http/server.ts";
import { openSlack } from "../../src/platforms/slack/index.ts";
import { onePixel, settings } from "../platforms/slack/opened.ts";
import { useDatabase } from "../support/database.ts";
import { openSlackServer } from "../support/slack-server/server.ts";
import { type Message, type ShownView, wordsOf } from "../support/slack-server/state.ts";
import { recordingLog } from "../support/world.ts";
import { describePlatform, type Seen } from "./platform-contract.ts";

const database = useDatabase();

for (const mode of ["socket", "http"] as const) {
  describePlatform(`Slack over ${mode}`, async (conversation) => {
    let nowMs = Date.UTC(2027, 2, 10, 17, 0);
    const slack = await openSlackServer({ nowMs: () => nowMs });
    const log = recordingLog();
    const opened = await openSlack({
      config: settings(slack, mode),
      store: openSlackStore(database.db),
      pictures: onePixel,
      log,
      nowMs: () => nowMs,
    });
    const platform: typeof opened = {
      ...opened,
      // One post a second and channel: the suite does not wait, its clock does.
      post(...all) {
        nowMs += 1_000;
        return opened.post(...all);
      },
    };
    const server = await openServer({ host: "127.0.0.1", port: 0, routes: platform.routes ?? [], log });
    if (mode === "http") slack.sendTo(`${server.url}/slack/events`);
    await platform.start(conversation);
    const channel = "CT11";
    const ann = slack.user("Ann");
    const inChannel = () => slack.state.messages.filter((message) => message.channel === channel);
    let screen: Message | ShownView | undefined;

    /** Does something, and waits for what it brings: a message, a change of one, or a modal. */
    async function see(act: () => Promise<unknown>): Promise<Seen> {
      const edits = new Map(ann.messages.map((message) => [message.ts, message.edits]));
      const before = ann.modal;
      const shown = before && JSON.stringify(before.view);
      await act();
      const found = await slack.until("something to see", () => {
        const modal = ann.modal;
        if (modal && (modal !== before || JSON.stringify(modal.view) !== shown)) return modal;
        return ann.messages.findLast((message) => edits.get(message.ts) !== message.edits);
      });
      screen = found;
      if (!("view" in found)) return { kind: "message", text: words(found), private: true, message: found.ts };
      const isForm = found.view.submit !== undefined;
      return { kind: isForm ? "form" : "message", text: wordsOf([found.view]), private: true, message: null };
    }

    return {
      platform,
      place: { workspace: slack.home.id, channel },
      refusedPlace: { workspace: slack.home.id, channel: "CNOTHERE" },
      posts: async () => inChannel().map(words),
      command: () => see(() => ann.command("/study")),
      press: (label, on) =>
        see(() => {
          const target = on === "post" ? inChannel().at(-1) : screen;
          if (!target) throw new Error("nothing to press on");
          return ann.press(label, target);
        }),
      submit: (values) => see(() => ann.submit(values)),
      violations: () => slack.state.problems,
      // What would notify somebody stands in angle brackets; in rich text nothing is read as a mention.
      pinged: () => /<[@!#](?!date)/.test(mrkdwnOf(slack.state.messages)),
      async stop() {
        await platform.stop();
        await server.close();
        await slack.close();
      },
    };
  });
}

function words({ blocks }: Message): string {
  return wordsOf(blocks);
}

function mrkdwnOf(messages: readonly Message[]): string {
  const found: string[] = messages.map(({ text }) => text);
  JSON.stringify(messages, (_key, value: unknown) => {
    if (typeof value === "object" && value !== null && "type" in value && value.type === "mrkdwn" && "text" in value) {
      found.push(String(value.text));
    }
    return value;
  });
  return found.join("\n");
}
