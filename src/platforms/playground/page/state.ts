import type { ClockState, ConversationId, Message, Person, Snapshot, StreamEvents } from "./protocol.ts";

/** What the page knows; changed by stream events only. */
export interface State {
  readonly snapshot: Omit<Snapshot, "messages">;
  readonly messages: ReadonlyMap<string, Message>;
  /** When the clock's `nowMs` arrived, by `performance.now()`. */
  readonly clockReadMs: number;
  /** Conversations with something that was not looked at. */
  readonly unread: ReadonlySet<ConversationId>;
}

export type Change = {
  [Name in keyof StreamEvents]: { readonly name: Name; readonly data: StreamEvents[Name] };
}[keyof StreamEvents];

export function fromSnapshot({ messages, ...snapshot }: Snapshot, readMs: number): State {
  return {
    snapshot,
    messages: new Map(messages.map((message) => [message.id, message])),
    clockReadMs: readMs,
    unread: new Set(),
  };
}

export function changed(state: State, change: Change, open: ConversationId, readMs: number): State {
  switch (change.name) {
    case "snapshot":
      return { ...fromSnapshot(change.data, readMs), unread: state.unread };
    case "message": {
      const isNew = !state.messages.has(change.data.id);
      const messages = new Map(state.messages).set(change.data.id, change.data);
      const { conversation } = change.data;
      const unread = isNew && conversation !== open ? new Set(state.unread).add(conversation) : state.unread;
      return { ...state, messages, unread };
    }
    case "gone": {
      const messages = new Map(state.messages);
      messages.delete(change.data.id);
      return { ...state, messages };
    }
    case "people":
      return { ...state, snapshot: { ...state.snapshot, people: change.data } };
    case "waiting":
      return { ...state, snapshot: { ...state.snapshot, waiting: change.data } };
    case "clock":
      return { ...state, snapshot: { ...state.snapshot, clock: change.data }, clockReadMs: readMs };
  }
}

export function looked(state: State, open: ConversationId): State {
  if (!state.unread.has(open)) return state;
  const unread = new Set(state.unread);
  unread.delete(open);
  return { ...state, unread };
}

export function me(state: State): Person {
  const { me: id, people } = state.snapshot;
  return people.find((person) => person.id === id) ?? { id, name: id, zone: "UTC" };
}

/** The product's time now. */
export function productTime(clock: ClockState, clockReadMs: number, nowMs: number): number {
  return clock.moving ? clock.nowMs : clock.nowMs + (nowMs - clockReadMs);
}

/** Messages of a conversation in order, each post followed by its thread. */
export function inConversation(state: State, conversation: ConversationId) {
  const all = [...state.messages.values()]
    .filter((message) => message.conversation === conversation)
    .sort((one, other) => one.position - other.position);
  const known = new Set(all.map((message) => message.id));
  const threads = new Map<string, Message[]>();
  for (const message of all) {
    if (message.thread === null || !known.has(message.thread)) continue;
    threads.set(message.thread, [...(threads.get(message.thread) ?? []), message]);
  }
  return all
    .filter((message) => message.thread === null || !known.has(message.thread))
    .map((message) => ({ message, thread: threads.get(message.id) ?? [] }));
}
