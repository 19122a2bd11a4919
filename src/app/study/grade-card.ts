import type { CardId, DailyQuestionId, PresentationId, ReviewId, SessionId, StudyDay } from "../../core/ids.ts";
import { type MemoryState, type Offer, offers, type Rating, retrievability } from "../../core/scheduling/fsrs.ts";
import { isLeech } from "../../core/scheduling/leech.ts";
import { cardCapDays, reviewPoints } from "../../core/scoring/points.ts";
import { addDays, studyDayAt, studyDayStartMs } from "../../core/study-day.ts";
import { type GradingRow, type GradingWrite, gradingStatements } from "../../db/grading.ts";
import { memoryOf } from "../../db/memory.ts";
import { findReviewOf } from "../../db/reviews.ts";
import type { AppContext } from "../context.ts";
import type { Account, Reader } from "../people/reader.ts";
import { periodsOf } from "./study-day.ts";

export interface GradeInput {
  readonly presentationId: PresentationId;
  readonly rating: Rating;
  /** Who pressed: the account as the platform names it, or the reader where they were read already. */
  readonly by: Account | Reader;
  readonly eventKey: string;
}

export interface GradedReview {
  readonly id: ReviewId;
  readonly rating: Rating;
  readonly interval: Offer["interval"];
  readonly dueDay: StudyDay | null;
  readonly dueAtMs: number | null;
  readonly points: number;
}

export type GradeOutcome =
  | {
      readonly kind: "graded";
      readonly reader: Reader;
      readonly review: GradedReview;
      /** Points of the whole study day. */
      readonly dayPoints: number;
      readonly studyDay: StudyDay;
      /** The day turned or another chat was first: the interval is not the one the button showed. */
      readonly recomputed: boolean;
      /** A lapse that makes the card one to ask about. */
      readonly leech: boolean;
      readonly cardId: CardId;
      readonly sessionId: SessionId | null;
      /** The daily question it was rated through. */
      readonly dailyQuestionId: DailyQuestionId | null;
    }
  /** The first rating counts. `takenBack`: it was undone since. */
  | {
      readonly kind: "already-graded";
      readonly reader: Reader;
      readonly reviewId: ReviewId | null;
      readonly rating: Rating;
      readonly atMs: number;
      readonly takenBack: boolean;
      readonly sessionId: SessionId | null;
    }
  | { readonly kind: "withdrawn"; readonly reader: Reader }
  /** Suspended, buried or shown anew since. */
  | { readonly kind: "put-aside"; readonly reader: Reader }
  | { readonly kind: "somebody-elses" }
  | { readonly kind: "unknown" };

/** More than two sessions of one learner at once is nobody's habit; each try sees what the one before it missed. */
const maxTries = 5;
const longestLookMs = 24 * 3_600_000;

/** Rates a presentation: one read, one write. Called again with the same event or presentation, it tells the first outcome. */
export async function gradeCard(ctx: AppContext, input: GradeInput): Promise<GradeOutcome> {
  const statements = gradingStatements(ctx.db);
  for (let tries = 0; tries < maxTries; tries++) {
    const row = await read(ctx, input);
    if (!row) return { kind: "unknown" };
    if (row.identityId === null) return { kind: "somebody-elses" };
    const reader: Reader = { learner: row.learner, identityId: row.identityId };
    const { presentation } = row;
    if (presentation.gradedAt !== null) return alreadyGraded(ctx, row, reader);
    if (row.card.archivedAt !== null) return { kind: "withdrawn", reader };
    if (presentation.voidedAt !== null) return { kind: "put-aside", reader };

    const work = workOut(ctx, input, row, row.identityId);
    const [written] = await statements.write.execute({ ...work.values });
    if (!written) continue;
    const { state, interval } = work.offer;
    return {
      kind: "graded",
      reader: { ...reader, learner: { ...reader.learner, reviewCount: reader.learner.reviewCount + 1 } },
      review: {
        id: written.reviewId as ReviewId,
        rating: input.rating,
        interval,
        dueDay: state.dueDay,
        dueAtMs: state.dueAtMs,
        points: written.points,
      },
      dayPoints: written.dayPoints,
      studyDay: work.studyDay,
      recomputed: work.recomputed,
      leech: state.lapses > work.before.lapses && isLeech(state.lapses),
      cardId: presentation.cardId,
      sessionId: presentation.sessionId,
      dailyQuestionId: presentation.dailyQuestionId,
    };
  }
  throw new Error(`a rating of presentation ${input.presentationId} found no rest in ${maxTries} tries`);
}

