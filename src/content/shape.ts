import { designStages } from "../core/curriculum/card.ts";
import { allBlocks, blockWeekToRoadmapWeek, type Track } from "../core/curriculum/track.ts";
import { type DeckCard, isSpoken, type SpokenCard } from "./deck-schema.ts";
import { didYouMean, type Fault } from "./fault.ts";
import { ledgerFaults } from "./ids.ts";
import type { LoadedDeck, LoadedTrack } from "./load.ts";
import { needsFaults } from "./needs.ts";
import { trackFaults } from "./track-shape.ts";
import type { Path } from "./yaml-file.ts";

/** Reports a fault at a path of the file being checked. */
export type Report = (path: Path, message: string) => void;

/** Group 1 of the checks, all that start-up asks for: does everything that is named exist, once, and in its place? */
export function shapeFaults(loaded: LoadedTrack): Fault[] {
  const faults = [...loaded.faults];
  const { track, trackYaml } = loaded;
  if (track && trackYaml) {
    faults.push(...trackFaults(track, trackYaml));
    for (const deck of loaded.decks) faults.push(...deckFaults(loaded, track, deck));
    faults.push(...needsFaults(loaded, track));
  }
  faults.push(...repeatedIds(loaded));
  // Of a file that is no YAML nobody knows which cards it holds; their ids would all seem lost.
  if (loaded.unreadable === 0) faults.push(...ledgerFaults(loaded.ledger, loaded.mentions));
  return faults;
}

export function reporter(file: LoadedDeck["yaml"], faults: Fault[]): Report {
  return (path, message) => faults.push({ file: file.file, line: file.lineOf(path), message });
}

function repeatedIds(loaded: LoadedTrack): Fault[] {
  const first = new Map<string, { file: string; line: number }>();
  const faults: Fault[] = [];
  for (const { id, file, line } of loaded.mentions) {
    const before = first.get(id);
    if (before) {
      const message = `id "${id}" is already used at ${before.file}:${before.line}; take another`;
      faults.push({ file, line, message });
    } else first.set(id, { file, line });
  }
  return faults;
}

function deckFaults(loaded: LoadedTrack, track: Track, { deck, yaml, folder, name }: LoadedDeck): Fault[] {
  const faults: Fault[] = [];
  const report = reporter(yaml, faults);
  if (deck.deck !== name) report(["deck"], `deck "${deck.deck}" lies in the file "${name}.yaml"; make them the same`);
  if (deck.block !== folder)
    report(["block"], `block "${deck.block}" lies in the folder "${folder}"; make them the same`);
  const blocks = allBlocks(track);
  const block = blocks.find(({ id }) => id === deck.block);
  if (!block) {
    const ids = blocks.map(({ id }) => id);
    report(["block"], `unknown block "${deck.block}"${didYouMean(deck.block, ids) || "; track.yaml lists the blocks"}`);
  } else if (deck.week > block.weeks) {
    report(
      ["week"],
      `week ${deck.week} is past the end of the block, which has ${block.weeks}; week counts inside the block`,
    );
  }
  const skills = new Set(track.skills.map(({ id }) => id));
  const topics = new Set(blocks.flatMap((one) => one.topics.map(({ id }) => id)));
  checkKnown(report, ["skills"], "skill", deck.skills, skills, "track.yaml lists the skills");
  checkKnown(report, ["topics"], "topic", deck.topics, topics, "track.yaml lists the topics");

  const known = {
    cards: new Set(loaded.mentions.map(({ id }) => id)),
    sources: new Set(Object.keys(deck.sources)),
    covers: new Set([...track.linkedQuestions, ...track.designPrompts].map(({ id }) => id)),
  };
  deck.cards.forEach((card, index) => {
    cardFaults(card, known, (path, message) => report(["cards", index, ...path], message));
  });
  const cited = new Set(deck.cards.flatMap((card) => Object.keys(card.sources)));
  for (const key of known.sources) {
    if (!cited.has(key)) report(["sources", key], `source "${key}" is cited by no card; cite it or drop it`);
  }
  return faults;
}

type Known = { cards: ReadonlySet<string>; sources: ReadonlySet<string>; covers: ReadonlySet<string> };

