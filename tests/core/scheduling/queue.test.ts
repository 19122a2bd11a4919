import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { CardId } from "../../../src/core/ids.ts";
import { type DueCard, type NewCard, planSession, type SessionRequest } from "../../../src/core/scheduling/queue.ts";

const id = (value: number) => value as CardId;

const dueCard = (cardId: number, changes: Partial<DueCard> = {}): DueCard => ({
  cardId: id(cardId),
  topic: `topic ${cardId}`,
  block: "block",
  retrievability: 0.8,
  siblings: [],
  ...changes,
});

const newCard = (cardId: number, changes: Partial<NewCard> = {}): NewCard => ({
  cardId: id(cardId),
  topic: `topic ${cardId}`,
  block: "block",
  week: 1,
  order: cardId,
  siblings: [],
  ...changes,
});

const plan = (changes: Partial<SessionRequest>) =>
  planSession({ due: [], fresh: [], newLimitLeft: 10, count: 20, seed: "s", ...changes });

describe("which cards", () => {
  test("nothing there, nothing planned", () => {
    expect(plan({})).toEqual({ cardIds: [], dueCount: 0, newCount: 0 });
    expect(plan({ due: [dueCard(1)], count: 0 }).cardIds).toEqual([]);
    expect(plan({ fresh: [newCard(1)], newLimitLeft: -3 }).cardIds).toEqual([]);
  });

  test("due cards by lowest retrievability", () => {
    const due = [0.9, 0.2, 0.7, 0.5].map((retrievability, i) => dueCard(i + 1, { retrievability }));
    expect(plan({ due })).toEqual({ cardIds: [2, 4, 3, 1], dueCount: 4, newCount: 0 });
    expect(plan({ due, count: 2 }).cardIds).toEqual([2, 4]);
  });

  test("new ones take the room due ones leave, within the daily limit, week by week and deck by deck", () => {
    const due = [dueCard(1), dueCard(2)];
    const fresh = [
      newCard(10, { week: 2, order: 0 }),
      newCard(11, { week: 1, order: 5 }),
      newCard(12, { week: 1, order: 4 }),
    ];
    expect(plan({ due, fresh, count: 2 })).toMatchObject({ dueCount: 2, newCount: 0 });
    expect(plan({ due, fresh, count: 3 })).toMatchObject({ dueCount: 2, newCount: 1 });
    expect(plan({ due, fresh, count: 3 }).cardIds).toContain(12);
    expect(plan({ fresh, newLimitLeft: 2 }).cardIds).toEqual([12, 11]);
    expect(plan({ due, fresh, newLimitLeft: 1 }).cardIds).toHaveLength(3);
  });

  test("siblings are never in one session, whichever half names the other", () => {
    const due = [
      dueCard(1, { retrievability: 0.5, siblings: [id(2)] }),
      dueCard(2, { retrievability: 0.6 }),
      dueCard(3, { retrievability: 0.7, siblings: [id(1)] }),
      dueCard(4, { retrievability: 0.8 }),
    ];
    expect(plan({ due }).cardIds).toEqual([1, 4]);
    expect(plan({ due, fresh: [newCard(9, { siblings: [id(4)] }), newCard(10)] }).cardIds).not.toContain(9);
  });

  test("a sibling held back makes room for the next card", () => {
    const due = [
      dueCard(1, { retrievability: 0.5, siblings: [id(2)] }),
      dueCard(2, { retrievability: 0.6, siblings: [id(1)] }),
      dueCard(3, { retrievability: 0.7 }),
    ];
    expect(plan({ due, count: 2 })).toEqual({ cardIds: [1, 3], dueCount: 2, newCount: 0 });
  });

  test("siblings of cards seen earlier today wait, the cards themselves may come back", () => {
    const due = [dueCard(1, { siblings: [id(2)] }), dueCard(2), dueCard(3, { siblings: [id(1)] }), dueCard(4)];
    expect(plan({ due, seenToday: [id(1)] }).cardIds.toSorted()).toEqual([1, 4]);
  });

  test("a card handed in twice comes once", () => {
    expect(plan({ due: [dueCard(1), dueCard(1)], fresh: [newCard(1)] })).toEqual({
      cardIds: [1],
      dueCount: 1,
      newCount: 0,
    });
  });

  test("equal urgency is decided by the seed, and always the same way", () => {
    const due = Array.from({ length: 30 }, (_, i) => dueCard(i));
    const first = plan({ due, seed: "a" }).cardIds;
    expect(plan({ due, seed: "a" }).cardIds).toEqual(first);
    expect(plan({ due, seed: "b" }).cardIds).not.toEqual(first);
  });
});

