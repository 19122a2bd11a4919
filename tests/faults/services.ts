import type { PlatformId } from "../../src/core/ids.ts";
import { markOf } from "../../src/platforms/discord/message-ref.ts";
import { startDiscord } from "../support/discord-server/server.ts";
import { openSlackServer } from "../support/slack-server/server.ts";
import { wordsOf } from "../support/slack-server/state.ts";
import type { WayOptions } from "./way.ts";

export type ServiceName = "discord" | "slack";

/** A message as it stands in a channel. */
export interface Shown {
  readonly channel: string;
  /** The delivery's key it bears; null: none of those known. */
  readonly key: string | null;
  readonly words: string;
  /** As the adapter refers to it. */
  readonly ref: string;
}

/** A stand-in of a chat service, in this process. */
export interface Service extends Pick<WayOptions, "to" | "posts" | "others" | "tooMany"> {
  readonly platform: PlatformId;
  readonly workspace: string;
  readonly channels: readonly string[];
  /** For the adapter's configuration, with the service reached at `origin`. */
  settings(origin: string): Record<string, string>;
  shown(keys: readonly string[]): readonly Shown[];
  /** What the service found wrong with requests. */
  complaints(): readonly string[];
  stop(): Promise<void>;
}

/** So few that a message is to be found among many. */
const channelCount = 24;

export const openService: Record<ServiceName, (nowMs: () => number) => Promise<Service>> = {
  async discord(nowMs) {
    const names = Array.from({ length: channelCount }, (_, at) => `group-${at}`);
    const server = await startDiscord({ nowMs, channels: names });
    const channels = names.map((name) => server.channel(name));
    return {
      platform: "discord" as PlatformId,
      workspace: server.guild.id,
      channels: channels.map(({ id }) => id),
      to: new URL(server.apiUrl).origin,
      posts: /^POST .*\/messages$/,
      others: /^(PATCH .*\/messages\/\d+$|GET .*\/messages\?)/,
      tooMany: {
        headers: { "content-type": "application/json", "retry-after": "0.2", "x-ratelimit-scope": "user" },
        body: JSON.stringify({ message: "You are being rate limited.", retry_after: 0.2, global: false }),
      },
      settings: (origin) => ({ DISCORD_TOKEN: server.token, DISCORD_API_URL: `${origin}/api` }),
      shown(keys) {
        const keyOf = new Map(keys.map((key) => [markOf(key), key]));
        return channels.flatMap(({ id, messages }) =>
          messages.map((message) => {
            const mark = Number(message.components[0]?.id ?? 0);
            const words = textOf(message.components).replaceAll("\\", "");
            return { channel: id, key: keyOf.get(mark) ?? null, words, ref: `${id}/${message.id}/${mark}` };
          }),
        );
      },
      complaints: () => server.violations,
      stop: () => server.stop(),
    };
  },

  async slack(nowMs) {
    const server = await openSlackServer({ nowMs });
    const channels = Array.from({ length: channelCount }, (_, at) => `C${at}`);
    for (const id of channels) {
      server.home.channels.set(id, { id, name: id.toLowerCase(), isMember: true, isArchived: false });
    }
    return {
      platform: "slack" as PlatformId,
      workspace: server.home.id,
      channels,
      to: new URL(server.apiUrl).origin,
      posts: /chat\.postMessage$/,
      others: /(chat\.update|conversations\.history)$/,
      tooMany: { headers: { "retry-after": "1" }, body: JSON.stringify({ ok: false, error: "ratelimited" }) },
      settings: (origin) => ({
        SLACK_API_URL: `${origin}/api/`,
        SLACK_BOT_TOKEN: server.home.token,
        SLACK_APP_TOKEN: server.appToken,
      }),
      shown(keys) {
        const known = new Set(keys);
        return server.state.messages.map(({ team, channel, ts, metadata, blocks }) => {
          const { key } = (metadata?.event_payload ?? {}) as { key?: string };
          const words = wordsOf(blocks);
          return { channel, key: key && known.has(key) ? key : null, words, ref: `${team}:${channel}:${ts}` };
        });
      },
      complaints: () => server.state.problems,
      stop: () => server.close(),
    };
  },
};

/** All text of Discord's components. */
function textOf(components: readonly Record<string, unknown>[]): string {
  return components
    .map((one) => `${String(one.content ?? "")}${Array.isArray(one.components) ? textOf(one.components) : ""}`)
    .join("\n");
}
