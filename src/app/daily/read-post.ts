import { allBlocks } from "../../core/curriculum/track.ts";
import type { DailyQuestionId } from "../../core/ids.ts";
import { countAnswers } from "../../db/answers.ts";
import { type DailyQuestion, type QuestionRead, questionBefore, readQuestion } from "../../db/daily-questions.ts";
import type { AppContext } from "../context.ts";

export type { QuestionRead };

/** What the post of a question shows (S17). */
export interface PostFacts extends QuestionRead {
  readonly blockTitle: string;
  readonly members: number;
  readonly answered: number;
  /** The question before this one; null on the first day. */
  readonly previousId: DailyQuestionId | null;
  readonly nowMs: number;
}

export async function readPost(ctx: AppContext, id: DailyQuestionId): Promise<PostFacts | null> {
  const read = await readQuestion(ctx.db, id);
  if (!read) return null;
  const [counted, previous] = await Promise.all([
    countAnswers(ctx.db, read.question),
    questionBefore(ctx.db, read.question),
  ]);
  return {
    ...read,
    ...counted,
    blockTitle: blockTitleOf(ctx, read),
    previousId: previous?.id ?? null,
    nowMs: ctx.clock.nowMs(),
  };
}

export function isClosed(question: DailyQuestion, nowMs: number): boolean {
  return nowMs >= question.closesAt;
}

function blockTitleOf(ctx: AppContext, { card }: QuestionRead): string {
  const track = ctx.tracks.get(card.track);
  const block = track && allBlocks(track).find(({ id }) => id === card.block);
  return block?.title ?? card.deckTitle;
}
