import {
  type Channel,
  Client,
  DiscordjsError,
  DiscordjsErrorCodes,
  Events,
  GatewayCloseCodes,
  GatewayDispatchEvents,
  GatewayIntentBits,
  type Guild,
  type GuildBasedChannel,
  Options,
  PermissionsBitField,
  REST,
  RESTEvents,
} from "discord.js";
import type { APIInteraction } from "discord-api-types/v10";
import { AppError, errorText } from "../../errors.ts";
import type { Log } from "../../log.ts";
import { backOffMs, openPause, type Pause } from "./back-off.ts";
import { discordLimits as limits } from "./limits.ts";
import { openPace, type Pace } from "./pace.ts";
import { neededThere, permissionNames } from "./permissions.ts";
import { reconnectSlowly } from "./reconnecting.ts";

export interface Server {
  readonly id: string;
  readonly ownerId: string;
  /** Where Discord itself says hello. */
  readonly systemChannel: { readonly id: string; readonly name: string } | null;
}

export interface Listeners {
  interaction(raw: APIInteraction): void;
  joined(server: Server): void;
  left(serverId: string): void;
}

export type Requests = Pick<REST, "get" | "post" | "put" | "patch" | "delete">;

export interface Connection {
  /** For posts: 50 a second for the whole bot, and what Discord says of each route. Rejects instead of waiting long. */
  readonly posting: Requests;
  /** For answers to interactions, which the bot's 50 a second do not hold up. */
  readonly answering: Requests;
  /** Id of the application, which is the bot's own id too. Known once started. */
  applicationId(): string;
  /**
   * Connects and resolves once all servers are known; tries again by itself while Discord is out of reach.
   * @throws AppError `configuration` when the token is refused.
   */
  start(listeners: Listeners): Promise<void>;
  stop(): Promise<void>;
  /** Servers the bot is in. */
  servers(): readonly Server[];
  channelName(id: string): string | undefined;
  /** Names of the permissions that are missing in the channel; null: all are there. */
  missing(server: string, channel: string): string | null;
}

/** The one that talks to Discord through discord.js. */
export function connectDiscord(parts: {
  token: string;
  apiUrl: string | undefined;
  log: Log;
  pause?: Pause | undefined;
}): Connection {
  const { token, log } = parts;
  const base = { ...(parts.apiUrl ? { api: parts.apiUrl.replace(/\/+$/, "") } : {}), version: "10" };
  const unpaced = new REST({
    ...base,
    timeout: limits.requestMs,
    retries: 1,
    rejectOnRateLimit: ({ timeToReset, retryAfter }) => Math.max(timeToReset, retryAfter) > limits.waitForRateLimitMs,
  }).setToken(token);
  const pace = openPace(limits.posts);
  // Those who wait for discord.js are sent together once a limit is over: no more of them than need be.
  unpaced.on(RESTEvents.RateLimited, (limit) => {
    if (limit.global) pace.hold(limit.timeToReset);
  });
  const posting = paced(unpaced, pace);
  const answering = new REST({ ...base, timeout: limits.requestMs, retries: 2, globalRequestsPerSecond: 1_000_000 });
  const pause = parts.pause ?? openPause();
  let client: Client | null = null;
  let stopped = false;

  function openClient(listeners: Listeners): Client {
    const opened = new Client({
      intents: [GatewayIntentBits.Guilds],
      // As many as Discord recommends, all in this process.
      shards: "auto",
      allowedMentions: { parse: [] },
      makeCache: Options.cacheWithLimits(caches),
      rest: { ...base, timeout: limits.requestMs },
      ws: { buildStrategy: reconnectSlowly(pause) },
    });
    opened.on(Events.Error, (error) => log.warn({ error: errorText(error) }, "discord.js reported an error"));
    opened.on(Events.ShardReconnecting, (shard) => log.info({ shard }, "the connection to Discord is being regained"));
    opened.on(Events.ShardResume, (shard, replayed) =>
      log.info({ shard, replayed }, "the connection to Discord is back"),
    );
    opened.on(Events.ShardError, (error, shard) =>
      log.warn({ shard, error: errorText(error) }, "the connection to Discord had an error"),
    );
    opened.ws.on(GatewayDispatchEvents.InteractionCreate, (raw: APIInteraction) => listeners.interaction(raw));
    opened.on(Events.GuildCreate, (guild) => listeners.joined(serverOf(guild)));
    opened.on(Events.GuildDelete, (guild) => listeners.left(guild.id));
    return opened;
  }

  /** Rejects when Discord ends the connection for good. */
  function connected(opened: Client): Promise<void> {
    return new Promise((resolve, reject) => {
      opened.once(Events.ClientReady, () => resolve());
      opened.on(Events.ShardDisconnect, ({ code }) => {
        const why = reasonsToStop[code] ?? `Discord ended the connection for good (${code}); start again`;
        log.error({ code }, why);
        reject(new AppError("configuration", why));
      });
      opened.login(token).catch(reject);
    });
  }

  return {
    posting,
    answering,
    applicationId() {
      const id = client?.application?.id ?? client?.user?.id;
      if (!id) throw new AppError("platform", "not connected to Discord yet");
      return id;
    },
    async start(listeners) {
      for (let attempt = 1; !stopped; attempt++) {
        const opened = openClient(listeners);
        client = opened;
        try {
          await connected(opened);
          return;
        } catch (error) {
          await opened.destroy().catch(() => undefined);
          if (isTokenRefused(error)) throw new AppError("configuration", tokenRefused, { cause: error });
          if (error instanceof AppError) throw error;
          const waitMs = backOffMs(attempt);
          log.warn({ error: errorText(error), waitMs }, "cannot reach Discord; trying again");
          await pause.wait(waitMs);
        }
      }
    },
    async stop() {
      stopped = true;
      pause.end();
      await client?.destroy();
    },
    servers: () => [...(client?.guilds.cache.values() ?? [])].map(serverOf),
    channelName(id) {
      const channel: Channel | undefined = client?.channels.cache.get(id);
      return channel && "name" in channel ? (channel.name ?? undefined) : undefined;
    },
    missing(server, channel) {
      const guild = client?.guilds.cache.get(server);
      const place = guild?.channels.cache.get(channel);
      if (!guild || !place) return permissionNames([PermissionsBitField.Flags.ViewChannel]);
      return missingIn(guild, place);
    },
  };
}

