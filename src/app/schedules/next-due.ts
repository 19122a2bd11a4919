import type { StudyDay } from "../../core/ids.ts";
import { nextMoment, type Recurrence } from "../../core/schedule.ts";

/** The first moment after an instant whose date is not taken: `lastDate` and all before it had theirs. */
export function nextDue(
  recurrence: Recurrence,
  afterMs: number,
  lastDate: StudyDay | null,
): { atMs: number; date: StudyDay } {
  let moment = nextMoment(recurrence, afterMs);
  while (lastDate !== null && moment.date <= lastDate) moment = nextMoment(recurrence, moment.atMs);
  return moment;
}
