import { readHome } from "../app/cohort/read-home.ts";
import type { Chat } from "./chat.ts";
import { type Reply, replace } from "./event.ts";
import { homeView } from "./views/home.ts";

/** The platform's home of the bot was opened (S3). */
export async function home(chat: Chat): Promise<Reply> {
  return replace(homeView(await readHome(chat.ctx, await chat.reader())));
}
