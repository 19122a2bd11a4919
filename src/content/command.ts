import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { checkTrack } from "./check.ts";
import { type Fault, formatFault } from "./fault.ts";
import { fixLedger } from "./ids.ts";
import { findTracks, type LoadedTrack, loadTrack } from "./load.ts";
import { type Counts, countBlocks, countTable, totalOf } from "./table.ts";
import type { DrawFormula } from "./truth.ts";

export type CommandIo = {
  out(text: string): void;
  err(text: string): void;
  /** The drawing the bot itself uses, so that what passes here can be shown there. */
  drawFormula: DrawFormula;
};

const usage = `Usage:
  content check [--json] [--fix] [folder]      check tracks; --fix adds new card ids to ids.txt
  content run-code [--python path] [--json] [folder]   run the code on the cards and compare what it prints
  content schema                               write content/schema/ for editors
The folder is a track's, or one that holds tracks; content/ if left out.`;

/** `interleave content ...`. Returns the exit code: 0 without faults, 1 with, 2 if the command was not understood. */
export async function contentCommand(args: string[], io: CommandIo): Promise<number> {
  const [name, ...rest] = args;
  try {
    switch (name) {
      case "check":
        return await check(rest, io);
      default:
        io.err(name === undefined ? usage : `There is no "content ${name}".\n${usage}`);
        return 2;
    }
  } catch (error) {
    if (!isArgumentError(error)) throw error;
    io.err(`${error.message}\n${usage}`);
    return 2;
  }
}

function isArgumentError(error: unknown): error is Error {
  return error instanceof Error && String((error as NodeJS.ErrnoException).code).startsWith("ERR_PARSE_ARGS");
}

async function check(args: string[], io: CommandIo): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { json: { type: "boolean" }, fix: { type: "boolean" } },
  });
  const tracks = await openTracks(positionals[0] ?? "content", io);
  if (!tracks) return 2;
  const reports: TrackReport[] = [];
  for (let loaded of tracks) {
    if (values.fix) {
      const added = await fixLedger(loaded.ledger, loaded.mentions);
      if (added > 0 && !values.json) io.out(`${loaded.ledger.file}: ${added} ids added`);
      loaded = await loadTrack(loaded.dir);
    }
    reports.push({ loaded, ...(await checkTrack(loaded, io.drawFormula)) });
  }
  if (values.json) io.out(JSON.stringify(jsonReport(reports), undefined, 2));
  else for (const report of reports) io.out(textReport(report));
  return reports.some(({ faults }) => faults.length > 0) ? 1 : 0;
}

type TrackReport = { loaded: LoadedTrack; faults: Fault[]; lacks: string[] };

async function openTracks(folder: string, io: CommandIo): Promise<LoadedTrack[] | undefined> {
  const dir = folder.replace(/\/+$/, "");
  try {
    const dirs = await findTracks(dir);
    if (dirs.length > 0) return await Promise.all(dirs.map(loadTrack));
  } catch (error) {
    io.err(`Cannot read ${resolve(folder)}: ${error instanceof Error ? error.message : String(error)}`);
    return undefined;
  }
  return [await loadTrack(dir)];
}

function jsonReport(reports: readonly TrackReport[]) {
  const blocks: Record<string, Counts> = {};
  for (const { loaded } of reports) {
    if (loaded.track) Object.assign(blocks, countBlocks(loaded.track, loaded.decks));
  }
  const faults = reports.flatMap((report) => report.faults);
  return {
    ok: faults.length === 0,
    faults,
    lacks: reports.flatMap((report) => report.lacks),
    counts: { blocks },
    totals: totalOf(blocks),
  };
}

function textReport({ loaded, faults, lacks }: TrackReport): string {
  const parts = [];
  if (faults.length > 0) parts.push(faults.map(formatFault).join("\n"));
  if (lacks.length > 0) parts.push(`Still lacking:\n${lacks.map((lack) => `  ${lack}`).join("\n")}`);
  if (loaded.track) parts.push(countTable(loaded.track, countBlocks(loaded.track, loaded.decks)));
  const decks = `${loaded.decks.length} of ${loaded.deckNames.size} decks read`;
  parts.push(
    `${loaded.dir}: ${decks}, ${faults.length} ${faults.length === 1 ? "fault" : "faults"}, ${lacks.length} lacking`,
  );
  return parts.join("\n\n");
}
