import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Json } from "./check-component.ts";
import { type Faults, openFaults } from "./faults.ts";
import { type Gateway, guildData, openGateway } from "./gateway.ts";
import { openInteractions } from "./interactions.ts";
import { type DiscordMember, openMember } from "./member.ts";
import { openRest } from "./rest.ts";
import { openState, type State, type StoredChannel, type StoredGuild } from "./state.ts";
import { acceptSocket, type Socket } from "./websocket.ts";

/** A Discord on 127.0.0.1 that holds a bot to the strictest reading of the rules. */
export interface DiscordServer {
  /** For DISCORD_API_URL. */
  readonly apiUrl: string;
  readonly token: string;
  readonly state: State;
  readonly faults: Faults;
  readonly gateway: Gateway;
  /** Every broken rule, in words. A good bot leaves it empty. */
  readonly violations: string[];
  /** Every request, `POST /channels/1/messages`, in order. */
  readonly requests: string[];
  readonly guild: StoredGuild;
  channel(name: string): StoredChannel;
  /** A file on somebody's machine: its id goes into `submit`, under the name of the field. */
  upload(name: string, bytes: Uint8Array): string;
  member(name: string, options?: { manages?: boolean }): DiscordMember;
  /** The bot is put into another server. */
  addGuild(name: string, channels: readonly string[]): StoredGuild;
  /** A channel of a server where the bot is not; people may have installed it for themselves. */
  addForeignChannel(name: string): StoredChannel;
  removeGuild(id: string): void;
  /** The channel's permissions change, and the bot hears of it. */
  deny(channel: StoredChannel, permissions: bigint): void;
  revokeToken(): void;
  /** The next connections to the gateway are refused, so many of them. */
  refuseConnections(times: number): void;
  /** Every gateway connection breaks, sessions known or not. */
  dropAll(): void;
  /** Resolves once so many requests that match were answered in all. */
  reached(match: string | RegExp, times?: number): Promise<void>;
  /** Resolves once everything sent over the gateway so far has been dealt with: a press made after it was answered. */
  settled(): Promise<void>;
  stop(): Promise<void>;
}

export interface ServerOptions {
  readonly nowMs?: () => number;
  readonly shards?: number;
  readonly heartbeatMs?: number;
  readonly channels?: readonly string[];
  /** Of its own making otherwise; given again, a new server takes the place of one that went away. */
  readonly port?: number;
}

export async function startDiscord(options: ServerOptions = {}): Promise<DiscordServer> {
  const nowMs = options.nowMs ?? Date.now;
  let token = "stand-in-token-of-a-bot-1234567890";
  const state = openState(nowMs);
  const faults = openFaults();
  const violations: string[] = [];
  const requests: string[] = [];
  const sockets = new Set<Socket>();
  const awaited = new Set<{ match: string | RegExp; times: number; resolve(): void }>();
  const violate = (request: string, complaints: readonly string[]) => {
    violations.push(...complaints.map((one) => `${request}: ${one}`));
  };
  const guild = state.addGuild("Study hall", options.channels ?? ["ml-daily", "general"]);
  let port = 0;
  const gatewayUrl = () => `ws://127.0.0.1:${port}`;
  const interactions = openInteractions({ state, nowMs, violate });
  const gateway = openGateway({
    state,
    token: () => token,
    url: gatewayUrl,
    heartbeatMs: () => options.heartbeatMs ?? 41_250,
    violate,
  });
  const rest = openRest({
    state,
    token: () => token,
    gateway: () => ({ url: gatewayUrl(), shards: options.shards ?? 1 }),
    faults,
    interactions,
    nowMs,
    violate,
    note: (request) => void requests.push(request),
  });
  const server = createServer((request, response) => {
    rest
      .handle(request, response)
      .catch((error: unknown) => {
        violate("stand-in", [String(error)]);
        response.destroy();
      })
      .finally(() => {
        for (const one of [...awaited]) if (countOf(one.match) >= one.times) one.resolve();
      });
  });
  server.keepAliveTimeout = 60_000;
  let refusals = 0;
  server.on("upgrade", (request, stream) => {
    if (refusals > 0) {
      refusals -= 1;
      gateway.refused();
      stream.end("HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\n\r\n");
      return;
    }
    const socket = acceptSocket(request, stream);
    sockets.add(socket);
    socket.onEnd(() => sockets.delete(socket));
    gateway.accept(socket);
  });
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, "127.0.0.1", resolve));
  port = (server.address() as AddressInfo).port;
  let people = 0;

  function countOf(match: string | RegExp): number {
    return requests.filter((one) => (typeof match === "string" ? one.includes(match) : match.test(one))).length;
  }
  function reached(match: string | RegExp, times = 1): Promise<void> {
    if (countOf(match) >= times) return Promise.resolve();
    return new Promise((resolve) => {
      const one = {
        match,
        times,
        resolve() {
          awaited.delete(one);
          resolve();
        },
      };
      awaited.add(one);
    });
  }
  function newMember(name: string, manages: boolean): DiscordMember {
    people += 1;
    const id = String(200_000_000_000_000_000n + BigInt(people));
    const filesUrl = `http://127.0.0.1:${port}/attachments`;
    return openMember({ id, name, manages, guild, state, gateway, interactions, nowMs, violate, filesUrl });
  }

  return {
    apiUrl: `http://127.0.0.1:${port}/api`,
    get token() {
      return token;
    },
    state,
    faults,
    gateway,
    violations,
    requests,
    guild,
    channel(name) {
      const found = [...state.channels.values()].find((one) => one.name === name);
      if (!found) throw new Error(`there is no channel ${name}`);
      return found;
    },
    upload(name, bytes) {
      const id = state.snowflake();
      state.uploads.set(id, { name, bytes: Buffer.from(bytes) });
      return id;
    },
    member: (name, { manages = false } = {}) => newMember(name, manages),
    addGuild(name, channels) {
      const made = state.addGuild(name, channels);
      gateway.dispatch(made.id, "GUILD_CREATE", guildData(state, made));
      return made;
    },
    addForeignChannel: (name) => state.addChannel({ name, guild: state.snowflake(), type: 0 }),
    removeGuild(id) {
      state.guilds.delete(id);
      gateway.dispatch(id, "GUILD_DELETE", { id });
    },
    deny(channel, permissions) {
      channel.denied = permissions;
      const data: Json = {
        id: channel.id,
        type: 0,
        name: channel.name,
        position: 0,
        guild_id: channel.guild,
        permission_overwrites: [{ id: channel.guild, type: 0, allow: "0", deny: String(permissions) }],
      };
      gateway.dispatch(channel.guild, "CHANNEL_UPDATE", data);
    },
    revokeToken() {
      token = `${token}-new`;
    },
    refuseConnections(times) {
      refusals = times;
    },
    dropAll() {
      for (const socket of sockets) socket.drop();
    },
    reached,
    async settled() {
      await newMember("Probe", false).type("study", "topic", "x");
    },
    async stop() {
      for (const socket of sockets) socket.drop();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
