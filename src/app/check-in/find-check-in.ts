import type { CohortId } from "../../core/ids.ts";
import { readOpenFor } from "../../db/check-ins.ts";
import type { Cohort } from "../../db/cohorts.ts";
import { type ChannelRef, whichCohort } from "../cohort/my-cohorts.ts";
import type { AppContext } from "../context.ts";
import type { Reader } from "../people/reader.ts";

export type FoundCheckIn =
  | { readonly kind: "one"; readonly cohortId: CohortId }
  | { readonly kind: "several"; readonly cohorts: readonly Cohort[] }
  | { readonly kind: "none" };

/** Whose check-in is meant: of the group here, of the only group, of the only one still to be done, else they say. */
export async function findCheckIn(ctx: AppContext, { learner }: Reader, at: ChannelRef | null): Promise<FoundCheckIn> {
  const found = await whichCohort(ctx, learner.id, at);
  if (found.kind === "none") return { kind: "none" };
  if (found.kind === "one") return { kind: "one", cohortId: found.cohort.id };
  const open = await readOpenFor(ctx.db, learner.id, 0);
  const waiting = found.cohorts.filter(({ id }) => open.some(({ cohortId }) => cohortId === id));
  const [only] = waiting;
  return only && waiting.length === 1
    ? { kind: "one", cohortId: only.id }
    : { kind: "several", cohorts: found.cohorts };
}
