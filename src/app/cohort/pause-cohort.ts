import { and, eq } from "drizzle-orm";
import type { CohortId, StudyDay } from "../../core/ids.ts";
import { momentOn } from "../../core/schedule.ts";
import { addDays, localTimeOf } from "../../core/study-day.ts";
import { type Cohort, readPauses } from "../../db/cohorts.ts";
import { oweDeliveries, wantShown } from "../../db/deliveries.ts";
import { type Place, readPlaces } from "../../db/places.ts";
import { cohortPauses, cohorts } from "../../db/schema/index.ts";
import type { AppContext } from "../context.ts";

export type PausePlanned =
  | { readonly kind: "planned" }
  | { readonly kind: "overlaps"; readonly from: StudyDay; readonly to: StudyDay | null }
  | { readonly kind: "too-many" };

const mostPauses = 10;

/**
 * Plans a time off, both days included, and the note in the channel that says so: at once if it has begun, else in
 * place of its first question. The same pause again is the same pause.
 */
export async function planPause(
  ctx: AppContext,
  cohort: Cohort,
  from: StudyDay,
  until: StudyDay,
): Promise<PausePlanned> {
  const nowMs = ctx.clock.nowMs();
  return ctx.db.transaction(async (tx) => {
    await tx.select({ id: cohorts.id }).from(cohorts).where(eq(cohorts.id, cohort.id)).for("update");
    const pauses = await readPauses(tx, cohort.id);
    if (pauses.some((one) => one.from === from && one.to === until)) return { kind: "planned" };
    const other = pauses.find((one) => one.from <= until && (one.to === null || one.to >= from));
    if (other) return { kind: "overlaps", from: other.from, to: other.to };
    const today = localTimeOf(nowMs, cohort.zone).day;
    const ahead = pauses.filter(({ to }) => to === null || to >= today);
    if (ahead.length >= mostPauses) return { kind: "too-many" };
    await tx.insert(cohortPauses).values({ cohortId: cohort.id, fromDay: from, untilDay: until });
    const placed = await readPlaces(tx, cohort.id);
    const start = momentOn({ time: cohort.dailyTime, days: [], zone: cohort.zone }, from);
    await oweDeliveries(
      tx,
      placed.map((place) => ({
        key: noteKey(cohort.id, from, until, place),
        kind: "pause-note",
        platform: place.platform,
        to: { placeId: place.id },
        cohortId: cohort.id,
        subject: { from, until },
        dueAtMs: from <= today ? nowMs : start,
      })),
    );
    return { kind: "planned" };
  });
}

/** Ends what lasts today, as of yesterday; false if nothing does. Pauses still to come stay. */
export async function resumeCohort(ctx: AppContext, cohort: Cohort): Promise<boolean> {
  const nowMs = ctx.clock.nowMs();
  const today = localTimeOf(nowMs, cohort.zone).day;
  return ctx.db.transaction(async (tx) => {
    const pauses = await readPauses(tx, cohort.id);
    const lasting = pauses.filter(({ from, to }) => from <= today && to !== null && to >= today);
    const placed = await readPlaces(tx, cohort.id);
    for (const { from, to } of lasting) {
      const it = and(eq(cohortPauses.cohortId, cohort.id), eq(cohortPauses.fromDay, from));
      if (from === today) await tx.delete(cohortPauses).where(it);
      else
        await tx
          .update(cohortPauses)
          .set({ untilDay: addDays(today, -1) })
          .where(it);
      await wantShown(
        tx,
        placed.map((place) => noteKey(cohort.id, from, to ?? from, place)),
        nowMs,
      );
    }
    return lasting.length > 0;
  });
}

/** Takes a pause out that has not begun; one that has is ended today. */
export async function removePause(ctx: AppContext, cohort: Cohort, from: StudyDay): Promise<void> {
  const today = localTimeOf(ctx.clock.nowMs(), cohort.zone).day;
  if (from <= today) {
    const pauses = await readPauses(ctx.db, cohort.id);
    const lasts = pauses.some((one) => one.from === from && one.to !== null && one.to >= today);
    if (lasts) await resumeCohort(ctx, cohort);
    return;
  }
  await ctx.db.delete(cohortPauses).where(and(eq(cohortPauses.cohortId, cohort.id), eq(cohortPauses.fromDay, from)));
}

/** Whether a pause still stands as it was planned: what its note in the channel says. */
export async function pauseStands(
  ctx: AppContext,
  cohortId: CohortId,
  pause: { readonly from: StudyDay; readonly until: StudyDay },
): Promise<boolean> {
  const pauses = await readPauses(ctx.db, cohortId);
  return pauses.some(({ from, to }) => from === pause.from && to === pause.until);
}

function noteKey(cohortId: CohortId, from: StudyDay, until: StudyDay, place: Place): string {
  return `pause:${cohortId}:${from}:${until}:${place.id}`;
}
