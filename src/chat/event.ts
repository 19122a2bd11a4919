import type { PlatformId } from "../core/ids.ts";
import type { Form, View } from "./view.ts";

/** What a platform's `parse` makes of anything that reaches it. */
export type InboundEvent = CommandEvent | ActionEvent | FormEvent | HomeEvent | WorkspaceEvent;

interface EventBase {
  /** The same each time the platform delivers the same event again; starts with the platform's id. */
  readonly key: string;
  readonly actor: Actor;
  readonly place: EventPlace;
}

export interface CommandEvent extends EventBase {
  readonly kind: "command";
  readonly name: string;
  readonly subcommand?: string;
  /** By option name. Members come as the platform's user id, channels as its channel reference. */
  readonly options: Readonly<Record<string, string>>;
}
export interface ActionEvent extends EventBase {
  readonly kind: "action";
  /** An action id as it stood in the button, select or ticks. */
  readonly id: string;
  /** Of a select or ticks. */
  readonly values: readonly string[];
  /** The message the button is on, as `post` returned it; absent on private messages. */
  readonly message?: string;
}
export interface FormEvent extends EventBase {
  readonly kind: "form";
  readonly id: string;
  readonly values: FormValues;
}
/** The person opened the platform's home of the bot (Slack App Home). */
export interface HomeEvent extends EventBase {
  readonly kind: "home";
}
/** The bot was put into a workspace, or into a channel of it, or taken out. */
export interface WorkspaceEvent extends EventBase {
  readonly kind: "workspace";
  readonly change: "joined" | "invited" | "left";
  readonly workspace: string;
}

export type FormValues = Readonly<Record<string, string | readonly string[]>>;

/** Who did it, as the platform says. */
export interface Actor {
  readonly platform: PlatformId;
  /** Empty on Discord, the team on Slack. */
  readonly scope: string;
  readonly userId: string;
  readonly displayName: string;
  /** IANA zone from the profile, where the platform tells. */
  readonly zone?: string;
  /** Manage Server, or workspace admin; in the playground everybody. */
  readonly mayManage: boolean;
}

/** Where it was done. */
export type EventPlace =
  | { readonly kind: "channel"; readonly workspace: string; readonly channel: string; readonly channelName: string }
  | { readonly kind: "direct" };

/** What dispatch gives a platform to show. */
export type Reply =
  /** A new message. `private`: only the actor sees it. `hint`: small enough to vanish, may be ephemeral anywhere. */
  | { readonly kind: "show"; readonly view: View; readonly private: boolean; readonly hint?: boolean }
  /** The message the button was on becomes this. Where there is none any more: a new private one. */
  | { readonly kind: "replace"; readonly view: View }
  | { readonly kind: "open"; readonly form: Form }
  /** Reasons by field; only for platforms whose capabilities say `rejectsInForm`, others get a `show` with "Fix it". */
  | { readonly kind: "reject"; readonly reasons: Readonly<Record<string, string>> }
  | { readonly kind: "nothing" };

/**
 * How an event will be answered, known before anything is read, so that a platform can acknowledge in time.
 * `update`: the pressed message changes. `private`, `public`: a new message. `form`: a form, which cannot follow a deferral.
 */
export type Answers = "update" | "private" | "public" | "form";

export const nothing: Reply = { kind: "nothing" };
export function showPrivately(view: View): Reply {
  return { kind: "show", view, private: true };
}
export function hint(view: View): Reply {
  return { kind: "show", view, private: true, hint: true };
}
export function replace(view: View): Reply {
  return { kind: "replace", view };
}
export function open(form: Form): Reply {
  return { kind: "open", form };
}