async function read(ctx: AppContext, input: GradeInput): Promise<GradingRow | undefined> {
  const statements = gradingStatements(ctx.db);
  const { presentationId, by } = input;
  const rows =
    "identityId" in by
      ? await statements.readByIdentity.execute({ presentationId, identityId: by.identityId })
      : await statements.readByAccount.execute({
          presentationId,
          platform: by.platform,
          scope: by.scope,
          userId: by.userId,
        });
  return rows[0];
}

function workOut(ctx: AppContext, input: GradeInput, row: GradingRow, identityId: number) {
  const { learner, presentation, card } = row;
  const nowMs = ctx.clock.nowMs();
  const studyDay = studyDayAt(nowMs, learner.zone, learner.rolloverHour);
  const before = memoryOf(row.state);
  const version = row.state?.version ?? 0;
  const asShown = presentation.studyDay === studyDay && presentation.memoryVersion === version;
  const settings = { desiredRetention: learner.desiredRetention, weights: learner.weights };
  const offer = asShown
    ? presentation.offers[input.rating]
    : offers(before, { studyDay, nowMs, seed: offerSeed(learner.id, presentation.cardId, before), settings })[
        input.rating
      ];
  const state = givenAt(offer.state, nowMs);
  const isNew = before.phase === "new";
  const recallChance = isNew ? 0 : retrievability(before, studyDay, learner.weights);
  const tookMs = lookMs(row, nowMs);
  const firstOfDay = before.lastStudyDay !== studyDay;
  const dayStartMs = studyDayStartMs(studyDay, learner.zone, learner.rolloverHour);
  const at = new Date(nowMs).toISOString();
  const points = reviewPoints({
    isNew,
    retrievability: recallChance,
    tookMs,
    kind: (row.answerPoints ?? 0) > 0 ? "daily" : card.kind,
  });
  const values: GradingWrite = {
    learnerId: learner.id,
    cardId: presentation.cardId,
    presentationId: presentation.id,
    sessionId: presentation.sessionId,
    identityId,
    eventKey: input.eventKey,
    at,
    expectedVersion: version,
    studyDay,
    dayStart: new Date(dayStartMs).toISOString(),
    capFrom: addDays(studyDay, 1 - cardCapDays),
    track: card.track,
    ...periodsOf(studyDay),
    phase: state.phase,
    stability: state.stability,
    difficulty: state.difficulty,
    reps: state.reps,
    lapses: state.lapses,
    step: state.step,
    dueDay: state.dueDay,
    dueAt: state.dueAtMs === null ? null : new Date(state.dueAtMs).toISOString(),
    rating: input.rating,
    before: isNew ? null : JSON.stringify(before),
    after: JSON.stringify(state),
    intervalUnit: offer.interval.unit,
    intervalValue: offer.interval.value,
    retrievability: isNew ? null : recallChance,
    tookMs,
    points,
    firstOfDay,
    wasDue: firstOfDay && wasDueAtStart(before, studyDay, dayStartMs),
    isNew,
    recalled: input.rating !== "again",
  };
  return { values, offer: { ...offer, state }, before, studyDay, recomputed: !asShown };
}

/** Learner, card and repetition: what is shown is what is kept. */
export function offerSeed(learnerId: number, cardId: number, state: MemoryState): string {
  return `${learnerId}:${cardId}:${state.reps}`;
}

/** An offer counts its minutes from the moment it was worked out; they run from the rating. */
function givenAt(state: MemoryState, nowMs: number): MemoryState {
  const offeredAtMs = state.lastReviewedAtMs ?? nowMs;
  const givenAtMs = Math.max(nowMs, offeredAtMs);
  return {
    ...state,
    lastReviewedAtMs: givenAtMs,
    dueAtMs: state.dueAtMs === null ? null : state.dueAtMs - offeredAtMs + givenAtMs,
  };
}

function lookMs({ presentation, card }: GradingRow, nowMs: number): number {
  const answerShownAt = presentation.answerShownAt ?? nowMs;
  // On a choice card the answer is shown by pressing an option.
  const tookMs = card.kind === "choice" ? answerShownAt - presentation.shownAt : nowMs - answerShownAt;
  return Math.min(Math.max(0, tookMs), longestLookMs);
}

function wasDueAtStart(state: MemoryState, studyDay: StudyDay, dayStartMs: number): boolean {
  if (state.dueDay !== null) return state.dueDay <= studyDay;
  return state.dueAtMs !== null && state.dueAtMs < dayStartMs;
}

async function alreadyGraded(ctx: AppContext, row: GradingRow, reader: Reader): Promise<GradeOutcome> {
  const { presentation } = row;
  const review = await findReviewOf(ctx.db, presentation.id);
  return {
    kind: "already-graded",
    reader,
    reviewId: review?.id ?? null,
    rating: presentation.rating ?? "again",
    atMs: presentation.gradedAt ?? 0,
    takenBack: review?.takenBack ?? false,
    sessionId: presentation.sessionId,
  };
}
