import type { Track } from "../core/curriculum/track.ts";
import { type Fault, sortFaults } from "./fault.ts";
import { loadTrack } from "./load.ts";
import { cardsOf, type PublishedCard } from "./publish.ts";
import { shapeFaults } from "./shape.ts";

/** A track ready to be published, or what is wrong with its shape. Start-up asks for no more than this. */
export async function readTrack(
  dir: string,
): Promise<{ kind: "ready"; track: Track; cards: PublishedCard[] } | { kind: "faulty"; faults: Fault[] }> {
  const loaded = await loadTrack(dir);
  const faults = shapeFaults(loaded);
  if (faults.length > 0 || !loaded.track) return { kind: "faulty", faults: sortFaults(faults) };
  return { kind: "ready", track: loaded.track, cards: cardsOf(loaded) };
}
