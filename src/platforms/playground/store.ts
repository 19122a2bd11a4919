import type { FilePart, Part, View } from "../../chat/view.ts";
import type { ConversationId, Person } from "./page/protocol.ts";

/**
 * What the playground keeps, behind functions that main hands in. Everything is held in memory while it runs; the
 * store makes it survive a restart.
 */
export interface PlaygroundStore {
  /** People in the order they came; the newest `most` messages, oldest first. Older private ones may be dropped for good. */
  load(most: number): Promise<{ readonly people: readonly Person[]; readonly messages: readonly StoredMessage[] }>;
  /** Does nothing when there is somebody of that id. */
  addPerson(person: Person): Promise<void>;
  changeZone(person: string, zone: string): Promise<void>;
  /** Position of the message; of the one that stands there already, with its id, when `key` was used before. */
  append(message: Omit<StoredMessage, "position">): Promise<{ readonly id: string; readonly position: number }>;
  change(id: string, content: StoredContent, editedAtMs: number): Promise<void>;
  remove(id: string): Promise<void>;
  keepFile(file: { readonly id: string; readonly name: string; readonly bytes: Uint8Array }): Promise<void>;
  file(id: string): Promise<{ readonly name: string; readonly bytes: Uint8Array } | null>;
}

export interface StoredMessage {
  readonly id: string;
  readonly position: number;
  readonly conversation: ConversationId;
  readonly author: string;
  /** The person who alone sees it; null: everybody in the conversation. */
  readonly onlyFor: string | null;
  readonly thread: string | null;
  readonly because: string | null;
  /** Idempotency key of a post; null for replies. */
  readonly key: string | null;
  readonly content: StoredContent;
  readonly atMs: number;
  readonly editedAtMs: number | null;
}

export type StoredContent =
  | { readonly kind: "words"; readonly text: string }
  | { readonly kind: "view"; readonly view: StoredView };

/** A view whose files lie in the store, so that it is JSON throughout. */
export type StoredView = Omit<View, "parts"> & { readonly parts: readonly StoredPart[] };
export type StoredPart =
  | Exclude<Part, FilePart>
  | { readonly kind: "file"; readonly name: string; readonly file: string; readonly sizeBytes: number };
