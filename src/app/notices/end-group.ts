import { eq } from "drizzle-orm";
import type { CohortId } from "../../core/ids.ts";
import { cohorts } from "../../db/schema/index.ts";
import { endCohort } from "../cohort/end-cohort.ts";
import type { AppContext } from "../context.ts";

/** Ends a group for everybody in it. Ending it again changes nothing. */
export async function endGroup(ctx: AppContext, cohortId: CohortId): Promise<void> {
  const nowMs = ctx.clock.nowMs();
  await ctx.db.transaction(async (tx) => {
    const [cohort] = await tx.select().from(cohorts).where(eq(cohorts.id, cohortId)).for("update");
    if (cohort) await endCohort(tx, cohort, nowMs);
  });
}
