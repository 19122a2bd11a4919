/** What the stand-in Slack holds. */
export type Json = Record<string, unknown>;

export interface Message {
  readonly ts: string;
  readonly channel: string;
  readonly team: string;
  readonly thread: string | null;
  text: string;
  blocks: Json[];
  readonly metadata: Json | null;
  edits: number;
}
export interface Ephemeral {
  readonly channel: string;
  readonly user: string;
  readonly text: string;
  readonly blocks: Json[];
  readonly ts: string;
  readonly responseUrl: boolean;
}
export interface ShownView {
  readonly id: string;
  readonly team: string;
  readonly user: string;
  readonly previous: string | null;
  view: Json;
  closed: boolean;
}
export interface Channel {
  readonly id: string;
  readonly name: string;
  readonly isPrivate?: boolean;
  isMember: boolean;
  isArchived: boolean;
}
export interface User {
  readonly id: string;
  readonly name: string;
  readonly tz: string;
  readonly isAdmin: boolean;
}
export interface Team {
  readonly id: string;
  readonly botUserId: string;
  readonly token: string;
  /** Set: every call with its token fails with this code. */
  dead: string | null;
  readonly channels: Map<string, Channel>;
  readonly users: Map<string, User>;
  readonly homes: Map<string, Json>;
}

export interface Fault {
  readonly method: string;
  /** `429`; `500`; `lost`: done, but the answer never comes; `reset`: not done, the connection breaks; else Slack's error code. */
  readonly as: string;
  readonly retryAfter?: number;
  /** Calls to let through before it strikes. */
  skip?: number;
}

export interface State {
  readonly teams: Map<string, Team>;
  readonly messages: Message[];
  readonly ephemerals: Ephemeral[];
  readonly views: Map<string, ShownView>;
  readonly triggers: Map<
    string,
    { readonly team: string; readonly user: string; readonly madeAt: number; used: boolean }
  >;
  readonly files: Map<string, { readonly name: string; bytes: number; done: boolean; channel: string | null }>;
  readonly faults: Fault[];
  readonly calls: { readonly method: string; readonly args: Json; readonly team: string }[];
  /** What a real Slack would not let pass. */
  readonly problems: string[];
  readonly scopesUsed: Set<string>;
  readonly nowMs: () => number;
  next(): number;
  /** Something happened: whoever waits looks again. */
  changed(): void;
}

export function directChannel(user: string): string {
  return `D${user.slice(1)}`;
}

/** Everything that can be pressed, from the blocks of a message or view. */
export function elementsOf(blocks: readonly Json[]): Json[] {
  return blocks.flatMap((block) => (block.type === "actions" ? (block.elements as Json[]) : []));
}

/** What a person reads. */
export function wordsOf(blocks: readonly Json[]): string {
  const found: string[] = [];
  const walk = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(walk);
    else if (typeof value === "object" && value !== null) {
      for (const [key, one] of Object.entries(value)) {
        if (key === "text" && typeof one === "string") found.push(one);
        else if (key === "alt_text" && typeof one === "string") found.push(`[picture: ${one}]`);
        else walk(one);
      }
    }
  };
  walk(blocks);
  return found.join("\n");
}
