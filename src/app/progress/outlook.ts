import { endDay } from "../../core/curriculum/pace.ts";
import type { StudyDay } from "../../core/ids.ts";
import { daysBetween } from "../../core/study-day.ts";
import { readCohort, readPauses } from "../../db/cohorts.ts";
import type { AppContext } from "../context.ts";
import type { Reader } from "../people/reader.ts";
import type { MyBlocks } from "./my-blocks.ts";

/** Where a learner is on the roadmap, and how far the present pace leads. */
export interface Outlook {
  /** The furthest of their cohorts; null when they study alone. */
  readonly groupWeek: number | null;
  readonly reachedWeek: number;
  /** Share of the track's concept cards met by a day: the interview's, else the cohort's last; null without either. */
  readonly by: { readonly day: StudyDay; readonly seenPercent: number } | null;
}

export async function outlookOn(
  ctx: AppContext,
  learner: Reader["learner"],
  mine: Pick<MyBlocks, "reach" | "blocks">,
  at: { today: StudyDay; newADay: number },
): Promise<Outlook | null> {
  const { reach, blocks } = mine;
  if (reach.week === 0) return null;
  const furthest = [...reach.cohorts].sort((a, b) => b.week - a.week)[0];
  const day = await horizon(ctx, learner, furthest?.cohortId ?? null, at.today);
  const cards = blocks.reduce((sum, block) => sum + block.cards, 0);
  const seen = blocks.reduce((sum, block) => sum + block.seen, 0);
  return {
    groupWeek: furthest?.week ?? null,
    reachedWeek: reach.week,
    by:
      day === null || cards === 0
        ? null
        : {
            day,
            seenPercent: Math.min(100, Math.floor((100 * (seen + at.newADay * daysBetween(at.today, day))) / cards)),
          },
  };
}

type CohortIdOrNone = MyBlocks["reach"]["cohorts"][number]["cohortId"] | null;

async function horizon(
  ctx: AppContext,
  learner: Reader["learner"],
  cohortId: CohortIdOrNone,
  today: StudyDay,
): Promise<StudyDay | null> {
  if (learner.interviewDate !== null && learner.interviewDate > today) return learner.interviewDate;
  const cohort = cohortId === null ? null : await readCohort(ctx.db, cohortId);
  if (!cohort) return null;
  const last = endDay(cohort.firstDay, cohort.paceWeeks, await readPauses(ctx.db, cohort.id));
  return last > today ? last : null;
}
