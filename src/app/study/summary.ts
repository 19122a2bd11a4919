import type { CardId, StudyDay } from "../../core/ids.ts";
import { dayCap } from "../../core/scoring/points.ts";
import { studyDayStartMs } from "../../core/study-day.ts";
import { wantReminderDone } from "../../db/reminders.ts";
import { type NextDue, readDayPoints, readNextDue, readSessionReviews } from "../../db/session-summary.ts";
import { readPlan, type SessionRow } from "../../db/sessions.ts";
import type { AppContext } from "../context.ts";
import type { Reader } from "../people/reader.ts";
import { readStreak, type StreakLine } from "../progress/streak.ts";
import { comingBack } from "./coming-back.ts";
import { type Leech, leechesOf } from "./leeches.ts";
import { type NextStep, nextStep } from "./next-step.ts";
import { type Undoable, undoableOf } from "./shown-card.ts";
import { type Here, hereOf, studyDayOf } from "./study-day.ts";

export type { NextDue };

/** What stands at the end of a session (S15). */
export interface SessionSummary {
  readonly session: SessionRow;
  readonly done: number;
  readonly total: number;
  /** Cards by their first rating in the session: how many, and how many of them came to mind. */
  readonly rated: number;
  readonly recalled: number;
  readonly minutes: number;
  readonly points: number;
  readonly dayPoints: number;
  readonly dayPointsAtMost: number;
  /** Ratings within 2 s of the answer. */
  readonly hasty: number;
  readonly streak: StreakLine;
  readonly next: NextDueLine | null;
  /** Cards of the session in their steps, which still come back today. */
  readonly comeBack: readonly { readonly cardId: CardId; readonly prompt: string }[];
  /** Due cards of the plan that were not reached. */
  readonly stayDue: number;
  readonly leeches: readonly Leech[];
  readonly undoable: Undoable | null;
  readonly step: NextStep;
  readonly here: Here;
}

export interface NextDueLine {
  readonly cards: number;
  readonly day: StudyDay;
  /** When that study day begins. */
  readonly fromMs: number;
}

/** Looking at a card for longer than this is a pause. */
const longestLookMs = 5 * 60_000;
const hastyMs = 2_000;

export async function summarise(ctx: AppContext, reader: Reader, session: SessionRow): Promise<SessionSummary> {
  const { learner } = reader;
  const today = studyDayOf(ctx, learner);
  const [given, plan, dayPoints, streak, next, undoable, step] = await Promise.all([
    readSessionReviews(ctx.db, session.id),
    readPlan(ctx.db, session),
    readDayPoints(ctx.db, learner.id, session.studyDay),
    readStreak(ctx, learner),
    nextDueLine(ctx, reader),
    undoableOf(ctx, reader),
    nextStep(ctx, reader),
  ]);
  const here = hereOf(ctx, learner);
  if (streak.keptToday) {
    const fromMs = studyDayStartMs(today, learner.zone, learner.rolloverHour);
    await wantReminderDone(ctx.db, learner.id, { fromMs, nowMs: here.nowMs });
  }
  const first = new Map<CardId, (typeof given)[number]>();
  for (const one of given) if (!first.has(one.cardId)) first.set(one.cardId, one);
  const ahead = new Set(session.plan.slice(session.done));
  const lookedMs = given.reduce((sum, one) => sum + Math.min(Math.max(0, one.lookedMs), longestLookMs), 0);
  return {
    session,
    done: session.done,
    total: session.plan.length,
    rated: first.size,
    recalled: [...first.values()].filter(({ rating }) => rating !== "again").length,
    minutes: Math.max(1, Math.round(lookedMs / 60_000)),
    points: given.reduce((sum, { points }) => sum + points, 0),
    dayPoints,
    dayPointsAtMost: dayCap,
    hasty: given.filter(({ tookMs }) => tookMs < hastyMs).length,
    streak,
    next,
    comeBack: comingBack(session, plan).map(({ cardId, prompt }) => ({ cardId, prompt })),
    stayDue: plan.filter(({ cardId, state }) => ahead.has(cardId) && state?.dueDay != null && state.dueDay <= today)
      .length,
    leeches: await leechesOf(ctx, given),
    undoable,
    step,
    here,
  };
}

/** The next study day that brings cards; null where none is scheduled. */
export async function nextDueLine(ctx: AppContext, { learner }: Reader): Promise<NextDueLine | null> {
  const next = await readNextDue(ctx.db, learner.id, studyDayOf(ctx, learner));
  return next && { ...next, fromMs: studyDayStartMs(next.day, learner.zone, learner.rolloverHour) };
}
