import { readdir, readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { cardKinds } from "../core/curriculum/card.ts";
import { Track } from "../core/curriculum/track.ts";
import { Deck } from "./deck-schema.ts";
import type { Fault } from "./fault.ts";
import { type Ledger, type Mention, parseLedger } from "./ids.ts";
import { parseWith } from "./schema-faults.ts";
import { readYaml, type YamlFile } from "./yaml-file.ts";

export type LoadedDeck = {
  deck: Deck;
  yaml: YamlFile;
  /** Name of the folder under `decks/`. */
  folder: string;
  /** Name of the file without its ending. */
  name: string;
};

export type LoadedTrack = {
  dir: string;
  /** Undefined when `track.yaml` cannot be used; `faults` says why. */
  track: Track | undefined;
  trackYaml: YamlFile | undefined;
  /** In file order. A deck with a fault of its own is not among them. */
  decks: LoadedDeck[];
  /** Names of all decks, the faulty ones too. */
  deckNames: Set<string>;
  /** Deck files that are no YAML. */
  unreadable: number;
  /** Every card id in any deck, the faulty ones too. */
  mentions: Mention[];
  ledger: Ledger;
  /** What could not be read. `shapeFaults` finds what does not fit together. */
  faults: Fault[];
};

/** Folders below `contentDir` that hold a track. Throws if the folder cannot be read. */
export async function findTracks(contentDir: string): Promise<string[]> {
  const entries = await readdir(contentDir, { withFileTypes: true });
  const found: string[] = [];
  for (const entry of entries) {
    if (!entry.isDirectory()) continue;
    const files = await readdir(join(contentDir, entry.name));
    if (files.includes("track.yaml")) found.push(join(contentDir, entry.name));
  }
  return found.sort();
}

/** Reads a track's folder. Whatever is wrong with its files is in `faults`; only an unreadable disk throws. */
export async function loadTrack(dir: string): Promise<LoadedTrack> {
  const faults: Fault[] = [];
  const trackFile = join(dir, "track.yaml");
  const trackYaml = await readIfThere(trackFile, readYaml);
  let track: Track | undefined;
  if (!trackYaml) {
    faults.push({ file: trackFile, line: 1, message: "there is no track.yaml here; name the folder of a track" });
  } else {
    const parsed = parseWith(Track, trackYaml);
    track = parsed.value;
    faults.push(...parsed.faults);
    if (track && track.id !== basename(dir)) {
      const message = `id "${track.id}" is not the folder's name; write "${basename(dir)}" or rename the folder`;
      faults.push({ file: trackFile, line: trackYaml.lineOf(["id"]), message });
    }
  }
  const ledgerFile = join(dir, "ids.txt");
  const ledger = parseLedger(ledgerFile, (await readIfThere(ledgerFile, (file) => readFile(file, "utf8"))) ?? "");
  faults.push(...ledger.faults);
  const loaded: LoadedTrack = {
    dir,
    track,
    trackYaml,
    decks: [],
    deckNames: new Set(),
    unreadable: 0,
    mentions: [],
    ledger,
    faults,
  };
  for (const found of await findDecks(join(dir, "decks"), faults)) await loadDeck(loaded, found);
  return loaded;
}

async function loadDeck(loaded: LoadedTrack, found: { file: string; folder: string; name: string }): Promise<void> {
  const yaml = await readYaml(found.file);
  loaded.deckNames.add(found.name);
  if (yaml.value === undefined) loaded.unreadable += 1;
  loaded.mentions.push(...mentionedIds(yaml));
  const parsed = parseWith(Deck, yaml);
  if (parsed.value) loaded.decks.push({ deck: parsed.value, yaml, folder: found.folder, name: found.name });
  else loaded.faults.push(...parsed.faults);
}

async function findDecks(dir: string, faults: Fault[]): Promise<{ file: string; folder: string; name: string }[]> {
  const entries = (await readIfThere(dir, (path) => readdir(path, { withFileTypes: true, recursive: true }))) ?? [];
  const found: { file: string; folder: string; name: string }[] = [];
  for (const entry of entries) {
    if (!entry.isFile() || entry.name.startsWith(".")) continue;
    const file = join(entry.parentPath, entry.name);
    const folder = entry.parentPath.slice(dir.length + 1);
    if (!entry.name.endsWith(".yaml")) {
      faults.push({ file, line: 1, message: "not a deck; decks end in .yaml, move anything else out of decks/" });
    } else if (folder === "" || folder.includes("/")) {
      faults.push({ file, line: 1, message: "a deck lies in decks/<block>/; move it there" });
    } else {
      found.push({ file, folder, name: entry.name.slice(0, -".yaml".length) });
    }
  }
  return found.sort((a, b) => (a.file < b.file ? -1 : 1));
}

function mentionedIds(yaml: YamlFile): Mention[] {
  const cards = (yaml.value as { cards?: unknown } | null | undefined)?.cards;
  if (!Array.isArray(cards)) return [];
  return cards.flatMap((card: { id?: unknown; kind?: unknown } | null, index) => {
    if (typeof card?.id !== "string") return [];
    const kind = cardKinds.find((known) => known === card.kind);
    return [{ id: card.id, kind, file: yaml.file, line: yaml.lineOf(["cards", index, "id"]) }];
  });
}

async function readIfThere<T>(path: string, read: (path: string) => Promise<T>): Promise<T | undefined> {
  try {
    return await read(path);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === "ENOENT" || code === "ENOTDIR") return undefined;
    throw error;
  }
}
