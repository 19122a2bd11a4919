import { and, eq } from "drizzle-orm";
import type { Cohort } from "../../db/cohorts.ts";
import { openQuestionsOf } from "../../db/daily-questions.ts";
import type { Database } from "../../db/database.ts";
import { readMembers } from "../../db/memberships.ts";
import { cohorts } from "../../db/schema/index.ts";
import { stopCohortSchedules } from "../schedules/set-schedule.ts";
import { goOnAlone } from "./go-on-alone.ts";
import { reviseInvitations } from "./join-cohort.ts";

/**
 * The group is over: nothing comes due for it any more, and its invitations say so. Its members keep all that is theirs
 * and go on alone from the week the group has reached. Over already: nothing changes.
 */
export async function endCohort(tx: Database, cohort: Cohort, nowMs: number): Promise<void> {
  const [ended] = await tx
    .update(cohorts)
    .set({ state: "ended" })
    .where(and(eq(cohorts.id, cohort.id), eq(cohorts.state, "active")))
    .returning({ id: cohorts.id });
  if (!ended) return;
  const open = await openQuestionsOf(tx, [cohort.id], nowMs);
  // An open question becomes a recap when it closes: its schedule comes due for that, and planning stops it then.
  await stopCohortSchedules(tx, cohort.id, nowMs, open.length > 0 ? ["weekly"] : ["daily", "weekly"]);
  await reviseInvitations(tx, cohort.id, nowMs);
  const members = await readMembers(tx, cohort.id);
  await goOnAlone(
    tx,
    cohort,
    members.map(({ learnerId }) => learnerId),
    nowMs,
  );
}
