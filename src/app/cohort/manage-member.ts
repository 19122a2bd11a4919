import { and, eq } from "drizzle-orm";
import type { CohortId, LearnerId } from "../../core/ids.ts";
import type { Cohort } from "../../db/cohorts.ts";
import { type CohortMember, readMembers } from "../../db/memberships.ts";
import { cohorts, memberships } from "../../db/schema/index.ts";
import type { AppContext } from "../context.ts";
import type { Reader } from "../people/reader.ts";
import { markLeft } from "./leave-cohort.ts";

export type MemberChange = "make-organiser" | "take-back" | "remove";

export type MemberManaged =
  | { readonly kind: "done"; readonly cohort: Cohort; readonly member: CohortMember }
  | { readonly kind: "last-organiser"; readonly cohort: Cohort; readonly member: CohortMember }
  | { readonly kind: "not-there"; readonly cohort: Cohort }
  | { readonly kind: "not-organiser"; readonly cohort: Cohort; readonly organisers: readonly string[] }
  | { readonly kind: "unknown" };

/** What organisers do with the others. Doing it again finds it done. */
export async function manageMember(
  ctx: AppContext,
  reader: Reader,
  cohortId: CohortId,
  learnerId: LearnerId,
  change: MemberChange,
): Promise<MemberManaged> {
  const nowMs = ctx.clock.nowMs();
  return ctx.db.transaction(async (tx) => {
    // Locked, so that two organisers cannot take the role from each other at once.
    const [cohort] = await tx.select().from(cohorts).where(eq(cohorts.id, cohortId)).for("update");
    if (!cohort) return { kind: "unknown" };
    const members = await readMembers(tx, cohortId);
    const organisers = members.filter(({ role }) => role === "organiser");
    if (!organisers.some((one) => one.learnerId === reader.learner.id)) {
      return { kind: "not-organiser", cohort, organisers: organisers.map(({ name }) => name) };
    }
    const member = members.find((one) => one.learnerId === learnerId);
    if (!member) return { kind: "not-there", cohort };
    if (change !== "make-organiser" && member.role === "organiser" && organisers.length === 1) {
      return { kind: "last-organiser", cohort, member };
    }
    if (change === "remove") await markLeft(tx, cohort, learnerId, nowMs);
    else {
      const role = change === "make-organiser" ? ("organiser" as const) : ("member" as const);
      await tx
        .update(memberships)
        .set({ role })
        .where(and(eq(memberships.cohortId, cohortId), eq(memberships.learnerId, learnerId)));
      return { kind: "done", cohort, member: { ...member, role } };
    }
    return { kind: "done", cohort, member };
  });
}
