import { and, eq, isNull, ne, sql } from "drizzle-orm";
import type { CardId, ReviewId, SessionId } from "../../core/ids.ts";
import { newMemory, type Rating } from "../../core/scheduling/fsrs.ts";
import type { Database } from "../../db/database.ts";
import { memoryColumns } from "../../db/memory.ts";
import { voidUngraded } from "../../db/presentations.ts";
import { newestStandingReview, type ReviewRow, readReview, stands } from "../../db/reviews.ts";
import {
  answers,
  cards,
  dailyActivity,
  eventKeys,
  learners,
  memberships,
  memoryStates,
  reviews,
  sessions,
  totals,
} from "../../db/schema/index.ts";
import { reopenSession } from "../../db/sessions.ts";
import type { AppContext } from "../context.ts";
import type { Reader } from "../people/reader.ts";
import { readStreak, type StreakLine } from "../progress/streak.ts";
import { type Undoable, undoableOf } from "./shown-card.ts";
import { periodsOf, studyDayOf } from "./study-day.ts";

export type UndoOutcome =
  | {
      readonly kind: "undone";
      readonly rating: Rating;
      readonly cardId: CardId;
      readonly prompt: string;
      readonly sessionId: SessionId | null;
      /** Points taken back, zero or more. */
      readonly points: number;
      readonly streak: StreakLine;
      /** Whether the streak was another before. */
      readonly streakChanged: boolean;
      /** The one before it. */
      readonly undoable: Undoable | null;
      readonly reader: Reader;
    }
  | { readonly kind: "already-taken-back"; readonly undoable: Undoable | null }
  | { readonly kind: "nothing" };

/**
 * Takes back the named review, or the newest of the study day. Whole or not at all; a second call for the same review
 * finds it taken back. Points of a daily answer stay.
 */
export async function undoReview(
  ctx: AppContext,
  input: { reader: Reader; reviewId?: ReviewId; eventKey: string },
): Promise<UndoOutcome> {
  const { reader } = input;
  const { learner } = reader;
  const today = studyDayOf(ctx, learner);
  const streakBefore = await readStreak(ctx, learner);
  const taken = await ctx.db.transaction(async (tx) => {
    const [once] = await tx
      .insert(eventKeys)
      .values({ key: input.eventKey, at: ctx.clock.nowMs() })
      .onConflictDoNothing()
      .returning();
    // The same event again: whatever it took back is taken back.
    if (!once) return "again" as const;
    const review = await choose(tx, reader, today, input.reviewId);
    if (!review) return null;
    if (review === "taken-back") return "again" as const;
    return (await takeBack(ctx, tx, reader, review)) ? review : ("again" as const);
  });
  if (taken === null) return { kind: "nothing" };
  const undoable = await undoableOf(ctx, reader);
  if (taken === "again") return { kind: "already-taken-back", undoable };
  const [card] = await ctx.db.select({ body: cards.body }).from(cards).where(eq(cards.id, taken.cardId));
  const streak = await readStreak(ctx, learner);
  return {
    kind: "undone",
    rating: taken.rating,
    cardId: taken.cardId,
    prompt: card?.body.prompt ?? "",
    sessionId: taken.sessionId,
    points: taken.points,
    streak,
    streakChanged: streak.length !== streakBefore.length,
    undoable,
    reader: { ...reader, learner: { ...learner, reviewCount: Math.max(0, learner.reviewCount - 1) } },
  };
}

/** The review to take back: of this study day, and the newest of its card, since a later one stands on it. */
async function choose(
  tx: Database,
  { learner }: Reader,
  today: ReviewRow["studyDay"],
  reviewId: ReviewId | undefined,
): Promise<ReviewRow | "taken-back" | null> {
  if (reviewId === undefined) return newestStandingReview(tx, learner.id, today);
  const named = await readReview(tx, reviewId);
  if (!named || named.review.learnerId !== learner.id || named.review.undoes !== null) return null;
  if (named.takenBack) return "taken-back";
  if (named.review.studyDay !== today || named.newerOfCard) return null;
  return named.review;
}

