import { blockFaults, viewFaults } from "./blocks.ts";
import { directChannel, type Json, type State, type Team } from "./state.ts";

/** The Web API's methods: what they need, check and do. An answer without `ok: false` is a success. */
export type Method = (state: State, team: Team, args: Json) => Json;

const error = (code: string, detail?: string): Json => ({
  ok: false,
  error: code,
  ...(detail ? { response_metadata: { messages: [detail] } } : {}),
});

/** Scopes of which one is enough, by method; what is not here needs none. */
export const scopesOf: Readonly<Record<string, (args: Json) => readonly string[]>> = {
  "chat.postMessage": () => ["chat:write"],
  "chat.update": () => ["chat:write"],
  "chat.postEphemeral": () => ["chat:write"],
  "conversations.open": () => ["im:write"],
  "users.info": () => ["users:read"],
  "files.getUploadURLExternal": () => ["files:write"],
  "files.completeUploadExternal": () => ["files:write"],
  "conversations.info": ({ channel }) => [byKind(String(channel), "read")],
  "conversations.history": ({ channel }) => [byKind(String(channel), "history")],
  "conversations.replies": ({ channel }) => [byKind(String(channel), "history")],
};

function byKind(channel: string, what: string): string {
  return `${channel.startsWith("D") ? "im" : channel.startsWith("G") ? "groups" : "channels"}:${what}`;
}

const known: Readonly<Record<string, readonly string[]>> = {
  "chat.postMessage": ["channel", "text", "blocks", "metadata", "thread_ts", "unfurl_links", "unfurl_media"],
  "chat.update": ["channel", "ts", "text", "blocks", "metadata"],
  "chat.postEphemeral": ["channel", "user", "text", "blocks", "thread_ts"],
};

export const methods: Readonly<Record<string, Method>> = {
  "auth.test": (_state, team) => ({ ok: true, team_id: team.id, user_id: team.botUserId, bot_id: "B1" }),
  "chat.postMessage": (state, team, args) => {
    const refused = writable(state, team, args) ?? contentFault(state, "chat.postMessage", args);
    if (refused) return refused;
    const channel = String(args.channel);
    const thread = args.thread_ts === undefined ? null : String(args.thread_ts);
    if (thread && !state.messages.some((one) => one.ts === thread && one.channel === channel))
      return error("thread_not_found");
    const message = {
      ts: stamp(state),
      channel,
      team: team.id,
      thread,
      text: String(args.text),
      blocks: args.blocks as Json[],
      metadata: (args.metadata as Json | undefined) ?? null,
      edits: 0,
    };
    state.messages.push(message);
    return { ok: true, channel, ts: message.ts };
  },
  "chat.update": (state, team, args) => {
    const refused = contentFault(state, "chat.update", args);
    if (refused) return refused;
    const message = state.messages.find(
      (one) => one.ts === args.ts && one.channel === args.channel && one.team === team.id,
    );
    if (!message) return error("message_not_found");
    message.text = String(args.text);
    message.blocks = args.blocks as Json[];
    message.edits++;
    return { ok: true, channel: message.channel, ts: message.ts };
  },
  "chat.postEphemeral": (state, team, args) => {
    const refused = writable(state, team, args) ?? contentFault(state, "chat.postEphemeral", args);
    if (refused) return refused;
    state.ephemerals.push({
      channel: String(args.channel),
      user: String(args.user),
      text: String(args.text),
      blocks: args.blocks as Json[],
      ts: stamp(state),
      responseUrl: false,
    });
    return { ok: true, message_ts: stamp(state) };
  },
  "chat.getPermalink": (state, _team, { channel, message_ts }) =>
    state.messages.some((one) => one.ts === message_ts)
      ? {
          ok: true,
          permalink: `https://home.slack.com/archives/${String(channel)}/p${String(message_ts).replace(".", "")}`,
        }
      : error("message_not_found"),
  "conversations.open": (_state, team, { users }) => {
    const user = team.users.get(String(users));
    return user ? { ok: true, channel: { id: directChannel(user.id) } } : error("user_not_found");
  },
  "conversations.info": (_state, team, { channel }) => {
    const found = team.channels.get(String(channel));
    if (!found || (found.isPrivate && !found.isMember)) return error("channel_not_found");
    const { id, name, isMember, isArchived } = found;
    return { ok: true, channel: { id, name, is_member: isMember, is_archived: isArchived } };
  },
  "conversations.history": (state, team, args) => {
    const refused = readable(team, String(args.channel));
    if (refused) return refused;
    const own = state.messages.filter(
      ({ channel, thread, team: of }) => of === team.id && channel === args.channel && !thread,
    );
    return page(own.reverse(), args);
  },
  "conversations.replies": (state, team, args) => {
    const refused = readable(team, String(args.channel));
    if (refused) return refused;
    const own = state.messages.filter(
      ({ channel, ts, thread, team: of }) =>
        of === team.id && channel === args.channel && (ts === args.ts || thread === args.ts),
    );
    return own.length === 0 ? error("thread_not_found") : page(own, args);
  },
  "users.info": (_state, team, { user }) => {
    const found = team.users.get(String(user));
    if (!found) return error("user_not_found");
    const { id, name, tz, isAdmin } = found;
    return {
      ok: true,
      user: { id, name: name.toLowerCase(), real_name: name, tz, is_admin: isAdmin, profile: { display_name: name } },
    };
  },
  "views.open": (state, team, args) => openView(state, team, args, false),
  "views.push": (state, team, args) => openView(state, team, args, true),
  "views.update": (state, team, { view_id, view }) => {
    const shown = state.views.get(String(view_id));
    if (!shown || shown.closed || shown.team !== team.id) return error("not_found");
    const faults = viewFaults(view as Json, isFile(state));
    if (faults.length > 0) return invalid(state, "views.update", faults);
    shown.view = view as Json;
    return { ok: true, view: { ...(view as Json), id: shown.id } };
  },
  "views.publish": (state, team, { user_id, view }) => {
    if (!team.users.has(String(user_id))) return error("user_not_found");
    const faults = viewFaults(view as Json, isFile(state));
    if (faults.length > 0) return invalid(state, "views.publish", faults);
    team.homes.set(String(user_id), view as Json);
    return { ok: true, view: { id: `V${String(user_id)}HOME` } };
  },
  "files.completeUploadExternal": (state, _team, { files, channel_id }) => {
    for (const { id } of files as { id: string }[]) {
      const file = state.files.get(id);
      if (!file || file.bytes === 0) return error("file_not_found");
      file.done = true;
      file.channel = channel_id === undefined ? null : String(channel_id);
    }
    return { ok: true, files };
  },
};

