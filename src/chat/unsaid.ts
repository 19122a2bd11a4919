import { tellUnsaid, type Unsaid } from "../app/notices/take-unsaid.ts";
import { errorText } from "../errors.ts";
import type { Chat } from "./chat.ts";
import type { Reply } from "./event.ts";
import { withUnsaid } from "./views/unsaid.ts";

/**
 * Puts what no direct message could tell somebody above their next private screen, once. A screen without room for it
 * is left as it is, and the next one tells.
 */
export async function tellOnScreen(chat: Chat, reply: Reply): Promise<Reply> {
  const isScreen = reply.kind === "replace" || (reply.kind === "show" && reply.private && !reply.hint);
  if (!isScreen || reply.view.tone === "error") return reply;
  const { view } = reply;
  try {
    const fits = (one: Unsaid) => withUnsaid(view, one) !== null;
    const unsaid = await tellUnsaid(chat.ctx, await chat.reader(), fits);
    return unsaid ? { ...reply, view: withUnsaid(view, unsaid) ?? view } : reply;
  } catch (error) {
    // What was asked for has been done, and is shown.
    chat.ctx.log.warn({ error: errorText(error) }, "what could not be sent was not told either");
    return reply;
  }
}