/** False when another chat took it back at the same moment. */
async function takeBack(ctx: AppContext, tx: Database, { learner, identityId }: Reader, review: ReviewRow) {
  const nowMs = ctx.clock.nowMs();
  const [row] = await tx
    .insert(reviews)
    .values({
      learnerId: learner.id,
      cardId: review.cardId,
      presentationId: review.presentationId,
      sessionId: review.sessionId,
      identityId,
      studyDay: review.studyDay,
      reviewedAt: nowMs,
      rating: review.rating,
      before: review.after,
      after: review.before ?? newMemory(),
      intervalUnit: review.intervalUnit,
      intervalValue: review.intervalValue,
      retrievability: review.retrievability,
      tookMs: 0,
      points: -review.points,
      firstOfDay: review.firstOfDay,
      wasDue: review.wasDue,
      undoes: review.id,
    })
    .onConflictDoNothing()
    .returning({ id: reviews.id });
  if (!row) return false;
  // What the screens offer was worked out from the state that goes: presentations first, as in grading.
  await voidUngraded(tx, learner.id, review.cardId, nowMs);
  await restoreMemory(tx, review);
  const studyDays = await restoreDay(tx, review);
  await tx
    .update(learners)
    .set({ reviewCount: sql`greatest(0, ${learners.reviewCount} - 1)` })
    .where(eq(learners.id, learner.id));
  await restoreTotals(tx, review, studyDays);
  if (review.presentationId) {
    await tx
      .update(answers)
      .set({ rating: null, presentationId: null, ticked: [] })
      .where(and(eq(answers.learnerId, learner.id), eq(answers.presentationId, review.presentationId)));
  }
  if (review.sessionId) await restoreSession(tx, review, review.sessionId);
  return true;
}

async function restoreMemory(tx: Database, review: ReviewRow): Promise<void> {
  const here = and(eq(memoryStates.learnerId, review.learnerId), eq(memoryStates.cardId, review.cardId));
  const newAgain = review.before === null;
  if (newAgain) {
    const gone = await tx
      .delete(memoryStates)
      .where(and(here, isNull(memoryStates.suspendedAt), isNull(memoryStates.buriedOn)))
      .returning({ cardId: memoryStates.cardId });
    if (gone.length > 0) return;
  }
  await tx
    .update(memoryStates)
    .set({
      ...memoryColumns(review.before ?? newMemory()),
      ...(newAgain ? { introducedOn: null } : {}),
      version: sql`${memoryStates.version} + 1`,
    })
    .where(here);
}

/** Returns the study days to take from the totals: one when nothing else makes the day count. */
async function restoreDay(tx: Database, review: ReviewRow): Promise<number> {
  const [day] = await tx
    .update(dailyActivity)
    .set({
      reviews: sql`${dailyActivity.reviews} - 1`,
      recalled: sql`${dailyActivity.recalled} - ${review.rating === "again" ? 0 : 1}`,
      dueDone: sql`${dailyActivity.dueDone} - ${review.wasDue ? 1 : 0}`,
      newCards: sql`${dailyActivity.newCards} - ${review.before === null ? 1 : 0}`,
      points: sql`${dailyActivity.points} - ${review.points}`,
    })
    .where(and(eq(dailyActivity.learnerId, review.learnerId), eq(dailyActivity.studyDay, review.studyDay)))
    .returning();
  return day && day.reviews === 0 && !day.answeredDaily ? 1 : 0;
}

async function restoreTotals(tx: Database, review: ReviewRow, studyDays: number): Promise<void> {
  const { week, month } = periodsOf(review.studyDay);
  await tx
    .update(totals)
    .set({
      points: sql`${totals.points} - ${review.points}`,
      studyDays: sql`greatest(0, ${totals.studyDays} - ${studyDays})`,
    })
    .where(
      and(
        eq(totals.learnerId, review.learnerId),
        sql`${totals.period} in (${week}, ${month}, 'all')`,
        // Those who were credited: members at that moment, on the card's track.
        sql`exists (select 1 from ${memberships} m
          join cohorts c on c.id = m.cohort_id
          join ${cards} k on k.id = ${review.cardId} and k.track = c.track
          where m.cohort_id = ${totals.cohortId} and m.learner_id = ${review.learnerId}
            and m.joined_at <= ${new Date(review.reviewedAt).toISOString()}::timestamptz
            and (m.left_at is null or m.left_at > ${new Date(review.reviewedAt).toISOString()}::timestamptz))`,
      ),
    );
}

/** The card stands in its place again, unless this was a second look at it within the session. */
async function restoreSession(tx: Database, review: ReviewRow, sessionId: SessionId): Promise<void> {
  const [earlier] = await tx
    .select({ id: reviews.id })
    .from(reviews)
    .where(
      and(eq(reviews.sessionId, sessionId), eq(reviews.cardId, review.cardId), ne(reviews.id, review.id), stands(tx)),
    )
    .limit(1);
  if (!earlier) {
    const place = sql`array_position(${sessions.plan}, ${review.cardId}::int)`;
    // A card further back was rated since: then this one waits for another session.
    await tx
      .update(sessions)
      .set({ done: sql`${sessions.done} - 1` })
      .where(and(eq(sessions.id, sessionId), sql`${place} = ${sessions.done}`));
  }
  await reopenSession(tx, sessionId, review.learnerId);
}
