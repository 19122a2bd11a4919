import { z } from "zod";
import type { ActionEvent, Actor, CommandEvent, EventPlace, FormEvent } from "../../chat/event.ts";
import { playgroundId } from "./config.ts";
import { playgroundLimits } from "./limits.ts";
import type { Channel, Person, ShownCommand, ShownCommandOption } from "./page/protocol.ts";
import { readSlash } from "./page/slash.ts";

export const workspace = "playground";

const id = z.string().min(1).max(100);
const who = { as: id, conversation: id };
/** What the page sends; shapes as in `page/protocol.ts`. */
export const bodies = {
  command: z.object({ ...who, key: id, text: z.string().startsWith("/").max(playgroundLimits.commandText) }),
  press: z.object({
    ...who,
    key: id,
    message: id,
    action: z.string().max(200),
    values: z.array(z.string().max(200)).max(25),
  }),
  submit: z.object({
    ...who,
    key: id,
    message: id.nullable(),
    action: z.string().max(200),
    values: z.record(id, z.union([z.string().max(20_000), z.array(z.string().max(200)).max(25)])),
  }),
  suggest: z.object({
    ...who,
    text: z.string().max(playgroundLimits.commandText),
    option: id,
    typed: z.string().max(playgroundLimits.commandText),
  }),
  say: z.object({ ...who, text: z.string().trim().min(1).max(playgroundLimits.words) }),
  dismiss: z.object({ as: id, message: id }),
  person: z.object({ name: z.string().max(200), zone: z.string().max(100) }),
  clock: z.object({ toMs: z.number().int() }),
} as const;

export interface Around {
  readonly people: readonly Person[];
  readonly channels: readonly Channel[];
  readonly commands: readonly ShownCommand[];
}

/** Null: not a command. */
export function parseCommand(
  body: { key: string; conversation: string; text: string },
  person: Person,
  around: Around,
): CommandEvent | null {
  const slash = readSlash(body.text.trim(), around.commands);
  if (!slash) return null;
  const command = around.commands.find((one) => one.name === slash.name);
  const subcommand = command?.subcommands?.find((one) => one.name === slash.subcommand);
  const specs = subcommand?.options ?? command?.options ?? [];
  return {
    ...base(body, person, around),
    kind: "command",
    name: slash.name,
    ...(slash.subcommand ? { subcommand: slash.subcommand } : {}),
    options: Object.fromEntries(
      Object.entries(slash.options).map(([name, value]) => [
        name,
        reference(
          specs.find((option) => option.name === name),
          value,
          around,
        ),
      ]),
    ),
  };
}

/** `message` only when it is one that was posted for everybody. */
export function parsePress(
  body: { key: string; conversation: string; action: string; values: readonly string[] },
  person: Person,
  around: Around,
  post: string | null,
): ActionEvent {
  return {
    ...base(body, person, around),
    kind: "action",
    id: body.action,
    values: body.values,
    ...(post === null ? {} : { message: post }),
  };
}

export function parseSubmit(
  body: { key: string; conversation: string; action: string; values: FormEvent["values"] },
  person: Person,
  around: Around,
): FormEvent {
  return { ...base(body, person, around), kind: "form", id: body.action, values: body.values };
}

export function actorOf(person: Person): Actor {
  return {
    platform: playgroundId,
    scope: "",
    userId: person.id,
    displayName: person.name,
    zone: person.zone,
    mayManage: true,
  };
}

function base(body: { key: string; conversation: string }, person: Person, around: Around) {
  return {
    key: `playground:${person.id}:${body.key}`,
    actor: actorOf(person),
    place: placeOf(body.conversation, around.channels),
  };
}

function placeOf(conversation: string, channels: readonly Channel[]): EventPlace {
  const channel = channels.find((one) => one.id === conversation);
  return channel ? { kind: "channel", workspace, channel: channel.id, channelName: channel.name } : { kind: "direct" };
}

/** People and channels are typed by name and travel by id; what is neither stays as typed. */
function reference(option: ShownCommandOption | undefined, value: string, around: Around): string {
  const wanted = value.replace(/^[@#]/, "").trim().toLowerCase();
  const known = option?.kind === "member" ? around.people : option?.kind === "channel" ? around.channels : [];
  return known.find((one) => one.name.toLowerCase() === wanted || one.id === wanted)?.id ?? value;
}
