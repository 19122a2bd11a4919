import type { DailyQuestionId } from "../../core/ids.ts";
import { type Rating, ratings } from "../../core/scheduling/fsrs.ts";
import { countAnswers, readRatings, readShared, type SharedAnswer } from "../../db/answers.ts";
import { type QuestionRead, readQuestion } from "../../db/daily-questions.ts";
import type { AppContext } from "../context.ts";

export type { SharedAnswer };

/** Fewer people than this are never summed up. */
const peopleAtLeast = 5;
export const sharedAtMost = 5;

/** What became of a question (S22). */
export interface RecapFacts extends QuestionRead {
  readonly answered: number;
  /** Members who rated; the spread is there from five of them on. */
  readonly rated: number;
  readonly spread: Readonly<Record<Rating, number>> | null;
  /** The key point said by the fewest of them, if not by all. */
  readonly leastSaid: { readonly text: string; readonly said: number; readonly of: number } | null;
  readonly shared: number;
}

export async function readRecap(ctx: AppContext, id: DailyQuestionId): Promise<RecapFacts | null> {
  const read = await readQuestion(ctx.db, id);
  if (!read) return null;
  const [counted, given, shared] = await Promise.all([
    countAnswers(ctx.db, read.question),
    readRatings(ctx.db, read.question),
    readShared(ctx.db, id),
  ]);
  const rated = given.filter(({ rating }) => rating !== null);
  const enough = rated.length >= peopleAtLeast;
  const spread = Object.fromEntries(
    ratings.map((rating) => [rating, rated.filter((one) => one.rating === rating).length]),
  ) as Record<Rating, number>;
  return {
    ...read,
    answered: counted.answered,
    rated: rated.length,
    spread: enough ? spread : null,
    leastSaid: enough ? leastSaidOf(read, rated) : null,
    shared: Math.min(sharedAtMost, shared.length),
  };
}

/** Only those who ticked anything were asked what they said. */
function leastSaidOf({ card }: QuestionRead, rated: readonly { ticked: string[] }[]): RecapFacts["leastSaid"] {
  const { body } = card;
  if (body.kind !== "interview") return null;
  const ticking = rated.filter(({ ticked }) => body.keyPoints.some(({ key }) => ticked.includes(key)));
  if (ticking.length < peopleAtLeast) return null;
  let least: RecapFacts["leastSaid"] = null;
  for (const { key, text } of body.keyPoints) {
    const said = ticking.filter(({ ticked }) => ticked.includes(key)).length;
    if (said < ticking.length && (least === null || said < least.said)) least = { text, said, of: ticking.length };
  }
  return least;
}

/** The answers in the thread (S23), the earliest first, five at most. */
export async function readSharedAnswers(ctx: AppContext, id: DailyQuestionId): Promise<SharedAnswer[]> {
  return (await readShared(ctx.db, id)).slice(0, sharedAtMost);
}
