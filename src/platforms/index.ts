import { discordId, isDiscordConfigured } from "./discord/config.ts";
import { playgroundId } from "./playground/config.ts";
import { isSlackConfigured, slackId } from "./slack/config.ts";

/** Every platform there is, by its folder. Loaded when main opens it, so that nobody waits for a library they do not use. */
export const platforms = {
  discord: { id: discordId, isConfigured: isDiscordConfigured, load: () => import("./discord/index.ts") },
  playground: { id: playgroundId, load: () => import("./playground/index.ts") },
  slack: { id: slackId, isConfigured: isSlackConfigured, load: () => import("./slack/index.ts") },
} as const;
