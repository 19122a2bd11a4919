import { mkdir, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { readApiIndex } from "./api-names.ts";
import { checkTrack } from "./check.ts";
import { type Fault, formatFault, sortFaults } from "./fault.ts";
import { fixLedger } from "./ids.ts";
import { jsonSchemas } from "./json-schema.ts";
import { findTracks, type LoadedTrack, loadTrack } from "./load.ts";
import {
  choosePython,
  describePython,
  environmentWarnings,
  installAdvice,
  probePython,
  readRequirements,
  usualPythons,
} from "./python-environment.ts";
import { type CodeReport, runCode } from "./run-code.ts";
import { type Counts, countBlocks, countTable, totalOf } from "./table.ts";
import type { DrawFormula } from "./truth.ts";
import { countWeeks, type WeekCounts, weekTable } from "./weeks.ts";

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
      case "run-code":
        return await run(rest, io);
      case "schema":
        return await schema(rest, io);
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

async function run(args: string[], io: CommandIo): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { json: { type: "boolean" }, python: { type: "string" } },
  });
  const tracks = await openTracks(positionals[0] ?? "content", io);
  if (!tracks) return 2;
  const beside = tracks[0]?.dir ?? "";
  const requirements = await readRequirements(beside);
  const environment = values.python
    ? await probePython(values.python, requirements.packages)
    : await choosePython(usualPythons, requirements.packages);
  if (!environment && !values.python) {
    const message = installAdvice(usualPythons, requirements);
    if (values.json)
      io.out(JSON.stringify({ ok: false, faults: [{ file: "run-code", line: 1, message }] }, undefined, 2));
    else io.err(message);
    return 1;
  }
  const warnings = environment ? environmentWarnings(environment, requirements) : [];
  if (environment && !values.json) io.out(describePython(environment));
  const unread = tracks.flatMap((loaded) => loaded.faults);
  const report = await runCode(
    tracks.flatMap((loaded) => loaded.decks),
    environment?.python ?? values.python ?? "",
    await readApiIndex(beside),
  );
  const faults = sortFaults([...unread, ...report.faults]);
  if (values.json) io.out(JSON.stringify({ ok: faults.length === 0, warnings, ...report, faults }, undefined, 2));
  else io.out(codeText(report, faults, warnings));
  return faults.length > 0 ? 1 : 0;
}

async function schema(args: string[], io: CommandIo): Promise<number> {
  const { positionals } = parseArgs({ args, allowPositionals: true });
  const folder = positionals[0] ?? "content/schema";
  for (const { name, text } of jsonSchemas()) {
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, name), text);
    io.out(join(folder, name));
  }
  return 0;
}

function codeText(report: CodeReport, faults: readonly Fault[], warnings: readonly string[]): string {
  const lines = faults.map(formatFault);
  if (lines.length > 0) lines.push("");
  const excused = report.excused.reduce((sum, { fences }) => sum + fences, 0);
  lines.push(`${report.ran} fences ran, ${report.compiled} were only compiled or parsed, ${excused} of them excused`);
  for (const { reason, fences } of report.excused) lines.push(`  excused, ${fences}: ${reason}`);
  for (const { module, fences } of report.missing) lines.push(`  missing module ${module}: ${fences} fences`);
  lines.push(`${report.names.resolved} API names found in the libraries, ${report.names.indexed} in the index`);
  for (const { library, names } of report.names.unresolved)
    lines.push(`  not found here, ${library}: ${names.join(", ")}`);
  if (warnings.length > 0) lines.push("WARNING: this is not the Python that the cards are written for:");
  for (const warning of warnings) lines.push(`  ${warning}`);
  lines.push(`${faults.length} ${faults.length === 1 ? "fault" : "faults"}`);
  return lines.join("\n");
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
  const weeks: Record<string, Record<number, WeekCounts>> = {};
  for (const { loaded } of reports) {
    if (!loaded.track) continue;
    Object.assign(blocks, countBlocks(loaded.track, loaded.decks));
    weeks[loaded.track.id] = countWeeks(loaded.track, loaded.decks);
  }
  const faults = reports.flatMap((report) => report.faults);
  return {
    ok: faults.length === 0,
    faults,
    lacks: reports.flatMap((report) => report.lacks),
    counts: { blocks, weeks },
    totals: totalOf(blocks),
  };
}

function textReport({ loaded, faults, lacks }: TrackReport): string {
  const parts = [];
  if (faults.length > 0) parts.push(faults.map(formatFault).join("\n"));
  if (lacks.length > 0) parts.push(`Still lacking:\n${lacks.map((lack) => `  ${lack}`).join("\n")}`);
  if (loaded.track) {
    parts.push(countTable(loaded.track, countBlocks(loaded.track, loaded.decks)));
    parts.push(weekTable(loaded.track, countWeeks(loaded.track, loaded.decks)));
  }
  const decks = `${loaded.decks.length} of ${loaded.deckNames.size} decks read`;
  parts.push(
    `${loaded.dir}: ${decks}, ${faults.length} ${faults.length === 1 ? "fault" : "faults"}, ${lacks.length} lacking`,
  );
  return parts.join("\n\n");
}
