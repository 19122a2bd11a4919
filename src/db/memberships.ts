import { and, asc, count, eq, isNull } from "drizzle-orm";
import type { CohortId, LearnerId } from "../core/ids.ts";
import type { Cohort } from "./cohorts.ts";
import type { Database } from "./database.ts";
import { cohorts, learners, memberships } from "./schema/index.ts";

export type Membership = typeof memberships.$inferSelect;

export interface CohortMember {
  readonly learnerId: LearnerId;
  readonly name: string;
  readonly role: Membership["role"];
  readonly joinedAt: number;
}

/** Of somebody who is in the cohort now; null after leaving. */
export async function readMembership(
  db: Database,
  cohortId: CohortId,
  learnerId: LearnerId,
): Promise<Membership | null> {
  const [row] = await db
    .select()
    .from(memberships)
    .where(and(eq(memberships.cohortId, cohortId), eq(memberships.learnerId, learnerId), isNull(memberships.leftAt)));
  return row ?? null;
}

/** The cohorts a learner is in, the one joined first first. */
export async function readMembershipsOf(
  db: Database,
  learnerId: LearnerId,
): Promise<{ cohort: Cohort; membership: Membership }[]> {
  return db
    .select({ cohort: cohorts, membership: memberships })
    .from(memberships)
    .innerJoin(cohorts, eq(cohorts.id, memberships.cohortId))
    .where(and(eq(memberships.learnerId, learnerId), isNull(memberships.leftAt)))
    .orderBy(asc(memberships.joinedAt), asc(cohorts.id));
}

/** Members as they joined, organisers first. */
export async function readMembers(db: Database, cohortId: CohortId): Promise<CohortMember[]> {
  const rows = await db
    .select({
      learnerId: memberships.learnerId,
      name: learners.displayName,
      role: memberships.role,
      joinedAt: memberships.joinedAt,
    })
    .from(memberships)
    .innerJoin(learners, eq(learners.id, memberships.learnerId))
    .where(and(eq(memberships.cohortId, cohortId), isNull(memberships.leftAt)))
    .orderBy(asc(memberships.joinedAt), asc(memberships.learnerId));
  return [...rows.filter((row) => row.role === "organiser"), ...rows.filter((row) => row.role === "member")];
}

export async function countMembers(db: Database, cohortId: CohortId): Promise<number> {
  const [row] = await db
    .select({ members: count() })
    .from(memberships)
    .where(and(eq(memberships.cohortId, cohortId), isNull(memberships.leftAt)));
  return row?.members ?? 0;
}
