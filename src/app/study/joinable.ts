import type { CohortId, LearnerId, PlatformId } from "../../core/ids.ts";
import { openCohorts } from "../cohort/open-cohorts.ts";
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

/** Cohorts with a place in the workspace that somebody is not in yet, the newest first. */
export async function joinableCohorts(
  ctx: AppContext,
  learnerId: LearnerId,
  at: WorkspaceRef | null,
): Promise<Joinable[]> {
  const open = at ? await openCohorts(ctx, learnerId, at) : [];
  return open.map(({ id, name }) => ({ cohortId: id, name }));
}
