import type { CohortId, LearnerId } from "../../core/ids.ts";
import { ranked } from "../../core/scoring/ranking.ts";
import { type BoardRow, rankOf, readNeighbour, readTop } from "../../db/leaderboard.ts";
import { formerMembers, readOwnTotal } from "../../db/totals.ts";
import { cohortsOf, type MyCohort } from "../cohort/my-cohorts.ts";
import type { AppContext } from "../context.ts";
import type { Reader } from "../people/reader.ts";
import { type NextStep, nextStep } from "../study/next-step.ts";
import { periodsOf, studyDayOf } from "../study/study-day.ts";
import { type CohortGoal, readGoal } from "./goal.ts";

export const boardPeriods = ["week", "month", "all"] as const;
export type BoardPeriod = (typeof boardPeriods)[number];

export interface BoardLine {
  readonly rank: number;
  readonly points: number;
  /** Null: anonymous. */
  readonly name: string | null;
  readonly isReader: boolean;
}

export interface Board {
  readonly kind: "board";
  readonly cohort: { readonly id: CohortId; readonly name: string };
  /** The reader's active cohorts, this one among them. */
  readonly cohorts: readonly { readonly id: CohortId; readonly name: string }[];
  readonly period: BoardPeriod;
  readonly goal: CohortGoal;
  /** The first ten. Empty: nobody has points yet. */
  readonly top: readonly BoardLine[];
  /** The reader with those next to them, where they are not among the ten. */
  readonly around: readonly BoardLine[];
  /** Fewer than three people on it show nothing but the goal. */
  readonly shown: boolean;
  readonly me: {
    readonly board: MyCohort["membership"]["board"];
    readonly points: number;
    /** The rank these points have, or would have. */
    readonly rank: number;
  };
  /** Points of people who deleted themselves, of all time. */
  readonly former: number;
  readonly rolloverHour: number;
  /** The reader wants no pictures and no bars. */
  readonly textOnly: boolean;
  readonly step: NextStep;
}

export type BoardOutcome = Board | { readonly kind: "no-cohort"; readonly step: NextStep };

const topRows = 10;
/** People on a board from whom on it says more about the group than about each of them. */
const shownFrom = 3;

/** The board of a cohort of the reader's: the one asked for, else the first. */
export async function readBoard(
  ctx: AppContext,
  reader: Reader,
  wish: { period: BoardPeriod; cohortId: CohortId | null },
): Promise<BoardOutcome> {
  const { learner } = reader;
  const [mine, step] = await Promise.all([cohortsOf(ctx, learner.id), nextStep(ctx, reader)]);
  const chosen = mine.find(({ cohort }) => cohort.id === wish.cohortId) ?? mine[0];
  if (!chosen) return { kind: "no-cohort", step };
  const { cohort, membership } = chosen;
  const today = studyDayOf(ctx, learner);
  const period = periodKey(wish.period, periodsOf(today));
  const [goal, top, own, former] = await Promise.all([
    readGoal(ctx, cohort.id, today),
    readTop(ctx.db, cohort.id, period, topRows),
    readOwnTotal(ctx.db, cohort.id, period, learner.id),
    wish.period === "all" ? readOwnTotal(ctx.db, cohort.id, period, formerMembers) : { points: 0 },
  ]);
  const rank = await rankOf(ctx.db, cohort.id, period, own.points);
  const inTop = top.some(({ learnerId }) => learnerId === learner.id);
  const onBoard = membership.board !== "hidden" && own.points > 0;
  const around =
    inTop || !onBoard || top.length < topRows
      ? []
      : await aroundMe(ctx, { cohortId: cohort.id, period, points: own.points, learnerId: learner.id }, rank, top);
  return {
    kind: "board",
    cohort: { id: cohort.id, name: cohort.name },
    cohorts: mine.map(({ cohort: { id, name } }) => ({ id, name })),
    period: wish.period,
    goal,
    top: ranked(top).map((row) => lineOf(row, row.rank, learner.id)),
    around,
    shown: top.length >= shownFrom,
    me: { board: membership.board, points: own.points, rank },
    former: former.points,
    rolloverHour: learner.rolloverHour,
    textOnly: learner.display === "text",
    step,
  };
}

/** The key under which totals keep a period. */
export function periodKey(period: BoardPeriod, keys: { week: string; month: string }): string {
  return period === "all" ? "all" : keys[period];
}

interface Place {
  readonly cohortId: CohortId;
  readonly period: string;
  readonly points: number;
  readonly learnerId: LearnerId;
}

/** The reader between their neighbours. Ranks are dense: one next to equal points is equal, otherwise one off. */
async function aroundMe(ctx: AppContext, place: Place, rank: number, top: readonly BoardRow[]): Promise<BoardLine[]> {
  const [above, below] = await Promise.all([
    readNeighbour(ctx.db, { ...place, side: "above" }),
    readNeighbour(ctx.db, { ...place, side: "below" }),
  ]);
  const apart = (row: BoardRow) => (row.points === place.points ? 0 : 1);
  const shownAbove = above && !top.some(({ learnerId }) => learnerId === above.learnerId);
  return [
    ...(above && shownAbove ? [lineOf(above, rank - apart(above), place.learnerId)] : []),
    { rank, points: place.points, name: null, isReader: true },
    ...(below ? [lineOf(below, rank + apart(below), place.learnerId)] : []),
  ];
}

function lineOf(row: BoardRow, rank: number, readerId: LearnerId): BoardLine {
  return { rank, points: row.points, name: row.name, isReader: row.learnerId === readerId };
}
