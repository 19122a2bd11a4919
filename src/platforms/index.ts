import { DiscordConfig } from "./discord/config.ts";
import { openDiscord } from "./discord/index.ts";
import { openPlayground, PlaygroundConfig } from "./playground/index.ts";
import { openSlack, SlackConfig } from "./slack/index.ts";

/** Every platform there is, by its folder. main opens those that are configured. */
export const platforms = {
  discord: { open: openDiscord, Config: DiscordConfig },
  playground: { open: openPlayground, Config: PlaygroundConfig },
  slack: { open: openSlack, Config: SlackConfig },
} as const;
