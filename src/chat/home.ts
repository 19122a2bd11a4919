import type { Chat } from "./chat.ts";
import { nothing, type Reply } from "./event.ts";

/** The platform's home of the bot was opened (S3). */
export async function home(_chat: Chat): Promise<Reply> {
  return nothing;
}
