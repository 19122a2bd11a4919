import { createHmac } from "node:crypto";
import type { Channel, Fault, Json, State, Team, User } from "./state.ts";
import { type SlackUser, slackUser } from "./user.ts";
import { late, openWire, type Wire } from "./wire.ts";

/** A strict Slack on 127.0.0.1: Web API, Socket Mode or signed requests to the app, and people who use it. */
export interface SlackServer {
  readonly state: State;
  readonly wire: Wire;
  readonly apiUrl: string;
  readonly appToken: string;
  readonly signingSecret: string;
  readonly home: Team;
  addTeam(id: string, token: string): Team;
  user(name: string, more?: Partial<User> & { team?: Team }): SlackUser;
  inject(fault: Fault): void;
  /** Events go as signed requests to this address instead of over the socket. */
  sendTo(url: string): void;
  deliver(kind: Delivery, payload: Json): Promise<Json>;
  /** A request to the app as it is, for wrong signatures. */
  request(body: string, headers: Record<string, string>): Promise<Response>;
  sign(body: string, atSeconds?: number): Record<string, string>;
  event(team: Team, event: Json, id?: string): Promise<Json>;
  /** Resolves as soon as the condition holds; rejects after some seconds, saying what it waited for. */
  until<Value>(what: string, look: () => Value | null | undefined | false): Promise<Value>;
  close(): Promise<void>;
}

export type Delivery = "slash_commands" | "interactive" | "events_api";

const startScopes = [
  "channels:history",
  "channels:read",
  "chat:write",
  "commands",
  "files:write",
  "groups:history",
  "groups:read",
  "im:history",
  "im:write",
  "users:read",
];

export async function openSlackServer(
  options: { nowMs?: () => number; scopes?: readonly string[] } = {},
): Promise<SlackServer> {
  let number = 100;
  const waiters = new Set<() => void>();
  const state: State = {
    teams: new Map(),
    messages: [],
    ephemerals: [],
    views: new Map(),
    triggers: new Map(),
    files: new Map(),
    faults: [],
    calls: [],
    problems: [],
    scopesUsed: new Set(),
    nowMs: options.nowMs ?? Date.now,
    next: () => ++number,
    changed: () => {
      for (const look of waiters) look();
    },
  };
  const wire = await openWire(state, 3_000);
  wire.scopes = new Set(options.scopes ?? startScopes);
  const signingSecret = "8f742231b10e8888abcd99yyyzzz85a5";
  let target: string | null = null;

  function addTeam(id: string, token: string): Team {
    const channels = new Map<string, Channel>();
    const general = { id: `C${id}1`, name: "ml-daily", isMember: true, isArchived: false };
    channels.set(general.id, general);
    const team: Team = { id, botUserId: `UBOT${id}`, token, dead: null, channels, users: new Map(), homes: new Map() };
    state.teams.set(id, team);
    return team;
  }

  function sign(body: string, atSeconds = Math.floor(Date.now() / 1_000)): Record<string, string> {
    const digest = createHmac("sha256", signingSecret).update(`v0:${atSeconds}:${body}`).digest("hex");
    return { "x-slack-request-timestamp": String(atSeconds), "x-slack-signature": `v0=${digest}` };
  }

  async function deliver(kind: Delivery, payload: Json): Promise<Json> {
    if (!target) return wire.send({ type: kind, payload, accepts_response_payload: kind !== "events_api" });
    const { body, type } = encode(kind, payload);
    const sent = fetch(target, { method: "POST", body, headers: { "content-type": type, ...sign(body) } });
    const answer = sent.then(async (response) => {
      if (response.status !== 200) state.problems.push(`${kind}: answered with ${response.status}`);
      const text = await response.text();
      return text ? (JSON.parse(text) as Json) : {};
    });
    const done = await late(answer, 3_000, state, kind);
    state.changed();
    return done;
  }

  const home = addTeam("T1", "xoxb-standin-home");
  const server: SlackServer = {
    state,
    wire,
    apiUrl: wire.url,
    appToken: wire.appToken,
    signingSecret,
    home,
    addTeam,
    user: (name, { team = home, ...more } = {}) => {
      const user: User = { id: `U${name.toUpperCase()}`, name, tz: "Europe/Berlin", isAdmin: true, ...more };
      team.users.set(user.id, user);
      return slackUser(server, team, user);
    },
    inject: (fault) => void state.faults.push({ ...fault }),
    sendTo(url) {
      target = url;
    },
    deliver,
    async request(body, headers) {
      if (!target) throw new Error("no address to send to");
      return fetch(target, {
        method: "POST",
        body,
        headers: { "content-type": "application/x-www-form-urlencoded", ...headers },
      });
    },
    sign,
    event: (team, event, id = `Ev${state.next()}`) =>
      deliver("events_api", {
        type: "event_callback",
        team_id: team.id,
        api_app_id: "A1",
        event_id: id,
        event_time: Math.floor(state.nowMs() / 1_000),
        authorizations: [{ team_id: team.id, user_id: team.botUserId, is_bot: true }],
        event,
      }),
    until(what, look) {
      return new Promise((resolve, reject) => {
        const check = () => {
          const value = look();
          if (!value) return;
          clearTimeout(timer);
          waiters.delete(check);
          resolve(value);
        };
        const timer = setTimeout(() => {
          waiters.delete(check);
          reject(new Error(`waited in vain for ${what}; problems: ${state.problems.join(" | ") || "none"}`));
        }, 8_000);
        waiters.add(check);
        check();
      });
    },
    close: () => wire.close(),
  };
  return server;
}

/** Events are JSON, commands a form, everything pressed a form with JSON in `payload`. */
export function encode(kind: Delivery, payload: Json): { body: string; type: string } {
  if (kind === "events_api") return { body: JSON.stringify(payload), type: "application/json" };
  const form = kind === "slash_commands" ? (payload as Record<string, string>) : { payload: JSON.stringify(payload) };
  return { body: new URLSearchParams(form).toString(), type: "application/x-www-form-urlencoded" };
}
