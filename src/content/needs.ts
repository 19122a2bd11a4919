import { allBlocks, blockWeekToRoadmapWeek, type Track } from "../core/curriculum/track.ts";
import { didYouMean, type Fault } from "./fault.ts";
import type { LoadedDeck, LoadedTrack } from "./load.ts";

/** `needs`: decks that exist, open no later, and never lead back to where they started. */
export function needsFaults(loaded: LoadedTrack, track: Track): Fault[] {
  const faults: Fault[] = [];
  const decks = new Map(loaded.decks.map((one) => [one.deck.deck, one]));
  const blocks = new Set(allBlocks(track).map(({ id }) => id));
  const week = ({ deck }: LoadedDeck) =>
    blocks.has(deck.block) ? blockWeekToRoadmapWeek(track, deck.block, deck.week) : undefined;
  for (const one of loaded.decks) {
    one.deck.needs?.forEach((need, index) => {
      const at = { file: one.yaml.file, line: one.yaml.lineOf(["needs", index]) };
      const needed = decks.get(need);
      if (!needed) {
        if (loaded.deckNames.has(need)) return;
        const guess = didYouMean(need, loaded.deckNames);
        faults.push({ ...at, message: `unknown deck "${need}"${guess || "; name a deck or drop it"}` });
        return;
      }
      const [opens, neededOpens] = [week(one), week(needed)];
      if (opens !== undefined && neededOpens !== undefined && neededOpens > opens) {
        const message = `needs "${need}", which opens in roadmap week ${neededOpens}, later than this one (${opens}); move one of them`;
        faults.push({ ...at, message });
      }
      const way = wayBack(decks, need, one.deck.deck);
      if (way) {
        const message = `needs go round in a circle: ${[one.deck.deck, ...way].join(", ")}; drop one of them`;
        faults.push({ ...at, message });
      }
    });
  }
  return faults;
}

/** Decks on the way from one to another along `needs`, both included. */
function wayBack(decks: ReadonlyMap<string, LoadedDeck>, from: string, to: string): string[] | undefined {
  const ways: string[][] = [[from]];
  const seen = new Set([from]);
  for (let way = ways.shift(); way; way = ways.shift()) {
    const last = way.at(-1) ?? from;
    if (last === to) return way;
    for (const next of decks.get(last)?.deck.needs ?? []) {
      if (seen.has(next)) continue;
      seen.add(next);
      ways.push([...way, next]);
    }
  }
  return undefined;
}
