import { openSlackStore } from "../../../src/db/slack-store.ts";
import { openSlack } from "../../../src/platforms/slack/index.ts";
import { onePixel, settings } from "../../platforms/slack/opened.ts";
import { openSlackServer } from "../slack-server/server.ts";
import type { Ephemeral, Json, Message, ShownView } from "../slack-server/state.ts";
import type { SlackUser } from "../slack-server/user.ts";
import type { Hand, OpenForm, PersonWish, SeenMessage, Shown, StandIn, StandInParts, StoryPlatform } from "./hand.ts";
import { readSlackBlocks, readSlackForm } from "./slack-screen.ts";

/** Real Bolt on a stand-in Slack, over Socket Mode. */
export const slackStage: StoryPlatform = {
  name: "Slack",
  async open({ ctx, heard }: StandInParts): Promise<StandIn> {
    const slack = await openSlackServer({ nowMs: ctx.clock.nowMs });
    const kept = openSlackStore(ctx.db);
    let ended = 0;
    const platform = await openSlack({
      config: settings(slack, "socket"),
      // The last thing the product does about an event is to write down that it is done with it.
      store: {
        ...kept,
        async endEvent(...all) {
          await kept.endEvent(...all);
          ended += 1;
          slack.state.changed();
        },
        async releaseEvent(...all) {
          await kept.releaseEvent(...all);
          ended += 1;
          slack.state.changed();
        },
      },
      pictures: onePixel,
      log: ctx.log,
      nowMs: ctx.clock.nowMs,
    });
    const channel = `C${slack.home.id}1`;

    const seen = (native: Target): SeenMessage => ({
      native,
      get screen() {
        return readSlackBlocks(blocksOf(native));
      },
    });
    function blocksOf(native: Target): Json[] {
      if ("home" in native) return (slack.home.homes.get(native.home)?.blocks ?? []) as Json[];
      return "view" in native ? (native.view.blocks as Json[]) : native.blocks;
    }

    function handOf(user: SlackUser): Hand {
      const modals = () => [...slack.state.views.values()].filter((one) => one.user === user.id && !one.closed);
      /** A modal covers everything else: who wants to press something behind it closes it first. */
      const close = () => {
        for (const one of modals()) one.closed = true;
      };
      const homeNow = () => JSON.stringify(slack.home.homes.get(user.id) ?? null);

      /** What has changed for this person since `before`; the nearest to their eyes first. */
      function lookAround(): () => Target | null {
        const views = new Map(modals().map((one) => [one.id, JSON.stringify(one.view)]));
        const edits = new Map(user.messages.map(({ ts, edits: times }) => [ts, times]));
        const whispers = slack.state.ephemerals.length;
        const home = homeNow();
        const calls = slack.state.calls.length;
        // Shown again as it was counts, too.
        const wasUpdated = (id: string) =>
          slack.state.calls.slice(calls).some(({ method, args }) => method === "views.update" && args.view_id === id);
        return () => {
          const modal = modals().at(-1);
          const isNew = modal && (views.get(modal.id) !== JSON.stringify(modal.view) || wasUpdated(modal.id));
          if (isNew && !isWaiting(modal)) return modal;
          const message = user.messages.findLast(({ ts, edits: times, blocks }) => {
            return edits.get(ts) !== times && readSlackBlocks(blocks).text !== "Continued below.";
          });
          if (message) return message;
          if (homeNow() !== home) return { home: user.id };
          const whisper = slack.state.ephemerals.slice(whispers).findLast((one) => one.user === user.id);
          return whisper && readSlackBlocks(whisper.blocks).text !== "One moment …" ? whisper : null;
        };
      }

      async function act(doing: () => Promise<unknown>): Promise<Shown> {
        const endedBefore = ended;
        heard.forget(user.id);
        const look = lookAround();
        const refusal = (await doing()) as Json;
        await slack.until("the end of the event", () => ended > endedBefore);
        if (refusal?.response_action === "errors") {
          return { kind: "refused", reasons: Object.values(refusal.errors as Json).join("\n") };
        }
        if (heard.reply(user.id) === "nothing") return { kind: "nothing" };
        const found = await slack.until("something to see", look);
        if (!("view" in found) || found.view.submit === undefined) return { kind: "screen", message: seen(found) };
        const form: OpenForm = { ...readSlackForm(found.view), native: found };
        return { kind: "form", form };
      }

      return {
        userId: user.id,
        command(words, options, where) {
          close();
          const text = `/${words} ${Object.values(options)
            .map((value) => (/^U[A-Z]+$/.test(value) ? `<@${value}|somebody>` : value))
            .join(" ")}`.trim();
          return act(() => user.command(text, where === "channel" ? channel : user.direct));
        },
        press(on, action, values) {
          const native = on.native as Target;
          if (!("view" in native)) close();
          return act(() => user.pressId(action, values, "home" in native ? "home" : native));
        },
        submit: (_form, values) => act(() => user.submit(values)),
        directMessages: async () => user.messages.filter(({ thread }) => thread === null).map(seen),
        async home() {
          await user.openHome();
          await slack.until("the home", () => slack.home.homes.has(user.id));
          return seen({ home: user.id });
        },
      };
    }

    const inChannel = () => slack.state.messages.filter((one) => one.channel === channel);
    return {
      platform,
      place: { workspace: slack.home.id, channel },
      async person(name: string, { manages = false, zone = "Europe/Berlin" }: PersonWish) {
        return handOf(slack.user(name, { isAdmin: manages, tz: zone }));
      },
      posts: async () =>
        inChannel()
          .filter(({ thread }) => thread === null)
          .map(seen),
      thread: async (under) =>
        inChannel()
          .filter(({ thread }) => thread === (under.native as Message).ts)
          .map(seen),
      faults: () => slack.state.problems,
      start: (conversation) => platform.start(conversation),
      async stop() {
        await platform.stop();
        await slack.close();
      },
    };
  },
};

type Target = Message | Ephemeral | ShownView | { readonly home: string };

function isWaiting({ view }: ShownView): boolean {
  return readSlackBlocks(view.blocks as Json[]).text === "One moment …";
}
