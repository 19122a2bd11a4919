import type { CommandSpec } from "../../chat/commands/spec.ts";
import { cut } from "../../chat/wording.ts";
import { eventsPath, redirectPath } from "./addresses.ts";
import { usageOf, wholeCommand } from "./language.ts";
import { productName } from "./render/modal.ts";

export interface ManifestWish {
  readonly commands: readonly CommandSpec[];
  /** Requests instead of Socket Mode: the public address of the product. */
  readonly publicUrl: string | null;
  readonly prefix: string;
}

/** Each scope with what would not work without it. */
export const botScopes = {
  "channels:history": "finds a post again before it is posted a second time",
  "channels:read": "asks whether I may write in a channel, and what it is called",
  "chat:write": "posts and changes messages",
  commands: "slash commands and the shortcut",
  "files:write": "pictures of progress and formulas, exports",
  "groups:history": "the same as channels:history in private channels",
  "groups:read": "the same as channels:read in private channels",
  "im:history": "finds a direct message again before it is sent a second time",
  "im:write": "opens the direct message",
  "users:read": "names, time zones, and who may set up a group",
} as const;

export const botEvents = [
  "app_home_opened",
  "app_uninstalled",
  "member_joined_channel",
  "message.im",
  "tokens_revoked",
] as const;

/** The app manifest, made from the commands there are; pasted at api.slack.com/apps. */
export function makeManifest({ commands, publicUrl, prefix }: ManifestWish): object {
  const url = publicUrl === null ? {} : { url: `${trimmed(publicUrl)}${eventsPath}` };
  const requestUrl = publicUrl === null ? {} : { request_url: `${trimmed(publicUrl)}${eventsPath}` };
  return {
    display_information: {
      name: productName,
      description: "A study group: flashcards when your memory needs them, one interview question a day.",
    },
    features: {
      app_home: { home_tab_enabled: true, messages_tab_enabled: true, messages_tab_read_only_enabled: false },
      bot_user: { display_name: productName, always_online: true },
      shortcuts: [
        { name: "Study", type: "global", callback_id: "study", description: "Your cards, in the direct message" },
      ],
      slash_commands: [
        ...commands.map((spec) => ({
          command: `/${prefix}${spec.name}`,
          ...url,
          description: spec.summary,
          ...usageHint(spec),
          should_escape: true,
        })),
        {
          command: `/${prefix}${wholeCommand}`,
          ...url,
          description: "Everything, where another app owns a word: study, daily, progress, ...",
          usage_hint: "study numpy 10",
          should_escape: true,
        },
      ],
    },
    oauth_config: {
      ...(publicUrl === null ? {} : { redirect_urls: [`${trimmed(publicUrl)}${redirectPath}`] }),
      scopes: { bot: Object.keys(botScopes) },
    },
    settings: {
      event_subscriptions: { ...requestUrl, bot_events: [...botEvents] },
      interactivity: { is_enabled: true, ...requestUrl },
      org_deploy_enabled: false,
      socket_mode_enabled: publicUrl === null,
      token_rotation_enabled: false,
    },
  };
}

const longestHint = 200;

function usageHint(spec: CommandSpec): { usage_hint?: string } {
  const words = spec.subcommands
    ? spec.subcommands.map(({ name }) => name).join(" | ")
    : (spec.options ?? []).map(usageOf).join(" ");
  return words === "" ? {} : { usage_hint: cut(words, longestHint) };
}

function trimmed(url: string): string {
  return url.replace(/\/+$/, "");
}
