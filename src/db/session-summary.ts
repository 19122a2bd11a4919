import { and, asc, count, eq, gt, isNull, sql } from "drizzle-orm";
import type { LearnerId, SessionId, StudyDay } from "../core/ids.ts";
import type { Database } from "./database.ts";
import { stands } from "./reviews.ts";
import { cards, dailyActivity, memoryStates, presentations, reviews } from "./schema/index.ts";

/** The reviews of a session that stand, oldest first; `lookedMs` from the front's showing to the rating. */
export async function readSessionReviews(db: Database, sessionId: SessionId) {
  return db
    .select({
      cardId: reviews.cardId,
      rating: reviews.rating,
      points: reviews.points,
      tookMs: reviews.tookMs,
      lapsesBefore: sql<number>`coalesce((${reviews.before} ->> 'lapses')::int, 0)`.mapWith(Number),
      lapses: sql<number>`(${reviews.after} ->> 'lapses')::int`.mapWith(Number),
      lookedMs:
        sql<number>`coalesce(extract(epoch from ${reviews.reviewedAt} - ${presentations.shownAt}) * 1000, 0)`.mapWith(
          Number,
        ),
    })
    .from(reviews)
    .leftJoin(presentations, eq(presentations.id, reviews.presentationId))
    .where(and(eq(reviews.sessionId, sessionId), stands(db)))
    .orderBy(asc(reviews.id));
}

export type SessionReview = Awaited<ReturnType<typeof readSessionReviews>>[number];

export async function readDayPoints(db: Database, learnerId: LearnerId, day: StudyDay): Promise<number> {
  const [row] = await db
    .select({ points: dailyActivity.points })
    .from(dailyActivity)
    .where(and(eq(dailyActivity.learnerId, learnerId), eq(dailyActivity.studyDay, day)));
  return row?.points ?? 0;
}

export interface NextDue {
  readonly cards: number;
  readonly day: StudyDay;
}

/** The first study day after `today` on which cards come due, and how many. */
export async function readNextDue(db: Database, learnerId: LearnerId, today: StudyDay): Promise<NextDue | null> {
  const [row] = await db
    .select({ day: memoryStates.dueDay, cards: count() })
    .from(memoryStates)
    .innerJoin(cards, eq(cards.id, memoryStates.cardId))
    .where(
      and(
        eq(memoryStates.learnerId, learnerId),
        gt(memoryStates.dueDay, today),
        isNull(memoryStates.suspendedAt),
        isNull(cards.archivedAt),
      ),
    )
    .groupBy(memoryStates.dueDay)
    .orderBy(asc(memoryStates.dueDay))
    .limit(1);
  return row?.day ? { day: row.day, cards: row.cards } : null;
}
