import type { CardBody } from "./card.ts";

/** A card as a track's decks publish it. */
export interface PublishedCard {
  /** Unique in the track, never reused. */
  readonly key: string;
  readonly kind: CardBody["kind"];
  readonly deck: string;
  readonly deckTitle: string;
  readonly block: string;
  /** Roadmap week 1..32 in which it opens. */
  readonly week: number;
  /** Order in the track: block, week, deck, place in the deck. */
  readonly position: number;
  readonly skills: readonly string[];
  readonly topics: readonly string[];
  readonly body: CardBody;
  /** Changes when anything a learner sees of it changes. */
  readonly hash: string;
  /** Lower-case text that search looks through. */
  readonly search: string;
}
