import { parseAllDocuments } from "yaml";
import { answerScore, mustHaves } from "../core/scoring/answer-score.ts";
import { cardTexts } from "./card-texts.ts";
import { type DeckCard, isSpoken, type SpokenCard } from "./deck-schema.ts";
import { type Fence, isRun, splitFences } from "./fences.ts";
import { numberFaults } from "./numbers.ts";
import type { Report } from "./shape.ts";

/** Draws a formula; throws with the reason if it cannot. */
export type DrawFormula = (tex: string) => Promise<unknown>;

/** Reports at a line of a text, counted from 0. */
export type ReportLine = (path: readonly (string | number)[], line: number, message: string) => void;

/** Group 2 of the checks, but for code, which `content run-code` runs: numbers, scores, formulas, data formats. */
export async function truthFaults(
  card: DeckCard,
  drawFormula: DrawFormula,
  report: Report,
  reportLine: ReportLine,
): Promise<void> {
  numberFaults(card, report);
  if (isSpoken(card)) sampleFaults(card, report);
  const fences = cardTexts(card).flatMap(({ path, text }) =>
    text.includes("```") ? splitFences(text).fences.map((fence) => ({ path, fence })) : [],
  );
  for (const { path, fence } of fences) {
    const fault = await fenceFault(fence, drawFormula);
    if (fault) reportLine(path, fence.line, fault);
  }
  const [, second] = fences.filter(({ fence }) => fence.language === "tex");
  if (second) {
    const message = "a second formula as a picture; a screen holds one, write this one in the sentence";
    reportLine(second.path, second.fence.line, message);
  }
  if (card.kind === "design" && !card.numbers) {
    report([], "a design case needs numbers; state its arithmetic, they are computed again");
  }
  if (card.kind !== "design" && card.type === "compute" && !card.numbers && !fences.some(({ fence }) => isRun(fence))) {
    report(["type"], "a compute card needs numbers or code that runs; add one, or choose another type");
  }
}

async function fenceFault(fence: Fence, drawFormula: DrawFormula): Promise<string | undefined> {
  switch (fence.language) {
    case "tex":
      if (fence.info === "") return "a tex fence wants its plain form after the language; it is the picture's alt text";
      try {
        await drawFormula(fence.code);
        return undefined;
      } catch (error) {
        return `the formula cannot be drawn (${reason(error)}); correct the TeX`;
      }
    case "json":
      try {
        JSON.parse(fence.code);
        return undefined;
      } catch (error) {
        return `not valid JSON (${reason(error)}); correct it, or make it a text fence`;
      }
    case "yaml": {
      const [problem] = parseAllDocuments(fence.code).flatMap((document) => document.errors ?? []);
      return problem && `not valid YAML (${problem.message.split("\n")[0]}); correct it, or make it a text fence`;
    }
    case "dockerfile":
      return dockerfileFault(fence.code);
    default:
      return undefined;
  }
}

const instructions =
  /^(ADD|ARG|CMD|COPY|ENTRYPOINT|ENV|EXPOSE|FROM|HEALTHCHECK|LABEL|ONBUILD|RUN|SHELL|STOPSIGNAL|USER|VOLUME|WORKDIR)\s+\S/i;

function dockerfileFault(code: string): string | undefined {
  const logical = code.replace(/^\s*#.*\n?/gm, "").replace(/\\\n/g, " ");
  let heredoc: string | undefined;
  for (const line of logical.split("\n")) {
    if (heredoc !== undefined) {
      if (line.trim() === heredoc) heredoc = undefined;
      continue;
    }
    if (line.trim() === "") continue;
    if (!instructions.test(line.trim())) return `"${line.trim()}" is no Dockerfile instruction; correct it`;
    heredoc = /<<-?["']?(\w+)/.exec(line)?.[1];
  }
  return undefined;
}

function reason(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).replace(/\s+/g, " ");
}

const bands = {
  weak: { from: 0, below: 2, says: "under 2" },
  passable: { from: 2, below: 4, says: "2 to 3.5" },
  strong: { from: 4.5, below: 5.5, says: "4.5 or more" },
} as const;

function sampleFaults(card: SpokenCard, report: Report): void {
  const keyPoints = Object.entries(card.keyPoints).map(([key, point]) => ({ key, ...point }));
  for (const name of ["weak", "passable", "strong"] as const) {
    const sample = card.samples[name];
    const failing = sample.makes.filter((key) => card.mistakes[key]?.fails);
    const score = answerScore({ keyPoints, ticked: sample.hits, failed: failing.length > 0 });
    if (score !== sample.score) {
      const { missing } = mustHaves(keyPoints, sample.hits);
      const cause =
        failing.length > 0 ? `it makes "${failing[0]}", which fails` : `must-have "${missing[0]}" is missing`;
      const because = failing.length > 0 || missing.length > 0 ? ` (${cause})` : "";
      report(
        ["samples", name, "score"],
        `sample "${name}" has score ${sample.score}, its key points give ${score}${because}; correct hits or score`,
      );
    }
    const band = bands[name];
    if (score < band.from || score >= band.below) {
      report(["samples", name], `sample "${name}" scores ${score}; it should score ${band.says}, so rewrite it`);
    }
  }
}
