import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ChannelType,
  ComponentType,
  InteractionContextType,
  InteractionType,
  MessageFlags,
  PermissionFlagsBits,
} from "discord.js";
import type {
  APIApplicationCommandInteraction,
  APIApplicationCommandInteractionDataOption,
  APIInteraction,
  APIMessageComponentInteraction,
  APIModalSubmitInteraction,
} from "discord-api-types/v10";
import type { ActionEvent, Actor, CommandEvent, EventPlace, FormEvent } from "../../chat/event.ts";
import { contextMenu } from "./commands.ts";
import { discordId } from "./config.ts";
import { messageRef } from "./message-ref.ts";
import { listMark } from "./render/form.ts";
import { actionOf } from "./render/message.ts";

/** Names of channels that an interaction does not carry, such as the channel a thread belongs to. */
export type ChannelName = (channel: string) => string | undefined;

/** A raw interaction as an event; null for kinds that need none (ping). Autocomplete: the command as typed so far. */
export function parseInteraction(
  raw: APIInteraction,
  channelName: ChannelName,
): CommandEvent | ActionEvent | FormEvent | null {
  switch (raw.type) {
    case InteractionType.ApplicationCommand:
      return parseCommand(raw, channelName);
    case InteractionType.ApplicationCommandAutocomplete: {
      const { name, subcommand, options } = optionsOf(raw.data.name, raw.data.options);
      return { ...base(raw, channelName), kind: "command", name, ...(subcommand ? { subcommand } : {}), options };
    }
    case InteractionType.MessageComponent:
      return parsePress(raw, channelName);
    case InteractionType.ModalSubmit:
      return parseSubmit(raw, channelName);
    default:
      return null;
  }
}

/** The option somebody is typing, for completion. */
export function focusedOption(raw: APIInteraction): { readonly name: string; readonly typed: string } | null {
  if (raw.type !== InteractionType.ApplicationCommandAutocomplete) return null;
  const flat = raw.data.options.flatMap((option) => ("options" in option ? (option.options ?? []) : [option]));
  const focused = flat.find((option) => "focused" in option && option.focused === true);
  return focused && "value" in focused ? { name: focused.name, typed: String(focused.value) } : null;
}

function parseCommand(raw: APIApplicationCommandInteraction, channelName: ChannelName): CommandEvent | null {
  const { data } = raw;
  if (data.type === ApplicationCommandType.User) {
    const menu = contextMenu.find((one) => one.label === data.name);
    const options = { [menu?.option ?? "member"]: data.target_id };
    return { ...base(raw, channelName), kind: "command", name: menu?.command ?? data.name, options };
  }
  if (data.type !== ApplicationCommandType.ChatInput) return null;
  const { name, subcommand, options } = optionsOf(data.name, data.options ?? []);
  return { ...base(raw, channelName), kind: "command", name, ...(subcommand ? { subcommand } : {}), options };
}

function optionsOf(name: string, given: readonly APIApplicationCommandInteractionDataOption<InteractionType>[]) {
  const sub = given.find((option) => option.type === ApplicationCommandOptionType.Subcommand);
  const flat = sub && "options" in sub ? (sub.options ?? []) : given;
  const options = Object.fromEntries(
    flat.flatMap((option) => ("value" in option ? [[option.name, String(option.value)]] : [])),
  );
  return { name, subcommand: sub?.name, options };
}

function parsePress(raw: APIMessageComponentInteraction, channelName: ChannelName): ActionEvent {
  const values = "values" in raw.data ? raw.data.values : [];
  return {
    ...base(raw, channelName),
    kind: "action",
    id: actionOf(raw.data.custom_id),
    values,
    ...(isPost(raw) ? { message: messageRef(raw.message) } : {}),
  };
}

/** A message everybody sees: not ephemeral, and not in a direct message. */
export function isPost(raw: APIInteraction): boolean {
  const message = "message" in raw ? raw.message : undefined;
  if (!message || isDirect(raw)) return false;
  return ((message.flags ?? 0) & MessageFlags.Ephemeral) === 0;
}

function parseSubmit(raw: APIModalSubmitInteraction, channelName: ChannelName): FormEvent {
  const values: Record<string, string | readonly string[]> = {};
  const { attachments = {} } = raw.data.resolved ?? {};
  for (const top of raw.data.components) {
    if (!("component" in top)) continue;
    const { component } = top;
    switch (component.type) {
      case ComponentType.FileUpload:
        // A file is known by its address; what was handed in is one file or none.
        values[component.custom_id] = component.values.map((id) => attachments[id]?.url ?? "")[0] ?? "";
        break;
      case ComponentType.CheckboxGroup:
        values[component.custom_id] = component.values;
        break;
      case ComponentType.TextInput:
        values[component.custom_id] = component.value;
        break;
      case ComponentType.RadioGroup:
        values[component.custom_id] = component.value ?? "";
        break;
      case ComponentType.StringSelect:
        if (component.custom_id.endsWith(listMark)) {
          values[component.custom_id.slice(0, -listMark.length)] = component.values;
        } else values[component.custom_id] = component.values[0] ?? "";
        break;
      case ComponentType.ChannelSelect:
        values[component.custom_id] = component.values[0] ?? "";
        break;
      default:
        break;
    }
  }
  return { ...base(raw, channelName), kind: "form", id: actionOf(raw.data.custom_id), values };
}

function base(raw: APIInteraction, channelName: ChannelName) {
  return { key: `discord:${raw.id}`, actor: actorOf(raw), place: placeOf(raw, channelName) };
}

function actorOf(raw: APIInteraction): Actor {
  const user = raw.member?.user ?? raw.user;
  if (!user) throw new Error("an interaction without a user");
  const permissions = BigInt(raw.member?.permissions ?? "0");
  const managing = PermissionFlagsBits.ManageGuild | PermissionFlagsBits.Administrator;
  return {
    platform: discordId,
    scope: "",
    userId: user.id,
    displayName: raw.member?.nick ?? user.global_name ?? user.username,
    // Of a server in which the bot is not itself, nobody's rights count.
    mayManage: isInstalledHere(raw) && (permissions & managing) !== 0n,
  };
}

function placeOf(raw: APIInteraction, channelName: ChannelName): EventPlace {
  const { guild_id: workspace, channel } = raw;
  if (!workspace || !channel || !isInstalledHere(raw)) return { kind: "direct" };
  const isThread = threadTypes.has(channel.type);
  const id = isThread && "parent_id" in channel && channel.parent_id ? channel.parent_id : channel.id;
  const ownName = id === channel.id && "name" in channel ? channel.name : undefined;
  return { kind: "channel", workspace, channel: id, channelName: ownName ?? channelName(id) ?? id };
}

const threadTypes = new Set<ChannelType>([
  ChannelType.PublicThread,
  ChannelType.PrivateThread,
  ChannelType.AnnouncementThread,
]);

/** A server's own bot, not one a person brought along for themselves. */
function isInstalledHere(raw: APIInteraction): boolean {
  return Boolean(raw.guild_id) && raw.authorizing_integration_owners?.["0"] !== undefined;
}

/** The direct message with the bot, where everything is private already. */
export function isDirect(raw: APIInteraction): boolean {
  return raw.context === undefined ? raw.guild_id === undefined : raw.context === InteractionContextType.BotDM;
}
