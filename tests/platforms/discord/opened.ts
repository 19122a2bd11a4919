import { afterEach } from "vitest";
import type { InboundEvent, Reply } from "../../../src/chat/event.ts";
import type { Conversation, Platform } from "../../../src/chat/platform.ts";
import type { View } from "../../../src/chat/view.ts";
import type { PictureMaker } from "../../../src/core/picture-spec.ts";
import type { Pause } from "../../../src/platforms/discord/back-off.ts";
import type { DiscordConfig } from "../../../src/platforms/discord/config.ts";
import { openDiscord } from "../../../src/platforms/discord/index.ts";
import type { DiscordStore } from "../../../src/platforms/discord/store.ts";
import { type DiscordServer, type ServerOptions, startDiscord } from "../../support/discord-server/server.ts";
import { recordingLog } from "../../support/world.ts";

const running: (() => Promise<void>)[] = [];

/** Ends what a test opened. Call once in a test file. */
export function closeAfterEach(): void {
  afterEach(async () => {
    for (const stop of running.splice(0).reverse()) await stop();
  });
}

export async function openServer(options: ServerOptions = {}): Promise<DiscordServer> {
  const server = await startDiscord(options);
  running.push(() => server.stop());
  return server;
}

/** Servers kept in memory. */
export function memoryStore(
  known: readonly string[] | null = null,
): DiscordStore & { servers: readonly string[] | null } {
  return {
    servers: known,
    async knownServers() {
      return this.servers;
    },
    async keepServers(ids) {
      this.servers = [...ids];
    },
  };
}

export const noPictures: PictureMaker = { draw: () => Promise.reject(new Error("nothing is drawn here")) };

/** One transparent pixel. */
export const onePixel: PictureMaker = {
  draw: async () => ({
    png: Buffer.from(
      "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
      "base64",
    ),
    widthPx: 1,
    heightPx: 1,
  }),
};

export interface BotOptions {
  readonly pictures?: PictureMaker;
  readonly store?: DiscordStore;
  readonly config?: Partial<DiscordConfig>;
  readonly limits?: { readonly deferAfterMs?: number; readonly formAfterMs?: number; readonly callWithinMs?: number };
  readonly nowMs?: () => number;
  readonly pause?: Pause;
}

/** Waits that are over at once, and were asked for. */
export function movedPause(): Pause & { readonly waitsMs: number[] } {
  const waitsMs: number[] = [];
  return {
    waitsMs,
    async wait(ms) {
      waitsMs.push(ms);
    },
    end: () => undefined,
  };
}

type AwaitedLog = ReturnType<typeof recordingLog> & { next(level: "warn" | "error"): Promise<void> };

/** A log that can be waited for. */
function awaitedLog(): AwaitedLog {
  const log = recordingLog();
  const waiting: { level: string; resolve: () => void }[] = [];
  const heard = (level: "warn" | "error") => (fields: object, message: string) => {
    log[level](fields, message);
    for (const one of waiting) if (one.level === level) one.resolve();
  };
  return {
    ...log,
    warn: heard("warn"),
    error: heard("error"),
    next: (level) => new Promise((resolve) => waiting.push({ level, resolve })),
  };
}

export async function openBot(
  server: DiscordServer,
  conversation: Conversation,
  options: BotOptions = {},
): Promise<{
  platform: Platform;
  log: AwaitedLog;
  start(): Promise<void>;
  stop(): Promise<void>;
}> {
  const log = awaitedLog();
  let ids = 0;
  const platform = await openDiscord({
    config: { DISCORD_TOKEN: server.token, DISCORD_API_URL: server.apiUrl, ...options.config } as DiscordConfig,
    store: options.store ?? memoryStore([...server.state.guilds.keys()]),
    pictures: options.pictures ?? noPictures,
    log,
    newId: () => {
      ids += 1;
      return `id${ids}`;
    },
    nowMs: options.nowMs ?? Date.now,
    limits: options.limits ?? {},
    ...(options.pause ? { pause: options.pause } : {}),
  });
  const stop = () => platform.stop();
  running.push(stop);
  return { platform, log, start: () => platform.start(conversation), stop };
}

export const commands: Conversation["commands"] = [
  {
    name: "study",
    summary: "Your cards",
    group: "Study",
    answers: "private",
    anywhere: true,
    options: [
      { name: "topic", summary: "A topic", kind: "text", completes: true },
      { name: "count", summary: "How many", kind: "number", min: 1, max: 100 },
    ],
  },
  {
    name: "progress",
    summary: "Your progress",
    group: "You",
    answers: "private",
    anywhere: true,
    options: [{ name: "member", summary: "Somebody", kind: "member" }],
  },
  {
    name: "cohort",
    summary: "Groups",
    group: "Group",
    answers: "private",
    anywhere: false,
    subcommands: [{ name: "join", summary: "Join", answers: "form" }],
  },
];

export interface Talk extends Conversation {
  readonly heard: InboundEvent[];
}

/** A conversation that says what the test says. */
export function talk(
  answer: (event: InboundEvent) => Promise<Reply> | Reply,
  answers: Conversation["answers"] = () => "private",
  suggest: Conversation["suggest"] = async (_event, option, typed) => [{ name: `${option} ${typed}`, value: typed }],
): Talk {
  const heard: InboundEvent[] = [];
  return {
    heard,
    commands,
    answers,
    suggest,
    async deliver(event) {
      heard.push(event);
      return answer(event);
    },
  };
}

/** A view of one sentence. */
export function sentence(words: string, ...more: View["parts"]): View {
  return { parts: [{ kind: "text", spans: [{ kind: "plain", text: words }] }, ...more], fallback: words };
}
