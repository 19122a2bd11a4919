import { relative } from "node:path";
import { type ApiIndex, type ApiName, apiNames, resolveNames } from "./api-names.ts";
import { type CardCode, type CodeFault, type CodeStep, codeOf, type StepResult, stepFault } from "./card-code.ts";
import { type Fault, sortFaults } from "./fault.ts";
import type { LoadedDeck } from "./load.ts";
import { pythonVersion, runPython } from "./run-python.ts";
import { runShell } from "./run-shell.ts";
import { openSqlRunner } from "./run-sql.ts";

export type CodeReport = {
  faults: Fault[];
  /** Fences that ran, that were only compiled or parsed, and those whose card says why they cannot run. */
  ran: number;
  compiled: number;
  excused: { reason: string; fences: number }[];
  /**
   * Dotted API names: found in the library, found in the index of names because the library is not installed here or
   * too old, and those that nobody could look up.
   */
  names: { resolved: number; indexed: number; unresolved: { library: string; names: string[] }[] };
  /** Modules that code needs and this Python does not have. */
  missing: { module: string; fences: number }[];
  /** Undefined when no card needs Python. */
  python: string | undefined;
};

/** Cards that run at the same time. */
const workers = 2;

/**
 * Runs the code of all cards and compares it with what they say. Needs Python for Python, and bash for shell. With an
 * index, an API name that neither the library nor the index knows is a fault.
 */
export async function runCode(decks: readonly LoadedDeck[], python: string, index?: ApiIndex): Promise<CodeReport> {
  const cards = decks.flatMap((deck) => deck.deck.cards.flatMap((card, index) => codeOf(deck, index, card) ?? []));
  const names = decks.flatMap((deck) =>
    deck.deck.cards.flatMap((card, index) => apiNames(card).map((name) => ({ deck, index, name }))),
  );
  const report: CodeReport = {
    faults: [],
    ran: 0,
    compiled: 0,
    excused: [],
    names: { resolved: 0, indexed: 0, unresolved: [] },
    missing: [],
    python: undefined,
  };
  const needsPython =
    names.length > 0 || cards.some(({ steps }) => steps.some((step) => languageOf(step) === "python"));
  const version = needsPython ? await pythonVersion(python) : undefined;
  if (needsPython && version === undefined) {
    const message = `there is no Python under "${python}"; install it, or name one with --python`;
    return { ...report, faults: [{ file: "run-code", line: 1, message }] };
  }
  report.python = version && `${python} ${version}`;
  for (const card of cards) {
    for (const fault of card.faults) report.faults.push(faultOf(card, fault));
    count(card.steps, report);
  }
  await Promise.all([
    eachOf(cards, workers, async (card) => judge(card, "python", await runCardPython(python, card), report)),
    runAllSql(cards, report),
    eachOf(cards, 1, async (card) => {
      const steps = stepsOf(card, "sh");
      if (steps.length > 0) judge(card, "sh", await runShell(steps.map(toRun)), report);
    }),
  ]);
  if (names.length > 0) await judgeNames(python, names, report, index);
  report.faults = sortFaults(report.faults);
  return report;
}

type Language = "python" | "sql" | "sh";

function languageOf(step: CodeStep): Language {
  return step.fence.language as Language;
}

function stepsOf(card: CardCode, language: Language): CodeStep[] {
  return card.steps.filter((step) => languageOf(step) === language);
}

function isRunHere(step: CodeStep): boolean {
  return step.excuse === undefined && (step.fence.language !== "sh" || step.fence.info === "run");
}

function toRun(step: CodeStep): { code: string; run: boolean } {
  return { code: step.fence.code, run: isRunHere(step) };
}

function count(steps: readonly CodeStep[], report: CodeReport): void {
  for (const step of steps) {
    if (isRunHere(step)) report.ran += 1;
    else report.compiled += 1;
    if (step.excuse === undefined) continue;
    const known = report.excused.find(({ reason }) => reason === step.excuse);
    if (known) known.fences += 1;
    else report.excused.push({ reason: step.excuse, fences: 1 });
  }
}

async function runCardPython(python: string, card: CardCode): Promise<StepResult[]> {
  const steps = stepsOf(card, "python");
  return steps.length === 0 ? [] : runPython(python, steps.map(toRun));
}

async function runAllSql(cards: readonly CardCode[], report: CodeReport): Promise<void> {
  const withSql = cards.filter((card) => stepsOf(card, "sql").length > 0);
  if (withSql.length === 0) return;
  const database = await openSqlRunner();
  try {
    for (const card of withSql) {
      const results = await database.run(stepsOf(card, "sql").map((step) => step.fence.code));
      judge(card, "sql", results, report);
    }
  } finally {
    await database.close();
  }
}

function judge(card: CardCode, language: Language, results: readonly StepResult[], report: CodeReport): void {
  stepsOf(card, language).forEach((step, index) => {
    const result = results[index];
    if (!result) return;
    if (result.missing) {
      const known = report.missing.find(({ module }) => module === result.missing);
      if (known) known.fences += 1;
      else report.missing.push({ module: result.missing, fences: 1 });
      const message = `module "${result.missing}" is not installed in ${report.python}; install it, use --python, or write "noRun: reason"`;
      report.faults.push(faultOf(card, { path: step.path, line: step.fence.line, message }));
      return;
    }
    if (!isRunHere(step) && !result.broken) return;
    const fault = stepFault(card.card, step, result);
    if (fault) report.faults.push(faultOf(card, fault));
  });
}

function faultOf(card: Pick<CardCode, "deck" | "index">, { path, line, message }: CodeFault): Fault {
  const { yaml } = card.deck;
  return { file: yaml.file, line: yaml.textLineOf(["cards", card.index, ...path], line), message };
}

async function judgeNames(
  python: string,
  names: readonly { deck: LoadedDeck; index: number; name: ApiName }[],
  report: CodeReport,
  known: ApiIndex | undefined,
): Promise<void> {
  const answers = await resolveNames(
    python,
    names.map(({ name }) => name.full),
  );
  const untold = new Map<string, Set<string>>();
  for (const { deck, index, name } of names) {
    const answer = answers.get(name.full);
    if (answer?.kind === "exists") report.names.resolved += 1;
    else if (answer?.kind === "cannot-tell" && known?.names.has(name.full)) report.names.indexed += 1;
    else if (answer?.kind === "cannot-tell") {
      const { library } = answer;
      if (known) {
        const path = relative(process.cwd(), known.file);
        const remedy = `look it up in the library's published reference, then add "${name.full} <version>" there`;
        const message = `"${name.written}" cannot be asked of ${library} here, nor is it in ${path}; ${remedy}`;
        report.faults.push(faultOf({ deck, index }, { ...name, message }));
      }
      untold.set(library, (untold.get(library) ?? new Set()).add(name.written));
    } else if (answer) {
      const { library } = answer;
      const message = `"${name.written}" does not exist in ${library}; correct the name`;
      report.faults.push(faultOf({ deck, index }, { ...name, message }));
    }
  }
  report.names.unresolved = [...untold].map(([library, written]) => ({ library, names: [...written].sort() }));
}

/** Calls `work` for every item, a few at a time. */
async function eachOf<T>(items: readonly T[], atOnce: number, work: (item: T) => Promise<void>): Promise<void> {
  const waiting = items.values();
  const worker = async (): Promise<void> => {
    for (const item of waiting) await work(item);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}
