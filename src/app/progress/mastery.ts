import { allBlocks, firstWeekOf, type Track } from "../../core/curriculum/track.ts";
import type { StudyDay } from "../../core/ids.ts";
import { newMemory, retrievability } from "../../core/scheduling/fsrs.ts";
import type { RecallState } from "../../db/recall.ts";
import type { Reach } from "../study/reach.ts";

/** How much of a block a learner would recall today. Concept cards count; interview questions stand beside them. */
export interface BlockMastery {
  readonly id: string;
  readonly title: string;
  readonly firstWeek: number;
  /** Cards that would be recalled today: the sum of today's chances, rounded down. */
  readonly recalled: number;
  readonly cards: number;
  readonly seen: number;
  readonly questionsSeen: number;
  readonly questions: number;
  readonly due: number;
  readonly reached: boolean;
  /** Of the roadmap's ten, not of the checklist. */
  readonly onRoadmap: boolean;
}

type CardCount = { readonly block: string; readonly kind: RecallState["kind"]; readonly cards: number };

interface Sums {
  chance: number;
  seen: number;
  questionsSeen: number;
  due: number;
}

export function masteryOf(
  track: Track,
  states: readonly RecallState[],
  counts: readonly CardCount[],
  at: { today: StudyDay; nowMs: number; weights: readonly number[] | null; reach: Reach },
): BlockMastery[] {
  const sums = new Map<string, Sums>();
  for (const state of states) {
    const sum = sums.get(state.block) ?? { chance: 0, seen: 0, questionsSeen: 0, due: 0 };
    if (isConcept(state.kind)) {
      sum.chance += chanceOfRecall(state, at.today, at.weights);
      sum.seen += 1;
    } else {
      sum.questionsSeen += 1;
    }
    if (isDue(state, at.today, at.nowMs)) sum.due += 1;
    sums.set(state.block, sum);
  }
  const onRoadmap = new Set(track.blocks.map(({ id }) => id));
  return allBlocks(track).map(({ id, title }) => {
    const sum = sums.get(id) ?? { chance: 0, seen: 0, questionsSeen: 0, due: 0 };
    const firstWeek = firstWeekOf(track, id);
    const countOf = (concept: boolean) =>
      counts.reduce((all, one) => all + (one.block === id && isConcept(one.kind) === concept ? one.cards : 0), 0);
    return {
      id,
      title,
      firstWeek,
      recalled: Math.floor(sum.chance),
      cards: countOf(true),
      seen: sum.seen,
      questionsSeen: sum.questionsSeen,
      questions: countOf(false),
      due: sum.due,
      reached: firstWeek <= at.reach.week || at.reach.openBlocks.includes(id),
      onRoadmap: onRoadmap.has(id),
    };
  });
}

export function percentOf({ recalled, cards }: Pick<BlockMastery, "recalled" | "cards">): number {
  return cards === 0 ? 0 : Math.floor((100 * recalled) / cards);
}

export function isConcept(kind: RecallState["kind"]): boolean {
  return kind === "flashcard" || kind === "choice";
}

/** Chance that a card comes to mind today, 0 to 1. */
export function chanceOfRecall(
  { phase, stability, lastStudyDay }: Pick<RecallState, "phase" | "stability" | "lastStudyDay">,
  today: StudyDay,
  weights: readonly number[] | null,
): number {
  return retrievability({ ...newMemory(), phase, stability, lastStudyDay }, today, weights);
}

export function isDue({ suspended, dueDay, dueAt }: RecallState, today: StudyDay, nowMs: number): boolean {
  if (suspended) return false;
  return dueDay !== null ? dueDay <= today : dueAt !== null && dueAt <= nowMs;
}

/** Cards due on each of the coming study days, today first with all that waits. */
export function forecastOf(states: readonly RecallState[], today: StudyDay, days: readonly StudyDay[]): number[] {
  const at = new Map(days.map((day, index) => [day, index]));
  const cards = days.map(() => 0);
  for (const { suspended, dueDay } of states) {
    if (suspended) continue;
    // Cards in their steps come back today.
    const index = dueDay === null || dueDay <= today ? 0 : at.get(dueDay);
    if (index !== undefined) cards[index] = (cards[index] ?? 0) + 1;
  }
  return cards;
}

/** Cards of one memory, as many as there are; without a phase nobody has met them. */
export interface RecallGroup {
  readonly phase: RecallState["phase"] | null;
  readonly stability: number | null;
  readonly lastStudyDay: StudyDay | null;
  readonly cards: number;
}

/** How many cards groups hold, were met, and would be recalled today. */
export function recallOf(
  groups: readonly RecallGroup[],
  today: StudyDay,
  weights: readonly number[] | null,
): { cards: number; seen: number; recalled: number } {
  let cards = 0;
  let seen = 0;
  let chance = 0;
  for (const group of groups) {
    cards += group.cards;
    if (group.phase === null || group.phase === "new") continue;
    seen += group.cards;
    const state = { phase: group.phase, stability: group.stability ?? 0, lastStudyDay: group.lastStudyDay };
    chance += group.cards * chanceOfRecall(state, today, weights);
  }
  return { cards, seen, recalled: Math.floor(chance) };
}
