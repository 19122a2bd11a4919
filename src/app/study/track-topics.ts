import type { Track } from "../../core/curriculum/track.ts";

/** Something `/study` can be about. `id` is how sessions keep it: `deck:attention`, `block:math`. */
export interface Topic {
  readonly id: string;
  readonly title: string;
}

/** What a track names besides its decks: blocks on one side, roadmap topics and skills on the other. */
export function trackTopics(track: Track): { blocks: Topic[]; others: Topic[] } {
  const all = [...track.blocks, ...track.checklistBlocks];
  return {
    blocks: all.map(({ id, title }) => ({ id: `block:${id}`, title })),
    others: [
      ...all.flatMap(({ topics }) => topics.map(({ id, title }) => ({ id: `topic:${id}`, title }))),
      ...track.skills.map(({ id, title }) => ({ id: `skill:${id}`, title })),
    ],
  };
}
