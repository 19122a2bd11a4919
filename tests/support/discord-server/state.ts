import type { Json } from "./check-component.ts";
import { list } from "./check-component.ts";

export interface StoredMessage {
  readonly id: string;
  readonly channel_id: string;
  readonly author: { readonly id: string; readonly bot: boolean };
  flags: number;
  components: Json[];
  content: string;
  attachments: Json[];
  readonly nonce: string | null;
  readonly sentMs: number;
  edits: number;
  /** The person who alone sees it. */
  readonly onlyFor: string | null;
}

export interface StoredChannel {
  readonly id: string;
  readonly type: number;
  readonly name: string;
  readonly guild: string | null;
  readonly parent: string | null;
  messages: StoredMessage[];
  /** Error to every request about it: 50001, 50013, 10003. */
  refusal: number | null;
  /** Permissions the bot lacks in it, as bits. */
  denied: bigint;
  /** Of a direct message: the person. */
  readonly recipient: string | null;
}

export interface StoredGuild {
  readonly id: string;
  readonly name: string;
  readonly owner: string;
  systemChannel: string | null;
}

/** What the stand-in remembers; ids count up within each millisecond, as Discord's do. */
export function openState(nowMs: () => number) {
  let increment = 0n;
  const channels = new Map<string, StoredChannel>();
  const guilds = new Map<string, StoredGuild>();

  function snowflake(atMs = nowMs()): string {
    increment += 1n;
    return ((BigInt(Math.floor(atMs) - 1_420_070_400_000) << 22n) + (increment & 0x3fffffn)).toString();
  }

  return {
    applicationId: "100000000000000001",
    channels,
    guilds,
    closed: new Set<string>(),
    /** By what a message is known to those who read the channel. Discord documents the ids of components, not the nonce. */
    givesBack: "ids" as "ids" | "nonce",
    /** What people handed in with forms, by its id. */
    uploads: new Map<string, { readonly name: string; readonly bytes: Buffer }>(),
    commands: new Map<string, Json[]>(),
    snowflake,
    addGuild(name: string, channelNames: readonly string[]): StoredGuild {
      const id = snowflake();
      const made = channelNames.map((one) => addChannel({ name: one, guild: id, type: 0 }));
      const guild = { id, name, owner: snowflake(), systemChannel: made[0]?.id ?? null };
      guilds.set(id, guild);
      return guild;
    },
    addChannel,
    message(channel: StoredChannel, message: Omit<StoredMessage, "id" | "channel_id" | "author" | "sentMs" | "edits">) {
      const made: StoredMessage = {
        id: snowflake(),
        channel_id: channel.id,
        author: { id: "100000000000000001", bot: true },
        sentMs: nowMs(),
        edits: 0,
        ...message,
        components: withIds(message.components),
      };
      channel.messages.push(made);
      return made;
    },
  };

  function addChannel(wish: {
    name: string;
    guild: string | null;
    type: number;
    id?: string;
    recipient?: string;
    parent?: string;
  }) {
    const channel: StoredChannel = {
      id: wish.id ?? snowflake(),
      type: wish.type,
      name: wish.name,
      guild: wish.guild,
      parent: wish.parent ?? null,
      messages: [],
      refusal: null,
      denied: 0n,
      recipient: wish.recipient ?? null,
    };
    channels.set(channel.id, channel);
    return channel;
  }
}

export type State = ReturnType<typeof openState>;

/** Components that brought no id, or 0, get the next free number; ids that were sent stay. */
export function withIds(components: readonly Json[]): Json[] {
  const taken = new Set<unknown>();
  const note = (one: Json): void => {
    if (one.id) taken.add(one.id);
    list(one.components).forEach(note);
  };
  components.forEach(note);
  let next = 0;
  const give = (one: Json): Json => {
    let id = one.id;
    if (!id) {
      do next += 1;
      while (taken.has(next));
      id = next;
    }
    const made: Json = { ...one, id };
    return Array.isArray(one.components) ? { ...made, components: list(one.components).map(give) } : made;
  };
  return components.map(give);
}

/** A message as Discord gives it to those who read it; the nonce is usually not among it. */
export function shownMessage(message: StoredMessage, givesBack: State["givesBack"] = "ids"): Json {
  const { id, channel_id, author, flags, components, content, attachments, sentMs } = message;
  return {
    id,
    channel_id,
    author: { ...author, username: "interleave", discriminator: "0000", global_name: null, avatar: null },
    flags,
    components: givesBack === "ids" ? components : components.map(({ id: _id, ...one }) => one),
    ...(givesBack === "nonce" ? { nonce: message.nonce } : {}),
    content,
    attachments,
    embeds: [],
    mentions: [],
    mention_roles: [],
    mention_everyone: false,
    pinned: false,
    tts: false,
    type: 0,
    timestamp: new Date(sentMs).toISOString(),
    edited_timestamp: message.edits > 0 ? new Date(sentMs).toISOString() : null,
  };
}
