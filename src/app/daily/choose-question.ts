import type { Pause } from "../../core/curriculum/pace.ts";
import { weekOf } from "../../core/curriculum/track.ts";
import type { CohortId, DailyQuestionId, StudyDay } from "../../core/ids.ts";
import type { Cohort } from "../../db/cohorts.ts";
import { chooseCards, type DailyQuestion, insertQuestions } from "../../db/daily-questions.ts";
import type { Database } from "../../db/database.ts";
import type { AppContext } from "../context.ts";
import { cohortWeek } from "../study/reach.ts";

/** A question a cohort is to get: its date, and from when until when it is open. */
export interface QuestionDue {
  readonly cohort: Cohort;
  readonly pauses: readonly Pause[];
  readonly date: StudyDay;
  readonly opensAtMs: number;
  readonly closesAtMs: number;
}

export interface ChosenQuestion {
  readonly question: DailyQuestion;
  /** Every question of the blocks reached had been asked: the oldest comes round again. */
  readonly again: boolean;
}

/**
 * Fixes the question of each cohort and date (the rule stands at `chooseCards`), for many cohorts in three statements.
 * A date that has one keeps it. Cohorts of an unknown track, or without any interview card, are missing from the answer.
 */
export async function chooseQuestions(
  ctx: AppContext,
  tx: Database,
  due: readonly QuestionDue[],
): Promise<Map<CohortId, ChosenQuestion>> {
  const wanted = due.flatMap(({ cohort, pauses, date }) => {
    const track = ctx.tracks.get(cohort.track);
    if (!track) return [];
    const week = Math.max(1, cohortWeek(cohort, pauses, date));
    const block = weekOf(track, week)?.block;
    return [{ cohortId: cohort.id, track: cohort.track, date, week, blocks: block ? [block.id] : [] }];
  });
  const chosen = new Map((await chooseCards(tx, wanted)).map((one) => [one.cohortId, one]));
  const fixed = await insertQuestions(
    tx,
    due.flatMap(({ cohort, date, opensAtMs, closesAtMs }) => {
      const choice = chosen.get(cohort.id);
      if (!choice) return [];
      const id = ctx.random.id() as DailyQuestionId;
      return [{ id, cohortId: cohort.id, date, cardId: choice.cardId, opensAt: opensAtMs, closesAt: closesAtMs }];
    }),
  );
  return new Map(
    fixed.map((question) => [question.cohortId, { question, again: chosen.get(question.cohortId)?.again ?? false }]),
  );
}
