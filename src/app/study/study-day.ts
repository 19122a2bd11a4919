import type { StudyDay } from "../../core/ids.ts";
import { isoWeekOf, monthOf, studyDayAt } from "../../core/study-day.ts";
import type { AppContext } from "../context.ts";
import type { Reader } from "../people/reader.ts";

type Learner = Reader["learner"];

/** The learner's study day at this moment. */
export function studyDayOf(ctx: AppContext, learner: Learner): StudyDay {
  return studyDayAt(ctx.clock.nowMs(), learner.zone, learner.rolloverHour);
}

/** When and where a screen is read: what relative times are worded from. */
export interface Here {
  readonly nowMs: number;
  readonly zone: string;
  readonly today: StudyDay;
  readonly rolloverHour: number;
}

export function hereOf(ctx: AppContext, learner: Learner): Here {
  return {
    nowMs: ctx.clock.nowMs(),
    zone: learner.zone,
    today: studyDayOf(ctx, learner),
    rolloverHour: learner.rolloverHour,
  };
}

/** The kept periods a study day counts in. */
export function periodsOf(day: StudyDay): { week: string; month: string } {
  return { week: `week:${isoWeekOf(day)}`, month: `month:${monthOf(day)}` };
}
