import type { DailyQuestionId } from "../core/ids.ts";
import type { Chat } from "./chat.ts";
import { ratedView } from "./daily-screen.ts";
import { type Reply, replace } from "./event.ts";

/** What a rating given on the daily question's answer side leads to (S20). `notes` say what was different this time. */
export async function afterDailyRating(
  chat: Chat,
  dailyQuestionId: DailyQuestionId,
  notes: readonly string[] = [],
): Promise<Reply> {
  return replace(await ratedView(chat, dailyQuestionId, notes, false));
}
