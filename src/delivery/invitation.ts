import { readInvitation } from "../app/cohort/join-cohort.ts";
import { invitationView } from "../chat/views/cohort-invitation.ts";
import { localTimeOf } from "../core/study-day.ts";
import type { DeliveryKind } from "./kind.ts";

/** The post in a channel where a group starts (S6). Its count follows those who join; over, it invites no more. */
export const invitation: DeliveryKind = {
  name: "invitation",
  async view(ctx, { cohortId, state }) {
    const found = cohortId && (await readInvitation(ctx, cohortId));
    if (!found) return null;
    const ended = found.cohort.state === "ended";
    if (ended && state !== "sent") return null;
    const { id, name, paceWeeks, firstDay, zone } = found.cohort;
    return invitationView({
      cohortId: id,
      ...{ name, paceWeeks, firstDay },
      trackTitle: found.trackTitle,
      today: localTimeOf(ctx.clock.nowMs(), zone).day,
      members: found.members,
      ended,
    });
  },
};
