import type { IncomingMessage, ServerResponse } from "node:http";
import type { PlatformId } from "../core/ids.ts";
import type { CommandSpec, Suggestion } from "./commands/spec.ts";
import type { Answers, InboundEvent, Reply } from "./event.ts";
import type { View } from "./view.ts";

/**
 * What a platform implements. Required members are few; what only some can do is an object that is there or not.
 * References are opaque: only the platform that made one reads it.
 */
export interface Platform {
  readonly id: PlatformId;
  readonly capabilities: Capabilities;
  /** HTTP routes for the one server, mounted before `start`. */
  readonly routes?: readonly Route[];

  /**
   * Connects and begins to deliver events. Resolves once connected; a lost connection is regained by the platform itself.
   * `conversation` never rejects. The platform answers each event within its service's deadline: it asks
   * `conversation.answers(event)`, and defers by itself what has not come back after 1.5 s (never a `form`).
   */
  start(conversation: Conversation): Promise<void>;
  /** Ends what is under way within 5 s, then resolves. May be called twice, and before `start`. */
  stop(): Promise<void>;

  /**
   * Posts to a channel. Called again with the same `key` after a lost answer or a kill: it must not become two messages.
   * `mayExist`: an earlier try may have got through, so look first where the service remembers keys for minutes only.
   * Rejects when it is not known whether the message stands (time-out, reset): the caller tries again with `mayExist`.
   */
  post(place: PlaceRef, view: View, options: PostOptions): Promise<PostOutcome>;
  /** Makes the message show `view`. May be called any number of times with the same view. Rejects like `post`. */
  edit(message: string, view: View): Promise<EditOutcome>;

  /** May post and see there? Asked when a cohort is set up and before a blocked place is tried again. `name`: the channel's, if known. */
  access?(
    place: PlaceRef,
  ): Promise<{ readonly ok: true; readonly name?: string } | { readonly ok: false; readonly missing: string }>;
  readonly directMessages?: {
    /** Opens the direct message if needed. Obligations of `post`. */
    send(person: PersonRef, view: View, options: PostOptions): Promise<PostOutcome>;
  };
  readonly threads?: {
    /** A message in the thread under `message`, the thread made if needed. Obligations of `post`. */
    reply(message: string, view: View, options: PostOptions): Promise<PostOutcome>;
  };
  readonly files?: {
    /** The bytes of a file a person handed in; rejects over `maxBytes`. */
    open(reference: string, maxBytes: number): Promise<Uint8Array>;
  };
  readonly home?: {
    /** Publishes the person's home screen. */
    show(person: PersonRef, view: View): Promise<void>;
  };
}

export interface Capabilities {
  /** Refused fields can be named inside the open form. */
  readonly rejectsInForm: boolean;
  /** Forms can show channel pickers. */
  readonly channelFields: boolean;
  /** Longest text of a message; views keep to `limits.ts` anyway. */
  readonly name: string;
}

export interface PlaceRef {
  readonly workspace: string;
  readonly channel: string;
}
export interface PersonRef {
  readonly scope: string;
  readonly userId: string;
}
export interface PostOptions {
  /** The delivery's unique key. */
  readonly key: string;
  readonly mayExist: boolean;
}

export type PostOutcome =
  | { readonly kind: "posted"; readonly message: string }
  /** Nothing may be sent there until something changes. `no-access`: not allowed; `gone`: no longer exists; `closed`: the person takes no direct messages. */
  | { readonly kind: "refused"; readonly reason: "no-access" | "gone" | "closed"; readonly detail: string }
  /** Asked to come back; nothing was sent. */
  | { readonly kind: "later"; readonly retryAfterMs: number };
export type EditOutcome =
  | { readonly kind: "edited" }
  | { readonly kind: "refused"; readonly reason: "no-access" | "gone"; readonly detail: string }
  | { readonly kind: "later"; readonly retryAfterMs: number };

/** What main hands a platform: the whole conversation behind four functions. */
export interface Conversation {
  /** Never rejects: whatever goes wrong becomes a view. */
  deliver(event: InboundEvent): Promise<Reply>;
  /** Pure and immediate. */
  answers(event: InboundEvent): Answers;
  /** For completion while somebody types an option; at most 25, resolves within 1 s. */
  suggest(event: InboundEvent & { kind: "command" }, option: string, typed: string): Promise<readonly Suggestion[]>;
  readonly commands: readonly CommandSpec[];
}

export interface Route {
  readonly method: "GET" | "POST";
  /** Exact path, or a prefix ending in `/*`. */
  readonly path: string;
  handle(request: IncomingMessage, response: ServerResponse): void | Promise<void>;
}
