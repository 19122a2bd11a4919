import type { PublishedCard } from "../../core/curriculum/published-card.ts";
import type { CardId, TrackId } from "../../core/ids.ts";
import { archiveCards, readCardKeys, setSiblings, upsertCards } from "../../db/card-publishing.ts";
import { voidUngradedOf } from "../../db/presentations.ts";
import type { AppContext } from "../context.ts";
import { writeFact } from "../installation/facts.ts";

export interface PublishOutcome {
  readonly added: number;
  /** With another text, place or deck than before. */
  readonly changed: number;
  readonly archived: number;
  readonly returned: number;
}

/**
 * Makes the database hold exactly these cards of a track, in one transaction. An edited card keeps its id, and with it
 * what people remember; one that is gone is archived, and comes back as it was when it returns. The fingerprint is kept
 * with them, so that a start on the same folder need not read it again.
 */
export async function publishCards(
  ctx: AppContext,
  track: TrackId,
  cards: readonly PublishedCard[],
  fingerprint?: string,
): Promise<PublishOutcome> {
  const nowMs = ctx.clock.nowMs();
  return ctx.db.transaction(async (tx) => {
    const before = await readCardKeys(tx, track);
    const changed = cards.filter((card) => {
      const known = before.get(card.key);
      return !known || known.archived || known.hash !== card.hash || known.place !== placeOf(card);
    });
    await upsertCards(tx, track, changed);
    const wanted = new Set(cards.map(({ key }) => key));
    const gone = [...before].filter(([key, known]) => !wanted.has(key) && !known.archived).map(([, { id }]) => id);
    await archiveCards(tx, gone, nowMs);
    await voidUngradedOf(tx, gone, nowMs);

    const after = await readCardKeys(tx, track);
    const siblings = siblingIds(cards, (key) => (wanted.has(key) ? after.get(key)?.id : undefined));
    for (const [key, ids] of siblings) {
      const known = after.get(key);
      if (known && known.siblings.join() !== ids.join()) await setSiblings(tx, known.id, ids);
    }
    if (fingerprint !== undefined) await writeFact(tx, `published:${track}`, fingerprint);
    const of = (test: (known: { archived: boolean } | undefined) => boolean) =>
      changed.filter(({ key }) => test(before.get(key))).length;
    return {
      added: of((known) => !known),
      changed: of((known) => known !== undefined && !known.archived),
      returned: of((known) => known?.archived === true),
      archived: gone.length,
    };
  });
}

function placeOf(card: PublishedCard): string {
  const { kind, deck, deckTitle, block, week, position, skills, topics } = card;
  return [kind, deck, deckTitle, block, week, position, skills.join(), topics.join()].join("|");
}

/** A contrast written on one half holds for both. Sorted, so that they compare. */
function siblingIds(cards: readonly PublishedCard[], idOf: (key: string) => CardId | undefined): Map<string, CardId[]> {
  const keys = new Map(cards.map(({ key }) => [key, new Set<string>()]));
  for (const { key, body } of cards) {
    for (const other of body.contrast) {
      keys.get(key)?.add(other);
      keys.get(other)?.add(key);
    }
  }
  return new Map(
    [...keys].map(([key, others]) => [
      key,
      [...others]
        .flatMap((other) => idOf(other) ?? [])
        .filter((id) => id !== idOf(key))
        .sort((a, b) => a - b),
    ]),
  );
}
