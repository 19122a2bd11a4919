import { and, asc, eq, inArray } from "drizzle-orm";
import type { Pause } from "../core/curriculum/pace.ts";
import type { CohortId } from "../core/ids.ts";
import type { Cohort } from "./cohorts.ts";
import type { Database } from "./database.ts";
import type { Place } from "./places.ts";
import { cohortPauses, cohorts, places } from "./schema/index.ts";

/** A cohort as planning sees it. */
export interface CohortDue {
  readonly cohort: Cohort;
  readonly pauses: readonly Pause[];
  /** Those that may be written to. */
  readonly places: readonly Place[];
}

/** Many cohorts in three statements. */
export async function readCohortsDue(db: Database, ids: readonly CohortId[]): Promise<Map<CohortId, CohortDue>> {
  if (ids.length === 0) return new Map();
  const wanted = [...new Set(ids)];
  const found = new Map<CohortId, { cohort: Cohort; pauses: Pause[]; places: Place[] }>();
  for (const cohort of await db.select().from(cohorts).where(inArray(cohorts.id, wanted))) {
    found.set(cohort.id, { cohort, pauses: [], places: [] });
  }
  const pauses = await db.select().from(cohortPauses).where(inArray(cohortPauses.cohortId, wanted));
  for (const { cohortId, fromDay, untilDay } of pauses) {
    found.get(cohortId)?.pauses.push({ from: fromDay, to: untilDay });
  }
  const active = await db
    .select()
    .from(places)
    .where(and(inArray(places.cohortId, wanted), eq(places.state, "active")))
    .orderBy(asc(places.createdAt), asc(places.id));
  for (const place of active) found.get(place.cohortId)?.places.push(place);
  return found;
}