function cardFaults(card: DeckCard, known: Known, report: Report): void {
  for (const key of Object.keys(card.sources)) {
    if (known.sources.has(key)) continue;
    const guess = didYouMean(key, known.sources);
    const where = "Sources are listed at the top of the deck";
    report(["sources", key], `unknown source "${key}"${guess ? `${guess} ${where}` : `; ${where.toLowerCase()}`}`);
  }
  checkKnown(report, ["contrast"], "card", card.contrast ?? [], known.cards, "contrast names ids of cards");
  if (card.contrast?.includes(card.id)) report(["contrast"], "a card is not its own contrast; name the other half");
  checkKnown(report, ["covers"], "question", card.covers ?? [], known.covers, "track.yaml lists what can be covered");
  if (isSpoken(card)) spokenFaults(card, report);
  else if (!card.hint && !card.confusion && !card.contrast) {
    report([], `"${card.id}" has neither hint, confusion nor contrast; a learner who misses it needs one of them`);
  }
  if (card.kind === "choice") {
    const right = card.options.filter(({ correct }) => correct).length;
    if (right !== 1) report(["options"], `${right} options are marked "correct: true"; mark exactly one`);
  }
}

function spokenFaults(card: SpokenCard, report: Report): void {
  const points = Object.keys(card.keyPoints);
  if (points.length < 4 || points.length > 8) {
    report(["keyPoints"], `there are ${points.length} key points; give 4 to 8`);
  }
  if (!Object.values(card.keyPoints).some(({ must }) => must)) {
    report(["keyPoints"], `no key point has "must: true"; mark what an answer cannot do without`);
  }
  const mistakes = Object.keys(card.mistakes);
  if (mistakes.length < 2) report(["mistakes"], `there are ${mistakes.length} mistakes; give at least two`);
  if (!Object.values(card.mistakes).some(({ fails }) => fails)) {
    report(["mistakes"], `no mistake has "fails: true"; mark at least one that sinks the answer`);
  }
  const keyPoints = new Set(points);
  for (const [name, sample] of Object.entries(card.samples)) {
    const where = ["samples", name];
    checkKnown(report, [...where, "hits"], "key point", sample.hits, keyPoints, "hits names keys of keyPoints");
    checkKnown(report, [...where, "makes"], "mistake", sample.makes, new Set(mistakes), "makes names keys of mistakes");
  }
  if (card.kind === "design") stageFaults(card, keyPoints, report);
}

function stageFaults(
  card: Extract<SpokenCard, { kind: "design" }>,
  keyPoints: ReadonlySet<string>,
  report: Report,
): void {
  const order = card.stages.map(({ stage }) => stage);
  if (order.join() !== designStages.join()) {
    const [missing] = designStages.filter((stage) => !order.includes(stage));
    const what = missing ? `stage "${missing}" is missing` : "the stages are not in order, each once";
    report(["stages"], `${what}; a design case has ${designStages.join(", ")}`);
  }
  const seen = new Map<string, string>();
  card.stages.forEach(({ stage, points }, index) => {
    checkKnown(report, ["stages", index, "points"], "key point", points, keyPoints, "points names keys of keyPoints");
    for (const point of points) {
      const before = seen.get(point);
      if (before)
        report(["stages", index, "points"], `key point "${point}" is ticked at "${before}" already; keep one`);
      seen.set(point, stage);
    }
  });
  for (const point of keyPoints) {
    if (!seen.has(point))
      report(["keyPoints", point], `key point "${point}" is ticked at no stage; name it in one's points`);
  }
}

function checkKnown(
  report: Report,
  path: Path,
  noun: string,
  names: readonly string[],
  known: ReadonlySet<string>,
  otherwise: string,
): void {
  names.forEach((name, index) => {
    if (!known.has(name)) {
      report([...path, index], `unknown ${noun} "${name}"${didYouMean(name, known) || `; ${otherwise}`}`);
    } else if (names.indexOf(name) !== index) report([...path, index], `"${name}" stands here twice; drop one`);
  });
}

/** Roadmap week in which a deck opens. */
export function weekOfDeck(track: Track, deck: LoadedDeck["deck"]): number {
  return blockWeekToRoadmapWeek(track, deck.block, deck.week);
}
