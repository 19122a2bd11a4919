import { and, desc, eq, isNull } from "drizzle-orm";
import type { CardId, StudyDay, TrackId } from "../../core/ids.ts";
import { retrievability } from "../../core/scheduling/fsrs.ts";
import { type DueCard, type NewCard, planSession, type SessionPlan } from "../../core/scheduling/queue.ts";
import { countIntroduced, readDue, readFresh, readSeen, topicFilter } from "../../db/cards.ts";
import { memoryOf } from "../../db/memory.ts";
import { cards, cohorts, memberships, memoryStates } from "../../db/schema/index.ts";
import type { AppContext } from "../context.ts";
import type { Reader } from "../people/reader.ts";
import { type Reach, reachedWeek } from "./reach.ts";
import { studyDayOf } from "./study-day.ts";

type Learner = Reader["learner"];

/** How early a card in its steps may come back when nothing else waits. */
export const learnAheadMs = 20 * 60_000;
/** Cards of a session without a wish. */
export const usualCount = 20;
/** Cards of somebody's very first session. */
export const firstCount = 5;

/** What could be studied now. */
export interface Waiting {
  readonly today: StudyDay;
  /** Due cards, the most forgotten first, siblings of cards seen today held back. */
  readonly due: readonly CardId[];
  /** New cards that may still come today, within the daily limit. */
  readonly freshCount: number;
  /** Whether new cards are left beyond today's limit. */
  readonly moreFresh: boolean;
  readonly newLimitLeft: number;
  readonly reach: Reach;
  /** The cards of one session, in order. */
  plan(count: number): SessionPlan;
}

/** The track a learner studies: of the cohort joined last, else the one they study alone, else of their cards. */
export async function trackOf(ctx: AppContext, learner: Learner): Promise<TrackId | null> {
  const [cohort] = await ctx.db
    .select({ track: cohorts.track })
    .from(memberships)
    .innerJoin(cohorts, eq(cohorts.id, memberships.cohortId))
    .where(and(eq(memberships.learnerId, learner.id), isNull(memberships.leftAt), eq(cohorts.state, "active")))
    .orderBy(desc(memberships.joinedAt))
    .limit(1);
  if (cohort) return cohort.track;
  if (learner.soloTrack) return learner.soloTrack;
  const [card] = await ctx.db
    .select({ track: cards.track })
    .from(memoryStates)
    .innerJoin(cards, eq(cards.id, memoryStates.cardId))
    .where(eq(memoryStates.learnerId, learner.id))
    .orderBy(desc(memoryStates.lastReviewedAt))
    .limit(1);
  return card?.track ?? null;
}

export async function waitingCards(
  ctx: AppContext,
  learner: Learner,
  track: TrackId,
  wish: { topic?: string | null; extraNew?: number } = {},
): Promise<Waiting> {
  const today = studyDayOf(ctx, learner);
  const nowMs = ctx.clock.nowMs();
  const topic = wish.topic ? topicFilter(wish.topic) : undefined;
  const scope = { learnerId: learner.id, track, today, topic };
  const [dueRows, seenToday, introduced, reach] = await Promise.all([
    readDue(ctx.db, { ...scope, stepsUntilMs: nowMs + learnAheadMs }),
    readSeen(ctx.db, learner.id, today),
    countIntroduced(ctx.db, learner.id, today),
    reachedWeek(ctx, learner, track),
  ]);
  const newLimitLeft = Math.max(0, learner.newPerDay - introduced) + (wish.extraNew ?? 0);
  const freshRows = await readFresh(ctx.db, {
    ...scope,
    week: reach.week,
    openBlocks: reach.openBlocks,
    onRequest: Boolean(wish.topic),
    // Some are held back as siblings of others.
    limit: newLimitLeft * 3 + 10,
  });
  const due: DueCard[] = dueRows.map((row) => ({
    cardId: row.cardId,
    topic: row.deck,
    block: row.block,
    siblings: row.siblings,
    retrievability: retrievability(memoryOf(row.state), today, learner.weights),
  }));
  const fresh: NewCard[] = freshRows.map((row) => ({
    cardId: row.cardId,
    topic: row.deck,
    block: row.block,
    week: row.week,
    order: row.position,
    siblings: row.siblings,
  }));
  const request = { due, fresh, newLimitLeft, seed: `${learner.id}:${today}`, seenToday };
  const everything = planSession({ ...request, count: due.length + newLimitLeft });
  const forgotten = new Map(due.map((card) => [card.cardId, card.retrievability]));
  return {
    today,
    due: everything.cardIds
      .filter((id) => forgotten.has(id))
      .sort((a, b) => (forgotten.get(a) ?? 0) - (forgotten.get(b) ?? 0)),
    freshCount: everything.newCount,
    moreFresh: fresh.length > everything.newCount,
    newLimitLeft,
    reach,
    plan: (count) => planSession({ ...request, count }),
  };
}
