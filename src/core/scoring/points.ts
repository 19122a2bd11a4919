/** Points a study day gives at most. */
export const dayCap = 400;
/** Points the reviews of one card give at most in any `cardCapDays` study days. */
export const cardCap = 15;
export const cardCapDays = 30;
/** The first daily answer in words of a study day, of at least `minAnswerChars` characters and before any reveal. */
export const dailyAnswerPoints = 20;
export const minAnswerChars = 20;
export const checkInPoints = 30;

const newCardPoints = 5;
const reviewPointsAtMost = 10;
/** Forgetting of a tenth earns all of them: a review in time is worth as much as a late one. */
const fullAtForgetting = 0.1;
const shortestLookMs = 2_000;

/**
 * Points of a review, before the caps. They do not depend on the rating, so nobody gains by a false one.
 *
 * `tookMs` runs from the answer's showing to the rating; on a choice card from the front's to the option pressed.
 * `daily` is the review that follows an answer to the daily question which earned its own points.
 */
export function reviewPoints(review: {
  isNew: boolean;
  /** Chance of recall before the review, 0 to 1. */
  retrievability: number;
  tookMs: number;
  kind: "flashcard" | "choice" | "interview" | "design" | "daily";
}): number {
  if (review.kind === "daily" || review.tookMs < shortestLookMs) return 0;
  if (review.isNew) return newCardPoints;
  const forgotten = Math.min(1, Math.max(0, 1 - review.retrievability) / fullAtForgetting);
  return Math.round(reviewPointsAtMost * forgotten);
}
