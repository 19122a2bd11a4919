import type { DeckCard } from "./deck-schema.ts";
import type { Fault } from "./fault.ts";
import type { LoadedDeck } from "./load.ts";

/** Two cards whose word 5-grams overlap by more than this Jaccard index ask the same. */
const mostSimilar = 0.6;
const gramLength = 5;

/**
 * Group 4 of the checks: cards that say nearly the same. Halves of a contrast are exempt.
 * Candidates come from an index of 5-grams, so the time follows the number of shared 5-grams, not of pairs of cards.
 */
export function duplicateFaults(decks: readonly LoadedDeck[]): Fault[] {
  const cards = decks.flatMap(({ deck, yaml }) =>
    deck.cards.map((card, index) => ({ card, yaml, index, grams: gramsOf(card) })),
  );
  const holders = new Map<string, number[]>();
  const faults: Fault[] = [];
  cards.forEach((one, here) => {
    const shared = new Map<number, number>();
    for (const gram of one.grams) {
      const others = holders.get(gram);
      if (!others) holders.set(gram, [here]);
      else {
        for (const other of others) shared.set(other, (shared.get(other) ?? 0) + 1);
        others.push(here);
      }
    }
    for (const [there, common] of shared) {
      const other = cards[there];
      if (!other) continue;
      const similarity = common / (one.grams.size + other.grams.size - common);
      if (similarity <= mostSimilar || areHalves(one.card, other.card)) continue;
      const at = { file: one.yaml.file, line: one.yaml.lineOf(["cards", one.index, "id"]) };
      const where = `${other.yaml.file}:${other.yaml.lineOf(["cards", other.index, "id"])}`;
      const percent = Math.round(similarity * 100);
      const message = `"${one.card.id}" is ${percent} % like "${other.card.id}" (${where}); drop one, or name it as contrast`;
      faults.push({ ...at, message });
    }
  });
  return faults;
}

function areHalves(a: DeckCard, b: DeckCard): boolean {
  return Boolean(a.contrast?.includes(b.id) || b.contrast?.includes(a.id));
}

function gramsOf(card: DeckCard): Set<string> {
  const answers = card.kind === "choice" ? card.options.map(({ text }) => text) : [card.answer];
  const words = [card.prompt, ...answers]
    .join(" ")
    .toLowerCase()
    .split(/[^\p{L}\p{N}_]+/u)
    .filter((word) => word !== "");
  if (words.length < gramLength) return new Set([words.join(" ")]);
  return new Set(words.slice(gramLength - 1).map((_, index) => words.slice(index, index + gramLength).join(" ")));
}
