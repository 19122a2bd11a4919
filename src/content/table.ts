import { type CardKind, cardKinds } from "../core/curriculum/card.ts";
import { allBlocks, type Track } from "../core/curriculum/track.ts";
import type { LoadedDeck } from "./load.ts";

/** Cards by kind; `concept` is flashcards and choice cards together. */
export type Counts = Record<CardKind | "concept", number>;

export function noCards(): Counts {
  return { flashcard: 0, choice: 0, interview: 0, design: 0, concept: 0 };
}

export function countBlocks(track: Track, decks: readonly LoadedDeck[]): Record<string, Counts> {
  const counts = Object.fromEntries(allBlocks(track).map(({ id }) => [id, noCards()]));
  for (const { deck } of decks) {
    const block = counts[deck.block];
    if (!block) continue;
    for (const card of deck.cards) {
      block[card.kind] += 1;
      if (card.kind === "flashcard" || card.kind === "choice") block.concept += 1;
    }
  }
  return counts;
}

export function totalOf(counts: Record<string, Counts>): Counts {
  const total = noCards();
  for (const block of Object.values(counts)) {
    for (const kind of [...cardKinds, "concept"] as const) total[kind] += block[kind];
  }
  return total;
}

/** The table under the faults: a line a block, what it has and what it is to have. */
export function countTable(track: Track, counts: Record<string, Counts>): string {
  const header = ["block", "concept", "first", "full", "interview", "design", "first", "full"];
  const rows = Object.entries(counts).map(([block, count]) => {
    const size = track.sizes[block];
    return [
      block,
      count.concept,
      size?.firstRelease.concept ?? 0,
      size?.full.concept ?? 0,
      count.interview,
      count.design,
      size?.firstRelease.interview ?? 0,
      size?.full.interview ?? 0,
    ].map(String);
  });
  const total = totalOf(counts);
  const sum = (column: number): string => String(rows.reduce((all, row) => all + Number(row[column] ?? 0), 0));
  rows.push([
    "total",
    String(total.concept),
    sum(2),
    sum(3),
    String(total.interview),
    String(total.design),
    sum(6),
    sum(7),
  ]);
  return alignColumns([header, ...rows]);
}

/** Columns two blanks apart: the first, of words, to the left, the others, of numbers, to the right. */
export function alignColumns(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) => row.map((cell, column) => pad(cell, widths[column] ?? 0, column === 0)).join("  "))
    .join("\n");
}

function pad(cell: string, width: number, isText: boolean): string {
  return isText ? cell.padEnd(width) : cell.padStart(width);
}
