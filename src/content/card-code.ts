import { cardTexts } from "./card-texts.ts";
import type { DeckCard } from "./deck-schema.ts";
import { excuseOf, type Fence, splitFences } from "./fences.ts";
import type { LoadedDeck } from "./load.ts";
import type { Path } from "./yaml-file.ts";

/** A fence with code, and what the card says it prints. */
export type CodeStep = {
  fence: Fence;
  path: Path;
  /** Reason why it cannot run here, from `noRun: reason`. */
  excuse: string | undefined;
  expected: { lines: string[]; path: Path; line: number } | undefined;
};

/** The code of one card, in the order in which it runs. */
export type CardCode = { deck: LoadedDeck; index: number; card: DeckCard; steps: CodeStep[] };

export type CodeFault = { path: Path; line: number; message: string };

const codeLanguages = ["python", "sql", "sh"];

/** Pairs the code fences of a card with their output fences. Undefined if the card has no code. */
export function codeOf(
  deck: LoadedDeck,
  index: number,
  card: DeckCard,
): (CardCode & { faults: CodeFault[] }) | undefined {
  const steps: CodeStep[] = [];
  const faults: CodeFault[] = [];
  for (const { path, text, side } of cardTexts(card)) {
    if (side === "sample" || !text.includes("```")) continue;
    const isWrongOption = card.kind === "choice" && path[0] === "options" && !card.options[Number(path[1])]?.correct;
    for (const fence of splitFences(text).fences) {
      if (codeLanguages.includes(fence.language)) {
        steps.push({ fence, path, excuse: excuseOf(fence), expected: undefined });
      } else if (fence.language === "output" && !isWrongOption) {
        const step = steps.at(-1);
        const at = { path, line: fence.line };
        if (!step)
          faults.push({ ...at, message: "this output has no code before it; add the code or make it a text fence" });
        else if (step.expected)
          faults.push({ ...at, message: "the code before has its output already; drop one of the two" });
        else step.expected = { lines: linesOf(fence.code), ...at };
      }
    }
  }
  return steps.length + faults.length > 0 ? { deck, index, card, steps, faults } : undefined;
}

/** Lines without trailing blanks and without empty lines at the end. */
export function linesOf(text: string): string[] {
  return text
    .replace(/\s+$/, "")
    .split("\n")
    .map((line) => line.trimEnd());
}

/** What a step did. */
export type StepResult = {
  /** Everything printed; if the code raised, `Error: message` is its last line. */
  printed: string;
  raised: boolean;
  /** A module that is not installed. */
  missing?: string;
  /** Why it could not be run or read at all. */
  broken?: string;
};

/** Compares what a step did with what the card says. */
export function stepFault(card: DeckCard, step: CodeStep, result: StepResult): CodeFault | undefined {
  const at = { path: step.path, line: step.fence.line };
  if (result.broken) return { ...at, message: result.broken };
  const printed = linesOf(result.printed);
  const isSilent = printed.join("") === "";
  if (step.expected) {
    const { path, line } = step.expected;
    const difference = compareLines(printed, step.expected.lines, step.fence.language === "sql");
    return difference && { path, line: line + 1 + difference.index, message: difference.message };
  }
  if (isSilent) return undefined;
  if (card.kind === "choice") {
    const right = card.options.find(({ correct }) => correct)?.text ?? "";
    if (step.path[0] !== "prompt" || isStated(result, printed, right, step.fence.language)) return undefined;
    return {
      ...at,
      message: `the code prints ${quote(printed.join("\n"))}, the right option says ${quote(right)}; correct one`,
    };
  }
  if (isStated(result, printed, answerOf(card), step.fence.language)) return undefined;
  const verb = result.raised ? "raises" : "prints";
  const shown = quote(result.raised ? (printed.at(-1) ?? "") : printed.join("\n"));
  return { ...at, message: `the code ${verb} ${shown}, which the card does not state; add an output fence` };
}

function answerOf(card: DeckCard): string {
  return cardTexts(card)
    .filter(({ side }) => side === "answer")
    .map(({ text }) => text)
    .join("\n");
}

/** Is the output, without its layout, part of a text? */
function isStated(result: StepResult, printed: string[], text: string, language: string): boolean {
  const squeeze = (value: string): string => value.replace(/[\s`]+/g, "").replaceAll("−", "-");
  const where = squeeze(text);
  if (result.raised) {
    const last = printed.at(-1) ?? "";
    return where.includes(squeeze(last)) || where.includes(squeeze(last.split(":")[0] ?? last));
  }
  if (language === "sql") {
    const cells = printed.slice(2).map((line) =>
      line
        .split("|")
        .map((cell) => cell.trim())
        .join(", "),
    );
    if (where.includes(squeeze(cells.join(", ")))) return true;
  }
  return where.includes(squeeze(printed.join("\n"))) || where.includes(squeeze(printed.join(", ")));
}

function compareLines(
  printed: readonly string[],
  stated: readonly string[],
  isTable: boolean,
): { index: number; message: string } | undefined {
  const same = (a: string, b: string): boolean => (isTable ? cellsOf(a) === cellsOf(b) : a === b);
  const remedy = "correct the output fence or the code";
  const index = printed.findIndex((line, at) => stated[at] === undefined || !same(line, stated[at] ?? ""));
  if (printed.join("") === "" && stated.join("") !== "") {
    return { index: 0, message: `the code prints nothing, the card says ${quote(stated.join("\n"))}; ${remedy}` };
  }
  if (index >= 0 && stated[index] !== undefined) {
    const message = `the code prints ${quote(printed[index] ?? "")} in line ${index + 1}, the card says ${quote(stated[index] ?? "")}; ${remedy}`;
    return { index, message };
  }
  if (printed.length === stated.length) return undefined;
  const at = Math.min(printed.length, stated.length);
  return {
    index: Math.max(0, at - 1),
    message: `the code prints ${count(printed)}, the card says ${count(stated)}; ${remedy}`,
  };
}

/** A line of a table without its alignment. */
function cellsOf(line: string): string {
  if (/^[-+| ]+$/.test(line) && line.includes("-")) return "---";
  return line
    .split("|")
    .map((cell) => cell.trim())
    .join("|")
    .replace(/^ERROR:\s+/, "ERROR: ");
}

function count(lines: readonly string[]): string {
  return lines.length === 1 ? "1 line" : `${lines.length} lines`;
}

function quote(text: string): string {
  const short = text.length > 160 ? `${text.slice(0, 157)}...` : text;
  return `"${short.replaceAll("\n", "\\n")}"`;
}
