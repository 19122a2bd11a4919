import type { LearnerId } from "../ids.ts";

export interface Scored {
  learnerId: LearnerId;
  points: number;
}

export type Ranked<Row extends Scored = Scored> = Row & {
  /** From 1. Equal points, equal rank, and no rank is left out after them. */
  rank: number;
};

const topRows = 10;

/** All rows from most points to fewest; equals in the order of their ids, so that the board does not jump about. */
export function ranked<Row extends Scored>(rows: readonly Row[]): Ranked<Row>[] {
  const sorted = [...rows].sort((a, b) => b.points - a.points || a.learnerId - b.learnerId);
  let rank = 0;
  let before = Number.NaN;
  return sorted.map((row) => {
    if (row.points !== before) rank += 1;
    before = row.points;
    return { ...row, rank };
  });
}

/**
 * A board as one person sees it: the first ten, and below them the rows around their own (one to either side), empty
 * when they are among the ten or not ranked at all. Hand in only those who may be seen.
 */
export function rankBoard<Row extends Scored>(
  rows: readonly Row[],
  me: LearnerId | null,
): { top: Ranked<Row>[]; around: Ranked<Row>[]; mine: Ranked<Row> | null } {
  const all = ranked(rows);
  const at = all.findIndex(({ learnerId }) => learnerId === me);
  const around = at < topRows ? [] : all.slice(Math.max(topRows, at - 1), at + 2);
  return { top: all.slice(0, topRows), around, mine: all[at] ?? null };
}

/** The rank so many points would have on a board their owner is not on. */
export function wouldRank(rows: readonly Scored[], points: number): number {
  return new Set(rows.map((row) => row.points).filter((other) => other > points)).size + 1;
}
