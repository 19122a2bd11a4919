import type { CardId } from "../ids.ts";
import { seeded } from "../random.ts";

/** A card whose study day has come. */
export interface DueCard {
  cardId: CardId;
  /** Key of its deck. */
  topic: string;
  block: string;
  /** Chance of recall today, 0 to 1. */
  retrievability: number;
  /** Contrast cards, in either direction. */
  siblings: readonly CardId[];
}

/** A card the learner has not met, from a week they have reached. */
export interface NewCard {
  cardId: CardId;
  /** Key of its deck. */
  topic: string;
  block: string;
  /** Roadmap week, 1 to 32. */
  week: number;
  /** Place among the cards of its week: deck by deck, then as written. */
  order: number;
  siblings: readonly CardId[];
}

export interface SessionRequest {
  due: readonly DueCard[];
  fresh: readonly NewCard[];
  /** New cards the learner may still meet today. */
  newLimitLeft: number;
  /** Cards in the session at most. */
  count: number;
  /** Decides between cards of equal urgency. */
  seed: string;
  /** Cards shown earlier on this study day: their siblings wait for another day. */
  seenToday?: readonly CardId[];
}

export interface SessionPlan {
  cardIds: CardId[];
  dueCount: number;
  newCount: number;
}

/**
 * Chooses the cards of a session and their order. The most forgotten due cards come first; what room they leave goes
 * to new ones after them, in the order of the roadmap. Neighbours are of different topics wherever that can be had among
 * each, and of two siblings only the first stays.
 */
export function planSession(request: SessionRequest): SessionPlan {
  const count = Math.max(0, Math.floor(request.count));
  const random = seeded(request.seed);
  const ties = new Map(request.due.map(({ cardId }) => [cardId, random()]));
  const byUrgency = [...request.due].sort(
    (a, b) => a.retrievability - b.retrievability || (ties.get(a.cardId) ?? 0) - (ties.get(b.cardId) ?? 0),
  );
  const byRoadmap = [...request.fresh].sort((a, b) => a.week - b.week || a.order - b.order || a.cardId - b.cardId);

  const admit = siblingGuard(request.seenToday ?? [], [...request.due, ...request.fresh]);
  const due = take(byUrgency, count, admit);
  const fresh = take(byRoadmap, Math.min(Math.max(0, Math.floor(request.newLimitLeft)), count - due.length), admit);
  const first = interleave(due);
  const then = interleave(fresh, first.at(-1)?.topic);
  return {
    cardIds: [...first, ...then].map(({ cardId }) => cardId),
    dueCount: due.length,
    newCount: fresh.length,
  };
}

interface Candidate {
  cardId: CardId;
  topic: string;
  siblings: readonly CardId[];
}

/** Says of one card after another whether it may come in: once, and none of its siblings before it. */
function siblingGuard(
  seenToday: readonly CardId[],
  candidates: readonly Candidate[],
): (candidate: Candidate) => boolean {
  const inside = new Set<CardId>();
  const heldBack = new Set<CardId>();
  const seen = new Set(seenToday);
  // A contrast may be written on either half, so those of cards not seen are asked as well.
  for (const { cardId, siblings } of candidates) {
    if (seen.has(cardId)) for (const sibling of siblings) heldBack.add(sibling);
    else if (siblings.some((sibling) => seen.has(sibling))) heldBack.add(cardId);
  }
  return ({ cardId, siblings }) => {
    if (inside.has(cardId) || heldBack.has(cardId) || siblings.some((sibling) => inside.has(sibling))) return false;
    inside.add(cardId);
    for (const sibling of siblings) heldBack.add(sibling);
    return true;
  };
}

function take<C extends Candidate>(from: readonly C[], atMost: number, admit: (candidate: C) => boolean): C[] {
  const taken: C[] = [];
  for (const candidate of from) {
    if (taken.length >= atMost) break;
    if (admit(candidate)) taken.push(candidate);
  }
  return taken;
}

/**
 * Keeps the order but for what it takes to part neighbours of one topic: each place gets the first card left whose
 * topic differs from the one before and whose removal still lets the rest be parted.
 */
function interleave(cards: readonly Candidate[], after?: string): Candidate[] {
  const left = [...cards];
  const perTopic = new Map<string, number>();
  for (const { topic } of left) perTopic.set(topic, (perTopic.get(topic) ?? 0) + 1);
  const ordered: Candidate[] = [];
  let before: string | null = after ?? null;
  while (left.length > 0) {
    const chosen: Candidate | undefined = left.splice(chooseNext(left, perTopic, before), 1)[0];
    if (chosen === undefined) break;
    perTopic.set(chosen.topic, (perTopic.get(chosen.topic) ?? 1) - 1);
    before = chosen.topic;
    ordered.push(chosen);
  }
  return ordered;
}

function chooseNext(left: readonly Candidate[], perTopic: ReadonlyMap<string, number>, before: string | null): number {
  // A topic with more than half of the cards left has to take every second place, starting here.
  let crowded: string | null = null;
  for (const [topic, cards] of perTopic) {
    if (cards * 2 > left.length && topic !== before) crowded = topic;
  }
  const parted = left.findIndex(({ topic }) => (crowded === null ? topic !== before : topic === crowded));
  return parted === -1 ? 0 : parted;
}
