import type { CohortId, PlaceId, StudyDay } from "../../core/ids.ts";

/** Keys of the deliveries around a daily question: the same from any process, so that each exists once. */
export function dailyKey(cohortId: CohortId, date: StudyDay, placeId: PlaceId): string {
  return `daily:${cohortId}:${date}:${placeId}`;
}

export function recapKey(cohortId: CohortId, date: StudyDay, placeId: PlaceId): string {
  return `recap:${cohortId}:${date}:${placeId}`;
}
