import { readGroup } from "../app/cohort/read-group.ts";
import { nextQuestionWords } from "../chat/views/cohort-facts.ts";
import { putBackView } from "../chat/views/welcome.ts";
import { readCohort } from "../db/cohorts.ts";
import type { DeliveryKind } from "./kind.ts";

/** Tells an organiser that the bot is back in the server and the group goes on (S40). */
export const putBack: DeliveryKind = {
  name: "put-back",
  async view(ctx, { cohortId }) {
    const cohort = cohortId && (await readCohort(ctx.db, cohortId));
    if (!cohort || cohort.state === "ended") return null;
    const group = await readGroup(ctx, cohort);
    return putBackView(cohort.id, cohort.name, nextQuestionWords(group));
  },
};
