import type { TrackId } from "../../core/ids.ts";
import { hasCards, readDecks } from "../../db/cards.ts";
import type { AppContext } from "../context.ts";
import { type Topic, trackTopics } from "./track-topics.ts";

export type TopicOutcome =
  | { readonly kind: "found"; readonly topic: Topic }
  | { readonly kind: "unknown"; readonly close: readonly Topic[] };

const closeOnes = 5;

/** All topics of a track: blocks, then decks, then roadmap topics and skills, each title once. */
export async function topicsOf(ctx: AppContext, track: TrackId): Promise<Topic[]> {
  const loaded = ctx.tracks.get(track);
  const { blocks, others } = loaded ? trackTopics(loaded) : { blocks: [], others: [] };
  const decks = (await readDecks(ctx.db, track)).map(({ deck, title }) => ({ id: `deck:${deck}`, title }));
  const seen = new Set<string>();
  return [...blocks, ...decks, ...others].filter(({ title }) => {
    const key = plain(title);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

/** Topics for completion: those that begin with the words first, then those that hold them. */
export async function suggestTopics(ctx: AppContext, track: TrackId, typed: string): Promise<Topic[]> {
  const words = plain(typed);
  const all = await topicsOf(ctx, track);
  const begin = all.filter((topic) => plain(topic.title).startsWith(words));
  const hold = all.filter((topic) => !begin.includes(topic) && holds(topic, words));
  return [...begin, ...hold];
}

/** By id or title, then by words of the title, then by part of a card's id. */
export async function findTopic(ctx: AppContext, track: TrackId, typed: string): Promise<TopicOutcome> {
  const words = plain(typed);
  const all = await topicsOf(ctx, track);
  const exact =
    all.find(({ id }) => id === typed.trim()) ??
    all.find((topic) => plain(topic.title) === words || plain(topic.id.slice(topic.id.indexOf(":") + 1)) === words);
  const partly = all.filter((topic) => holds(topic, words));
  const [only] = partly;
  for (const topic of exact ? [exact] : partly.length === 1 && only ? [only] : []) {
    if (await hasCards(ctx.db, track, topic.id)) return { kind: "found", topic };
  }
  const fragment = words.replaceAll(" ", "-");
  if (fragment.length >= 3 && /^[a-z0-9-]+$/.test(fragment) && partly.length === 0) {
    const byCards = { id: `cards:${fragment}`, title: typed.trim() };
    if (await hasCards(ctx.db, track, byCards.id)) return { kind: "found", topic: byCards };
  }
  const close = partly.length > 0 ? partly : byLikeness(all, words);
  return { kind: "unknown", close: close.slice(0, closeOnes) };
}

function holds(topic: Topic, words: string): boolean {
  return words !== "" && (plain(topic.title).includes(words) || plain(topic.id).includes(words));
}

function byLikeness(all: readonly Topic[], words: string): Topic[] {
  return all
    .map((topic) => ({ topic, likeness: likeness(words, plain(topic.title)) }))
    .sort((a, b) => b.likeness - a.likeness)
    .map(({ topic }) => topic);
}

/** Share of letter pairs two texts have in common (Dice), 0..1: forgiving of a slip of the finger. */
function likeness(a: string, b: string): number {
  const pairs = (text: string) =>
    new Set(Array.from({ length: Math.max(0, text.length - 1) }, (_, i) => text.slice(i, i + 2)));
  const left = pairs(a);
  const right = pairs(b);
  const shared = [...left].filter((pair) => right.has(pair)).length;
  return (2 * shared) / Math.max(1, left.size + right.size);
}

function plain(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}:]+/gu, " ")
    .trim();
}
