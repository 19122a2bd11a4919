import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll } from "vitest";
import { checkTrack } from "../../src/content/check.ts";
import { formatFault } from "../../src/content/fault.ts";
import { type LoadedTrack, loadTrack } from "../../src/content/load.ts";
import { drawFormula } from "../../src/pictures/draw-formula.ts";

const folders: string[] = [];

afterAll(async () => {
  for (const folder of folders) await rm(folder, { recursive: true, force: true });
});

/** Writes a track called `small` into a temporary folder. Files left out are the valid ones below. */
export async function writeTrack(files: Record<string, string | undefined> = {}): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), "interleave-content-"));
  folders.push(root);
  const all = { "track.yaml": trackYaml, "ids.txt": idsTxt, "decks/arrays/sums.yaml": deckYaml, ...files };
  for (const [name, text] of Object.entries(all)) {
    if (text === undefined) continue;
    const file = join(root, "small", name);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
  }
  return join(root, "small");
}

export function draw(tex: string): Promise<string> {
  return drawFormula({ kind: "formula", tex });
}

/** All faults of a track with these files, as `sums.yaml:12: message`. */
export async function faultsOf(files: Record<string, string | undefined>): Promise<string[]> {
  const dir = await writeTrack(files);
  const { faults } = await checkTrack(await loadTrack(dir), draw);
  return faults.map((fault) => formatFault({ ...fault, file: shortName(fault.file) }).replaceAll(`${dir}/`, ""));
}

/** Faults of the valid deck after one replacement. Throws if there is nothing to replace. */
export async function faultsAfter(from: string, to: string): Promise<string[]> {
  return faultsOf({ "decks/arrays/sums.yaml": replaced(deckYaml, from, to) });
}

export function replaced(text: string, from: string, to: string): string {
  if (!text.includes(fence(from))) throw new Error(`the fixture has no ${JSON.stringify(from)}`);
  return text.replace(fence(from), () => fence(to));
}

/** Line of the first line that contains `part`, from 1. */
export function lineOf(text: string, part: string): number {
  const index = text.split("\n").findIndex((line) => line.includes(fence(part)));
  if (index < 0) throw new Error(`no line has ${JSON.stringify(part)}`);
  return index + 1;
}

export async function loadFixture(files: Record<string, string | undefined> = {}): Promise<LoadedTrack> {
  return loadTrack(await writeTrack(files));
}

export function shortName(file: string): string {
  return file.split("/").at(-1) ?? file;
}

/** Three quotes stand for three backticks, which a template string cannot hold. */
export function fence(text: string): string {
  return text.replaceAll("'''", "```");
}

const weekPlans = Array.from(
  { length: 30 },
  (_, index) => `
      - {week: ${index + 1}, title: Week ${index + 1}, topics: [adding], practice: [], projects: [], interview: [], questions: [${index === 0 ? "question-sum" : ""}], resources: []}`,
).join("");

export const trackYaml = `id: small
title: A small track
summary: For tests.
phases:
  - {id: all, title: All of it, months: 1-8, blocks: [arrays, models]}
blocks:
  - id: arrays
    title: Arrays
    weeks: 30
    goal: Add.
    topics: [{id: adding, title: Adding}]
    practice: []
    keyConcepts: []
    interview: []
    weekPlans:${weekPlans}
  - id: models
    title: Models
    weeks: 2
    goal: Fit.
    topics: [{id: fitting, title: Fitting}]
    practice: []
    keyConcepts: []
    interview: []
    weekPlans:
      - {week: 1, title: One, topics: [fitting], practice: [], projects: [], interview: [], questions: [], resources: []}
      - {week: 2, title: Two, topics: [fitting], practice: [], projects: [], interview: [], questions: [], resources: []}
checklistBlocks:
  - {id: tools, title: Tools, opensInWeek: 3, weeks: 2, topics: [{id: using-tools, title: Using tools}]}
skills:
  - {id: counting, title: Counting, tier: must, blocks: [arrays]}
linkedQuestions:
  - {id: question-sum, topic: Python, title: Sums}
designPrompts:
  - {id: design-counter, title: A counter}
projects: []
resources: []
salaries: {asOf: "2026", note: None, regions: [Here], rows: [{level: Junior, ranges: [Enough]}]}
nextSteps: []
sizes:
  arrays: {full: {concept: 90, interview: 20}, firstRelease: {concept: 60, interview: 10}}
  models: {full: {concept: 90, interview: 20}, firstRelease: {concept: 60, interview: 10}}
  tools: {full: {concept: 90, interview: 20}, firstRelease: {concept: 60, interview: 10}}
`;

export const idsTxt = `interview-sum-loop interview
sum-axis choice
sum-print flashcard
sum-size flashcard
`;

const words = Array.from({ length: 13 }, () => "It adds all the values along one axis and keeps the others.").join(
  "\n      ",
);

export const deckYaml = fence(`deck: sums
title: Sums
block: arrays
week: 1
skills: [counting]
topics: [adding]

sources:
  sum:
    title: "NumPy reference: numpy.sum"
    url: https://numpy.org/doc/stable/reference/generated/numpy.sum.html

cards:
  - id: sum-print
    kind: flashcard
    type: code
    difficulty: easy
    prompt: |
      What does this print?
      '''python
      print([10 + 10, 41])
      print(sum([1, 2]))
      '''
    answer: |
      '''output
      [20, 41]
      3
      '''
    why: It adds. It prints.
    hint: Add first.
    sources: {sum: Examples}

  - id: sum-size
    kind: flashcard
    type: compute
    difficulty: medium
    prompt: How many GB does the sum of two arrays of 768 million float64 values take?
    answer: 6.144 GB, in 8 bytes each, about 1,500 times 4 MiB.
    confusion: The inputs are not counted.
    numbers:
      result: 768e6 * 8 / 1e9 = 6.144 GB
      parts: result * 1e9 / 2^22 ~= 1500
    sources: {sum: Notes}

  - id: sum-axis
    kind: choice
    type: contrast
    difficulty: medium
    prompt: Over which axis does \`a.sum(axis=0)\` add up a matrix?
    options:
      - text: Over the rows, so a value a column is left
        correct: true
        why: Axis 0 counts the rows.
      - text: Over the columns, so a value a row is left
        why: That is axis 1.
      - text: Over both of the axes, so a number is left
        why: That is the default, without axis.
      - text: Over neither, so that nothing is changed
        why: A sum over no axis is another call.
    hint: Which axis disappears?
    sources: {sum: parameter axis}

  - id: interview-sum-loop
    kind: interview
    type: why
    difficulty: medium
    level: junior
    minutes: 4
    prompt: Why is a sum in NumPy faster than a loop?
    answer: |
      ${words}
      '''tex √x
      \\sqrt{x}
      '''
    keyPoints:
      compiled: {text: Says the loop runs in compiled code, must: true, weight: 2}
      types: {text: Says the values have one type, must: true}
      memory: {text: Says the values lie side by side}
      number: {text: Gives a number}
    mistakes:
      threads:
        belief: NumPy uses all cores for a sum.
        why: It does not.
        fails: true
      order:
        belief: The order of additions never matters.
        why: Rounding depends on it.
    followUps:
      - {q: And a list?, a: It is slower.}
      - {q: And a tuple?, a: It is too.}
    samples:
      weak: {text: Threads., hits: [], makes: [threads], score: 0}
      passable: {text: Compiled., hits: [compiled, memory], score: 3}
      strong: {text: All of it., hits: [compiled, types, memory, number], score: 5}
    sources: {sum: Notes}
    covers: [question-sum]
`);
