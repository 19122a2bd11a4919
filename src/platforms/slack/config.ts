import { z } from "zod";
import type { PlatformId } from "../../core/ids.ts";

export const slackId = "slack" as PlatformId;

const secret = (start: string, what: string) =>
  z.string().startsWith(start, `${what}, which begins with ${start}`).optional();

/** What the environment may say about Slack; composed into the whole in `src/config.ts`. */
export const SlackConfig = z.object({
  /** One workspace: the token of its bot. */
  SLACK_BOT_TOKEN: secret("xoxb-", "the Bot User OAuth Token"),
  /** Socket Mode: no public address is needed. */
  SLACK_APP_TOKEN: secret("xapp-", "an app-level token with the scope connections:write"),
  /** HTTP: Slack reaches the product at PUBLIC_URL/slack/events. */
  SLACK_SIGNING_SECRET: z.string().min(16, "the signing secret of the app's Basic Information page").optional(),
  /** Many workspaces: install flow. */
  SLACK_CLIENT_ID: z.string().min(1).optional(),
  SLACK_CLIENT_SECRET: z.string().min(1).optional(),
  /** Web API and Socket Mode somewhere else than at Slack: a stand-in, a proxy, a regional address. */
  SLACK_API_URL: z.url({ protocol: /^https?$/, error: "an address such as https://slack.com/api/" }).optional(),
  /** Put before every command name, for workspaces where `/study` is taken. */
  SLACK_COMMAND_PREFIX: z
    .string()
    .regex(/^[a-z0-9][a-z0-9_-]{0,15}$/, "up to 16 small letters, digits, - or _, such as il-")
    .optional(),
  /** Keys for stored tokens, the first of which encrypts and all of which decrypt; divided by commas. */
  ENCRYPTION_KEY: z
    .string()
    .regex(
      /^\s*[A-Za-z0-9+/_-]{43}=?\s*(,\s*[A-Za-z0-9+/_-]{43}=?\s*)*$/,
      "32 random bytes as Base64 (openssl rand -base64 32); two divided by a comma while a key is being replaced",
    )
    .optional(),
  /** Where people and services reach the product from outside. */
  PUBLIC_URL: z.url({ protocol: /^https?$/, error: "an address such as https://study.example.org" }).optional(),
});
export type SlackConfig = z.infer<typeof SlackConfig>;

/** Any of its own settings counts: a half-done set-up is named, not ignored. */
export function isSlackConfigured(config: SlackConfig): boolean {
  return [
    config.SLACK_BOT_TOKEN,
    config.SLACK_APP_TOKEN,
    config.SLACK_SIGNING_SECRET,
    config.SLACK_CLIENT_ID,
    config.SLACK_CLIENT_SECRET,
  ].some((value) => value !== undefined);
}

/** How Slack is to be reached, read from settings that may not fit together. */
export type SlackSetup =
  | { readonly kind: "wrong"; readonly faults: readonly string[] }
  | { readonly kind: "right"; readonly transport: Transport; readonly workspaces: Workspaces };
export type Transport =
  | { readonly kind: "socket"; readonly appToken: string }
  | { readonly kind: "http"; readonly signingSecret: string };
export type Workspaces =
  | { readonly kind: "one"; readonly token: string }
  | {
      readonly kind: "many";
      readonly clientId: string;
      readonly clientSecret: string;
      readonly keys: string;
      readonly publicUrl: string;
    };

export function readSetup(config: SlackConfig): SlackSetup {
  const faults: string[] = [];
  const transport = readTransport(config);
  if (!transport) {
    faults.push("set SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP): without either no event arrives");
  }
  const workspaces = readWorkspaces(config, faults);
  return transport && workspaces && faults.length === 0
    ? { kind: "right", transport, workspaces }
    : { kind: "wrong", faults };
}

/** Where both are set, Socket Mode is used. */
function readTransport({ SLACK_APP_TOKEN, SLACK_SIGNING_SECRET }: SlackConfig): Transport | null {
  if (SLACK_APP_TOKEN) return { kind: "socket", appToken: SLACK_APP_TOKEN };
  return SLACK_SIGNING_SECRET ? { kind: "http", signingSecret: SLACK_SIGNING_SECRET } : null;
}

function readWorkspaces(config: SlackConfig, faults: string[]): Workspaces | null {
  const { SLACK_BOT_TOKEN: token, SLACK_CLIENT_ID: clientId, SLACK_CLIENT_SECRET: clientSecret } = config;
  const { ENCRYPTION_KEY: keys, PUBLIC_URL: publicUrl } = config;
  if (clientId === undefined && clientSecret === undefined) {
    if (token) return { kind: "one", token };
    faults.push("set SLACK_BOT_TOKEN (one workspace), or SLACK_CLIENT_ID and SLACK_CLIENT_SECRET (many)");
    return null;
  }
  if (token) {
    faults.push("SLACK_BOT_TOKEN is for one workspace, SLACK_CLIENT_ID for many: leave one of them out");
  }
  const needed = {
    SLACK_CLIENT_ID: clientId,
    SLACK_CLIENT_SECRET: clientSecret,
    ENCRYPTION_KEY: keys,
    PUBLIC_URL: publicUrl,
  };
  const missing = Object.entries(needed).flatMap(([name, value]) => (value === undefined ? [name] : []));
  if (missing.length > 0) faults.push(`for many workspaces also set ${missing.join(", ")}`);
  if (clientId === undefined || clientSecret === undefined || keys === undefined || publicUrl === undefined)
    return null;
  return { kind: "many", clientId, clientSecret, keys, publicUrl };
}
