import type { Pause } from "../../core/curriculum/pace.ts";
import { type Cohort, readPauses } from "../../db/cohorts.ts";
import { type CohortMember, readMembers } from "../../db/memberships.ts";
import { type Place, readPlaces } from "../../db/places.ts";
import type { AppContext } from "../context.ts";
import { type Outlook, outlookOf } from "./outlook.ts";

/** A cohort with everything its organisers' screens show. */
export interface Group {
  readonly cohort: Cohort;
  readonly trackTitle: string;
  readonly outlook: Outlook;
  readonly places: readonly Place[];
  readonly members: readonly CohortMember[];
  readonly pauses: readonly Pause[];
  readonly nowMs: number;
}

export async function readGroup(ctx: AppContext, cohort: Cohort): Promise<Group> {
  const nowMs = ctx.clock.nowMs();
  const [places, members, pauses] = await Promise.all([
    readPlaces(ctx.db, cohort.id),
    readMembers(ctx.db, cohort.id),
    readPauses(ctx.db, cohort.id),
  ]);
  return {
    cohort,
    trackTitle: ctx.tracks.get(cohort.track)?.title ?? cohort.track,
    outlook: outlookOf(cohort, pauses, nowMs),
    places,
    members,
    pauses,
    nowMs,
  };
}
