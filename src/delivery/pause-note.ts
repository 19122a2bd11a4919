import { pauseStands } from "../app/cohort/pause-cohort.ts";
import { pauseNoteView } from "../chat/views/cohort-pause.ts";
import type { StudyDay } from "../core/ids.ts";
import type { DeliveryKind } from "./kind.ts";

/** Tells a channel that its group has time off (S8); edited when the pause ends early. */
export const pauseNote: DeliveryKind = {
  name: "pause-note",
  async view(ctx, { cohortId, subject, state }) {
    const { from, until } = subject as { from: StudyDay; until: StudyDay };
    const stands = cohortId !== null && (await pauseStands(ctx, cohortId, { from, until }));
    if (!stands && state !== "sent") return null;
    return pauseNoteView(until, stands);
  },
};
