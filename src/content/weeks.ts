import { roadmapWeeks } from "../core/curriculum/pace.ts";
import { allBlocks, type Track } from "../core/curriculum/track.ts";
import type { LoadedDeck } from "./load.ts";
import { weekOfDeck } from "./shape.ts";
import { alignColumns } from "./table.ts";

/** What a roadmap week unlocks; design cases count as interview questions, as they do in the blocks' numbers. */
export type WeekCounts = { concept: number; interview: number; decks: number };

/** Concept cards and interview questions that a week unlocks: the least it may, and what it is to reach. */
export const weekSizes = {
  firstRelease: { concept: 15, interview: 4 },
  full: { concept: 25, interview: 6, mostConcept: 60 },
} as const;

/** By roadmap week, 1 to 32. */
export function countWeeks(track: Track, decks: readonly LoadedDeck[]): Record<number, WeekCounts> {
  const counts: Record<number, WeekCounts> = {};
  for (let week = 1; week <= roadmapWeeks; week++) counts[week] = { concept: 0, interview: 0, decks: 0 };
  const blocks = new Set(allBlocks(track).map(({ id }) => id));
  for (const { deck } of decks) {
    const count = blocks.has(deck.block) ? counts[weekOfDeck(track, deck)] : undefined;
    if (!count) continue;
    count.decks += 1;
    for (const { kind } of deck.cards) count[kind === "flashcard" || kind === "choice" ? "concept" : "interview"] += 1;
  }
  return counts;
}

type WeekFinding = {
  week: number;
  message: string;
  /** Under what even a first release owes its learners; everything else is a matter of growing. */
  isFloor: boolean;
};

/** Weeks that unlock too little or too much. Weeks without any deck are for the coverage of the roadmap. */
export function weekFindings(counts: Readonly<Record<number, WeekCounts>>): WeekFinding[] {
  const { firstRelease, full } = weekSizes;
  return Object.entries(counts).flatMap(([key, { concept, interview, decks }]): WeekFinding[] => {
    const week = Number(key);
    const has = `roadmap week ${week}: ${concept} concept cards, ${interview} interview questions`;
    if (decks === 0) return [];
    if (concept < firstRelease.concept || interview < firstRelease.interview) {
      const least = `at least ${firstRelease.concept} and ${firstRelease.interview}`;
      return [{ week, isFloor: true, message: `${has}; ${least}, open a deck here` }];
    }
    if (concept > full.mostConcept) {
      const message = `${has}; at most ${full.mostConcept} concept cards, move a deck (full size)`;
      return [{ week, isFloor: false, message }];
    }
    if (concept >= full.concept && interview >= full.interview) return [];
    const message = `${has}; ${full.concept} to ${full.mostConcept} and at least ${full.interview} (full size)`;
    return [{ week, isFloor: false, message }];
  });
}

/** A line a roadmap week: its block, and what it unlocks. */
export function weekTable(track: Track, counts: Readonly<Record<number, WeekCounts>>): string {
  const blocks = track.blocks.flatMap(({ id, weeks }) => Array.from({ length: weeks }, () => id));
  const rows = Object.entries(counts).map(([week, { concept, interview, decks }]) => [
    blocks[Number(week) - 1] ?? "",
    week,
    ...[decks, concept, interview].map(String),
  ]);
  return alignColumns([["block", "week", "decks", "concept", "interview"], ...rows]);
}
