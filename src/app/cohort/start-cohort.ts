import { and, eq, sql } from "drizzle-orm";
import type { CohortId, LearnerId, PlaceId } from "../../core/ids.ts";
import { type Cohort, readCohort } from "../../db/cohorts.ts";
import type { Database } from "../../db/database.ts";
import { oweDeliveries } from "../../db/deliveries.ts";
import { cohortDrafts, cohorts, learners, memberships, places } from "../../db/schema/index.ts";
import type { AppContext } from "../context.ts";
import { type NextDue, setCohortSchedule } from "../schedules/set-schedule.ts";
import { type CohortDraft, type DraftPlace, readDraft } from "./draft.ts";
import { postsAfterMs } from "./outlook.ts";

export type Started =
  | { readonly kind: "started" | "already"; readonly cohort: Cohort }
  /** Name or channel are still missing. */
  | { readonly kind: "incomplete"; readonly draft: CohortDraft }
  | { readonly kind: "no-draft" };

/** Makes a cohort of the learner's draft, with its place, schedules and invitation. A second start finds it made. */
export async function startCohort(ctx: AppContext, learnerId: LearnerId, draftId: CohortId): Promise<Started> {
  const draft = await readDraft(ctx, learnerId);
  if (draft?.id !== draftId) return startedBefore(ctx, learnerId, draftId);
  if (draft.name === null || draft.place === null) return { kind: "incomplete", draft };
  const cohort = await insertCohort(ctx, learnerId, draft, draft.name, draft.place);
  return cohort ? { kind: "started", cohort } : startedBefore(ctx, learnerId, draftId);
}

/** The cohort that the learner's draft became. */
export async function startedBefore(
  ctx: AppContext,
  learnerId: LearnerId,
  id: CohortId,
): Promise<Exclude<Started, { kind: "started" | "incomplete" }>> {
  const cohort = await readCohort(ctx.db, id);
  return cohort?.createdBy === learnerId ? { kind: "already", cohort } : { kind: "no-draft" };
}

/** Null: another press was first. */
async function insertCohort(
  ctx: AppContext,
  learnerId: LearnerId,
  draft: CohortDraft,
  name: string,
  place: DraftPlace,
): Promise<Cohort | null> {
  const nowMs = ctx.clock.nowMs();
  const { id, track, firstDay, zone, paceWeeks, dailyTime, dailyDays, checkInDay } = draft;
  const placeId = ctx.random.id() as PlaceId;
  return ctx.db.transaction(async (tx) => {
    const [cohort] = await tx
      .insert(cohorts)
      .values({
        ...{ id, name, track, firstDay, zone, paceWeeks, dailyTime, dailyDays, checkInDay },
        createdBy: learnerId,
        createdAt: nowMs,
      })
      .onConflictDoNothing()
      .returning();
    if (!cohort) return null;
    await tx.insert(places).values({ id: placeId, cohortId: id, ...place, createdAt: nowMs });
    await tx.insert(memberships).values({ cohortId: id, learnerId, role: "organiser", joinedAt: nowMs });
    await takeCohortZone(tx, learnerId, zone);
    await scheduleCohort(tx, cohort, nowMs);
    await oweDeliveries(tx, [
      {
        key: invitationKey(id, placeId),
        kind: "invitation",
        platform: place.platform,
        to: { placeId },
        cohortId: id,
        subject: {},
        dueAtMs: nowMs,
      },
    ]);
    // A draft begun since then, in another window, stays.
    await tx
      .delete(cohortDrafts)
      .where(and(eq(cohortDrafts.learnerId, learnerId), sql`${cohortDrafts.draft}->>'id' = ${id}`));
    return cohort;
  });
}

/** The cohort's zone is the best guess for somebody who has not said theirs. */
export async function takeCohortZone(tx: Database, learnerId: LearnerId, zone: string): Promise<void> {
  await tx
    .update(learners)
    .set({ zone, zoneFrom: "cohort" })
    .where(and(eq(learners.id, learnerId), eq(learners.zoneFrom, "default")));
}

/** Sets both of a cohort's schedules to what it says now; tells about the questions. */
export async function scheduleCohort(tx: Database, cohort: Cohort, nowMs: number): Promise<NextDue> {
  const { id: cohortId, dailyTime: time, zone } = cohort;
  const after = postsAfterMs(cohort, nowMs);
  const daily = await setCohortSchedule(tx, { cohortId, kind: "daily", time, days: cohort.dailyDays, zone }, after);
  await setCohortSchedule(tx, { cohortId, kind: "weekly", time, days: [cohort.checkInDay], zone }, after);
  return daily;
}

export function invitationKey(cohortId: CohortId, placeId: PlaceId): string {
  return `invitation:${cohortId}:${placeId}`;
}
