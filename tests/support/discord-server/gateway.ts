import type { Json } from "./check-component.ts";
import type { State, StoredGuild } from "./state.ts";
import type { Socket } from "./websocket.ts";

interface Session {
  readonly id: string;
  readonly shard: number;
  readonly shards: number;
  sequence: number;
  /** Since the start, for a resume. */
  readonly sent: string[];
  socket: Socket | null;
  acknowledges: boolean;
}

export interface Gateway {
  accept(socket: Socket): void;
  /** Notes a connection that was not let in. */
  refused(): void;
  /** To the shard that looks after the guild; kept for a resume where nobody is connected. */
  dispatch(guild: string | null, event: string, data: unknown): void;
  readonly log: readonly string[];
  readonly identified: number;
  readonly resumed: number;
  connected(): number;
  /** Ends every connection: without a word, with a close code, or after "reconnect" (op 7) or "invalid session" (op 9). */
  end(
    how:
      | { readonly drop: true }
      | { readonly close: number }
      | { readonly op: 7 }
      | { readonly op: 9; readonly resumable: boolean },
  ): void;
  /** Stops acknowledging heartbeats: a connection that looks alive and is not. */
  playDead(): void;
  /** Resolves at the next of these. */
  next(what: "identified" | "resumed" | "refused"): Promise<void>;
  forgetSessions(): void;
  /** Hears every event, whether a bot is connected or not. */
  listen(listener: (event: string, data: unknown) => void): void;
}

const privileged = (1 << 1) | (1 << 8) | (1 << 15);

export function openGateway(parts: {
  state: State;
  token: () => string;
  url: () => string;
  heartbeatMs: () => number;
  violate: (request: string, complaints: readonly string[]) => void;
}): Gateway {
  const { state } = parts;
  const sessions = new Map<string, Session>();
  const log: string[] = [];
  const listeners: ((event: string, data: unknown) => void)[] = [];
  const waiting: { what: string; resolve: () => void }[] = [];
  let identified = 0;
  let resumed = 0;

  function happened(what: string): void {
    log.push(what);
    for (const one of waiting.splice(0)) {
      if (one.what === what) one.resolve();
      else waiting.push(one);
    }
  }

  function say(socket: Socket, op: number, d: unknown): void {
    socket.send(JSON.stringify({ op, d, s: null, t: null }));
  }

  function event(session: Session, t: string, d: unknown): void {
    session.sequence += 1;
    const text = JSON.stringify({ op: 0, t, s: session.sequence, d });
    session.sent.push(text);
    session.socket?.send(text);
  }

  function accept(socket: Socket): void {
    let session: Session | null = null;
    say(socket, 10, { heartbeat_interval: parts.heartbeatMs() });
    socket.onText((text) => {
      const { op, d } = JSON.parse(text) as { op: number; d: Json };
      switch (op) {
        case 1:
          if (session?.acknowledges !== false) say(socket, 11, null);
          break;
        case 2:
          session = identify(socket, d);
          break;
        case 6:
          session = resume(socket, d);
          break;
        case 3:
          break;
        default:
          parts.violate(`gateway op ${op}`, ["not known"]);
      }
    });
    socket.onEnd(() => {
      if (session?.socket === socket) session.socket = null;
    });
  }

  function identify(socket: Socket, d: Json): Session | null {
    if (d.token !== parts.token()) {
      socket.close(4004, "Authentication failed.");
      return null;
    }
    if ((Number(d.intents) & privileged) !== 0) {
      parts.violate("identify", ["a privileged intent"]);
      socket.close(4014, "Disallowed intent(s).");
      return null;
    }
    const [shard = 0, shards = 1] = Array.isArray(d.shard) ? d.shard.map(Number) : [];
    const session: Session = {
      id: `session${sessions.size + 1}`,
      shard,
      shards,
      sequence: 0,
      sent: [],
      socket,
      acknowledges: true,
    };
    sessions.set(session.id, session);
    identified += 1;
    const guilds = [...state.guilds.values()].filter((guild) => shardOf(guild.id, shards) === shard);
    const user = {
      id: state.applicationId,
      username: "interleave",
      discriminator: "0000",
      global_name: null,
      avatar: null,
      bot: true,
    };
    event(session, "READY", {
      v: 10,
      user,
      guilds: guilds.map(({ id }) => ({ id, unavailable: true })),
      session_id: session.id,
      resume_gateway_url: parts.url(),
      shard: [shard, shards],
      application: { id: state.applicationId, flags: 0 },
    });
    for (const guild of guilds) event(session, "GUILD_CREATE", guildData(state, guild));
    happened("identified");
    return session;
  }

  function resume(socket: Socket, d: Json): Session | null {
    const session = sessions.get(String(d.session_id));
    if (d.token !== parts.token()) {
      socket.close(4004, "Authentication failed.");
      return null;
    }
    if (!session) {
      say(socket, 9, false);
      return null;
    }
    session.socket = socket;
    session.acknowledges = true;
    for (const text of session.sent.slice(Number(d.seq))) socket.send(text);
    event(session, "RESUMED", {});
    resumed += 1;
    happened("resumed");
    return session;
  }

  return {
    accept,
    refused: () => happened("refused"),
    dispatch(guild, t, d) {
      for (const listener of listeners) listener(t, d);
      for (const session of sessions.values()) {
        if (session.shard === (guild === null ? 0 : shardOf(guild, session.shards))) event(session, t, d);
      }
    },
    log,
    get identified() {
      return identified;
    },
    get resumed() {
      return resumed;
    },
    connected: () => [...sessions.values()].filter(({ socket }) => socket !== null).length,
    end(how) {
      for (const { socket } of sessions.values()) {
        if (!socket) continue;
        if ("drop" in how) socket.drop();
        else if ("close" in how) socket.close(how.close);
        else say(socket, how.op, how.op === 9 ? how.resumable : null);
      }
    },
    playDead() {
      for (const session of sessions.values()) session.acknowledges = false;
    },
    next: (what) => new Promise((resolve) => waiting.push({ what, resolve })),
    forgetSessions: () => sessions.clear(),
    listen: (listener) => void listeners.push(listener),
  };
}

