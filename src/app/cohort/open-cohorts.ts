import { and, desc, eq, isNull, ne, notExists } from "drizzle-orm";
import type { LearnerId, PlatformId } from "../../core/ids.ts";
import type { Cohort } from "../../db/cohorts.ts";
import { cohorts, memberships, places } from "../../db/schema/index.ts";
import type { AppContext } from "../context.ts";

/** Groups of a workspace that somebody is not in yet, the newest first. Groups of other workspaces are nobody's business. */
export async function openCohorts(
  ctx: AppContext,
  learnerId: LearnerId,
  at: { readonly platform: PlatformId; readonly workspace: string },
  most = 3,
): Promise<Cohort[]> {
  const mine = ctx.db
    .select({ cohortId: memberships.cohortId })
    .from(memberships)
    .where(and(eq(memberships.cohortId, cohorts.id), eq(memberships.learnerId, learnerId), isNull(memberships.leftAt)));
  const rows = await ctx.db
    .selectDistinct({ cohort: cohorts })
    .from(cohorts)
    .innerJoin(places, eq(places.cohortId, cohorts.id))
    .where(
      and(
        eq(places.platform, at.platform),
        eq(places.workspace, at.workspace),
        ne(places.state, "left"),
        eq(cohorts.state, "active"),
        notExists(mine),
      ),
    )
    .orderBy(desc(cohorts.createdAt), cohorts.id)
    .limit(most);
  return rows.map(({ cohort }) => cohort);
}
