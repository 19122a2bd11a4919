import { eq, inArray, sql } from "drizzle-orm";
import type { PublishedCard } from "../core/curriculum/published-card.ts";
import type { CardId, TrackId } from "../core/ids.ts";
import type { Database } from "./database.ts";
import { cards } from "./schema/index.ts";

export interface KnownCard {
  readonly id: CardId;
  readonly hash: string;
  readonly archived: boolean;
  readonly siblings: readonly CardId[];
  /** Everything but the text that publishing may change. */
  readonly place: string;
}

/** A track has some thousand cards; a statement may carry 65,535 parameters. */
const batchSize = 500;

export async function readCardKeys(db: Database, track: TrackId): Promise<Map<string, KnownCard>> {
  const rows = await db
    .select({
      id: cards.id,
      key: cards.key,
      hash: cards.hash,
      archivedAt: cards.archivedAt,
      siblings: cards.siblings,
      place: sql<string>`concat_ws('|', ${cards.kind}, ${cards.deck}, ${cards.deckTitle}, ${cards.block}, ${cards.week}, ${cards.position}, array_to_string(${cards.skills}, ','), array_to_string(${cards.topics}, ','))`,
    })
    .from(cards)
    .where(eq(cards.track, track));
  return new Map(rows.map(({ key, archivedAt, ...row }) => [key, { ...row, archived: archivedAt !== null }]));
}

/** Inserts, or overwrites by key and takes out of the archive. */
export async function upsertCards(db: Database, track: TrackId, all: readonly PublishedCard[]): Promise<void> {
  for (let from = 0; from < all.length; from += batchSize) {
    const batch = all.slice(from, from + batchSize);
    await db
      .insert(cards)
      .values(batch.map((card) => ({ ...card, track, skills: [...card.skills], topics: [...card.topics] })))
      .onConflictDoUpdate({
        target: [cards.track, cards.key],
        set: {
          kind: sql`excluded.kind`,
          deck: sql`excluded.deck`,
          deckTitle: sql`excluded.deck_title`,
          block: sql`excluded.block`,
          week: sql`excluded.week`,
          position: sql`excluded.position`,
          skills: sql`excluded.skills`,
          topics: sql`excluded.topics`,
          body: sql`excluded.body`,
          hash: sql`excluded.hash`,
          search: sql`excluded.search`,
          archivedAt: null,
        },
      });
  }
}

export async function archiveCards(db: Database, ids: readonly CardId[], nowMs: number): Promise<void> {
  if (ids.length === 0) return;
  await db
    .update(cards)
    .set({ archivedAt: nowMs })
    .where(inArray(cards.id, [...ids]));
}

export async function setSiblings(db: Database, id: CardId, siblings: readonly CardId[]): Promise<void> {
  await db
    .update(cards)
    .set({ siblings: [...siblings] })
    .where(eq(cards.id, id));
}