function shardOf(guild: string, shards: number): number {
  return Number((BigInt(guild) >> 22n) % BigInt(shards));
}

/** View Channel, Send Messages, Read Message History, Attach Files, Create Public Threads, Send Messages in Threads. */
const granted = (1n << 10n) | (1n << 11n) | (1n << 16n) | (1n << 15n) | (1n << 35n) | (1n << 38n);

export function guildData(state: State, guild: StoredGuild): Json {
  const member = {
    user: {
      id: state.applicationId,
      username: "interleave",
      discriminator: "0000",
      global_name: null,
      avatar: null,
      bot: true,
    },
    roles: [],
    joined_at: "2027-01-01T00:00:00.000Z",
    deaf: false,
    mute: false,
    flags: 0,
  };
  return {
    id: guild.id,
    name: guild.name,
    owner_id: guild.owner,
    system_channel_id: guild.systemChannel,
    unavailable: false,
    joined_at: "2027-01-01T00:00:00.000Z",
    large: false,
    member_count: 2,
    members: [member],
    roles: [
      {
        id: guild.id,
        name: "@everyone",
        permissions: String(granted),
        position: 0,
        color: 0,
        hoist: false,
        managed: false,
        mentionable: false,
        flags: 0,
      },
    ],
    channels: [...state.channels.values()]
      .filter((channel) => channel.guild === guild.id && channel.type === 0)
      .map((channel, position) => ({
        id: channel.id,
        type: 0,
        name: channel.name,
        position,
        guild_id: guild.id,
        permission_overwrites: [{ id: guild.id, type: 0, allow: "0", deny: String(channel.denied) }],
      })),
    threads: [],
    emojis: [],
    stickers: [],
    presences: [],
    voice_states: [],
    stage_instances: [],
    guild_scheduled_events: [],
    soundboard_sounds: [],
    features: [],
    preferred_locale: "en-US",
    premium_tier: 0,
    nsfw_level: 0,
    mfa_level: 0,
    verification_level: 0,
    default_message_notifications: 0,
    explicit_content_filter: 0,
    system_channel_flags: 0,
    afk_timeout: 0,
    premium_progress_bar_enabled: false,
  };
}
