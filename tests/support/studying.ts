import { and, eq, sql } from "drizzle-orm";
import type { AppContext } from "../../src/app/context.ts";
import type { Reader } from "../../src/app/people/reader.ts";
import { type GradeOutcome, gradeCard } from "../../src/app/study/grade-card.ts";
import { presentCard } from "../../src/app/study/present-card.ts";
import type { CardId, PresentationId } from "../../src/core/ids.ts";
import type { Rating } from "../../src/core/scheduling/fsrs.ts";
import { changeUngraded } from "../../src/db/presentations.ts";
import { cards, dailyActivity, learners, memoryStates, reviews, totals } from "../../src/db/schema/index.ts";
import { studyTrack } from "./study-cards.ts";
import type { MovedClock } from "./world.ts";

export type StudyContext = AppContext & { clock: MovedClock };

let events = 0;
export const newEventKey = () => `studying:${++events}`;

export async function cardId(ctx: AppContext, key: string): Promise<CardId> {
  const [row] = await ctx.db
    .select({ id: cards.id })
    .from(cards)
    .where(and(eq(cards.track, studyTrack), eq(cards.key, key)));
  if (!row) throw new Error(`no card ${key}`);
  return row.id;
}

/** Shows a card and its answer; returns the presentation. */
export async function show(ctx: StudyContext, reader: Reader, key: string): Promise<PresentationId> {
  const presentation = await presentCard(ctx, { learner: reader.learner, cardId: await cardId(ctx, key) });
  if (!presentation) throw new Error(`card ${key} is withdrawn`);
  await changeUngraded(ctx.db, presentation.id, { answerShownAt: ctx.clock.nowMs() });
  return presentation.id;
}

export function grade(
  ctx: AppContext,
  reader: Reader,
  presentationId: PresentationId,
  rating: Rating,
  eventKey = newEventKey(),
): Promise<GradeOutcome> {
  return gradeCard(ctx, { presentationId, rating, by: reader, eventKey });
}

/** Shows a card, looks for five seconds, rates it. */
export async function review(ctx: StudyContext, reader: Reader, key: string, rating: Rating) {
  const presentationId = await show(ctx, reader, key);
  ctx.clock.advance(5_000);
  const outcome = await grade(ctx, reader, presentationId, rating);
  if (outcome.kind !== "graded") throw new Error(`the rating of ${key} ended ${outcome.kind}`);
  return outcome;
}

/** Everything a rating writes, for comparing before and after. */
export async function everythingOf(ctx: AppContext, { learner }: Reader) {
  const { db } = ctx;
  const [memory, days, sums, [person], given] = await Promise.all([
    db.select().from(memoryStates).where(eq(memoryStates.learnerId, learner.id)).orderBy(memoryStates.cardId),
    db.select().from(dailyActivity).where(eq(dailyActivity.learnerId, learner.id)).orderBy(dailyActivity.studyDay),
    db.select().from(totals).where(eq(totals.learnerId, learner.id)).orderBy(totals.cohortId, totals.period),
    db.select({ reviewCount: learners.reviewCount }).from(learners).where(eq(learners.id, learner.id)),
    db
      .select({ points: sql<number>`coalesce(sum(${reviews.points}), 0)::int`, rows: sql<number>`count(*)::int` })
      .from(reviews)
      .where(eq(reviews.learnerId, learner.id)),
  ]);
  return {
    memory,
    days,
    sums,
    reviewCount: person?.reviewCount ?? 0,
    points: given[0]?.points ?? 0,
    rows: given[0]?.rows ?? 0,
  };
}
