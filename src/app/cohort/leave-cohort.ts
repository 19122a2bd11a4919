import { and, eq, isNull } from "drizzle-orm";
import type { CohortId, LearnerId } from "../../core/ids.ts";
import { type Cohort, readCohort } from "../../db/cohorts.ts";
import type { Database } from "../../db/database.ts";
import { type CohortMember, readMembers } from "../../db/memberships.ts";
import { cohorts, memberships } from "../../db/schema/index.ts";
import type { AppContext } from "../context.ts";
import { endCohort } from "./end-cohort.ts";
import { goOnAlone } from "./go-on-alone.ts";
import { reviseInvitations } from "./join-cohort.ts";

export type Leaving =
  | { readonly kind: "may-leave"; readonly cohort: Cohort }
  /** The group would have nobody left: leaving ends it. */
  | { readonly kind: "would-end"; readonly cohort: Cohort }
  /** `others`: who could be organiser instead. */
  | { readonly kind: "last-organiser"; readonly cohort: Cohort; readonly others: readonly CohortMember[] }
  | { readonly kind: "left"; readonly cohort: Cohort }
  | { readonly kind: "not-member"; readonly cohort: Cohort }
  | { readonly kind: "unknown" };

/** What leaving would mean. Changes nothing. */
export async function considerLeaving(ctx: AppContext, learnerId: LearnerId, cohortId: CohortId): Promise<Leaving> {
  const cohort = await readCohort(ctx.db, cohortId);
  return cohort ? weigh(ctx.db, learnerId, cohort) : { kind: "unknown" };
}

/** Leaves, unless an organiser has to be named first. Having left already is having left. */
export async function leaveCohort(ctx: AppContext, learnerId: LearnerId, cohortId: CohortId): Promise<Leaving> {
  const nowMs = ctx.clock.nowMs();
  return ctx.db.transaction(async (tx) => {
    // Locked, so that two last organisers cannot both leave at once.
    const [cohort] = await tx.select().from(cohorts).where(eq(cohorts.id, cohortId)).for("update");
    if (!cohort) return { kind: "unknown" };
    const leaving = await weigh(tx, learnerId, cohort);
    if (leaving.kind === "would-end") {
      await endCohort(tx, cohort, nowMs);
    } else if (leaving.kind !== "may-leave") return leaving;
    await markLeft(tx, cohort, learnerId, nowMs);
    return { kind: "left", cohort };
  });
}

/** Takes somebody off the list; their row stays for what it says of the past. Of a group that goes on their new cards do. */
export async function markLeft(tx: Database, cohort: Cohort, learnerId: LearnerId, nowMs: number): Promise<void> {
  if (cohort.state === "active") await goOnAlone(tx, cohort, [learnerId], nowMs);
  await tx
    .update(memberships)
    .set({ leftAt: nowMs, role: "member" })
    .where(and(eq(memberships.cohortId, cohort.id), eq(memberships.learnerId, learnerId), isNull(memberships.leftAt)));
  await reviseInvitations(tx, cohort.id, nowMs);
}

async function weigh(db: Database, learnerId: LearnerId, cohort: Cohort): Promise<Leaving> {
  const members = await readMembers(db, cohort.id);
  const me = members.find((member) => member.learnerId === learnerId);
  if (!me) return { kind: (await wasMember(db, cohort.id, learnerId)) ? "left" : "not-member", cohort };
  const others = members.filter((member) => member !== me);
  if (others.length === 0) return { kind: cohort.state === "active" ? "would-end" : "may-leave", cohort };
  const isLast = me.role === "organiser" && !others.some(({ role }) => role === "organiser");
  return isLast ? { kind: "last-organiser", cohort, others } : { kind: "may-leave", cohort };
}

async function wasMember(db: Database, cohortId: CohortId, learnerId: LearnerId): Promise<boolean> {
  const rows = await db
    .select({ leftAt: memberships.leftAt })
    .from(memberships)
    .where(and(eq(memberships.cohortId, cohortId), eq(memberships.learnerId, learnerId)));
  return rows.length > 0;
}
