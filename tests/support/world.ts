import { beforeEach } from "vitest";
import type { AppContext, Clock } from "../../src/app/context.ts";
import { openConversation } from "../../src/chat/dispatch.ts";
import type { Actor, CommandEvent, EventPlace, FormValues, InboundEvent, Reply } from "../../src/chat/event.ts";
import type { Conversation, Platform } from "../../src/chat/platform.ts";
import type { Button, Form, Part, View } from "../../src/chat/view.ts";
import type { Track } from "../../src/core/curriculum/track.ts";
import type { PlatformId, TrackId } from "../../src/core/ids.ts";
import { seeded } from "../../src/core/random.ts";
import type { Database } from "../../src/db/database.ts";
import type { Log } from "../../src/log.ts";
import { type TestDatabase, useDatabase } from "./database.ts";
import { formText, viewText } from "./view-text.ts";

export const minuteMs = 60_000;
export const hourMs = 60 * minuteMs;
export const dayMs = 24 * hourMs;

export interface MovedClock extends Clock {
  moveTo(ms: number): void;
  advance(ms: number): void;
}

/** A clock that stands still until it is moved. */
export function movedClock(startMs: number): MovedClock {
  let now = startMs;
  return {
    nowMs: () => now,
    moveTo(ms) {
      now = ms;
    },
    advance(ms) {
      now += ms;
    },
  };
}

export interface LogLine {
  readonly level: "debug" | "info" | "warn" | "error";
  readonly fields: object;
  readonly message: string;
}

export function recordingLog(): Log & { readonly lines: LogLine[] } {
  const lines: LogLine[] = [];
  const add = (level: LogLine["level"]) => (fields: object, message: string) => {
    lines.push({ level, fields, message });
  };
  return { lines, debug: add("debug"), info: add("info"), warn: add("warn"), error: add("error") };
}

export interface WorldOptions {
  /** Wed 10 Mar 2027, 18:00 in Berlin. */
  readonly startMs?: number;
  readonly tracks?: readonly Track[];
  readonly platform?: Pick<Platform, "id" | "capabilities" | "access" | "files">;
  readonly seed?: string;
  /** Runs before each test, once the database is empty: publish cards, make a cohort. */
  readonly prepare?: (world: World) => Promise<void>;
}

export interface World {
  readonly ctx: AppContext;
  readonly clock: MovedClock;
  readonly log: ReturnType<typeof recordingLog>;
  readonly database: TestDatabase;
  readonly conversation: Conversation;
  /** How often somebody was told that something is owed now. */
  readonly woken: number;
  person(name: string, options?: Partial<Actor>): Person;
}

/** A learner at their screen: what they type, press and see, through the real dispatch. */
export interface Person {
  readonly actor: Actor;
  /** Name of the channel they type in, or null for the direct message. */
  channel: string | null;
  /** `ann.command("study", { topic: "numpy" })`, `ann.command("cohort join")`. */
  command(words: string, options?: Record<string, string>): Promise<Reply>;
  /** Presses the button with this label (or beginning with it) on the screen they see. */
  press(label: string): Promise<Reply>;
  /** Presses a button by its action id, as from an old screen or a channel post (`message`). */
  pressId(id: string, options?: { values?: string[]; message?: string; key?: string }): Promise<Reply>;
  /** Picks an option, by label or value, of the select on the screen. */
  pick(option: string): Promise<Reply>;
  /** Sets the ticks of the screen's tick box group (the only one, or by its label), by value. */
  tick(values: string[], label?: string): Promise<Reply>;
  /** Submits the open form: what is not given keeps its preset. */
  submit(values: FormValues): Promise<Reply>;
  /** Submits a form by its action id, as from one opened earlier. */
  submitTo(id: string, values: FormValues): Promise<Reply>;
  /** The private screen they look at. */
  readonly view: View;
  readonly form: Form;
  /** The screen in the notation of the screens document. */
  readonly text: string;
  readonly lastReply: Reply;
}

const testPlatform = {
  id: "playground" as PlatformId,
  capabilities: { rejectsInForm: true, channelFields: true, name: "Test" },
};

export function useWorld(options: WorldOptions = {}): World {
  const database = useDatabase();
  let current: World | undefined;
  beforeEach(async () => {
    current = openWorld(database, options);
    await options.prepare?.(current);
  });
  const get = () => {
    if (!current) throw new Error("the world is there from beforeEach on");
    return current;
  };
  return {
    get ctx() {
      return get().ctx;
    },
    get clock() {
      return get().clock;
    },
    get log() {
      return get().log;
    },
    get conversation() {
      return get().conversation;
    },
    get woken() {
      return get().woken;
    },
    database,
    person: (name, more) => get().person(name, more),
  };
}

