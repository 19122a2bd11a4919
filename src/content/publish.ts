import { createHash } from "node:crypto";
import type { CardBody, KeyPoint, Mistake } from "../core/curriculum/card.ts";
import type { PublishedCard } from "../core/curriculum/published-card.ts";
import type { Track } from "../core/curriculum/track.ts";
import type { Deck, DeckCard, SpokenCard } from "./deck-schema.ts";
import type { LoadedTrack } from "./load.ts";
import { weekOfDeck } from "./shape.ts";

/** All cards of a track without shape faults. Throws if `track.yaml` could not be read. */
export function cardsOf(loaded: LoadedTrack): PublishedCard[] {
  const { track } = loaded;
  if (!track) throw new Error(`${loaded.dir} has no usable track.yaml`);
  const decks = orderDecks(
    track,
    loaded.decks.map(({ deck }) => deck),
  );
  return decks
    .flatMap((deck) => deck.cards.map((card) => ({ deck, card })))
    .map(({ deck, card }, position) => {
      const body = bodyOf(deck, card);
      return {
        key: card.id,
        kind: card.kind,
        deck: deck.deck,
        deckTitle: deck.title,
        block: deck.block,
        week: weekOfDeck(track, deck),
        position,
        skills: deck.skills,
        topics: deck.topics,
        body,
        hash: cardHash(body),
        search: searchText(deck, card),
      };
    });
}

/** By roadmap week, then block, then name; a needed deck always before the one that needs it. */
function orderDecks(track: Track, decks: readonly Deck[]): Deck[] {
  const blocks = [...track.blocks, ...track.checklistBlocks].map(({ id }) => id);
  const waiting = [...decks].sort(
    (a, b) =>
      weekOfDeck(track, a) - weekOfDeck(track, b) ||
      blocks.indexOf(a.block) - blocks.indexOf(b.block) ||
      (a.deck < b.deck ? -1 : 1),
  );
  const ordered: Deck[] = [];
  const visited = new Set<string>();
  const byName = new Map(decks.map((deck) => [deck.deck, deck]));
  const visit = (deck: Deck): void => {
    if (visited.has(deck.deck)) return;
    visited.add(deck.deck);
    for (const need of deck.needs ?? []) {
      const needed = byName.get(need);
      if (needed) visit(needed);
    }
    ordered.push(deck);
  };
  for (const deck of waiting) visit(deck);
  return ordered;
}

function bodyOf(deck: Deck, card: DeckCard): CardBody {
  const every = {
    difficulty: card.difficulty,
    prompt: card.prompt,
    ...(card.hint && { hint: card.hint }),
    ...(card.confusion && { confusion: card.confusion }),
    contrast: card.contrast ?? [],
    sources: Object.entries(card.sources).map(([key, where]) => {
      const source = deck.sources[key];
      if (!source) throw new Error(`card ${card.id} cites ${key}, which deck ${deck.deck} does not list`);
      return { title: source.title, url: source.url, where };
    }),
    ...(card.asOf && { asOf: card.asOf }),
    covers: card.covers ?? [],
  };
  switch (card.kind) {
    case "flashcard":
      return { kind: card.kind, type: card.type, ...every, answer: card.answer, ...(card.why && { why: card.why }) };
    case "choice":
      return { kind: card.kind, type: card.type, ...every, options: card.options };
    case "interview":
      return { kind: card.kind, type: card.type, ...every, ...spokenBody(card) };
    case "design":
      return { kind: card.kind, ...every, ...spokenBody(card), stages: card.stages };
  }
}

function spokenBody(card: SpokenCard) {
  return {
    answer: card.answer,
    level: card.level,
    minutes: card.minutes,
    keyPoints: Object.entries(card.keyPoints).map(([key, point]): KeyPoint => ({ key, ...point })),
    mistakes: Object.entries(card.mistakes).map(([key, mistake]): Mistake => ({ key, ...mistake })),
    followUps: card.followUps,
  };
}

/** 32 hexadecimal characters that change when, and only when, what a learner sees changes. */
export function cardHash(body: CardBody): string {
  return createHash("sha256").update(canonical(body)).digest("hex").slice(0, 32);
}

/** JSON with sorted keys, so that the order in which a body was put together does not matter. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null";
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined);
  entries.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, inner]) => `${JSON.stringify(key)}:${canonical(inner)}`).join(",")}}`;
}

function searchText(deck: Deck, card: DeckCard): string {
  const answers = card.kind === "choice" ? card.options.map(({ text }) => text) : [card.answer];
  const tags = [deck.title, deck.block, ...deck.topics, ...deck.skills, ...("type" in card ? [card.type] : [])];
  return [card.prompt, ...answers, ...tags].join("\n").toLowerCase();
}
