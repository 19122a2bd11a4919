import type { PresentationId, ReviewId } from "../../core/ids.ts";
import type { Rating } from "../../core/scheduling/fsrs.ts";
import { memoryOf } from "../../db/memory.ts";
import { type CardRow, type PresentationRow, readShown, type Shown } from "../../db/presentations.ts";
import { newestStandingReview } from "../../db/reviews.ts";
import { readPlan } from "../../db/sessions.ts";
import type { AppContext } from "../context.ts";
import type { Reader } from "../people/reader.ts";
import { comingBack } from "./coming-back.ts";
import { type Here, hereOf, studyDayOf } from "./study-day.ts";

/** A card on somebody's screen, with all that any of its screens says. */
export interface ShownCard {
  readonly presentation: PresentationRow;
  readonly card: CardRow;
  /** Place in the session; null outside one. */
  readonly place: { readonly number: number; readonly total: number; readonly comeBack: number } | null;
  readonly tail: "new" | "back-again" | "daily-question" | null;
  /** Shown before its step is over, since nothing else waits. */
  readonly early: boolean;
  /** The newest rating of the study day: what Undo names. */
  readonly undoable: Undoable | null;
  /** The first 20 reviews come with a line on how to rate. */
  readonly ratingHelp: boolean;
  readonly textOnly: boolean;
  readonly here: Here;
}

export interface Undoable {
  readonly reviewId: ReviewId;
  readonly rating: Rating;
}

const helpedReviews = 20;

/** Null unless the presentation is this reader's. Graded and put-aside ones are shown as they are. */
export async function readShownCard(ctx: AppContext, reader: Reader, id: PresentationId): Promise<ShownCard | null> {
  const shown = await readShown(ctx.db, id);
  if (!shown || shown.presentation.learnerId !== reader.learner.id) return null;
  return showCard(ctx, reader, shown);
}

export async function showCard(ctx: AppContext, reader: Reader, shown: Shown): Promise<ShownCard> {
  const { presentation, card, session } = shown;
  const { learner } = reader;
  const [undoable, comeBack] = await Promise.all([
    undoableOf(ctx, reader),
    session ? readPlan(ctx.db, session).then((plan) => comingBack(session, plan)) : [],
  ]);
  const state = memoryOf(shown.state);
  const number = presentation.number;
  const backAgain = presentation.gradedAt === null && session !== null && number !== null && number <= session.done;
  return {
    presentation,
    card,
    place:
      session && number !== null
        ? {
            number,
            total: session.plan.length,
            comeBack: comeBack.filter(({ cardId }) => cardId !== card.id).length,
          }
        : null,
    tail: presentation.dailyQuestionId
      ? "daily-question"
      : backAgain
        ? "back-again"
        : state.phase === "new"
          ? "new"
          : null,
    early: presentation.gradedAt === null && state.dueAtMs !== null && state.dueAtMs > ctx.clock.nowMs(),
    undoable,
    ratingHelp: learner.reviewCount < helpedReviews,
    textOnly: learner.display === "text",
    here: hereOf(ctx, learner),
  };
}

export async function undoableOf(ctx: AppContext, { learner }: Reader): Promise<Undoable | null> {
  const review = await newestStandingReview(ctx.db, learner.id, studyDayOf(ctx, learner));
  return review && { reviewId: review.id, rating: review.rating };
}
