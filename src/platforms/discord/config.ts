import { z } from "zod";
import type { PlatformId } from "../../core/ids.ts";

export const discordId = "discord" as PlatformId;

/** What the environment may say about Discord; composed into the whole in `src/config.ts`. */
export const DiscordConfig = z.object({
  /** The bot's token; set: the bot is on Discord. */
  DISCORD_TOKEN: z
    .string()
    .regex(/^\S{20,}$/, "the token of your bot: Developer Portal, your application, Bot, Reset Token")
    .optional(),
  /** While developing: commands appear in this server alone, and at once. */
  DISCORD_GUILD_ID: z
    .string()
    .regex(/^\d{15,22}$/, "the number you get by right-clicking a server and Copy Server ID")
    .optional(),
  /** Another address than Discord's own, for tests and proxies; the gateway's address comes from there too. */
  DISCORD_API_URL: z.url({ protocol: /^https?$/, error: "an address such as https://discord.com/api" }).optional(),
});
export type DiscordConfig = z.infer<typeof DiscordConfig>;

export function isDiscordConfigured(config: DiscordConfig): boolean {
  return config.DISCORD_TOKEN !== undefined;
}
