import { and, desc, eq, isNull, notExists, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { LearnerId, PresentationId, ReviewId, StudyDay } from "../core/ids.ts";
import type { Database } from "./database.ts";
import { reviews } from "./schema/index.ts";

export type ReviewRow = typeof reviews.$inferSelect;

const takingBack = alias(reviews, "taking_back");

/** A review no later row takes back. */
export function stands(db: Database) {
  return and(
    isNull(reviews.undoes),
    notExists(db.select({ one: sql`1` }).from(takingBack).where(eq(takingBack.undoes, reviews.id))),
  );
}

export async function findReviewOf(
  db: Database,
  presentationId: PresentationId,
): Promise<{ id: ReviewId; takenBack: boolean } | null> {
  const [row] = await db
    .select({ id: reviews.id, undoneBy: takingBack.id })
    .from(reviews)
    .leftJoin(takingBack, eq(takingBack.undoes, reviews.id))
    .where(and(eq(reviews.presentationId, presentationId), isNull(reviews.undoes)));
  return row ? { id: row.id, takenBack: row.undoneBy !== null } : null;
}

/** The newest review of a study day that was not taken back: what Undo names. */
export async function newestStandingReview(
  db: Database,
  learnerId: LearnerId,
  studyDay: StudyDay,
): Promise<ReviewRow | null> {
  const [row] = await db
    .select()
    .from(reviews)
    .where(and(eq(reviews.learnerId, learnerId), eq(reviews.studyDay, studyDay), stands(db)))
    .orderBy(desc(reviews.id))
    .limit(1);
  return row ?? null;
}

export async function readReview(
  db: Database,
  id: ReviewId,
): Promise<{ review: ReviewRow; takenBack: boolean; newerOfCard: boolean } | null> {
  const [row] = await db
    .select({
      review: reviews,
      undoneBy: takingBack.id,
      newerOfCard: sql<boolean>`exists (select 1 from reviews newer
        where newer.learner_id = ${reviews.learnerId} and newer.card_id = ${reviews.cardId} and newer.id > ${reviews.id}
          and newer.undoes is null and not exists (select 1 from reviews back where back.undoes = newer.id))`,
    })
    .from(reviews)
    .leftJoin(takingBack, eq(takingBack.undoes, reviews.id))
    .where(eq(reviews.id, id));
  return row ? { review: row.review, takenBack: row.undoneBy !== null, newerOfCard: row.newerOfCard } : null;
}
