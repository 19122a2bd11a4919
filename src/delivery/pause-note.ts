import { pauseStands } from "../app/cohort/pause-cohort.ts";
import { pauseNoteView } from "../chat/views/cohort-pause.ts";
import type { StudyDay } from "../core/ids.ts";
import { readCohort } from "../db/cohorts.ts";
import { groupNameAt } from "./group-name.ts";
import type { DeliveryKind } from "./kind.ts";

/** Tells a channel that its group has time off (S8); edited when the pause ends early. */
export const pauseNote: DeliveryKind = {
  name: "pause-note",
  async view(ctx, { cohortId, subject, state, placeId }) {
    const { from, until } = subject as { from: StudyDay; until: StudyDay };
    const cohort = cohortId && (await readCohort(ctx.db, cohortId));
    if (!cohort) return null;
    const stands = await pauseStands(ctx, cohort.id, { from, until });
    if (!stands && state !== "sent") return null;
    return pauseNoteView(until, stands, await groupNameAt(ctx, { placeId }, cohort.name));
  },
};
