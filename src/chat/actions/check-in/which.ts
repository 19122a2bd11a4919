import type { WhichCheckIn } from "../../../app/check-in/save-check-in.ts";
import type { CohortId } from "../../../core/ids.ts";
import { isStudyDay } from "../../../core/study-day.ts";
import type { ActionId } from "../action-id.ts";

/** Object: the cohort. Choice: the date. Null where the id is none of ours. */
export function whichOf({ object, choice }: ActionId): WhichCheckIn | null {
  return object && choice && isStudyDay(choice) ? { cohortId: object as CohortId, date: choice } : null;
}
