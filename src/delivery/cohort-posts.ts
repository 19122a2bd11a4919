import type { Pause } from "../core/curriculum/pace.ts";
import type { StudyDay } from "../core/ids.ts";
import type { CohortDue } from "../db/cohorts-due.ts";
import type { OwedDelivery } from "../db/deliveries.ts";
import type { Place } from "../db/places.ts";
import type { Moment } from "./planner.ts";

/** Whether a group gets a post on a date: it has begun, is not paused, and has a place that may be written to. */
export function isWanted({ cohort, pauses, places }: CohortDue, moment: Moment): boolean {
  return moment.date >= cohort.firstDay && places.length > 0 && !isPaused(pauses, moment.date);
}

function isPaused(pauses: readonly Pause[], date: StudyDay): boolean {
  return pauses.some(({ from, to }) => date >= from && (to === null || date <= to));
}

export function postTo(
  { cohort }: CohortDue,
  place: Place,
  post: Pick<OwedDelivery, "key" | "kind" | "subject" | "dueAtMs" | "missed">,
): OwedDelivery {
  return { ...post, platform: place.platform, to: { placeId: place.id }, cohortId: cohort.id };
}
