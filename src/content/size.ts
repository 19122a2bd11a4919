import { cardTexts } from "./card-texts.ts";
import { type DeckCard, isSpoken, type SpokenCard } from "./deck-schema.ts";
import { countWords, renderedLength, splitFences } from "./fences.ts";
import type { Report } from "./shape.ts";
import type { ReportLine } from "./truth.ts";

/** Characters, lines or words; the screens of the two platforms are laid out for these. */
export const limits = {
  promptWords: 40,
  whySentences: 2,
  optionCharacters: 150,
  questionCharacters: 400,
  casePromptCharacters: 600,
  answerCharacters: 2_250,
  answerWords: { from: 120, to: 350 },
  followUpCharacters: 180,
  caseSentences: 3,
  caseWords: 900,
  keyPointCharacters: 75,
  keyPointsCharacters: 800,
  frontCharacters: 1_500,
  partCharacters: 2_900,
  screenCharacters: 3_600,
  codeColumns: 56,
  codeLines: 20,
} as const;

/** Group 3 of the checks: does every text fit its screen and its purpose? */
export function sizeFaults(card: DeckCard, report: Report, reportLine: ReportLine): void {
  const tooLong = (path: (string | number)[], what: string, has: number, most: number, unit: string): void => {
    if (has > most) report(path, `${what} has ${has} ${unit}; at most ${most}, shorten it`);
  };
  if (isSpoken(card)) spokenFaults(card, tooLong, report);
  else tooLong(["prompt"], "the prompt", countWords(card.prompt), limits.promptWords, "words");
  if (card.kind === "flashcard" && card.why) {
    tooLong(["why"], "why", countSentences(card.why), limits.whySentences, "sentences");
  }
  if (card.kind === "choice") {
    card.options.forEach((option, index) => {
      tooLong(
        ["options", index, "text"],
        "the option",
        renderedLength(option.text),
        limits.optionCharacters,
        "characters",
      );
    });
  }
  for (const { path, text } of cardTexts(card)) {
    const length = renderedLength(text);
    tooLong([...path], `"${path.join(".")}"`, length, limits.partCharacters, "characters");
    codeFaults(text, isSpoken(card), (line, message) => reportLine(path, line, message));
  }
  for (const [name, length, most] of screens(card)) {
    if (length > most) report([], `the ${name} of "${card.id}" has ${length} characters; at most ${most} fit a screen`);
  }
}

type TooLong = (path: (string | number)[], what: string, has: number, most: number, unit: string) => void;

function spokenFaults(card: SpokenCard, tooLong: TooLong, report: Report): void {
  const isCase = card.kind === "design";
  const promptMost = isCase ? limits.casePromptCharacters : limits.questionCharacters;
  tooLong(["prompt"], "the question", renderedLength(card.prompt), promptMost, "characters");
  tooLong(["answer"], "the model answer", renderedLength(card.answer), limits.answerCharacters, "characters");
  const texts = Object.entries(card.keyPoints).map(([key, { text }]) => [key, text.length] as const);
  for (const [key, length] of texts) {
    tooLong(["keyPoints", key], `key point "${key}"`, length, limits.keyPointCharacters, "characters");
  }
  const together = texts.reduce((sum, [, length]) => sum + length, 0);
  tooLong(["keyPoints"], "the key points together", together, limits.keyPointsCharacters, "characters");
  card.followUps.forEach(({ a }, index) => {
    const what = "the answer to a follow-up";
    tooLong(["followUps", index, "a"], what, renderedLength(a), limits.followUpCharacters, "characters");
    if (/```|\n *\n|\n *[-*\d]/.test(a)) {
      report(["followUps", index, "a"], `${what} is more than one line; write one`);
    }
  });
  const words = countWords(card.answer);
  if (!isCase) {
    const { from, to } = limits.answerWords;
    if (words < from || words > to) report(["answer"], `the model answer has ${words} words; write ${from} to ${to}`);
    return;
  }
  tooLong(["answer"], "the answer of a case", countSentences(card.answer), limits.caseSentences, "sentences");
  card.stages.forEach((stage, index) => {
    const length = renderedLength(stage.answer);
    tooLong(["stages", index, "answer"], `stage "${stage.stage}"`, length, limits.answerCharacters, "characters");
  });
  const all = card.stages.reduce((sum, stage) => sum + countWords(stage.answer), words);
  tooLong(["stages"], "answer and stages together", all, limits.caseWords, "words");
}

function codeFaults(text: string, isLong: boolean, report: (line: number, message: string) => void): void {
  if (!text.includes("```")) return;
  for (const fence of splitFences(text).fences) {
    if (fence.language === "output" || fence.language === "tex") continue;
    const lines = fence.code.split("\n");
    lines.forEach((line, index) => {
      const columns = [...line].length;
      if (columns <= limits.codeColumns) return;
      report(fence.line + 1 + index, `this line has ${columns} columns; a phone shows ${limits.codeColumns}, break it`);
    });
    if (isLong && lines.length > limits.codeLines) {
      report(fence.line, `this code has ${lines.length} lines; at most ${limits.codeLines}, shorten it`);
    }
  }
}

/** Name, rendered characters and limit of every screen of a card, as the bot composes them. */
function screens(card: DeckCard): [string, number, number][] {
  const sum = (...texts: (string | undefined)[]): number =>
    texts.reduce((total, text) => total + (text === undefined ? 0 : renderedLength(text) + 2), 0);
  const most = limits.screenCharacters;
  if (card.kind === "choice") {
    const options = card.options.map(({ text }) => text);
    const front = sum(card.prompt, ...options);
    const reasons = card.options.map(({ why }) => why);
    return [
      ["front", front, limits.frontCharacters],
      ["answer screen", front + sum(...reasons, card.confusion), most],
    ];
  }
  const front: [string, number, number] = ["front", sum(card.prompt), limits.frontCharacters];
  if (card.kind === "flashcard")
    return [front, ["answer screen", sum(card.prompt, card.answer, card.why, card.confusion), most]];
  const points = Object.values(card.keyPoints).map(({ text }) => text);
  const mistakes = Object.values(card.mistakes).flatMap(({ belief, why }) => [belief, why]);
  const followUps = card.followUps.flatMap(({ q, a }) => [q, a]);
  const common: [string, number, number][] = [
    front,
    ["mistakes screen", sum(card.prompt, ...mistakes), most],
    ["follow-ups screen", sum(card.prompt, ...followUps), most],
  ];
  if (card.kind === "interview") return [...common, ["answer screen", sum(card.prompt, card.answer, ...points), most]];
  const stages = card.stages.map((stage): [string, number, number] => [
    `stage "${stage.stage}"`,
    sum(stage.prompt, stage.answer),
    most,
  ]);
  return [...common, ...stages, ["last screen", sum(card.prompt, card.answer, ...points), most]];
}

const abbreviations = /\b(e\.g|i\.e|etc|cf|vs|approx|Fig|Eq|No|resp)\./g;

/** Sentences of a text: ends followed by a capital, a digit, code or the end. */
export function countSentences(text: string): number {
  const prose = splitFences(text)
    .prose.replace(/`[^`]*`/g, "Code")
    .replace(abbreviations, "$1");
  return prose.split(/(?<=[.!?])["”)*]*\s+(?=["“(*]*[\p{Lu}\p{N}√‖−-])/u).filter((part) => part.trim() !== "").length;
}