function paced(requests: Requests, pace: Pace): Requests {
  return {
    get: (route, options) => pace.turn().then(() => requests.get(route, options)),
    post: (route, options) => pace.turn().then(() => requests.post(route, options)),
    put: (route, options) => pace.turn().then(() => requests.put(route, options)),
    patch: (route, options) => pace.turn().then(() => requests.patch(route, options)),
    delete: (route, options) => pace.turn().then(() => requests.delete(route, options)),
  };
}

function missingIn(guild: Guild, place: GuildBasedChannel): string | null {
  const me = guild.members.me;
  const has = me ? place.permissionsFor(me) : null;
  // Without knowing, nothing is withheld: the first post will say.
  const missing = has ? neededThere.filter((flag) => !has.has(flag)) : [];
  return missing.length === 0 ? null : permissionNames(missing);
}

function serverOf(guild: Guild): Server {
  const { systemChannel } = guild;
  return {
    id: guild.id,
    ownerId: guild.ownerId,
    systemChannel: systemChannel ? { id: systemChannel.id, name: systemChannel.name } : null,
  };
}

function isTokenRefused(error: unknown): boolean {
  const { TokenInvalid, TokenMissing } = DiscordjsErrorCodes;
  return error instanceof DiscordjsError && (error.code === TokenInvalid || error.code === TokenMissing);
}

const tokenRefused =
  "Discord does not accept DISCORD_TOKEN. Take a new one: discord.com/developers/applications, your application, Bot, Reset Token; put it into .env and start again";

/** Close codes after which discord.js does not come back, and what an operator can do. */
const reasonsToStop: Readonly<Record<number, string>> = {
  [GatewayCloseCodes.AuthenticationFailed]: tokenRefused,
  [GatewayCloseCodes.InvalidShard]: "Discord refused this shard; start again",
  [GatewayCloseCodes.ShardingRequired]: "Discord now wants more shards; start again, and they are taken by themselves",
  [GatewayCloseCodes.InvalidAPIVersion]: "Discord no longer speaks this version; update Interleave",
  [GatewayCloseCodes.InvalidIntents]: "Discord refused the intents; update Interleave",
  [GatewayCloseCodes.DisallowedIntents]: "Discord refused the intents; update Interleave",
};

/** Only what permissions are worked out from is kept. */
const own = { maxSize: 0, keepOverLimit: (one: { id: string; client: Client }) => one.id === one.client.user?.id };
const caches = {
  ...Options.DefaultMakeCacheSettings,
  ApplicationCommandManager: 0,
  AutoModerationRuleManager: 0,
  BaseGuildEmojiManager: 0,
  DMMessageManager: 0,
  EntitlementManager: 0,
  GuildBanManager: 0,
  GuildEmojiManager: 0,
  GuildInviteManager: 0,
  GuildMemberManager: own,
  GuildMessageManager: 0,
  GuildScheduledEventManager: 0,
  GuildStickerManager: 0,
  MessageManager: 0,
  PresenceManager: 0,
  ReactionManager: 0,
  ReactionUserManager: 0,
  StageInstanceManager: 0,
  ThreadMemberManager: 0,
  UserManager: own,
  VoiceStateManager: 0,
};