function openView(state: State, team: Team, { trigger_id, view }: Json, over: boolean): Json {
  const trigger = state.triggers.get(String(trigger_id));
  if (!trigger || trigger.team !== team.id) return error("invalid_trigger_id");
  if (trigger.used) {
    state.problems.push("a trigger was used twice");
    return error("exchanged_trigger_id");
  }
  if (performance.now() - trigger.madeAt > 3_000) return error("expired_trigger_id");
  trigger.used = true;
  const faults = viewFaults(view as Json, isFile(state));
  if (faults.length > 0) return invalid(state, "views.open", faults);
  const below = [...state.views.values()].filter((one) => one.user === trigger.user && !one.closed).at(-1);
  if (!over) for (const one of state.views.values()) if (one.user === trigger.user) one.closed = true;
  if (over && !below) return error("not_found");
  const id = `V${state.next()}`;
  state.views.set(id, {
    id,
    team: team.id,
    user: trigger.user,
    previous: over ? (below?.id ?? null) : null,
    view: view as Json,
    closed: false,
  });
  return { ok: true, view: { ...(view as Json), id } };
}

function writable(state: State, team: Team, { channel, user }: Json): Json | null {
  const id = String(channel);
  if (id.startsWith("D")) {
    return [...team.users.keys()].some((one) => directChannel(one) === id) ? null : error("channel_not_found");
  }
  const found = team.channels.get(id);
  if (!found || (found.isPrivate && !found.isMember)) return error("channel_not_found");
  if (found.isArchived) return error("is_archived");
  if (!found.isMember) return error("not_in_channel");
  if (user !== undefined && !team.users.has(String(user))) return error("user_not_in_channel");
  void state;
  return null;
}

function readable(team: Team, channel: string): Json | null {
  if (channel.startsWith("D")) return null;
  const found = team.channels.get(channel);
  if (!found) return error("channel_not_found");
  return found.isMember ? null : error("not_in_channel");
}

function contentFault(state: State, method: string, args: Json): Json | null {
  const strange = Object.keys(args).filter((key) => !known[method]?.includes(key));
  if (strange.length > 0) state.problems.push(`${method}: unknown arguments ${strange.join(", ")}`);
  if (!args.text) {
    state.problems.push(`${method}: no top-level text`);
    return error("no_text");
  }
  const faults = blockFaults(args.blocks, "message", isFile(state));
  return faults.length > 0 ? invalid(state, method, faults) : null;
}

function invalid(state: State, method: string, faults: readonly string[]): Json {
  if (!faults.every((fault) => fault.includes("slack_file")))
    state.problems.push(...faults.map((fault) => `${method} ${fault}`));
  return error("invalid_blocks", faults.join("; "));
}

function isFile(state: State): (id: string) => boolean {
  return (id) => state.files.get(id)?.done === true;
}

/** Pages are short, so that nobody gets by without following cursors. */
const longestPage = 15;

function page(messages: State["messages"], args: Json): Json {
  const oldest = Number(args.oldest ?? 0);
  const all = messages.filter(({ ts }) => Number(ts) >= oldest);
  const from = Number(args.cursor ?? 0);
  const size = Math.min(Number(args.limit ?? 100), longestPage);
  const next = from + size < all.length ? String(from + size) : "";
  return {
    ok: true,
    messages: all.slice(from, from + size).map(({ ts, text, metadata }) => ({
      type: "message",
      ts,
      text,
      ...(args.include_all_metadata && metadata ? { metadata } : {}),
    })),
    response_metadata: { next_cursor: next },
  };
}

export function stamp(state: State): string {
  return `${Math.floor(state.nowMs() / 1_000)}.${String(state.next()).padStart(6, "0")}`;
}
