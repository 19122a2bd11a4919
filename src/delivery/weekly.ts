import { readWeeklyPost } from "../app/leaderboard/read-weekly-post.ts";
import { weeklyPostView } from "../chat/views/weekly-post.ts";
import type { StudyDay } from "../core/ids.ts";
import { groupNameAt } from "./group-name.ts";
import type { DeliveryKind } from "./kind.ts";

/** The group's week in the channel: the goal and the first on the board (S31). */
export const weekly: DeliveryKind = {
  name: "weekly",
  async view(ctx, { cohortId, subject, placeId }) {
    const { date } = subject as { date: StudyDay };
    const post = cohortId === null ? null : await readWeeklyPost(ctx, cohortId, date);
    return post && weeklyPostView(post, await groupNameAt(ctx, { placeId }, post.cohort.name));
  },
};
