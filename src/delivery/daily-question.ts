import { isClosed, readPost } from "../app/daily/read-post.ts";
import { readRecap } from "../app/daily/read-recap.ts";
import { dailyPostView } from "../chat/views/daily-post.ts";
import { recapView } from "../chat/views/recap.ts";
import type { DailyQuestionId } from "../core/ids.ts";
import { localTimeOf } from "../core/study-day.ts";
import { groupNameAt } from "./group-name.ts";
import type { DeliveryKind } from "./kind.ts";

/** The question of the day (S17), whose count follows the answers; once it has closed, its recap (S22). */
export const dailyQuestion: DeliveryKind = {
  name: "daily-question",
  async view(ctx, { subject, state, placeId }) {
    const { dailyQuestionId, lateUntilMs } = subject as { dailyQuestionId?: DailyQuestionId; lateUntilMs?: number };
    if (!dailyQuestionId) return null;
    const post = await readPost(ctx, dailyQuestionId);
    if (!post) return null;
    const group = await groupNameAt(ctx, { placeId }, post.cohort.name);
    if (!isClosed(post.question, post.nowMs)) return dailyPostView(post, { lateUntilMs: lateUntilMs ?? null, group });
    // A place that was out of reach all day gets no question that is over.
    if (state !== "sent") return null;
    const recap = await readRecap(ctx, dailyQuestionId);
    return recap && recapView(recap, localTimeOf(post.nowMs, post.cohort.zone).day, { group });
  },
};
