import { allBlocks, type Track } from "../core/curriculum/track.ts";
import { unreached } from "./coverage.ts";
import type { DeckCard } from "./deck-schema.ts";
import type { Fault } from "./fault.ts";
import { countWords } from "./fences.ts";
import type { LoadedTrack } from "./load.ts";
import { countBlocks } from "./table.ts";
import { countWeeks, weekFindings } from "./weeks.ts";

/**
 * Group 5 of the checks: the track against `track.yaml`. A block is held to its shares once it has its first-release
 * numbers, the track to its coverage and to the least a week unlocks once every block has; until then the same findings are only `lacks`.
 */
export function wholeTrack(loaded: LoadedTrack, track: Track): { faults: Fault[]; lacks: string[] } {
  const faults: Fault[] = [];
  const lacks: string[] = [];
  const at = (path: (string | number)[]) => ({
    file: loaded.trackYaml?.file ?? loaded.dir,
    line: loaded.trackYaml?.lineOf(path) ?? 1,
  });
  const counts = countBlocks(track, loaded.decks);
  let isReleasable = true;
  for (const { id } of allBlocks(track)) {
    const size = track.sizes[id];
    const count = counts[id];
    if (!size || !count) continue;
    const spoken = count.interview + count.design;
    const isSized = count.concept >= size.firstRelease.concept && spoken >= size.firstRelease.interview;
    if (!isSized) isReleasable = false;
    if (count.concept < size.full.concept || spoken < size.full.interview) {
      const target = isSized ? size.full : size.firstRelease;
      const name = isSized ? "full size" : "first release";
      lacks.push(
        `block ${id}: ${count.concept} of ${target.concept} concept cards, ${spoken} of ${target.interview} interview questions (${name})`,
      );
    }
    const cards = loaded.decks.filter(({ deck }) => deck.block === id).flatMap(({ deck }) => deck.cards);
    for (const finding of shareFindings(cards)) {
      if (isSized) faults.push({ ...at(["sizes", id]), message: `block ${id}: ${finding}` });
      else if (cards.length > 0) lacks.push(`block ${id}: ${finding}`);
    }
  }
  const weeks = countWeeks(track, loaded.decks);
  for (const { path, message } of unreached(track, loaded.decks, weeks)) {
    if (isReleasable) faults.push({ ...at(path), message });
    else lacks.push(message);
  }
  for (const { week, message, isFloor } of weekFindings(weeks)) {
    if (isReleasable && isFloor) faults.push({ ...at(planPath(track, week)), message });
    else lacks.push(message);
  }
  return { faults, lacks };
}

/** Where `track.yaml` plans a roadmap week. */
function planPath(track: Track, week: number): (string | number)[] {
  let before = 0;
  for (const [index, { weeks }] of track.blocks.entries()) {
    if (week <= before + weeks) return ["blocks", index, "weekPlans", week - before - 1];
    before += weeks;
  }
  return ["blocks"];
}

/** Aims are "about"; findings begin this far from them, in shares of 1. */
const tolerance = 0.1;
const conceptDifficulty = { easy: 0.4, medium: 0.45, hard: 0.15 } as const;
const spokenDifficulty = { easy: 0.25, medium: 0.5, hard: 0.25 } as const;
const answerWords = { median: 35, most: 80, share: 0.95 } as const;

function shareFindings(cards: readonly DeckCard[]): string[] {
  const findings: string[] = [];
  const concept = cards.filter((card) => card.kind === "flashcard" || card.kind === "choice");
  const spoken = cards.filter((card) => card.kind === "interview");
  findings.push(...difficultyFindings("concept cards", concept, conceptDifficulty));
  findings.push(...difficultyFindings("interview questions", spoken, spokenDifficulty));
  if (concept.length === 0) return findings;
  const share = (...types: string[]) => concept.filter(({ type }) => types.includes(type)).length / concept.length;
  const least = (what: string, has: number, wanted: number): void => {
    if (has < wanted) findings.push(`${percent(has)} of the concept cards are ${what}; at least ${percent(wanted)}`);
  };
  const definitions = share("definition");
  if (definitions > 0.3) findings.push(`${percent(definitions)} of the concept cards are definitions; at most 30 %`);
  least("why or contrast", share("why", "contrast"), 0.3);
  least("compute or code", share("compute", "code"), 0.2);
  least("debug", share("debug"), 0.08);
  const lengths = concept
    .flatMap((card) => (card.kind === "flashcard" ? [countWords(card.answer)] : []))
    .sort((a, b) => a - b);
  const median = lengths[Math.floor(lengths.length / 2)] ?? 0;
  if (median > answerWords.median) {
    findings.push(`the median flashcard answer has ${median} words; at most ${answerWords.median}`);
  }
  const long = lengths.filter((length) => length >= answerWords.most).length;
  if (long > lengths.length * (1 - answerWords.share)) {
    findings.push(`${long} of ${lengths.length} flashcard answers have ${answerWords.most} words or more; at most 5 %`);
  }
  return findings;
}

function difficultyFindings(
  what: string,
  cards: readonly DeckCard[],
  aims: Readonly<Record<"easy" | "medium" | "hard", number>>,
): string[] {
  if (cards.length === 0) return [];
  // With few cards one card moves a share by more than the tolerance.
  const slack = Math.max(tolerance, 1.5 / cards.length);
  return (["easy", "medium", "hard"] as const).flatMap((difficulty) => {
    const has = cards.filter((card) => card.difficulty === difficulty).length / cards.length;
    const aim = aims[difficulty];
    if (Math.abs(has - aim) <= slack) return [];
    return [`${percent(has)} of the ${what} are ${difficulty}; about ${percent(aim)}`];
  });
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
