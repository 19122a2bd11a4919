import { and, desc, eq, ne } from "drizzle-orm";
import type { CohortId, PlatformId } from "../../core/ids.ts";
import { cohorts, places } from "../../db/schema/index.ts";
import type { AppContext } from "../context.ts";

export interface Joinable {
  readonly cohortId: CohortId;
  readonly name: string;
}

/** Where somebody asks from: groups of other servers are none of their business. */
export interface WorkspaceRef {
  readonly platform: PlatformId;
  readonly workspace: string;
}

/** Cohorts with a place in the workspace, the newest first. */
export async function joinableCohorts(ctx: AppContext, at: WorkspaceRef | null): Promise<Joinable[]> {
  if (!at) return [];
  const rows = await ctx.db
    .selectDistinct({ cohortId: cohorts.id, name: cohorts.name, createdAt: cohorts.createdAt })
    .from(places)
    .innerJoin(cohorts, eq(cohorts.id, places.cohortId))
    .where(
      and(
        eq(places.platform, at.platform),
        eq(places.workspace, at.workspace),
        ne(places.state, "left"),
        eq(cohorts.state, "active"),
      ),
    )
    .orderBy(desc(cohorts.createdAt))
    .limit(3);
  return rows.map(({ cohortId, name }) => ({ cohortId, name }));
}
