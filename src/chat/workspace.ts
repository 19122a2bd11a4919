import type { Chat } from "./chat.ts";
import { nothing, type Reply, type WorkspaceEvent } from "./event.ts";

/** The bot was put somewhere, or taken away (S1, S40). */
export async function workspaceChanged(_chat: Chat, _event: WorkspaceEvent): Promise<Reply> {
  return nothing;
}
