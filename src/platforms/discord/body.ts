import { MessageFlags } from "discord.js";
import type { Rendered } from "./render/message.ts";

/** What is sent: the JSON body, and the files it names. */
export interface Sent {
  readonly body: MessageBody;
  readonly files: { name: string; data: Buffer }[];
}
export interface MessageBody {
  readonly flags: number;
  readonly allowed_mentions: { readonly parse: readonly never[] };
  readonly components: Rendered["components"];
  readonly attachments: readonly { id: string; filename: string; description?: string }[];
  readonly nonce?: string;
  readonly enforce_nonce?: true;
}

/** Nobody is ever pinged. An edit names the files it brings: earlier ones go. */
export function messageBody(rendered: Rendered, options: { ephemeral?: boolean; nonce?: string } = {}): Sent {
  const { ephemeral = false, nonce } = options;
  return {
    body: {
      flags: MessageFlags.IsComponentsV2 | (ephemeral ? MessageFlags.Ephemeral : 0),
      allowed_mentions: { parse: [] },
      components: rendered.components,
      attachments: rendered.files.map(({ name, description }, index) => ({
        id: String(index),
        filename: name,
        ...(description === "" ? {} : { description }),
      })),
      ...(nonce === undefined ? {} : { nonce, enforce_nonce: true }),
    },
    files: rendered.files.map(({ name, data }) => ({ name, data })),
  };
}
