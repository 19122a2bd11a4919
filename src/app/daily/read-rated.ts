import type { DailyQuestionId, ReviewId, StudyDay } from "../../core/ids.ts";
import type { Rating } from "../../core/scheduling/fsrs.ts";
import { type Answer, readAnswer, readReviewOf } from "../../db/answers.ts";
import { type QuestionRead, readQuestion } from "../../db/daily-questions.ts";
import { readMembership } from "../../db/memberships.ts";
import type { AppContext } from "../context.ts";
import type { Reader } from "../people/reader.ts";
import { readStreak, type StreakLine } from "../progress/streak.ts";
import { type NextStep, nextStep } from "../study/next-step.ts";
import { type Undoable, undoableOf } from "../study/shown-card.ts";
import { studyDayOf } from "../study/study-day.ts";

/** What stands after the daily card was rated (S20). */
export interface RatedFacts extends QuestionRead {
  readonly answer: Answer | null;
  readonly review: {
    readonly id: ReviewId;
    readonly rating: Rating;
    readonly interval: { readonly unit: "min" | "day"; readonly value: number };
    readonly dueDay: StudyDay | null;
    readonly points: number;
  };
  readonly isMember: boolean;
  readonly streak: StreakLine;
  readonly step: NextStep;
  readonly undoable: Undoable | null;
  readonly today: StudyDay;
}

/** Null while this learner has no rating through this question that stands. */
export async function readRated(
  ctx: AppContext,
  reader: Reader,
  dailyQuestionId: DailyQuestionId,
): Promise<RatedFacts | null> {
  const { learner } = reader;
  const [read, answer] = await Promise.all([
    readQuestion(ctx.db, dailyQuestionId),
    readAnswer(ctx.db, dailyQuestionId, learner.id),
  ]);
  if (!read || !answer?.presentationId) return null;
  const review = await readReviewOf(ctx.db, answer.presentationId);
  if (!review) return null;
  const [membership, streak, step, undoable] = await Promise.all([
    readMembership(ctx.db, read.cohort.id, learner.id),
    readStreak(ctx, learner),
    nextStep(ctx, reader),
    undoableOf(ctx, reader),
  ]);
  return {
    ...read,
    answer,
    review: {
      id: review.id,
      rating: review.rating,
      interval: { unit: review.intervalUnit, value: review.intervalValue },
      dueDay: review.after.dueDay,
      points: review.points,
    },
    isMember: membership !== null,
    streak,
    step,
    undoable,
    today: studyDayOf(ctx, learner),
  };
}