/** A context over any database, for tests that need no people. */
export function testContext(
  db: Database,
  options: Pick<WorldOptions, "startMs" | "tracks" | "seed"> = {},
): AppContext & { clock: MovedClock; log: ReturnType<typeof recordingLog> } {
  const number = seeded(options.seed ?? "world");
  const alphabet = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";
  return {
    db,
    clock: movedClock(options.startMs ?? Date.UTC(2027, 2, 10, 17, 0)),
    random: {
      number,
      id: () => Array.from({ length: 10 }, () => alphabet[Math.floor(number() * alphabet.length)]).join(""),
    },
    log: recordingLog(),
    tracks: new Map((options.tracks ?? []).map((track) => [track.id as TrackId, track])),
  };
}

function openWorld(database: TestDatabase, options: WorldOptions): World {
  const ctx = testContext(database.db, options);
  const platform = options.platform ?? testPlatform;
  let woken = 0;
  const conversation = openConversation({ ctx, platform, wake: () => void woken++ });
  return {
    ctx,
    clock: ctx.clock,
    log: ctx.log,
    database,
    conversation,
    get woken() {
      return woken;
    },
    person: (name, more) =>
      openPerson(conversation, {
        platform: platform.id,
        scope: "",
        userId: name.toLowerCase(),
        displayName: name,
        mayManage: true,
        ...more,
      }),
  };
}

let eventNumber = 0;

export function openPerson(conversation: Conversation, actor: Actor): Person {
  let view: View | undefined;
  let form: Form | undefined;
  let lastReply: Reply = { kind: "nothing" };
  let channel: string | null = "ml-daily";
  const place = (): EventPlace =>
    channel ? { kind: "channel", workspace: "home", channel, channelName: channel } : { kind: "direct" };

  async function send(event: InboundEvent): Promise<Reply> {
    lastReply = await conversation.deliver(event);
    if (lastReply.kind === "show" || lastReply.kind === "replace") {
      view = lastReply.view;
      form = undefined;
    }
    if (lastReply.kind === "open") form = lastReply.form;
    return lastReply;
  }
  const base = (key?: string) => ({ key: key ?? `test:${++eventNumber}`, actor, place: place() });
  const shown = () => {
    if (!view) throw new Error(`${actor.displayName} sees no screen yet`);
    return view;
  };
  const opened = () => {
    if (!form)
      throw new Error(`${actor.displayName} has no form open; the screen is\n${view ? viewText(view) : "(none)"}`);
    return form;
  };
  const person: Person = {
    actor,
    get channel() {
      return channel;
    },
    set channel(name) {
      channel = name;
    },
    command(words, options = {}) {
      const [name = "", subcommand] = words.split(" ");
      const event: CommandEvent = { kind: "command", ...base(), name, options, ...(subcommand ? { subcommand } : {}) };
      return send(event);
    },
    press(label) {
      const button =
        buttonsOf(shown()).find((one) => one.label === label) ??
        buttonsOf(shown()).find((one) => one.label.startsWith(label));
      if (!button) throw new Error(`no button "${label}" on\n${viewText(shown())}`);
      if (!("action" in button.press)) throw new Error(`"${label}" is a link`);
      return person.pressId(button.press.action);
    },
    pressId(id, { values = [], message, key } = {}) {
      return send({ kind: "action", ...base(key), id, values, ...(message ? { message } : {}) });
    },
    pick(option) {
      for (const part of shown().parts) {
        if (part.kind !== "select") continue;
        const found = part.options.find((one) => one.label === option || one.value === option);
        if (found) return person.pressId(part.action, { values: [found.value] });
      }
      throw new Error(`no option "${option}" on\n${viewText(shown())}`);
    },
    tick(values, label) {
      const part = shown().parts.find(
        (one): one is Extract<Part, { kind: "ticks" }> =>
          one.kind === "ticks" && (label === undefined || one.label === label),
      );
      if (!part) throw new Error(`nothing to tick on\n${viewText(shown())}`);
      return person.pressId(part.action, { values });
    },
    submit(values) {
      const presets = Object.fromEntries(
        opened().fields.flatMap((field) =>
          "value" in field && field.value !== undefined ? [[field.name, field.value]] : [],
        ),
      );
      return send({ kind: "form", ...base(), id: opened().action, values: { ...presets, ...values } });
    },
    submitTo(id, values) {
      return send({ kind: "form", ...base(), id, values });
    },
    get view() {
      return shown();
    },
    get form() {
      return opened();
    },
    get text() {
      return form ? formText(form) : viewText(shown());
    },
    get lastReply() {
      return lastReply;
    },
  };
  return person;
}

function buttonsOf(view: View): Button[] {
  return view.parts.flatMap((part) => (part.kind === "buttons" ? part.buttons : []));
}
