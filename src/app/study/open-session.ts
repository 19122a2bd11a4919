import type { SessionId, TrackId } from "../../core/ids.ts";
import { spreadPlan } from "../../core/scheduling/load-balance.ts";
import { daysBetween } from "../../core/study-day.ts";
import { closeSession, insertSession, lastReviewedDay, readOpenSession, type SessionRow } from "../../db/sessions.ts";
import type { AppContext } from "../context.ts";
import type { Reader } from "../people/reader.ts";
import { findTopic } from "./find-topic.ts";
import { type Joinable, joinableCohorts, type WorkspaceRef } from "./joinable.ts";
import { nextCard } from "./next-card.ts";
import { type NextStep, nextStep } from "./next-step.ts";
import type { ShownCard } from "./shown-card.ts";
import { spreadWaiting } from "./spread-waiting.ts";
import { type Here, hereOf, studyDayOf } from "./study-day.ts";
import { type NextDueLine, nextDueLine, type SessionSummary } from "./summary.ts";
import type { Topic } from "./track-topics.ts";
import { firstCount, trackOf, usualCount, type Waiting, waitingCards } from "./waiting.ts";

export interface OpenRequest {
  /** As typed: a deck, block, topic, skill, or part of a card's id. */
  readonly topic?: string | undefined;
  /** Cards at most. */
  readonly count?: number | undefined;
  /** New cards beyond today's limit: "Learn 5 more". A session of its own. */
  readonly extraNew?: number | undefined;
  /** The first-time screen was seen. */
  readonly begin?: boolean | undefined;
  /** Where it was asked, for the groups to join there. */
  readonly at?: WorkspaceRef | null | undefined;
  /** The cards due alone, as a button promised; new ones once none is. */
  readonly dueOnly?: boolean | undefined;
  /** Answer to the offer after days away. */
  readonly waiting?: 3 | 5 | "all" | undefined;
}

export type OpenOutcome =
  /** `resumed`: the session was open already. */
  | { readonly kind: "card"; readonly shown: ShownCard; readonly resumed: boolean }
  /** Of a session that the turn of the day closed, or one with nothing left. */
  | { readonly kind: "summary"; readonly summary: SessionSummary }
  | { readonly kind: "first-time"; readonly cards: number }
  | { readonly kind: "no-cohort"; readonly joinable: readonly Joinable[] }
  | { readonly kind: "long-away"; readonly waiting: number; readonly overFive: number; readonly overThree: number }
  | { readonly kind: "topic-unknown"; readonly typed: string; readonly close: readonly Topic[] }
  | NothingDue;

export interface NothingDue {
  readonly kind: "nothing-due";
  readonly topic: Topic | null;
  readonly next: NextDueLine | null;
  /** Today's new cards were all given: how many that is. */
  readonly limitReached: number | null;
  /** New cards of the weeks reached are left beyond today's limit. */
  readonly canLearnMore: boolean;
  readonly step: NextStep;
  readonly here: Here;
}

/** Days without a review after which a large pile is offered in parts. */
const awayDays = 3;

