import { createHash } from "node:crypto";

/** Reference of a message as the deliveries keep it: `channel/message/mark`. */
export interface MessageRef {
  readonly channel: string;
  readonly message: string;
  readonly mark: number;
}

interface MarkedMessage {
  readonly id: string;
  readonly channel_id: string;
  readonly components?: readonly { readonly id?: number }[];
}

export function messageRef(message: MarkedMessage): string {
  return `${message.channel_id}/${message.id}/${message.components?.[0]?.id ?? 0}`;
}

/** @throws Error for what this platform did not write. */
export function readRef(reference: string): MessageRef {
  const [, channel, message, mark] = /^(\d+)\/(\d+)\/(\d+)$/.exec(reference) ?? [];
  if (!channel || !message) throw new Error(`not a message of Discord: ${reference}`);
  return { channel, message, mark: Number(mark) };
}

/**
 * The mark of a delivery: the id of the message's container, 31 bits of the key's hash. Discord gives component ids
 * back with the message for as long as it stands, other than the nonce, so a message of ours is known by it a week
 * later. Never 0, which Discord would replace.
 */
export function markOf(key: string): number {
  return createHash("sha256").update(key).digest().readUInt32BE(0) >>> 1 || 1;
}

/** At most 25 characters; Discord remembers it for minutes. */
export function nonceOf(key: string): string {
  return createHash("sha256").update(key).digest("base64url").slice(0, 25);
}
