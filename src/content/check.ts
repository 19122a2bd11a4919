import { type Fault, sortFaults } from "./fault.ts";
import { patternFaults, sourceFaults, tellFaults } from "./honesty.ts";
import { unknownIds } from "./ids.ts";
import type { LoadedDeck, LoadedTrack } from "./load.ts";
import { duplicateFaults } from "./near-duplicates.ts";
import { reporter, shapeFaults } from "./shape.ts";
import { sizeFaults } from "./size.ts";
import { textFaults } from "./text-rules.ts";
import { type DrawFormula, type ReportLine, truthFaults } from "./truth.ts";
import { wholeTrack } from "./whole-track.ts";

export type Checked = {
  faults: Fault[];
  /** What the whole track is still without. Not faults: a track grows. */
  lacks: string[];
};

/** All five groups of checks over a loaded track. Running code is `runCode`'s. */
export async function checkTrack(loaded: LoadedTrack, drawFormula: DrawFormula): Promise<Checked> {
  const faults = [...shapeFaults(loaded), ...unknownIds(loaded.ledger, loaded.mentions)];
  for (const deck of loaded.decks) faults.push(...(await deckFaults(deck, drawFormula)));
  faults.push(...duplicateFaults(loaded.decks));
  if (!loaded.track || !loaded.trackYaml) return { faults: sortFaults(faults), lacks: [] };
  faults.push(...patternFaults(loaded.decks, { file: loaded.trackYaml.file, line: 1 }));
  const whole = wholeTrack(loaded, loaded.track);
  return { faults: sortFaults([...faults, ...whole.faults]), lacks: whole.lacks };
}

async function deckFaults({ deck, yaml }: LoadedDeck, drawFormula: DrawFormula): Promise<Fault[]> {
  const faults: Fault[] = [];
  const report = reporter(yaml, faults);
  sourceFaults(deck, report);
  for (const [index, card] of deck.cards.entries()) {
    const onCard: typeof report = (path, message) => report(["cards", index, ...path], message);
    const onLine: ReportLine = (path, line, message) =>
      faults.push({ file: yaml.file, line: yaml.textLineOf(["cards", index, ...path], line), message });
    await truthFaults(card, drawFormula, onCard, onLine);
    textFaults(card, onLine);
    sizeFaults(card, onCard, onLine);
    tellFaults(card, onCard);
  }
  return faults;
}
