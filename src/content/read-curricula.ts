import { basename } from "node:path";
import type { PublishedCard } from "../core/curriculum/published-card.ts";
import { Track } from "../core/curriculum/track.ts";
import { AppError } from "../errors.ts";
import { type Fault, formatFault, sortFaults } from "./fault.ts";
import { fingerprintTrack } from "./fingerprint.ts";
import { findTracks, loadTrack } from "./load.ts";
import { cardsOf } from "./publish.ts";
import { parseWith } from "./schema-faults.ts";
import { shapeFaults } from "./shape.ts";
import { readYaml } from "./yaml-file.ts";

export interface Curriculum {
  readonly track: Track;
  readonly fingerprint: string;
  /** Null when the folder is as it was when it was published: thousands of cards need not be read again. */
  readonly cards: readonly PublishedCard[] | null;
}

/**
 * Reads every track below `contentDir`. `publishedOf` knows the fingerprint a track was last published with.
 * @throws AppError `content` that lists every fault as file:line.
 */
export async function readCurricula(
  contentDir: string,
  publishedOf: (trackId: string) => Promise<string | null>,
): Promise<Curriculum[]> {
  const folders = await findTracks(contentDir).catch((cause: unknown) => {
    throw new AppError(
      "content",
      `cannot read the content folder ${contentDir}; set CONTENT_DIR to one that holds tracks`,
      { cause },
    );
  });
  if (folders.length === 0)
    throw new AppError("content", `there is no track in ${contentDir}; a track is a folder with a track.yaml`);
  const read = await Promise.all(folders.map((folder) => readFolder(folder, publishedOf)));
  const faults = sortFaults(read.flatMap((one) => ("faults" in one ? one.faults : []))).map(formatFault);
  if (faults.length > 0) throw new AppError("content", `the content cannot be used as it is:\n${faults.join("\n")}`);
  return read.flatMap((one) => ("track" in one ? [one] : []));
}

async function readFolder(
  folder: string,
  publishedOf: (trackId: string) => Promise<string | null>,
): Promise<Curriculum | { readonly faults: readonly Fault[] }> {
  const fingerprint = await fingerprintTrack(folder);
  if ((await publishedOf(basename(folder))) === fingerprint) {
    const track = parseWith(Track, await readYaml(`${folder}/track.yaml`)).value;
    if (track) return { track, fingerprint, cards: null };
  }
  const loaded = await loadTrack(folder);
  const faults = shapeFaults(loaded);
  if (faults.length > 0 || !loaded.track) return { faults };
  return { track: loaded.track, fingerprint, cards: cardsOf(loaded) };
}
