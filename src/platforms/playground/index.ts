import type { Conversation, Platform, PostOptions, PostOutcome } from "../../chat/platform.ts";
import type { View } from "../../chat/view.ts";
import type { PictureMaker } from "../../core/picture-spec.ts";
import type { Log } from "../../log.ts";
import { type Answering, openAnswering } from "./answer.ts";
import { type ClockControl, openClockPanel } from "./clock.ts";
import { type PlaygroundConfig, playgroundId } from "./config.ts";
import { playgroundLimits } from "./limits.ts";
import { workspace } from "./parse.ts";
import { openRenderer } from "./render.ts";
import { channels, openRoom } from "./room.ts";
import { playgroundRoutes } from "./routes.ts";
import type { PlaygroundStore } from "./store.ts";
import { openStream } from "./stream.ts";

export type { ClockControl } from "./clock.ts";
export { workspace as playgroundWorkspace } from "./parse.ts";
export { channels as playgroundChannels, firstPeople } from "./room.ts";
export type { PlaygroundStore } from "./store.ts";

/** @throws Error when the page was never built. */
export function openPlayground(parts: {
  config: Pick<PlaygroundConfig, "PLAYGROUND_TOKEN">;
  store: PlaygroundStore;
  pictures: PictureMaker;
  /** Null: the clock cannot be moved. */
  clock: ClockControl | null;
  log: Log;
  newId: () => string;
  /** The product's time. */
  nowMs: () => number;
}): Platform {
  const { store, log, newId, nowMs } = parts;
  const stream = openStream(newId());
  const renderer = openRenderer({ pictures: parts.pictures, log });
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const room = openRoom({ store, stream, renderer, newId, nowMs, zone, log });
  const clock = openClockPanel({ clock: parts.clock, nowMs, stream, log });
  let started: { conversation: Conversation; answering: Answering } | null = null;

  async function say(conversation: string, thread: string | null, view: View, key: string): Promise<PostOutcome> {
    const content = { kind: "view" as const, view: await room.storable(view) };
    const message = { conversation, author: "bot", onlyFor: null, thread, because: null, key, content };
    return { kind: "posted", message: (await room.append(message)).id };
  }

  return {
    id: playgroundId,
    capabilities: { rejectsInForm: true, channelFields: true, name: "Playground" },
    routes: playgroundRoutes({
      room,
      stream,
      renderer,
      store,
      clock,
      token: parts.config.PLAYGROUND_TOKEN,
      newId,
      started: () => started,
    }),

    async start(conversation) {
      await room.start();
      started = { conversation, answering: openAnswering({ room, stream, conversation, newId }) };
    },
    async stop() {
      const ending = started?.answering;
      started = null;
      stream.close();
      if (ending) await within(playgroundLimits.stopWithinMs, ending.idle());
    },

    async post(place, view, { key }: PostOptions) {
      if (place.workspace !== workspace || !isChannel(place.channel)) {
        return { kind: "refused", reason: "gone", detail: `there is no channel ${place.channel}` };
      }
      return say(place.channel, null, view, key);
    },
    async edit(message, view) {
      if (!room.message(message)) return { kind: "refused", reason: "gone", detail: "the message is not there" };
      await room.change(message, { kind: "view", view: await room.storable(view) });
      return { kind: "edited" };
    },
    async access(place) {
      const channel = channels.find((one) => place.workspace === workspace && one.id === place.channel);
      return channel ? { ok: true, name: channel.name } : { ok: false, missing: "the channel" };
    },
    directMessages: {
      async send(person, view, { key }) {
        if (!room.person(person.userId)) return { kind: "refused", reason: "gone", detail: "there is no such person" };
        return say(`@${person.userId}`, null, view, key);
      },
    },
    threads: {
      async reply(message, view, { key }) {
        const post = room.message(message);
        if (!post) return { kind: "refused", reason: "gone", detail: "the message is not there" };
        return say(post.conversation, post.thread ?? post.id, view, key);
      },
    },
    files: {
      async open(reference, maxBytes) {
        const file = await store.file(reference);
        if (!file) throw new Error("there is no file of that reference");
        if (file.bytes.byteLength > maxBytes) throw new Error(`the file is over ${maxBytes} bytes`);
        return file.bytes;
      },
    },
  };
}

function isChannel(id: string): boolean {
  return channels.some((channel) => channel.id === id);
}

async function within(mostMs: number, done: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, mostMs);
  });
  await Promise.race([done, late]);
  clearTimeout(timer);
}
