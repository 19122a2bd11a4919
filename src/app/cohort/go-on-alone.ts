import { and, eq, inArray, isNull, or, sql } from "drizzle-orm";
import { roadmapWeeks } from "../../core/curriculum/pace.ts";
import type { LearnerId } from "../../core/ids.ts";
import { addDays, localTimeOf } from "../../core/study-day.ts";
import { type Cohort, readPauses } from "../../db/cohorts.ts";
import type { Database } from "../../db/database.ts";
import { learners } from "../../db/schema/index.ts";
import { cohortWeek } from "../study/reach.ts";

/** For those whom the group is over for: their new cards go on, alone, from the week it has reached. */
export async function goOnAlone(
  tx: Database,
  cohort: Cohort,
  learnerIds: readonly LearnerId[],
  nowMs: number,
): Promise<void> {
  const today = localTimeOf(nowMs, cohort.zone).day;
  const week = Math.min(roadmapWeeks, Math.max(1, cohortWeek(cohort, await readPauses(tx, cohort.id), today)));
  const start = addDays(today, -7 * (week - 1));
  await tx
    .update(learners)
    // Who had gone further alone stays there.
    .set({
      soloTrack: cohort.track,
      soloStart: sql`least(coalesce(${learners.soloStart}, ${start}::date), ${start}::date)`,
    })
    .where(
      and(inArray(learners.id, [...learnerIds]), or(isNull(learners.soloTrack), eq(learners.soloTrack, cohort.track))),
    );
}
