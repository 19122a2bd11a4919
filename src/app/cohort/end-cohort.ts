import { and, eq, inArray, isNull, or, sql } from "drizzle-orm";
import { roadmapWeeks } from "../../core/curriculum/pace.ts";
import { addDays, localTimeOf } from "../../core/study-day.ts";
import { type Cohort, readPauses } from "../../db/cohorts.ts";
import type { Database } from "../../db/database.ts";
import { cohorts, learners, memberships } from "../../db/schema/index.ts";
import { stopCohortSchedules } from "../schedules/set-schedule.ts";
import { cohortWeek } from "../study/reach.ts";

/**
 * The group is over: nothing comes due for it any more. Its members keep all that is theirs and go on alone from the
 * week the group has reached. Over already: nothing changes.
 */
export async function endCohort(tx: Database, cohort: Cohort, nowMs: number): Promise<void> {
  const [ended] = await tx
    .update(cohorts)
    .set({ state: "ended" })
    .where(and(eq(cohorts.id, cohort.id), eq(cohorts.state, "active")))
    .returning({ id: cohorts.id });
  if (!ended) return;
  await stopCohortSchedules(tx, cohort.id, nowMs);
  const today = localTimeOf(nowMs, cohort.zone).day;
  const week = Math.min(roadmapWeeks, Math.max(1, cohortWeek(cohort, await readPauses(tx, cohort.id), today)));
  const start = addDays(today, -7 * (week - 1));
  const members = tx
    .select({ id: memberships.learnerId })
    .from(memberships)
    .where(and(eq(memberships.cohortId, cohort.id), isNull(memberships.leftAt)));
  await tx
    .update(learners)
    // Who had gone further alone stays there.
    .set({
      soloTrack: cohort.track,
      soloStart: sql`least(coalesce(${learners.soloStart}, ${start}::date), ${start}::date)`,
    })
    .where(and(inArray(learners.id, members), or(isNull(learners.soloTrack), eq(learners.soloTrack, cohort.track))));
}
