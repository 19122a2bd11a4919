import { and, eq } from "drizzle-orm";
import type { CohortId } from "../../core/ids.ts";
import { cohorts } from "../../db/schema/index.ts";
import type { AppContext } from "../context.ts";
import { stopCohortSchedules } from "../schedules/set-schedule.ts";

/** The group is over: nothing comes due for it any more. Ending it again changes nothing. */
export async function endGroup(ctx: AppContext, cohortId: CohortId): Promise<void> {
  const nowMs = ctx.clock.nowMs();
  await ctx.db.transaction(async (tx) => {
    await tx
      .update(cohorts)
      .set({ state: "ended" })
      .where(and(eq(cohorts.id, cohortId), eq(cohorts.state, "active")));
    await stopCohortSchedules(tx, cohortId, nowMs);
  });
}
