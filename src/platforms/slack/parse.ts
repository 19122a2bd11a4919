import { createHash } from "node:crypto";
import type { FormValues } from "../../chat/event.ts";
import { listOf, memberOf, textOf } from "./api.ts";
import type { Arrival } from "./connect.ts";
import { linkAction } from "./render/blocks.ts";

/** What reached us, in our words; who the person is and what the channel is called is looked up afterwards. */
export interface Incoming {
  /** The same each time Slack delivers it again. */
  readonly key: string;
  readonly team: string;
  readonly user: string;
  readonly userName: string;
  /** The channel it happened in; null in direct messages, in App Home and where Slack does not say. */
  readonly channel: Channel | null;
  readonly surface: Surface;
  /** Opens one modal, within 3 s. */
  readonly triggerId: string | null;
  readonly responseUrl: string | null;
  readonly what: What;
}

export interface Channel {
  readonly id: string;
  readonly name: string;
}

/** What was pressed or typed on, and so what can change in place. */
export type Surface =
  | { readonly kind: "typed"; readonly channel: string }
  /** A message of ours in the direct message. */
  | { readonly kind: "own"; readonly channel: string; readonly ts: string }
  /** A message everybody in a channel sees. */
  | { readonly kind: "post"; readonly channel: string; readonly ts: string }
  | { readonly kind: "ephemeral"; readonly channel: string }
  | { readonly kind: "modal"; readonly view: string }
  | { readonly kind: "home" }
  | { readonly kind: "nowhere" };

export type What =
  | { readonly kind: "typed"; readonly command: string; readonly text: string }
  /** Plain words in the direct message. */
  | { readonly kind: "said"; readonly text: string }
  | { readonly kind: "press"; readonly id: string; readonly values: readonly string[] }
  | {
      readonly kind: "submit";
      readonly id: string;
      readonly values: FormValues;
      readonly view: string;
      readonly shown: unknown;
    }
  | { readonly kind: "home" }
  | { readonly kind: "invited" }
  | { readonly kind: "left"; readonly atMs: number };

/** Carried by a modal from where it was opened to its submit. */
export interface Luggage {
  readonly surface: Surface;
  readonly channel: Channel | null;
}

/** Null: nothing of ours, or nothing to do. */
export function readArrival({ kind, body }: Pick<Arrival, "kind" | "body">): Incoming | null {
  switch (kind) {
    case "command":
      return readCommand(body);
    case "action":
      return readPress(body);
    case "submit":
      return readSubmit(body);
    case "shortcut":
      return readShortcut(body);
    case "event":
      return readEvent(body);
  }
}

function readCommand(body: unknown): Incoming {
  const channel = { id: textOf(body, "channel_id"), name: textOf(body, "channel_name") };
  return {
    key: `slack:command:${textOf(body, "trigger_id")}`,
    team: textOf(body, "team_id"),
    user: textOf(body, "user_id"),
    userName: textOf(body, "user_name"),
    channel: sharedChannel(channel),
    surface: { kind: "typed", channel: channel.id },
    triggerId: textOf(body, "trigger_id"),
    responseUrl: textOf(body, "response_url") || null,
    what: { kind: "typed", command: textOf(body, "command"), text: textOf(body, "text") },
  };
}

function readShortcut(body: unknown): Incoming {
  return {
    key: `slack:shortcut:${textOf(body, "trigger_id")}`,
    ...person(body),
    channel: null,
    surface: { kind: "nowhere" },
    triggerId: textOf(body, "trigger_id"),
    responseUrl: null,
    what: { kind: "typed", command: `/${textOf(body, "callback_id")}`, text: "" },
  };
}

function readPress(body: unknown): Incoming | null {
  const [action] = listOf(body, "actions");
  const id = textOf(action, "action_id");
  if (!action || id.startsWith(linkAction)) return null;
  const { team, user, userName } = person(body);
  const luggage = readLuggage(textOf(body, "view", "private_metadata"));
  const channel = { id: textOf(body, "channel", "id"), name: textOf(body, "channel", "name") };
  return {
    key: `slack:press:${team}:${user}:${textOf(action, "action_ts")}:${id}`,
    team,
    user,
    userName,
    channel: channel.id ? sharedChannel(channel) : (luggage?.channel ?? null),
    surface: surfaceOf(body),
    triggerId: textOf(body, "trigger_id") || null,
    responseUrl: textOf(body, "response_url") || null,
    what: { kind: "press", id, values: valuesOf(action) },
  };
}

function surfaceOf(body: unknown): Surface {
  if (textOf(body, "view", "type") === "home") return { kind: "home" };
  const view = textOf(body, "view", "id");
  if (view) return { kind: "modal", view };
  const channel = textOf(body, "container", "channel_id") || textOf(body, "channel", "id");
  if (memberOf(body, "container", "is_ephemeral") === true) return { kind: "ephemeral", channel };
  const ts = textOf(body, "container", "message_ts") || textOf(body, "message", "ts");
  return { kind: isDirect(channel) ? "own" : "post", channel, ts };
}

