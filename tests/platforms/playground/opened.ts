import { afterEach } from "vitest";
import type { InboundEvent, Reply } from "../../../src/chat/event.ts";
import type { Conversation, Platform } from "../../../src/chat/platform.ts";
import type { View } from "../../../src/chat/view.ts";
import type { PictureMaker } from "../../../src/core/picture-spec.ts";
import type { Database } from "../../../src/db/database.ts";
import { openPlaygroundStore } from "../../../src/db/playground-store.ts";
import { openServer } from "../../../src/http/server.ts";
import { openLog } from "../../../src/log.ts";
import { type ClockControl, openPlayground } from "../../../src/platforms/playground/index.ts";
import type { Message, Snapshot } from "../../../src/platforms/playground/page/protocol.ts";
import { buildPage } from "../../support/build-page.ts";

export const nowMs = Date.parse("2027-03-10T17:30:00Z");
export const channel = { workspace: "playground", channel: "ml-daily" };

/** A view of one sentence. */
export function sentence(words: string): View {
  return { parts: [{ kind: "text", spans: [{ kind: "plain", text: words }] }], fallback: words };
}

export interface Opened {
  readonly url: string;
  readonly port: number;
  readonly playground: Platform;
  readonly heard: InboundEvent[];
  post(name: string, body: object, headers?: Record<string, string>): Promise<Response>;
  snapshot(person: string): Promise<Snapshot>;
  stop(): Promise<void>;
}

const running: (() => Promise<void>)[] = [];

/** Ends what a test opened. Call once in a test file. */
export function closeAfterEach(): void {
  afterEach(async () => {
    await Promise.all(running.splice(0).map((stop) => stop()));
  });
}

const noPictures: PictureMaker = { draw: () => Promise.reject(new Error("nothing is drawn here")) };

/** The playground behind a real server, on the test's database, with `answer` as what the conversation says. */
export async function openTestPlayground(
  db: Database,
  answer: (event: InboundEvent) => Promise<Reply> | Reply,
  options: { token?: string; clock?: ClockControl; pictures?: PictureMaker; answers?: Conversation["answers"] } = {},
): Promise<Opened> {
  buildPage();
  const log = openLog("silent");
  let ids = 0;
  const start = Math.random().toString(36).slice(2, 6);
  const playground = openPlayground({
    config: options.token === undefined ? {} : { PLAYGROUND_TOKEN: options.token },
    store: openPlaygroundStore(db),
    pictures: options.pictures ?? noPictures,
    clock: options.clock ?? null,
    log,
    newId: () => {
      ids += 1;
      return `${start}${ids}`;
    },
    nowMs: () => nowMs,
  });
  const server = await openServer({ host: "127.0.0.1", port: 0, routes: playground.routes ?? [], log });
  const heard: InboundEvent[] = [];
  await playground.start({
    async deliver(event) {
      heard.push(event);
      return answer(event);
    },
    answers: options.answers ?? (() => "private"),
    suggest: async (_event, option, typed) => [{ name: `${option} ${typed}`, value: typed }],
    commands: [
      {
        name: "study",
        summary: "Your cards",
        group: "Study",
        answers: "private",
        anywhere: true,
        options: [
          { name: "topic", summary: "A topic", kind: "text", completes: true },
          { name: "count", summary: "How many", kind: "number" },
          { name: "with", summary: "Somebody", kind: "member" },
        ],
      },
    ],
  });
  const stop = async () => {
    await playground.stop();
    await server.close();
  };
  running.push(stop);
  const { url } = server;
  return {
    url,
    port: server.port,
    playground,
    heard,
    stop,
    post: (name, body, headers = {}) =>
      fetch(`${url}/playground/api/${name}`, {
        method: "POST",
        headers: { "content-type": "application/json", origin: url, ...headers },
        body: JSON.stringify(body),
      }),
    async snapshot(person) {
      const events = await openEvents(url, person);
      const first = await events.next();
      await events.close();
      if (first.name !== "snapshot") throw new Error(`the stream began with ${first.name}`);
      return first.data as Snapshot;
    },
  };
}

export interface StreamEvent {
  readonly id: string;
  readonly name: string;
  readonly data: unknown;
}

/** Reads server-sent events one after the other. */
export async function openEvents(url: string, person: string, lastEventId?: string) {
  const ended = new AbortController();
  const response = await fetch(`${url}/playground/events?as=${person}`, {
    headers: { accept: "text/event-stream", ...(lastEventId ? { "last-event-id": lastEventId } : {}) },
    signal: ended.signal,
  });
  if (!response.ok || !response.body) throw new Error(`no stream: ${response.status} ${await response.text()}`);
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";

  async function next(): Promise<StreamEvent> {
    for (;;) {
      const end = rest.indexOf("\n\n");
      if (end < 0) {
        const { value, done } = await reader.read();
        if (done) throw new Error("the stream ended");
        rest += value;
        continue;
      }
      const block = rest.slice(0, end);
      rest = rest.slice(end + 2);
      const field = (name: string) => new RegExp(`^${name}: (.*)$`, "m").exec(block)?.[1];
      const name = field("event");
      if (name) return { id: field("id") ?? "", name, data: JSON.parse(field("data") ?? "null") };
    }
  }

  return {
    next,
    /** The next message, whatever else is said before it. */
    async message(): Promise<Message> {
      for (;;) {
        const event = await next();
        if (event.name === "message") return event.data as Message;
      }
    },
    async close() {
      ended.abort();
      await reader.cancel().catch(() => undefined);
    },
  };
}

/** What a message says, in words. */
export function wordsOf(message: Message | undefined): string {
  if (!message) return "";
  return message.content.kind === "words" ? message.content.text : message.content.view.fallback;
}
