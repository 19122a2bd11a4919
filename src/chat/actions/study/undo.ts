import { nextStep } from "../../../app/study/next-step.ts";
import { undoReview } from "../../../app/study/undo-review.ts";
import type { ReviewId } from "../../../core/ids.ts";
import type { Chat } from "../../chat.ts";
import { replace } from "../../event.ts";
import type { View } from "../../view.ts";
import { nothingToUndoView, undoneView } from "../../views/undo.ts";
import type { Action } from "../action.ts";

/** Takes back the newest rating of the study day, or the one a button names. */
export async function undo(chat: Chat, reviewId?: ReviewId): Promise<View> {
  const reader = await chat.reader();
  const outcome = await undoReview(chat.ctx, {
    reader,
    eventKey: chat.eventKey,
    ...(reviewId === undefined ? {} : { reviewId }),
  });
  if (outcome.kind === "undone") return undoneView(outcome);
  return nothingToUndoView(outcome, await nextStep(chat.ctx, reader));
}

export const undoAction: Action = {
  name: "undo",
  answers: "update",
  async run(chat, press) {
    const reviewId = Number(press.object);
    return replace(await undo(chat, Number.isSafeInteger(reviewId) ? (reviewId as ReviewId) : undefined));
  },
};