describe("in which order", () => {
  test("what is due comes first, however many new cards there are", () => {
    const due = [dueCard(1, { topic: "a", retrievability: 0.1 }), dueCard(2, { topic: "a", retrievability: 0.2 })];
    const fresh = Array.from({ length: 6 }, (_, i) => ({ ...newCard(100 + i), topic: i < 3 ? "a" : "b" }));
    expect(plan({ due, fresh }).cardIds.slice(0, 3)).toEqual([1, 2, 103]);
  });

  test("topics alternate, the most urgent first", () => {
    const due = [
      dueCard(1, { topic: "a", retrievability: 0.1 }),
      dueCard(2, { topic: "a", retrievability: 0.2 }),
      dueCard(3, { topic: "b", retrievability: 0.3 }),
      dueCard(4, { topic: "c", retrievability: 0.4 }),
    ];
    expect(plan({ due }).cardIds).toEqual([1, 3, 2, 4]);
  });

  test("a topic with half of the cards starts early enough to be parted", () => {
    const due = [
      dueCard(1, { topic: "b", retrievability: 0.1 }),
      dueCard(2, { topic: "c", retrievability: 0.2 }),
      dueCard(3, { topic: "a", retrievability: 0.7 }),
      dueCard(4, { topic: "a", retrievability: 0.8 }),
      dueCard(5, { topic: "a", retrievability: 0.9 }),
    ];
    expect(plan({ due }).cardIds).toEqual([3, 1, 4, 2, 5]);
  });

  test("one topic alone keeps its order", () => {
    const due = [0.3, 0.1, 0.2].map((retrievability, i) => dueCard(i, { topic: "a", retrievability }));
    expect(plan({ due }).cardIds).toEqual([1, 2, 0]);
  });
});

function alike(cards: readonly { topic: string }[]): number {
  return cards.filter(({ topic }, i) => i > 0 && cards[i - 1]?.topic === topic).length;
}

/** Neighbours of one topic that no order can part. */
function unavoidable(cards: readonly { topic: string }[]): number {
  const perTopic = new Map<string, number>();
  for (const { topic } of cards) perTopic.set(topic, (perTopic.get(topic) ?? 0) + 1);
  const most = Math.max(0, ...perTopic.values());
  return Math.max(0, most - (cards.length - most) - 1);
}

describe("any request", () => {
  const topics = fc.constantFrom("a", "b", "c", "d");
  const siblings = fc.array(fc.integer({ min: 0, max: 60 }).map(id), { maxLength: 2 });
  const dueCards = fc.uniqueArray(
    fc.record({
      cardId: fc.integer({ min: 0, max: 30 }).map(id),
      topic: topics,
      block: fc.constant("block"),
      retrievability: fc.double({ min: 0, max: 1, noNaN: true }),
      siblings,
    }),
    { selector: ({ cardId }) => cardId },
  );
  const newCards = fc.uniqueArray(
    fc.record({
      cardId: fc.integer({ min: 31, max: 60 }).map(id),
      topic: topics,
      block: fc.constant("block"),
      week: fc.integer({ min: 1, max: 3 }),
      order: fc.nat({ max: 50 }),
      siblings,
    }),
    { selector: ({ cardId }) => cardId },
  );
  const request = fc.record({
    due: dueCards,
    fresh: newCards,
    newLimitLeft: fc.nat({ max: 15 }),
    count: fc.nat({ max: 40 }),
    seed: fc.string(),
  });

  test("is answered within its limits, without siblings, and with no two neighbours alike that could be parted", () => {
    fc.assert(
      fc.property(request, (asked) => {
        const { cardIds, dueCount, newCount } = planSession(asked);
        const cards = new Map([...asked.due, ...asked.fresh].map((card) => [card.cardId, card]));
        const chosen = cardIds.map((cardId) => cards.get(cardId)!);
        expect(new Set(cardIds).size).toBe(cardIds.length);
        expect(dueCount + newCount).toBe(cardIds.length);
        expect(cardIds.length).toBeLessThanOrEqual(asked.count);
        expect(newCount).toBeLessThanOrEqual(asked.newLimitLeft);
        expect(cardIds.filter((cardId) => asked.due.some((card) => card.cardId === cardId))).toHaveLength(dueCount);
        for (const { cardId, siblings: own } of chosen) {
          for (const sibling of own) if (sibling !== cardId) expect(cardIds).not.toContain(sibling);
        }

        const [due, fresh] = [chosen.slice(0, dueCount), chosen.slice(dueCount)];
        expect(due.every(({ cardId }) => asked.due.some((card) => card.cardId === cardId))).toBe(true);
        expect(alike(due)).toBe(unavoidable(due));
        expect(alike([...due.slice(-1), ...fresh])).toBeLessThanOrEqual(unavoidable(fresh) + (dueCount > 0 ? 1 : 0));
      }),
      { numRuns: 2_000 },
    );
  });

  test("leaves no due card out that is more urgent than one it takes, but for siblings", () => {
    fc.assert(
      fc.property(request, (asked) => {
        const plain = { ...asked, due: asked.due.map((card) => ({ ...card, siblings: [] })), fresh: [] };
        const { cardIds } = planSession(plain);
        const taken = plain.due.filter(({ cardId }) => cardIds.includes(cardId));
        const left = plain.due.filter(({ cardId }) => !cardIds.includes(cardId));
        const mostCertainTaken = Math.max(0, ...taken.map(({ retrievability }) => retrievability));
        for (const { retrievability } of left) expect(retrievability).toBeGreaterThanOrEqual(mostCertainTaken);
      }),
    );
  });
});
