import type { StudyDay } from "../../core/ids.ts";
import { localTimeOf } from "../../core/study-day.ts";
import { readPausesAround } from "../../db/activity.ts";
import type { Database } from "../../db/database.ts";
import type { Reader } from "../people/reader.ts";

type Learner = Reader["learner"];

export type IsPaused = (day: StudyDay) => boolean;

/**
 * Whether a study day is one off: on the learner's own break, or when every cohort they were in had a pause. Somebody
 * without a cohort has only their break.
 */
export async function pausesOf(db: Database, learner: Learner): Promise<IsPaused> {
  const rows = await readPausesAround(db, learner.id);
  const cohorts = new Map<string, { joined: StudyDay; pauses: { from: StudyDay; until: StudyDay | null }[] }>();
  for (const { cohortId, zone, joinedAt, from, until } of rows) {
    const cohort = cohorts.get(cohortId) ?? { joined: localTimeOf(joinedAt, zone).day, pauses: [] };
    if (from !== null) cohort.pauses.push({ from, until });
    cohorts.set(cohortId, cohort);
  }
  return (day) => {
    if (onBreak(learner, day)) return true;
    const around = [...cohorts.values()].filter(({ joined }) => joined <= day);
    return around.length > 0 && around.every(({ pauses }) => pauses.some((pause) => holds(pause, day)));
  };
}

function onBreak({ breakFrom, breakUntil }: Pick<Learner, "breakFrom" | "breakUntil">, day: StudyDay): boolean {
  return breakFrom !== null && holds({ from: breakFrom, until: breakUntil }, day);
}

function holds({ from, until }: { from: StudyDay; until: StudyDay | null }, day: StudyDay): boolean {
  return from <= day && (until === null || day <= until);
}
