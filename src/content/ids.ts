import { writeFile } from "node:fs/promises";
import { type CardKind, cardKinds } from "../core/curriculum/card.ts";
import { didYouMean, type Fault } from "./fault.ts";

/** `content/<track>/ids.txt`: every id the track ever used, so that none is used twice. */
export type Ledger = { file: string; entries: Map<string, LedgerEntry>; faults: Fault[] };

/** An id as it stands in a deck, whether or not the deck is otherwise valid. */
export type Mention = { id: string; kind: CardKind | undefined; file: string; line: number };

export type LedgerEntry = {
  id: string;
  kind: CardKind;
  line: number;
  /** Month (`YYYY-MM`) in which the id was retired. */
  retired?: string;
  successor?: string;
};

const entryPattern = /^([a-z0-9]+(?:-[a-z0-9]+)*) ([a-z]+)(?: retired (\d{4}-\d{2})(?: ([a-z0-9-]+))?)?$/;

export function parseLedger(file: string, text: string): Ledger {
  const entries = new Map<string, LedgerEntry>();
  const faults: Fault[] = [];
  let previous = "";
  text.split("\n").forEach((content, index) => {
    if (content === "") return;
    const line = index + 1;
    const [, id = "", kindText = "", retired, successor] = entryPattern.exec(content) ?? [];
    const kind = cardKinds.find((known) => known === kindText);
    if (!kind) {
      const guess = kindText ? didYouMean(kindText, cardKinds) : "";
      const form = 'an entry is "id kind", retired ones "id kind retired YYYY-MM [successor]"';
      faults.push({ file, line, message: `"${content}" is no entry${guess || `; ${form}`}` });
      return;
    }
    if (entries.has(id)) faults.push({ file, line, message: `"${id}" stands here twice; drop one line` });
    else if (id < previous) faults.push({ file, line, message: `"${id}" is out of order; run content check --fix` });
    previous = id;
    entries.set(id, { id, kind, line, ...(retired && { retired }), ...(successor && { successor }) });
  });
  return { file, entries, faults };
}

/** Ledger against decks: kinds that changed, ids used again or lost. New ids are for `unknownIds`. */
export function ledgerFaults(ledger: Ledger, mentions: readonly Mention[]): Fault[] {
  const faults: Fault[] = [];
  const inDecks = new Set(mentions.map((mention) => mention.id));
  for (const { id, kind, file, line } of mentions) {
    const entry = ledger.entries.get(id);
    if (!entry) continue;
    if (entry.retired) {
      faults.push({
        file,
        line,
        message: `"${id}" was retired in ${entry.retired}; ids are never reused, take a new one`,
      });
    } else if (kind && kind !== entry.kind) {
      const message = `"${id}" was a ${entry.kind} and is a ${kind} now; give it a new id and retire the old one`;
      faults.push({ file, line, message });
    }
  }
  for (const entry of ledger.entries.values()) {
    const at = { file: ledger.file, line: entry.line };
    if (!entry.retired && !inDecks.has(entry.id)) {
      const message = `"${entry.id}" is neither in a deck nor retired; restore the card or add "retired YYYY-MM"`;
      faults.push({ ...at, message });
    }
    if (entry.successor && !ledger.entries.has(entry.successor)) {
      const guess = didYouMean(entry.successor, ledger.entries.keys());
      faults.push({
        ...at,
        message: `successor "${entry.successor}" is no id of this track${guess || "; correct it"}`,
      });
    }
  }
  return faults;
}

/** Cards the ledger does not know yet, a fault a file. Harmless to a running bot, so start-up does not ask. */
export function unknownIds(ledger: Ledger, mentions: readonly Mention[]): Fault[] {
  const byFile = new Map<string, Mention[]>();
  for (const mention of mentions) {
    if (ledger.entries.has(mention.id)) continue;
    byFile.set(mention.file, [...(byFile.get(mention.file) ?? []), mention]);
  }
  return [...byFile].flatMap(([file, [first, ...others]]) => {
    if (!first) return [];
    const more = others.length > 0 ? ` (and ${others.length} more here)` : "";
    return [{ file, line: first.line, message: `"${first.id}"${more} is not in ids.txt; run content check --fix` }];
  });
}

/** Adds new ids and sorts the file. Returns how many ids were added; retired and lost lines stay as they are. */
export async function fixLedger(ledger: Ledger, mentions: readonly Mention[]): Promise<number> {
  const entries = new Map(ledger.entries);
  for (const { id, kind, line } of mentions) {
    if (kind && !entries.has(id)) entries.set(id, { id, kind, line });
  }
  const lines = [...entries.values()].map(({ id, kind, retired, successor }) =>
    [id, kind, ...(retired ? ["retired", retired] : []), ...(successor ? [successor] : [])].join(" "),
  );
  lines.sort((a, b) => ((a.split(" ")[0] ?? "") < (b.split(" ")[0] ?? "") ? -1 : 1));
  await writeFile(ledger.file, lines.map((line) => `${line}\n`).join(""));
  return entries.size - ledger.entries.size;
}
