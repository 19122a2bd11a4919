import { and, eq, inArray, isNull, ne } from "drizzle-orm";
import type { CohortId, PlatformId } from "../../core/ids.ts";
import { addDays, localTimeOf } from "../../core/study-day.ts";
import type { Cohort } from "../../db/cohorts.ts";
import type { Database } from "../../db/database.ts";
import { oweDeliveries } from "../../db/deliveries.ts";
import { readMembers } from "../../db/memberships.ts";
import { cohortPauses, cohorts, places } from "../../db/schema/index.ts";
import type { AppContext } from "../context.ts";

export interface WorkspaceRef {
  readonly platform: PlatformId;
  readonly workspace: string;
}

/** Tells places lost with their workspace from those a group moved away from. */
const lostReason = "workspace-left";

/** The bot was taken out of a workspace: its places are left, and a group without any other pauses until one is back. */
export async function leaveWorkspace(ctx: AppContext, at: WorkspaceRef): Promise<void> {
  const nowMs = ctx.clock.nowMs();
  await ctx.db.transaction(async (tx) => {
    const lost = await tx
      .update(places)
      .set({ state: "left", blockedReason: lostReason })
      .where(and(inWorkspace(at), ne(places.state, "left")))
      .returning({ cohortId: places.cohortId });
    for (const cohort of await readCohorts(tx, lost)) {
      const [other] = await tx
        .select({ id: places.id })
        .from(places)
        .where(and(eq(places.cohortId, cohort.id), ne(places.state, "left")))
        .limit(1);
      if (other) continue;
      const fromDay = localTimeOf(nowMs, cohort.zone).day;
      await tx
        .insert(cohortPauses)
        .values({ cohortId: cohort.id, fromDay, untilDay: null })
        .onConflictDoUpdate({ target: [cohortPauses.cohortId, cohortPauses.fromDay], set: { untilDay: null } });
    }
  });
}

/**
 * The bot is back in a workspace: the places it had there are taken again, the groups go on, and their organisers are
 * told. Returns those groups; the same event again finds none.
 */
export async function returnToWorkspace(ctx: AppContext, at: WorkspaceRef): Promise<Cohort[]> {
  const nowMs = ctx.clock.nowMs();
  return ctx.db.transaction(async (tx) => {
    const back = await tx
      .update(places)
      .set({ state: "active", blockedReason: null })
      .where(and(inWorkspace(at), eq(places.state, "left"), eq(places.blockedReason, lostReason)))
      .returning({ cohortId: places.cohortId });
    const groups = await readCohorts(tx, back);
    for (const cohort of groups) {
      await endOpenPause(tx, cohort, nowMs);
      await tellOrganisers(tx, cohort, at.platform, nowMs);
    }
    return groups;
  });
}

function inWorkspace({ platform, workspace }: WorkspaceRef) {
  return and(eq(places.platform, platform), eq(places.workspace, workspace));
}

async function readCohorts(tx: Database, rows: readonly { cohortId: CohortId }[]): Promise<Cohort[]> {
  const ids = [...new Set(rows.map(({ cohortId }) => cohortId))];
  if (ids.length === 0) return [];
  return tx
    .select()
    .from(cohorts)
    .where(and(inArray(cohorts.id, ids), eq(cohorts.state, "active")));
}

async function endOpenPause(tx: Database, cohort: Cohort, nowMs: number): Promise<void> {
  const today = localTimeOf(nowMs, cohort.zone).day;
  const open = and(eq(cohortPauses.cohortId, cohort.id), isNull(cohortPauses.untilDay));
  await tx.delete(cohortPauses).where(and(open, eq(cohortPauses.fromDay, today)));
  await tx
    .update(cohortPauses)
    .set({ untilDay: addDays(today, -1) })
    .where(open);
}

async function tellOrganisers(tx: Database, cohort: Cohort, platform: PlatformId, nowMs: number): Promise<void> {
  const organisers = (await readMembers(tx, cohort.id)).filter(({ role }) => role === "organiser");
  await oweDeliveries(
    tx,
    organisers.map(({ learnerId }) => ({
      key: `put-back:${cohort.id}:${nowMs}:${learnerId}`,
      kind: "put-back",
      platform,
      to: { learnerId },
      cohortId: cohort.id,
      subject: {},
      dueAtMs: nowMs,
    })),
  );
}