function readSubmit(body: unknown): Incoming | null {
  const view = memberOf(body, "view");
  const luggage = readLuggage(textOf(view, "private_metadata"));
  const id = textOf(view, "callback_id");
  if (!luggage || !id) return null;
  const values = formValues(memberOf(view, "state", "values"));
  const { team, user, userName } = person(body);
  const digest = createHash("sha256").update(JSON.stringify(values)).digest("base64url").slice(0, 16);
  return {
    // A refused form is sent again from the same view, with other values.
    key: `slack:view:${team}:${user}:${textOf(view, "id")}:${digest}`,
    team,
    user,
    userName,
    channel: luggage.channel,
    // A form over a modal leads back to that modal.
    surface:
      luggage.surface.kind === "modal"
        ? { kind: "modal", view: textOf(view, "previous_view_id") || luggage.surface.view }
        : luggage.surface,
    triggerId: textOf(body, "trigger_id") || null,
    responseUrl: null,
    what: { kind: "submit", id, values, view: textOf(view, "id"), shown: view },
  };
}

function readEvent(body: unknown): Incoming | null {
  const event = memberOf(body, "event");
  const base = {
    key: `slack:event:${textOf(body, "event_id")}`,
    team: textOf(body, "team_id"),
    userName: "",
    triggerId: null,
    responseUrl: null,
  };
  switch (textOf(event, "type")) {
    case "app_home_opened":
      if (textOf(event, "tab") !== "home") return null;
      return { ...base, user: textOf(event, "user"), channel: null, surface: { kind: "home" }, what: { kind: "home" } };
    case "message": {
      const channel = textOf(event, "channel");
      const text = textOf(event, "text");
      const isPersons = !memberOf(event, "subtype") && !memberOf(event, "bot_id");
      if (textOf(event, "channel_type") !== "im" || !isPersons || text.trim() === "") return null;
      const surface = { kind: "typed", channel } as const;
      return { ...base, user: textOf(event, "user"), channel: null, surface, what: { kind: "said", text } };
    }
    case "member_joined_channel": {
      const own = listOf(body, "authorizations").some((one) => textOf(one, "user_id") === textOf(event, "user"));
      const inviter = textOf(event, "inviter");
      if (!own || !inviter) return null;
      const channel = { id: textOf(event, "channel"), name: "" };
      return { ...base, user: inviter, channel, surface: { kind: "nowhere" }, what: { kind: "invited" } };
    }
    case "tokens_revoked":
      if (listOf(event, "tokens", "bot").length === 0) return null;
      return { ...base, user: "", channel: null, surface: { kind: "nowhere" }, what: leftAt(body) };
    case "app_uninstalled":
      return { ...base, user: "", channel: null, surface: { kind: "nowhere" }, what: leftAt(body) };
    default:
      return null;
  }
}

function leftAt(body: unknown): What {
  const seconds = memberOf(body, "event_time");
  return { kind: "left", atMs: typeof seconds === "number" ? seconds * 1_000 : 0 };
}

function person(body: unknown) {
  return {
    team: textOf(body, "team", "id") || textOf(body, "user", "team_id"),
    user: textOf(body, "user", "id"),
    userName: textOf(body, "user", "name") || textOf(body, "user", "username"),
  };
}

export function isDirect(channel: string): boolean {
  return channel.startsWith("D");
}

function sharedChannel(channel: Channel): Channel | null {
  if (channel.id === "" || isDirect(channel.id)) return null;
  // Slack hides the names of private channels in what it sends.
  return { id: channel.id, name: channel.name === "privategroup" ? "" : channel.name };
}

function valuesOf(element: unknown): string[] {
  const one = textOf(element, "selected_option", "value");
  if (one) return [one];
  return listOf(element, "selected_options").map((option) => textOf(option, "value"));
}

function formValues(state: unknown): FormValues {
  const blocks = typeof state === "object" && state !== null ? Object.entries(state) : [];
  return Object.fromEntries(blocks.map(([block, elements]) => [block, formValue(memberOf(elements, block))]));
}

function formValue(element: unknown): string | readonly string[] {
  switch (textOf(element, "type")) {
    case "checkboxes":
    case "multi_static_select":
      return listOf(element, "selected_options").map((option) => textOf(option, "value"));
    case "radio_buttons":
    case "static_select":
      return textOf(element, "selected_option", "value");
    case "conversations_select":
      return textOf(element, "selected_conversation");
    case "timepicker":
      return textOf(element, "selected_time");
    case "datepicker":
      return textOf(element, "selected_date");
    case "file_input":
      return textOf(listOf(element, "files")[0], "id");
    default:
      return textOf(element, "value");
  }
}

export function luggageOf({ surface, channel }: Pick<Incoming, "surface" | "channel">): Luggage {
  return { surface, channel };
}

export function writeLuggage(luggage: Luggage): string {
  return JSON.stringify(luggage);
}

function readLuggage(text: string): Luggage | null {
  if (text === "") return null;
  try {
    // Only we write it, and Slack hands it back unchanged.
    return JSON.parse(text) as Luggage;
  } catch {
    return null;
  }
}
