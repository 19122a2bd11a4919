import { type NoticeSubject, readNotice } from "../app/notices/read-notice.ts";
import { noticeView } from "../chat/views/notice.ts";
import type { DeliveryKind } from "./kind.ts";

/** Tells an organiser what is wrong with a group's posts (S40); edited once it is solved. */
export const notice: DeliveryKind = {
  name: "notice",
  async view(ctx, { cohortId, subject, state }) {
    if (cohortId === null) return null;
    const found = await readNotice(ctx, cohortId, subject as unknown as NoticeSubject);
    if (!found) return null;
    // Solved before it was told: nothing to tell.
    if (found.kind === "solved" && state !== "sent") return null;
    return noticeView(found);
  },
};
