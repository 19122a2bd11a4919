import type { CheckInOutcome } from "../../../app/check-in/read-check-in.ts";
import { hereOf } from "../../../app/study/study-day.ts";
import type { Chat } from "../../chat.ts";
import type { View } from "../../view.ts";
import { checkInView } from "../../views/check-in.ts";

/** `line`: what was just done. */
export async function showCheckIn(chat: Chat, outcome: CheckInOutcome, line: string | null = null): Promise<View> {
  const { learner } = await chat.reader();
  return checkInView(outcome, hereOf(chat.ctx, learner), line);
}
