import { calendarWeekOf, endDay, type PaceWeeks, type Pause, roadmapWeek } from "../../core/curriculum/pace.ts";
import type { StudyDay } from "../../core/ids.ts";
import { momentOn, nextMoment, type Recurrence } from "../../core/schedule.ts";
import { addDays, localTimeOf } from "../../core/study-day.ts";

/** What a cohort's times and dates are worked out from: a draft or a cohort. */
export interface CohortPlan {
  readonly firstDay: StudyDay;
  readonly zone: string;
  readonly paceWeeks: PaceWeeks;
  readonly dailyTime: string;
  readonly dailyDays: readonly number[];
  readonly checkInDay: number;
}

export interface Outlook {
  readonly endDay: StudyDay;
  /** Epoch ms, soonest first: the next two questions and the next check-in; fewer in a pause without an end. */
  readonly nextPostsMs: readonly number[];
  /** The questions among them. */
  readonly questionsMs: readonly number[];
  /** Roadmap week of today, 0 before the first day. */
  readonly week: number;
}

export function today(plan: CohortPlan, nowMs: number): StudyDay {
  return localTimeOf(nowMs, plan.zone).day;
}

/** Nothing is posted before the first day: the moment after which posts may come. */
export function postsAfterMs(plan: Pick<CohortPlan, "firstDay" | "zone">, nowMs: number): number {
  return Math.max(nowMs, momentOn({ time: "00:00", days: [], zone: plan.zone }, plan.firstDay) - 1);
}

export function outlookOf(plan: CohortPlan, pauses: readonly Pause[], nowMs: number): Outlook {
  const daily = { time: plan.dailyTime, days: plan.dailyDays, zone: plan.zone };
  const weekly = { ...daily, days: [plan.checkInDay] };
  const after = postsAfterMs(plan, nowMs);
  const first = nextPost(daily, after, pauses);
  const questions = [first, first && nextPost(daily, first, pauses)].filter((atMs) => atMs !== null);
  const checkIn = nextPost(weekly, after, pauses);
  const calendarWeek = calendarWeekOf(plan.firstDay, today(plan, nowMs), pauses);
  return {
    endDay: endDay(plan.firstDay, plan.paceWeeks, pauses),
    nextPostsMs: [...new Set(checkIn === null ? questions : [...questions, checkIn])].sort((a, b) => a - b),
    questionsMs: questions,
    week: calendarWeek === 0 ? 0 : roadmapWeek(calendarWeek, plan.paceWeeks),
  };
}

/** The next moment outside the pauses; null during one without an end. */
function nextPost(recurrence: Recurrence, afterMs: number, pauses: readonly Pause[]): number | null {
  let moment = nextMoment(recurrence, afterMs);
  for (;;) {
    const pause = pauses.find(({ from, to }) => moment.date >= from && (to === null || moment.date <= to));
    if (!pause) return moment.atMs;
    if (pause.to === null) return null;
    moment = nextMoment(recurrence, momentOn({ ...recurrence, time: "00:00" }, addDays(pause.to, 1)) - 1);
  }
}
