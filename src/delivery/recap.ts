import { readSharedAnswers } from "../app/daily/read-recap.ts";
import { sharedAnswersView } from "../chat/views/recap.ts";
import type { DailyQuestionId } from "../core/ids.ts";
import { messageOf } from "../db/deliveries.ts";
import type { DeliveryKind } from "./kind.ts";

/** The answers people chose to share, in the thread under the question (S23). The recap itself is an edit of the post. */
export const recap: DeliveryKind = {
  name: "recap",
  async view(ctx, { subject, state }) {
    const { dailyQuestionId } = subject as { dailyQuestionId: DailyQuestionId };
    const shared = await readSharedAnswers(ctx, dailyQuestionId);
    return shared.length > 0 || state === "sent" ? sharedAnswersView(shared) : null;
  },
  async under(ctx, { subject }) {
    return messageOf(ctx.db, (subject as { post: string }).post);
  },
};
