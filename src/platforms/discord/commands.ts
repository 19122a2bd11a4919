import { isDeepStrictEqual } from "node:util";
import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  ChannelType,
  InteractionContextType,
} from "discord.js";
import type {
  APIApplicationCommand,
  APIApplicationCommandBasicOption,
  APIApplicationCommandOption,
  RESTPutAPIApplicationCommandsJSONBody,
} from "discord-api-types/v10";
import type { CommandSpec, OptionSpec } from "../../chat/commands/spec.ts";
import { discordLimits as limits } from "./limits.ts";
import { type Catalogue, catalogue as shipped } from "./localisations.ts";
import { shorten } from "./render/budget.ts";

export type CommandBody = RESTPutAPIApplicationCommandsJSONBody[number];

/** Commands in the menu of a person: what they are called there, and the command and option they stand for. */
export const contextMenu = [{ label: "Their progress", command: "progress", option: "member" }] as const;

/** What Discord should know. In one server alone (`scope` "server") commands have no contexts: they are there only. */
export function commandBodies(
  specs: readonly CommandSpec[],
  scope: "global" | "server",
  catalogue: Catalogue = shipped,
): CommandBody[] {
  const typed = specs.map(
    (spec): CommandBody => ({
      type: ApplicationCommandType.ChatInput,
      ...words(spec, spec.name, catalogue),
      ...(scope === "global" ? reach(spec.anywhere) : {}),
      options: spec.subcommands
        ? spec.subcommands.map((sub) => ({
            type: ApplicationCommandOptionType.Subcommand,
            ...words(sub, `${spec.name} ${sub.name}`, catalogue),
            options: (sub.options ?? []).map((option) => optionBody(option, `${spec.name} ${sub.name}`, catalogue)),
          }))
        : (spec.options ?? []).map((option) => optionBody(option, spec.name, catalogue)),
    }),
  );
  const pressed = contextMenu
    .filter(({ command }) => specs.some((spec) => spec.name === command))
    .map(
      ({ label }): CommandBody => ({
        type: ApplicationCommandType.User,
        name: label,
        ...localised(catalogue, label, "name"),
        ...(scope === "global" ? reach(false) : {}),
      }),
    );
  return [...typed, ...pressed];
}

/** Works without a server: in direct messages too, and for people who brought the bot for themselves. */
function reach(anywhere: boolean) {
  const { GuildInstall, UserInstall } = ApplicationIntegrationType;
  const { Guild, BotDM, PrivateChannel } = InteractionContextType;
  return anywhere
    ? { integration_types: [GuildInstall, UserInstall], contexts: [Guild, BotDM, PrivateChannel] }
    : { integration_types: [GuildInstall], contexts: [Guild] };
}

function optionBody(option: OptionSpec, path: string, catalogue: Catalogue): APIApplicationCommandBasicOption {
  const base = { ...words(option, `${path} ${option.name}`, catalogue), required: option.required ?? false };
  switch (option.kind) {
    case "number":
      return {
        type: ApplicationCommandOptionType.Integer,
        ...base,
        ...(option.min === undefined ? {} : { min_value: option.min }),
        ...(option.max === undefined ? {} : { max_value: option.max }),
      };
    case "member":
      return { type: ApplicationCommandOptionType.User, ...base };
    case "channel":
      return {
        type: ApplicationCommandOptionType.Channel,
        ...base,
        channel_types: [ChannelType.GuildText, ChannelType.GuildAnnouncement],
      };
    case "choice":
    case "text": {
      if (option.completes) return { type: ApplicationCommandOptionType.String, ...base, autocomplete: true };
      const choices = (option.choices ?? []).slice(0, limits.choices).map(({ name, value }) => ({ name, value }));
      return { type: ApplicationCommandOptionType.String, ...base, ...(choices.length > 0 ? { choices } : {}) };
    }
  }
}

function words(spec: { readonly name: string; readonly summary: string }, path: string, catalogue: Catalogue) {
  return {
    name: spec.name,
    description: shorten(spec.summary, limits.commandDescription),
    ...localised(catalogue, path, "name"),
    ...localised(catalogue, path, "summary"),
  };
}

function localised(catalogue: Catalogue, path: string, what: "name" | "summary") {
  const found = Object.entries(catalogue).flatMap(([locale, entries]) => {
    const text = entries?.[path]?.[what];
    return text === undefined ? [] : [[locale, shorten(text, limits.commandDescription)]];
  });
  if (found.length === 0) return {};
  return { [what === "name" ? "name_localizations" : "description_localizations"]: Object.fromEntries(found) };
}

/** Whether Discord knows exactly these. What it fills in by itself is no difference. */
export function sameCommands(wanted: readonly CommandBody[], registered: readonly APIApplicationCommand[]): boolean {
  if (wanted.length !== registered.length) return false;
  return wanted.every((body) => {
    const { name, type } = body as { name: string; type: ApplicationCommandType };
    const there = registered.find((one) => one.name === name && one.type === type);
    return there !== undefined && isDeepStrictEqual(essence(body), essence(there));
  });
}

/** The fields that we set, in one order and without what stands for nothing. */
function essence(command: CommandBody | APIApplicationCommand): unknown {
  const {
    type,
    name,
    description,
    name_localizations,
    description_localizations,
    options,
    contexts,
    integration_types,
  } = command as APIApplicationCommand;
  return {
    type,
    name,
    description: description ?? "",
    names: filled(name_localizations),
    descriptions: filled(description_localizations),
    options: (options ?? []).map(optionEssence),
    // Discord lists them for commands of one server as well, where they mean nothing and we send none.
    ...("guild_id" in command || contexts === undefined
      ? {}
      : { contexts: sorted(contexts), installs: sorted(integration_types) }),
  };
}

function optionEssence(option: APIApplicationCommandOption): unknown {
  const { type, name, description, required, name_localizations, description_localizations } = option;
  const rest = option as {
    options?: APIApplicationCommandOption[];
    choices?: { name: string; value: string | number }[];
    channel_types?: number[];
    autocomplete?: boolean;
    min_value?: number;
    max_value?: number;
  };
  return {
    type,
    name,
    description,
    required: required ?? false,
    names: filled(name_localizations),
    descriptions: filled(description_localizations),
    options: (rest.options ?? []).map(optionEssence),
    choices: (rest.choices ?? []).map((choice) => ({ name: choice.name, value: choice.value })),
    channelTypes: sorted(rest.channel_types),
    autocomplete: rest.autocomplete ?? false,
    min: rest.min_value ?? null,
    max: rest.max_value ?? null,
  };
}

function filled(texts: object | null | undefined): Record<string, unknown> {
  return { ...texts };
}
function sorted(numbers: readonly number[] | null | undefined): number[] {
  return [...(numbers ?? [])].sort((a, b) => a - b);
}
