import type { AppContext } from "../../../src/app/context.ts";
import type { Conversation, Platform } from "../../../src/chat/platform.ts";
import type { MovedClock } from "../world.ts";
import type { Screen, SeenForm } from "./screen.ts";

/** What came of something a person did. */
export type Shown =
  | { readonly kind: "screen"; readonly message: SeenMessage }
  | { readonly kind: "form"; readonly form: OpenForm }
  /** The form stays open and names what is wrong. */
  | { readonly kind: "refused"; readonly reasons: string }
  | { readonly kind: "nothing" };

/** A message, modal or home that can be read and pressed. `native` is the stand-in's own. */
export interface SeenMessage {
  readonly native: unknown;
  /** As it stands now. */
  readonly screen: Screen;
}

export interface OpenForm extends SeenForm {
  readonly native: unknown;
}

export interface PersonWish {
  /** Manage Server or workspace admin; in the playground everybody may. */
  readonly manages?: boolean;
  /** Of the profile, where the platform has one. */
  readonly zone?: string;
}

/** What a person can do with their platform's stand-in; each resolves once the product has finished with it. */
export interface Hand {
  /** As the platform names them. */
  readonly userId: string;
  /** Types `/study`, `/cohort join`; in the channel, or in the direct message with the bot. */
  command(words: string, options: Readonly<Record<string, string>>, where: "channel" | "direct"): Promise<Shown>;
  /** Presses a button; with values: sets a select or tick boxes. */
  press(on: SeenMessage, action: string, values: readonly string[] | null): Promise<Shown>;
  submit(form: OpenForm, values: Readonly<Record<string, string | readonly string[]>>): Promise<Shown>;
  /** Everything in the direct message with the bot, oldest first. */
  directMessages(): Promise<readonly SeenMessage[]>;
  /** The product's home, where the platform has one. */
  home?(): Promise<SeenMessage>;
}

export interface StandIn {
  readonly platform: Platform;
  /** The channel `#ml-daily`, as forms and the database name it. */
  readonly place: { readonly workspace: string; readonly channel: string };
  person(name: string, wish: PersonWish): Promise<Hand>;
  /** What everybody reads in the channel, oldest first; threads apart. */
  posts(): Promise<readonly SeenMessage[]>;
  /** Messages in the thread under a post. */
  thread(post: SeenMessage): Promise<readonly SeenMessage[]>;
  /** Rules of the platform that were broken. */
  faults(): readonly string[];
  start(conversation: Conversation): Promise<void>;
  stop(): Promise<void>;
}

export interface StandInParts {
  readonly ctx: AppContext & { readonly clock: MovedClock };
  /** Each event and its reply, heard by whoever must know when the answer is complete. */
  readonly heard: Heard;
}

/** The last reply of the conversation, by the person it went to. */
export interface Heard {
  /** Kind of the last reply to them, `null` before the first since `forget`. */
  reply(userId: string): string | null;
  forget(userId: string): void;
}

/** One of the platforms a story is told on. */
export interface StoryPlatform {
  readonly name: "playground" | "Discord" | "Slack";
  open(parts: StandInParts): Promise<StandIn>;
}
