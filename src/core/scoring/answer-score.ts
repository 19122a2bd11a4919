import type { Rating } from "../scheduling/fsrs.ts";

/** A point a good spoken answer makes. */
export interface ScoredPoint {
  key: string;
  must: boolean;
  weight: number;
}

const bestScore = 5;
const bestWithoutMust = 3;
const bestWithFailure = 1;

/**
 * Score of a spoken answer, 0 to 5 in halves: the share of the points' weight, at most 3 without every must-have, at
 * most 1 with a mistake that fails the answer. Keys that are no point of the card are ignored.
 */
export function answerScore(answer: {
  keyPoints: readonly ScoredPoint[];
  ticked: readonly string[];
  failed: boolean;
}): number {
  const ticked = new Set(answer.ticked);
  let total = 0;
  let hit = 0;
  for (const { key, weight } of answer.keyPoints) {
    total += weight;
    if (ticked.has(key)) hit += weight;
  }
  if (total === 0) return 0;
  const share = Math.round((bestScore * hit * 2) / total) / 2;
  const { missing } = mustHaves(answer.keyPoints, answer.ticked);
  const ceiling = answer.failed ? bestWithFailure : missing.length > 0 ? bestWithoutMust : bestScore;
  return Math.min(share, ceiling);
}

/** The rating a score suggests; the learner decides. */
export function suggestedRating(score: number): Rating {
  if (score < 2) return "again";
  if (score < 3.5) return "hard";
  if (score < 4.5) return "good";
  return "easy";
}

/** How many of the must-haves were said, and the keys of those that were not. */
export function mustHaves(
  keyPoints: readonly ScoredPoint[],
  ticked: readonly string[],
): { hit: number; total: number; missing: string[] } {
  const musts = keyPoints.filter(({ must }) => must);
  const missing = musts.filter(({ key }) => !ticked.includes(key)).map(({ key }) => key);
  return { hit: musts.length - missing.length, total: musts.length, missing };
}
