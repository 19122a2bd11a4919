import type { View } from "../../chat/view.ts";
import type { Log } from "../../log.ts";
import { playgroundLimits } from "./limits.ts";
import type { Channel, ConversationId, Message, Person } from "./page/protocol.ts";
import type { Renderer } from "./render.ts";
import type { PlaygroundStore, StoredContent, StoredMessage, StoredPart, StoredView } from "./store.ts";
import type { Stream } from "./stream.ts";

export const channels: readonly Channel[] = [{ id: "ml-daily", name: "ml-daily" }];

/** Who is there from the first start: the newcomer's seat, and two members of the sample group. */
export const firstPeople = [
  { id: "robin", name: "Robin" },
  { id: "ann", name: "Ann" },
  { id: "ben", name: "Ben" },
] as const;

export interface NewMessage {
  readonly conversation: ConversationId;
  readonly author: string;
  readonly onlyFor: string | null;
  readonly thread: string | null;
  readonly because: string | null;
  readonly key: string | null;
  readonly content: StoredContent;
}

/** Who is there and what has been said: held in memory, written through to the store, told to the open pages. */
export interface Room {
  start(): Promise<void>;
  people(): readonly Person[];
  person(id: string): Person | null;
  /** Null: the name is taken up to case, or nothing is left of it, or the room is full. */
  addPerson(name: string, zone: string): Promise<Person | null>;
  /** The zone of the person's browser, which stands in their profile from now on. */
  setZone(person: string, zone: string): Promise<void>;
  /** Whether a conversation of that id exists and the person takes part in it. */
  mayEnter(conversation: ConversationId, person: string): boolean;
  message(id: string): StoredMessage | null;
  sees(person: string, message: StoredMessage): boolean;
  /** Rejects when it could not be stored. With a key used before: the message that stands. */
  append(message: NewMessage): Promise<StoredMessage>;
  /** Shown even if it could not be stored, which is then in the log: an answer about a broken database must arrive. */
  appendReply(message: NewMessage): Promise<StoredMessage>;
  /** Rejects when it could not be stored. */
  change(id: string, content: StoredContent): Promise<void>;
  changeReply(id: string, content: StoredContent): Promise<void>;
  remove(id: string): Promise<void>;
  /** Puts the view's files into the store. */
  storable(view: View): Promise<StoredView>;
  messagesFor(person: string): Promise<readonly Message[]>;
}

