import { and, eq } from "drizzle-orm";
import type { PaceWeeks } from "../../core/curriculum/pace.ts";
import type { CohortId, PlaceId, StudyDay } from "../../core/ids.ts";
import { reopenPlace } from "../../db/blocked-places.ts";
import type { Cohort } from "../../db/cohorts.ts";
import type { Database } from "../../db/database.ts";
import { cohorts, places } from "../../db/schema/index.ts";
import type { AppContext } from "../context.ts";
import type { NextDue } from "../schedules/set-schedule.ts";
import type { DraftPlace } from "./draft.ts";
import { scheduleCohort } from "./start-cohort.ts";

export interface CohortChange {
  readonly name?: string;
  readonly firstDay?: StudyDay;
  readonly zone?: string;
  readonly dailyTime?: string;
  readonly dailyDays?: number[];
  readonly checkInDay?: number;
  readonly paceWeeks?: PaceWeeks;
}

export interface CohortChanged {
  readonly cohort: Cohort;
  /** Null: nothing that moves a post was changed. */
  readonly next: NextDue | null;
}

/** Changes a cohort, and with it what comes due. `place`: where it goes on instead of its place on that platform. */
export async function changeCohort(
  ctx: AppContext,
  id: CohortId,
  change: CohortChange,
  place: DraftPlace | null,
): Promise<CohortChanged> {
  const nowMs = ctx.clock.nowMs();
  return ctx.db.transaction(async (tx) => {
    const [before] = await tx.select().from(cohorts).where(eq(cohorts.id, id)).for("update");
    if (!before) throw new Error("a cohort vanished while it was changed");
    const values = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
    if (place) await movePlace(tx, id, place, ctx.random.id() as PlaceId, nowMs);
    if (Object.keys(values).length === 0) return { cohort: before, next: null };
    const [cohort] = await tx.update(cohorts).set(values).where(eq(cohorts.id, id)).returning();
    if (!cohort) throw new Error("a cohort vanished while it was changed");
    const next = movesPosts(before, cohort) ? await scheduleCohort(tx, cohort, nowMs) : null;
    return { cohort, next };
  });
}

function movesPosts(before: Cohort, after: Cohort): boolean {
  const of = ({ zone, firstDay, dailyTime, dailyDays, checkInDay }: Cohort) =>
    JSON.stringify([zone, firstDay, dailyTime, dailyDays, checkInDay]);
  return of(before) !== of(after);
}

/** The place on that platform and workspace is left, and the new channel taken (again, if it was there before). */
async function movePlace(tx: Database, cohortId: CohortId, to: DraftPlace, id: PlaceId, nowMs: number): Promise<void> {
  await tx
    .update(places)
    .set({ state: "left" })
    .where(and(eq(places.cohortId, cohortId), eq(places.platform, to.platform), eq(places.workspace, to.workspace)));
  const [place] = await tx
    .insert(places)
    .values({ id, cohortId, ...to, createdAt: nowMs })
    .onConflictDoUpdate({
      target: [places.cohortId, places.platform, places.workspace, places.channel],
      set: { state: "active", blockedReason: null },
    })
    .returning({ id: places.id });
  if (place) await reopenPlace(tx, place.id, nowMs);
}