/** Opens a session or goes on with the open one, and shows its next card. */
export async function openSession(ctx: AppContext, reader: Reader, request: OpenRequest = {}): Promise<OpenOutcome> {
  const { learner } = reader;
  const today = studyDayOf(ctx, learner);
  const open = await readOpenSession(ctx.db, learner.id);
  if (open && open.studyDay !== today) {
    const turned = await nextCard(ctx, reader, open);
    // The summary of a session nobody rated in says nothing.
    if (turned.kind === "summary" && turned.summary.rated > 0) return turned;
  }
  const track = open?.track ?? (await trackOf(ctx, learner));
  if (!track) return noCohort(ctx, reader, request);

  const topic = request.topic ? await findTopic(ctx, track, request.topic) : null;
  if (topic?.kind === "unknown") return { kind: "topic-unknown", typed: request.topic ?? "", close: topic.close };
  const wanted = topic?.topic ?? null;

  if (open && open.studyDay === today) {
    const goesOn = !request.extraNew && !request.waiting && (wanted === null || wanted.id === open.topic);
    if (goesOn) return goOn(ctx, reader, open);
    await closeSession(ctx.db, open.id, "other-topic", ctx.clock.nowMs());
  }

  const waiting = await waitingCards(ctx, learner, track, {
    topic: wanted?.id ?? null,
    extraNew: request.extraNew ?? 0,
  });
  if (waiting.due.length + waiting.freshCount === 0) return nothingDue(ctx, reader, request, wanted, waiting);
  if (learner.reviewCount === 0 && !request.begin && wanted === null && waiting.freshCount > 0) {
    return { kind: "first-time", cards: Math.min(firstCount, waiting.due.length + waiting.freshCount) };
  }
  if (wanted === null && !request.extraNew && request.waiting === undefined && waiting.due.length > usualCount) {
    const last = await lastReviewedDay(ctx.db, learner.id);
    if (last !== null && daysBetween(last, today) >= awayDays) return longAway(waiting.due.length);
  }
  const count = await countOf(ctx, reader, request, waiting);
  const session = await start(ctx, reader, track, wanted?.id ?? null, waiting.plan(count).cardIds);
  const next = await nextCard(ctx, reader, session, { fromFront: true });
  return next.kind === "card" ? { ...next, resumed: false } : next;
}

async function goOn(ctx: AppContext, reader: Reader, session: SessionRow): Promise<OpenOutcome> {
  const next = await nextCard(ctx, reader, session, { fromFront: true });
  return next.kind === "card" ? { ...next, resumed: true } : next;
}

function longAway(waiting: number): OpenOutcome {
  return {
    kind: "long-away",
    waiting,
    overFive: spreadPlan(waiting, 5)[0] ?? waiting,
    overThree: spreadPlan(waiting, 3)[0] ?? waiting,
  };
}

async function countOf(ctx: AppContext, reader: Reader, request: OpenRequest, waiting: Waiting): Promise<number> {
  if (request.waiting === "all") return waiting.due.length;
  if (request.waiting !== undefined) return spreadWaiting(ctx, reader, waiting, request.waiting);
  if (request.extraNew) return request.extraNew;
  if (request.count) return request.count;
  if (request.dueOnly && waiting.due.length > 0) return Math.min(waiting.due.length, usualCount);
  return reader.learner.reviewCount === 0 ? firstCount : usualCount;
}

async function start(
  ctx: AppContext,
  { learner }: Reader,
  track: TrackId,
  topic: string | null,
  plan: SessionRow["plan"],
): Promise<SessionRow> {
  const made = await insertSession(ctx.db, {
    id: ctx.random.id() as SessionId,
    learnerId: learner.id,
    track,
    studyDay: studyDayOf(ctx, learner),
    topic,
    plan,
    openedAt: ctx.clock.nowMs(),
  });
  const session = made ?? (await readOpenSession(ctx.db, learner.id));
  if (!session) throw new Error("a session could neither be opened nor found");
  return session;
}

async function noCohort(ctx: AppContext, reader: Reader, request: OpenRequest): Promise<OpenOutcome> {
  return { kind: "no-cohort", joinable: await joinableCohorts(ctx, reader.learner.id, request.at ?? null) };
}

async function nothingDue(
  ctx: AppContext,
  reader: Reader,
  request: OpenRequest,
  topic: Topic | null,
  waiting: Waiting,
): Promise<OpenOutcome> {
  // Not on this track, in a group or alone: nothing new until they join or begin.
  if (waiting.reach.week === 0 && topic === null) return noCohort(ctx, reader, request);
  const [next, step] = await Promise.all([nextDueLine(ctx, reader), nextStep(ctx, reader)]);
  return {
    kind: "nothing-due",
    topic,
    next,
    limitReached: waiting.moreFresh && waiting.newLimitLeft === 0 ? reader.learner.newPerDay : null,
    canLearnMore: waiting.moreFresh,
    step,
    here: hereOf(ctx, reader.learner),
  };
}