export function openRoom(parts: {
  store: PlaygroundStore;
  stream: Stream;
  renderer: Renderer;
  newId: () => string;
  nowMs: () => number;
  zone: string;
  log: Log;
}): Room {
  const { store, stream, renderer } = parts;
  const people = new Map<string, Person>();
  const messages = new Map<string, StoredMessage>();
  const byKey = new Map<string, string>();
  const shown = new WeakMap<StoredMessage, Promise<Message>>();

  function keep(message: StoredMessage): void {
    messages.set(message.id, message);
    if (message.key !== null) byKey.set(message.key, message.id);
    // Private screens go first: posts are edited long after they were made.
    for (const one of messages.values()) {
      if (messages.size <= playgroundLimits.keptMessages) break;
      if (one.key === null && one.id !== message.id) messages.delete(one.id);
    }
  }

  function show(message: StoredMessage): Promise<Message> {
    const made = shown.get(message) ?? renderMessage(renderer, message);
    shown.set(message, made);
    return made;
  }

  async function tell(message: StoredMessage): Promise<void> {
    const drawn = await show(message);
    // Changed again while its pictures were drawn: what came later is told instead.
    if (messages.get(message.id) !== message) return;
    stream.publish("message", drawn, (person) => sees(person, message));
  }

  function sees(person: string, message: StoredMessage): boolean {
    return message.onlyFor === null ? mayEnter(message.conversation, person) : message.onlyFor === person;
  }

  function mayEnter(conversation: ConversationId, person: string): boolean {
    if (conversation.startsWith("@")) return conversation === `@${person}` && people.has(person);
    return channels.some((channel) => channel.id === conversation);
  }

  function draft(message: NewMessage): Omit<StoredMessage, "position"> {
    return { ...message, id: parts.newId(), atMs: parts.nowMs(), editedAtMs: null };
  }

  function standing(key: string | null): StoredMessage | null {
    const id = key === null ? undefined : byKey.get(key);
    return (id !== undefined && messages.get(id)) || null;
  }

  async function append(message: NewMessage): Promise<StoredMessage> {
    const before = standing(message.key);
    if (before) return before;
    const fresh = draft(message);
    const place = await store.append(fresh);
    const during = messages.get(place.id);
    if (during) return during;
    const stored = { ...fresh, ...place };
    keep(stored);
    await tell(stored);
    return stored;
  }

  async function change(id: string, content: StoredContent): Promise<void> {
    const message = messages.get(id);
    if (!message) return;
    const changed = { ...message, content, editedAtMs: parts.nowMs() };
    await store.change(id, content, changed.editedAtMs);
    keep(changed);
    await tell(changed);
  }

  return {
    async start() {
      const loaded = await store.load(playgroundLimits.keptMessages);
      for (const person of loaded.people) people.set(person.id, person);
      for (const message of loaded.messages) keep(message);
      if (people.size > 0) return;
      for (const { id, name } of firstPeople) {
        const person = { id, name, zone: parts.zone };
        await store.addPerson(person);
        people.set(id, person);
      }
    },
    people: () => [...people.values()],
    person: (id) => people.get(id) ?? null,
    async addPerson(given, zone) {
      const name = cleanName(given);
      const taken = [...people.values()].some((person) => person.name.toLowerCase() === name.toLowerCase());
      if (name === "" || taken || people.size >= playgroundLimits.people) return null;
      const person = { id: personId(name, (id) => people.has(id)), name, zone };
      people.set(person.id, person);
      await store.addPerson(person);
      stream.publish("people", [...people.values()]);
      return person;
    },
    async setZone(id, zone) {
      const person = people.get(id);
      if (!person || person.zone === zone) return;
      people.set(id, { ...person, zone });
      await store.changeZone(id, zone);
      stream.publish("people", [...people.values()]);
    },
    mayEnter,
    message: (id) => messages.get(id) ?? null,
    sees,
    append,
    async appendReply(message) {
      try {
        return await append(message);
      } catch (error) {
        parts.log.warn({ error: String(error) }, "a private message is shown but could not be stored");
        const last = Math.max(0, ...[...messages.values()].map((one) => one.position));
        const unsaved = { ...draft(message), position: last + 0.001 };
        keep(unsaved);
        await tell(unsaved);
        return unsaved;
      }
    },
    change,
    async changeReply(id, content) {
      try {
        await change(id, content);
      } catch (error) {
        parts.log.warn({ error: String(error) }, "a changed private message is shown but could not be stored");
        const message = messages.get(id);
        if (!message) return;
        const changed = { ...message, content, editedAtMs: parts.nowMs() };
        keep(changed);
        await tell(changed);
      }
    },
    async remove(id) {
      const message = messages.get(id);
      if (!message) return;
      await store.remove(id);
      messages.delete(id);
      stream.publish("gone", { id }, (person) => sees(person, message));
    },
    async storable(view) {
      const all: StoredPart[] = [];
      for (const part of view.parts) {
        if (part.kind !== "file") {
          all.push(part);
          continue;
        }
        const file = { id: parts.newId(), name: part.name, bytes: part.bytes };
        await store.keepFile(file);
        all.push({ kind: "file", name: part.name, file: file.id, sizeBytes: part.bytes.byteLength });
      }
      return { ...view, parts: all };
    },
    async messagesFor(person) {
      const visible = [...messages.values()].filter((message) => sees(person, message));
      const counts = new Map<ConversationId, number>();
      const recent = visible
        .sort((one, other) => other.position - one.position)
        .filter((message) => {
          const count = (counts.get(message.conversation) ?? 0) + 1;
          counts.set(message.conversation, count);
          return count <= playgroundLimits.shownPerConversation;
        });
      return Promise.all(recent.reverse().map(show));
    },
  };
}

async function renderMessage(renderer: Renderer, message: StoredMessage): Promise<Message> {
  const { id, position, conversation, author, thread, because, atMs, content } = message;
  return {
    id,
    position,
    conversation,
    author,
    onlyYou: message.onlyFor !== null,
    thread,
    because,
    atMs,
    content: content.kind === "words" ? content : { kind: "view", view: await renderer.view(content.view) },
  };
}

function cleanName(given: string): string {
  const clean = given.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, " ").trim();
  return [...clean].slice(0, playgroundLimits.personName).join("");
}

function personId(name: string, taken: (id: string) => boolean): string {
  const base =
    name
      .normalize("NFD")
      .replace(/\p{M}/gu, "")
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, "-")
      .replace(/^-|-$/g, "") || "person";
  // `bot` is the author of what Interleave says.
  for (let number = 1; ; number += 1) {
    const id = number === 1 ? base : `${base}-${number}`;
    if (id !== "bot" && !taken(id)) return id;
  }
}
