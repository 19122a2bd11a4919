import type { Track } from "../core/curriculum/track.ts";
import { cardTexts } from "./card-texts.ts";
import type { LoadedDeck } from "./load.ts";
import type { WeekCounts } from "./weeks.ts";

type Unreached = { path: (string | number)[]; message: string };

/** Skills, topics, key concepts, weeks, linked questions and design prompts that no card reaches. */
export function unreached(
  track: Track,
  decks: readonly LoadedDeck[],
  weeks: Readonly<Record<number, WeekCounts>>,
): Unreached[] {
  const found = [
    ...unreachedSkills(track, decks),
    ...uncovered(track, decks, "linkedQuestions", "linked question", "interview", "an interview question"),
    ...uncovered(track, decks, "designPrompts", "design prompt", "design", "a design case"),
    ...unreachedTopics(track, decks),
    ...unreachedConcepts(track, decks),
  ];
  for (const [week, { decks: opening }] of Object.entries(weeks)) {
    if (opening === 0) found.push({ path: ["blocks"], message: `roadmap week ${week}: no deck opens in it` });
  }
  return found;
}

function unreachedSkills(track: Track, decks: readonly LoadedDeck[]): Unreached[] {
  const reached = new Set(decks.flatMap(({ deck }) => deck.skills));
  return track.skills.flatMap(({ id }, index) =>
    reached.has(id) ? [] : [{ path: ["skills", index], message: `skill ${id}: no card reaches it` }],
  );
}

function uncovered(
  track: Track,
  decks: readonly LoadedDeck[],
  key: "linkedQuestions" | "designPrompts",
  noun: string,
  kind: "interview" | "design",
  kindName: string,
): Unreached[] {
  const cards = decks.flatMap(({ deck }) => deck.cards);
  const covers = (some: typeof cards): Set<string> => new Set(some.flatMap((card) => card.covers ?? []));
  const byAny = covers(cards);
  const byKind = covers(cards.filter((card) => card.kind === kind));
  return track[key].flatMap(({ id }, index) => {
    if (byKind.has(id)) return [];
    const what = byAny.has(id) ? `no card that covers it is ${kindName}` : "no card reaches it";
    return [{ path: [key, index], message: `${noun} ${id}: ${what}` }];
  });
}

function unreachedTopics(track: Track, decks: readonly LoadedDeck[]): Unreached[] {
  const named = new Set(decks.flatMap(({ deck }) => deck.topics));
  return (["blocks", "checklistBlocks"] as const).flatMap((key) =>
    track[key].flatMap((block, index) =>
      block.topics.flatMap(({ id }, at) =>
        named.has(id) ? [] : [{ path: [key, index, "topics", at], message: `topic ${id}: no deck names it` }],
      ),
    ),
  );
}

/** A key concept is reached when one card of its block uses all words of it, in any form. */
function unreachedConcepts(track: Track, decks: readonly LoadedDeck[]): Unreached[] {
  return track.blocks.flatMap((block, index) => {
    const cards = decks
      .filter(({ deck }) => deck.block === block.id)
      .flatMap(({ deck }) => deck.cards.map((card) => [deck.title, ...cardTexts(card).map(({ text }) => text)]))
      .map((texts) => wordsOf(texts.join("\n")));
    return block.keyConcepts.flatMap(({ items }, group) =>
      items.flatMap((item, at) => {
        if (conceptNames(item).some((name) => cards.some((words) => usesAll(words, name)))) return [];
        const message = `key concept "${item}": no card of block ${block.id} uses its words`;
        return [{ path: ["blocks", index, "keyConcepts", group, "items", at], message }];
      }),
    );
  });
}

/** "Singular value decomposition (SVD)" goes by two names. */
function conceptNames(item: string): string[] {
  return item
    .split(/[()]/)
    .map((name) => name.trim())
    .filter((name) => name !== "");
}

const fillers = new Set(
  "a an and as at behind before by for from in is it no not of on only or that the to what with without".split(" "),
);

function wordsOf(text: string): string[] {
  return text
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "");
}

function usesAll(words: readonly string[], name: string): boolean {
  return wordsOf(name)
    .filter((word) => !fillers.has(word))
    .every((word) => {
      const stem = stemOf(word);
      return words.some((one) => one.startsWith(stem));
    });
}

/** Enough of a word to know it in another form: "mutability" and "mutable", "joins" and "join". */
function stemOf(word: string): string {
  if (word.length <= 6) return word.length > 3 ? word.replace(/s$/, "") : word;
  return word.slice(0, Math.max(5, Math.ceil(word.length / 2)));
}
