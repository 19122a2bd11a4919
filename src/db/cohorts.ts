import { asc, eq } from "drizzle-orm";
import type { Pause } from "../core/curriculum/pace.ts";
import type { CohortId } from "../core/ids.ts";
import type { Database } from "./database.ts";
import { cohortPauses, cohorts } from "./schema/index.ts";

export type Cohort = typeof cohorts.$inferSelect;

export async function readCohort(db: Database, id: CohortId): Promise<Cohort | null> {
  const [row] = await db.select().from(cohorts).where(eq(cohorts.id, id));
  return row ?? null;
}

/** Oldest first. */
export async function readPauses(db: Database, id: CohortId): Promise<Pause[]> {
  return db
    .select({ from: cohortPauses.fromDay, to: cohortPauses.untilDay })
    .from(cohortPauses)
    .where(eq(cohortPauses.cohortId, id))
    .orderBy(asc(cohortPauses.fromDay));
}
