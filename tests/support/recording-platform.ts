import type { EditOutcome, PlaceRef, Platform, PostOptions, PostOutcome } from "../../src/chat/platform.ts";
import type { View } from "../../src/chat/view.ts";
import type { PlatformId } from "../../src/core/ids.ts";
import { viewText } from "./view-text.ts";

/** A message as people see it. */
export interface RecordedMessage {
  readonly ref: string;
  readonly key: string;
  /** `channel`, `thread:<ref>` or `dm:<user>`. */
  readonly where: string;
  view: View;
  /** In the notation of the screens document. */
  readonly text: string;
  readonly edits: View[];
}

type Fault =
  /** The message lands, its answer does not come back. */
  | { readonly kind: "answer lost" }
  /** Nothing lands, and the caller cannot know it. */
  | { readonly kind: "request lost" }
  | { readonly kind: "later"; readonly retryAfterMs: number };

export interface RecordingPlatform extends Platform {
  /** In the order they landed. */
  readonly messages: RecordedMessage[];
  /** Every call that was made: `post home/ml-daily key`, `edit ref`. */
  readonly calls: string[];
  in(where: string): RecordedMessage[];
  /** What the next calls of any kind meet with, one each. */
  meet(...faults: Fault[]): void;
  refuse(where: string, reason?: "no-access" | "gone" | "closed"): void;
  allow(where: string): void;
  /** Calls to this place do not come back until released; what they do happens then. */
  hang(where: string): { release(): void };
  /** Resolves once as many calls were made in all. */
  reached(calls: number): Promise<void>;
  /** The message is deleted by somebody: edits and replies are refused from now on. */
  remove(ref: string): void;
}

/**
 * A chat service in memory. It forgets as a real one may: told that nothing can be there yet, it posts without a look,
 * so that a sender which does not remember its first try makes two messages. Told `mayExist`, it looks the key up.
 */
export function recordingPlatform(id = "playground"): RecordingPlatform {
  const messages: RecordedMessage[] = [];
  const calls: string[] = [];
  const faults: Fault[] = [];
  const refusals = new Map<string, "no-access" | "gone" | "closed">();
  const hanging = new Map<string, Promise<void>>();
  const removed = new Set<string>();
  const waiting: { calls: number; resolve: () => void }[] = [];

  function record(call: string): void {
    calls.push(call);
    for (const one of waiting.filter(({ calls: wanted }) => calls.length >= wanted)) one.resolve();
  }

  function land(where: string, view: View, options: PostOptions): RecordedMessage {
    const there = options.mayExist ? messages.find((one) => one.key === options.key) : undefined;
    if (there) return there;
    const message: RecordedMessage = {
      ref: `m${messages.length + 1}`,
      key: options.key,
      where,
      view,
      edits: [],
      get text() {
        return viewText(message.view);
      },
    };
    messages.push(message);
    return message;
  }

  async function send(where: string, view: View, options: PostOptions): Promise<PostOutcome> {
    record(`post ${where} ${options.key}`);
    await hanging.get(where);
    const reason = refusals.get(where);
    if (reason) return { kind: "refused", reason, detail: `"Send Messages" is missing in ${where}` };
    const fault = faults.shift();
    if (fault?.kind === "later") return fault;
    if (fault?.kind === "request lost") throw new Error("connection reset");
    const message = land(where, view, options);
    if (fault?.kind === "answer lost") throw new Error("connection reset");
    return { kind: "posted", message: message.ref };
  }

  return {
    id: id as PlatformId,
    capabilities: { rejectsInForm: true, channelFields: true, name: "Recording" },
    messages,
    calls,
    async start() {},
    async stop() {},
    post: (place: PlaceRef, view, options) => send(place.channel, view, options),
    async edit(ref, view): Promise<EditOutcome> {
      record(`edit ${ref}`);
      const message = messages.find((one) => one.ref === ref);
      await hanging.get(message?.where ?? "");
      if (!message || removed.has(ref)) return { kind: "refused", reason: "gone", detail: "Unknown Message" };
      const fault = faults.shift();
      if (fault?.kind === "later") return fault;
      if (fault?.kind === "request lost") throw new Error("connection reset");
      message.edits.push(view);
      message.view = view;
      if (fault) throw new Error("connection reset");
      return { kind: "edited" };
    },
    directMessages: { send: (person, view, options) => send(`dm:${person.userId}`, view, options) },
    threads: {
      async reply(ref, view, options) {
        if (removed.has(ref)) return { kind: "refused", reason: "gone", detail: "Unknown Message" };
        return send(`thread:${ref}`, view, options);
      },
    },
    in: (where) => messages.filter((one) => one.where === where),
    meet: (...more) => void faults.push(...more),
    refuse: (where, reason = "no-access") => void refusals.set(where, reason),
    allow: (where) => void refusals.delete(where),
    hang(where) {
      let release: () => void = () => undefined;
      hanging.set(
        where,
        new Promise<void>((resolve) => {
          release = resolve;
        }),
      );
      return {
        release() {
          hanging.delete(where);
          release();
        },
      };
    },
    reached(wanted) {
      if (calls.length >= wanted) return Promise.resolve();
      return new Promise((resolve) => waiting.push({ calls: wanted, resolve }));
    },
    remove: (ref) => void removed.add(ref),
  };
}
