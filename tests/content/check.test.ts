import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { checkTrack } from "../../src/content/check.ts";
import { formatFault } from "../../src/content/fault.ts";
import { fixLedger } from "../../src/content/ids.ts";
import { loadTrack } from "../../src/content/load.ts";
import { countSentences } from "../../src/content/size.ts";
import {
  deckYaml,
  draw,
  faultsAfter,
  faultsOf,
  idsTxt,
  lineOf,
  loadFixture,
  replaced,
  trackYaml,
} from "./track-folder.ts";

const at = (part: string): string => `sums.yaml:${lineOf(deckYaml, part)}: `;
const at2 = (part: string, after: number): string => `sums.yaml:${lineOf(deckYaml, part) + after}: `;

describe("numbers", () => {
  const sums = "result: 768e6 * 8 / 1e9 = 6.144 GB";

  test.each([
    [
      sums,
      "result: 768e6 * 8 / 1e9 = 6.1 GB",
      "numbers.result: 768e6 * 8 / 1e9 is 6.144, not 6.1; correct it, or write ~= 6.1 if rounding is meant",
    ],
    [sums, "result: 768e6 * 8 / 1e9 = 7 GB", "numbers.result: 768e6 * 8 / 1e9 is 6.144, not 7; correct it"],
    [
      sums,
      "result: 768e6 * 8 / 1e9 ~= 6.1 GB",
      "numbers.result: 6.1 is nowhere in the answer; state it there or drop the line",
    ],
    [
      sums,
      "result: 768e6 * 8 / 1e9 ~= 6.2 GB",
      "numbers.result: 768e6 * 8 / 1e9 is 6.144, which does not round to 6.2; correct it",
    ],
    [
      sums,
      "result: 768e6 * 8 / 1e9",
      `numbers.result: "768e6 * 8 / 1e9" is not "expression = value unit"; write it so, or with ~= for a rounded value`,
    ],
    [
      sums,
      "result: 768,000,000 * 8 = 6,144,000,000 bytes",
      "numbers.result: write 6144000000, without thousands commas and with a plain minus",
    ],
    [sums, "result: sin(0) + 6.144 = 6.144 GB", `numbers.result: function "sin" is not allowed; did you mean "min"?`],
    [sums, "result: 6.144 * elements = 6.144 GB", `numbers.result: "elements" is no earlier name; define it above`],
    [sums, "result: 2 result = 6.144 GB", `numbers.result: "2 result" leaves out an operator; write *`],
    [sums, "result: 6.144 % 7 = 6.144 GB", "numbers.result: the operator % is not allowed; use + - * / ^"],
    [sums, `result: "'6.144' = 6.144 GB"`, 'numbers.result: "6.144" is not a number'],
    [sums, "result: sqrt(1, 2) = 6.144 GB", "numbers.result: sqrt takes 1 argument, not 2"],
    [sums, "result: 1 / 0 = 6.144 GB", "numbers.result: 1 / 0 gives no finite number; correct it"],
    [
      sums,
      "result: import('fs') = 6.144",
      `numbers.result: function "import" is not allowed; use sqrt, exp, log, log2, log10, abs, min, max, floor, ceil, round, factorial, combinations`,
    ],
  ])("%j changed to %j", async (from, to, message) => {
    expect(await faultsAfter(from, to)).toContain(`${at(sums)}${message}`);
  });

  test("a name stands for its stated value, and rounding has its limits", async () => {
    const parts = "parts: result * 1e9 / 2^22 ~= 1500";
    // 6.144e9 / 2^22 is 1464.8: 1500 to two digits, not 1460 to three (1459.5 to 1465) and not 2000.
    expect(await faultsAfter(parts, "parts: result * 1e9 / 2^22 ~= 1460")).toEqual([
      `${at(parts)}numbers.parts: 1460 is nowhere in the answer; state it there or drop the line`,
    ]);
    expect(await faultsAfter(parts, "parts: result * 1e9 / 2^22 ~= 2000")).toEqual([
      `${at(parts)}numbers.parts: result * 1e9 / 2^22 is 1464.84375, more than 10 % from 2000; correct it, or write more digits`,
    ]);
    expect(await faultsAfter("    numbers:\n", "    numbers:\n      half: 0.4 ~= 1\n")).toContain(
      `${at("result: 768e6")}numbers.half: 0.4 is 0.4, more than 10 % from 1; correct it, or write more digits`,
    );
  });

  test("powers of ten and minus signs are found as they are written for people", async () => {
    const small = replaced(deckYaml, "about 1,500 times 4 MiB", "about 1,500 times 4 MiB, 2 · 10⁻⁵ and −3");
    const text = replaced(
      small,
      "    numbers:\n",
      "    numbers:\n      small: 2 / 1e5 = 2e-5\n      below: 1 - 4 = -3\n",
    );
    expect(await faultsOf({ "decks/arrays/sums.yaml": text })).toEqual([]);
  });

  test("a compute card needs numbers or code that runs", async () => {
    const without = deckYaml.replace(/ {4}numbers:\n(?: {6}.*\n)+/, "");
    expect(await faultsOf({ "decks/arrays/sums.yaml": without })).toEqual([
      `${at("type: compute")}a compute card needs numbers or code that runs; add one, or choose another type`,
    ]);
  });
});

describe("samples", () => {
  test.each([
    [
      "hits: [compiled, memory], score: 3",
      "hits: [compiled, memory], score: 4",
      `sample "passable" has score 4, its key points give 3 (must-have "types" is missing); correct hits or score`,
    ],
    [
      "makes: [threads], score: 0",
      "makes: [threads], score: 1",
      `sample "weak" has score 1, its key points give 0 (it makes "threads", which fails); correct hits or score`,
    ],
    [
      "hits: [compiled, memory], score: 3",
      "hits: [memory], score: 1",
      `sample "passable" scores 1; it should score 2 to 3.5, so rewrite it`,
    ],
    [
      "number], score: 5",
      "number], makes: [threads], score: 1",
      `sample "strong" scores 1; it should score 4.5 or more, so rewrite it`,
    ],
    [
      "weak: {text: Threads., hits: [], makes: [threads], score: 0",
      "weak: {text: Threads., hits: [compiled], score: 2",
      `sample "weak" scores 2; it should score under 2, so rewrite it`,
    ],
  ])("%j changed to %j", async (from, to, message) => {
    expect(await faultsAfter(from, to)).toEqual([`${at(from.includes("number]") ? "strong:" : from)}${message}`]);
  });
});

describe("fences", () => {
  const tex = "'''tex √x\n      \\sqrt{x}\n      '''";

  test("a formula that cannot be drawn, or without its plain form", async () => {
    expect(await faultsAfter("\\sqrt{x}", "\\sqrt{x")).toEqual([
      `${at("'''tex")}the formula cannot be drawn (not a formula: Missing close brace); correct the TeX`,
    ]);
    expect(await faultsAfter("\\sqrt{x}", "\\squareroot{x}")).toEqual([
      `${at("'''tex")}the formula cannot be drawn (not a formula: Undefined control sequence \\squareroot); correct the TeX`,
    ]);
    expect(await faultsAfter("'''tex √x", "'''tex")).toEqual([
      `${at("'''tex")}a tex fence wants its plain form after the language; it is the picture's alt text`,
    ]);
  });

  test.each([
    ["'''json\n      {\"a\": 1,}\n      '''", /^not valid JSON \(.*\); correct it, or make it a text fence$/],
    ["'''yaml\n      a: [1\n      '''", /^not valid YAML \(.*\); correct it, or make it a text fence$/],
    [
      "'''dockerfile\n      FROM python:3.12\n      COPPY . .\n      '''",
      /^"COPPY \. \." is no Dockerfile instruction; correct it$/,
    ],
    ["'''pyhton\n      1\n      '''", /^unknown fence "pyhton"; did you mean "python"\?$/],
    ["'''\n      1\n      '''", /^a fence without a language; use one of python, sql, /],
    ["'''python norun: slow\n      1\n      '''", /^"norun: slow" after python; write "noRun: reason", or nothing$/],
    ["'''sh now\n      ls\n      '''", /^"now" after sh; write "run", or nothing$/],
    ["'''python\n      '''", /^this fence is empty; fill it or drop it$/],
    [
      "'''output\n      1\n      '''\n      '''output\n      2\n      '''",
      /^two output fences in a row; join them, or put the code between them$/,
    ],
    ["'''text\n      never closed", /^this fence is never closed; add the closing backticks$/],
  ])("%j", async (text, message) => {
    const [fault = ""] = await faultsAfter(tex, text);
    expect(fault.replace(/^sums\.yaml:\d+: /, "")).toMatch(message);
  });

  test("valid data passes", async () => {
    const valid =
      "'''json\n      {\"a\": 1}\n      '''\n      '''yaml\n      a: 1\n      ---\n      b: 2\n      '''\n      '''dockerfile\n      # syntax\n      FROM python:3.12\n      RUN pip install \\\n        numpy\n      '''";
    expect(await faultsAfter(tex, valid)).toEqual([]);
  });
});

describe("text", () => {
  test.each([
    ["# Heading", "a heading is not shown"],
    ["[link](https://numpy.org)", "a link is not shown"],
    ["<b>bold</b>", "HTML is not shown"],
    ["> quoted", "a quote is not shown"],
    ["![image](x.png)", "an image is not shown"],
    ["| a | b |\n      | - | - |", "a table is not shown"],
    ["the name key_points", `"key_points" has an underscore; put it in inline code`],
    ["calls __init__ first", `"init" has`],
  ])("%j", async (text, message) => {
    const faults = await faultsAfter(
      "    answer: 6.144 GB, in 8 bytes each,",
      `    answer: |\n      ${text}\n\n      6.144 GB, in 8 bytes each,`,
    );
    if (message === `"init" has`) expect(faults).toEqual([]);
    else expect(faults.join("\n")).toContain(`${at2("answer: 6.144", 1)}${message}`);
  });
});

describe("size", () => {
  const long = (words: number): string => Array.from({ length: words }, () => "word").join(" ");

  test.each([
    [
      "prompt: How many GB does",
      `prompt: ${long(40)} How many GB does`,
      "the prompt has 55 words; at most 40, shorten it",
    ],
    ["why: It adds. It prints.", "why: It adds. It prints. It ends.", "why has 3 sentences; at most 2, shorten it"],
    [
      "text: Over both of the axes, so a number is left",
      `text: ${"x".repeat(151)}`,
      "the option has 151 characters; at most 150, shorten it",
    ],
    [
      "    prompt: Why is a sum in NumPy faster than a loop?",
      `    prompt: ${"x".repeat(401)}`,
      "the question has 401 characters; at most 400, shorten it",
    ],
    [
      "memory: {text: Says the values lie side by side}",
      `memory: {text: ${"x".repeat(76)}}`,
      `key point "memory" has 76 characters; at most 75, shorten it`,
    ],
    [
      "      print([10 + 10, 41])\n",
      `      print([10 + 10, ${"1".repeat(50)}])\n`,
      "this line has 68 columns; a phone shows 56, break it",
    ],
    ["      It adds all", `      ${long(260)}\n      It adds all`, "the model answer has 416 words; write 120 to 350"],
    [
      "    confusion: The inputs are not counted.",
      `    confusion: ${"x".repeat(2_901)}`,
      `"confusion" has 2901 characters; at most 2900, shorten it`,
    ],
    [
      "    confusion: The inputs are not counted.",
      `    confusion: ${"x".repeat(2_900)}\n    why: ${"y".repeat(700)}`,
      `the answer screen of "sum-size" has 3733 characters; at most 3600 fit a screen`,
    ],
  ])("%j grown", async (from, to, message) => {
    const faults = await faultsAfter(from, to);
    expect(faults.map((fault) => fault.replace(/^sums\.yaml:\d+: /, ""))).toContain(message);
  });

  test("a long line of code is named by its own line", async () => {
    const [fault] = await faultsAfter("      print(sum([1, 2]))\n", `      print(sum([1, ${"2".repeat(60)}]))\n`);
    expect(fault).toMatch(new RegExp(`^${at("print(sum([1, 2]))")}this line has`));
  });

  test.each([
    ["One. Two.", 2],
    ["Pass e.g. `a.b` or 3.5 to it.", 1],
    ["`x` is 1. `y` is 2! Is z?", 3],
    ["It calls f(x). then goes on", 1],
  ])("%j has %d sentences", (text, sentences) => {
    expect(countSentences(text)).toBe(sentences);
  });
});

describe("honesty", () => {
  test("sources lie on hosts of papers, documentation, standards and textbooks", async () => {
    expect(await faultsAfter("https://numpy.org/doc", "https://medium.com/doc")).toEqual([
      `${at("url: https")}medium.com is not on the list of hosts a source may lie on; cite the paper, the official documentation, the standard or the authors' textbook`,
    ]);
    expect(await faultsAfter("https://numpy.org/doc", "https://numpy.org.example.com/doc")).toHaveLength(1);
    expect(await faultsAfter("https://numpy.org/doc", "https://cs.stanford.edu/doc")).toEqual([]);
    expect(await faultsAfter("https://numpy.org/doc", "https://lists.numpy.org/doc")).toEqual([]);
  });

  test.each([
    [
      "text: Over both of the axes, so a number is left",
      "text: Over both",
      "options are 42, 42, 9 and 40 characters long; make them alike, or length gives the answer away",
    ],
    [
      "text: Over neither, so that nothing is changed",
      "text: None of the above is what the call does",
      `"None of the above" tests reading, not knowing; write an option that stands alone`,
    ],
    [
      "why: That is axis 1.",
      "why: Option B is axis 1.",
      `"Option B" names an option by its place, but options are shuffled; say what it claims`,
    ],
  ])("%j changed to %j", async (from, to, message) => {
    const faults = await faultsAfter(from, to);
    expect(faults.map((fault) => fault.replace(/^sums\.yaml:\d+: /, ""))).toEqual([message]);
  });

  test("cards that ask nearly the same, unless they are halves of a contrast", async () => {
    const copy = (change: string, contrast = "") =>
      `${deckYaml}
  - id: sum-bytes
    kind: flashcard
    type: apply
    difficulty: medium
    prompt: How many GB does the sum of two arrays of 768 million float64 values ${change}?
    answer: 6.144 GB, in 8 bytes each, about 1,500 times 4 MiB.
    hint: Multiply.
    sources: {sum: Notes}
${contrast}`;
    const files = (deck: string) => ({
      "decks/arrays/sums.yaml": deck,
      "ids.txt": `${idsTxt.replace("sum-print", "sum-bytes flashcard\nsum-print")}`,
    });
    const faults = await faultsOf(files(copy("need")));
    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatch(
      /^sums\.yaml:\d+: "sum-bytes" is 6\d % like "sum-size" \(.*sums\.yaml:\d+\); drop one, or name it as contrast$/,
    );
    expect(await faultsOf(files(copy("need", "    contrast: [sum-size]\n")))).toEqual([]);
    expect(await faultsOf(files(copy("keep in memory at the same time on one machine")))).toEqual([]);
  });

  test("the right option stands in no favourite place and is seldom the longest", async () => {
    const choice = (index: number, right: number, longer: boolean): string => `
  - id: choice-${String(index).padStart(2, "0")}
    kind: choice
    type: why
    difficulty: easy
    prompt: Which of ${index} is it, number ${index * 7}, in row ${index * 3} of table ${index * 5}?
    options:
${[0, 1, 2, 3].map((option) => `      - {text: Option text ${option} ${option === right && longer ? "long" : "x"}, why: Because., correct: ${option === right}}`).join("\n")}
    hint: Look.
    sources: {sum: Notes}
`;
    const deck = (right: (index: number) => number, longer: boolean) =>
      deckYaml + Array.from({ length: 24 }, (_, index) => choice(index, right(index), longer)).join("");
    const ids = `${Array.from({ length: 24 }, (_, index) => `choice-${String(index).padStart(2, "0")} choice`).join("\n")}\n${idsTxt}`;
    const check = (text: string) => faultsOf({ "decks/arrays/sums.yaml": text, "ids.txt": ids });
    expect(await check(deck((index) => index % 4, false))).toEqual([]);
    expect(await check(deck(() => 2, false))).toEqual([
      "track.yaml:1: over 25 choice cards the right option stands in places 1 to 4 1, 0, 24, 0 times; move some",
    ]);
    expect(await check(deck((index) => index % 4, true))).toEqual([
      "track.yaml:1: the right option is the longest on 96 % of 25 choice cards; at most 35 %, lengthen others",
    ]);
  });

  test("near-duplicates among 1,800 cards are found in seconds", async () => {
    const noun = (index: number): string =>
      ["array", "tensor", "table", "graph", "matrix", "vector", "list"][index % 7] ?? "set";
    const card = (index: number, id = `card-${index}`): string => `
  - id: ${id}
    kind: flashcard
    type: why
    difficulty: easy
    prompt: Why does the ${noun(index)} number ${index} of the ${noun(index * 3)} ${index * 13} grow when case ${index * 7} comes up and then item ${index * 11} goes?
    answer: The ${noun(index)} ${index} keeps ${index * 17} values and needs ${index * 19} more of them.
    hint: Look.
    sources: {sum: Notes}
`;
    const deck = deckYaml + Array.from({ length: 1_800 }, (_, index) => card(index)).join("") + card(900, "card-copy");
    const loaded = await loadFixture({ "decks/arrays/sums.yaml": deck });
    const start = performance.now();
    const { faults } = await checkTrack(loaded, draw);
    expect(faults.map(({ message }) => message).filter((message) => message.includes("% like"))).toEqual([
      expect.stringMatching(/^"card-copy" is 100 % like "card-900"/),
    ]);
    expect(performance.now() - start).toBeLessThan(15_000);
  });
});

describe("the whole track", () => {
  test("what is still lacking is told, and is no fault", async () => {
    const { faults, lacks } = await checkTrack(await loadFixture(), draw);
    expect(faults).toEqual([]);
    expect(lacks).toContain("block arrays: 3 of 60 concept cards, 1 of 10 interview questions (first release)");
    expect(lacks).toContain("design prompt design-counter: no card reaches it");
    expect(lacks).toContain("topic using-tools: no deck names it");
    expect(lacks).toContain("roadmap week 2: no deck opens in it");
    expect(lacks).not.toContain("roadmap week 1: no deck opens in it");
    expect(lacks).toContain("block arrays: 0 % of the concept cards are debug; at least 8 %");
  });

  test("a block that has its first-release numbers is held to its shares", async () => {
    const small = (sizes: string) =>
      faultsOf({ "track.yaml": undefined, "decks/arrays/sums.yaml": deckYaml, ...trackWith(sizes) });
    const faults = await small("firstRelease: {concept: 3, interview: 1}");
    expect(faults).toContain(
      `track.yaml:${sizesLine()}: block arrays: 0 % of the concept cards are debug; at least 8 %`,
    );
    expect(faults.join("\n")).not.toContain("no card reaches it");
  });
});

describe("the decks that ship", () => {
  test("the three examples have no faults", async () => {
    const root = await mkdtemp(join(tmpdir(), "interleave-content-"));
    const dir = join(root, "ai-ml-engineer");
    const real = "content/ai-ml-engineer";
    const decks = [
      "python-data-science/numpy-broadcasting",
      "transformers/attention",
      "system-design/fraud-detection-design",
    ];
    for (const name of ["track.yaml", ...decks.map((deck) => `decks/${deck}.yaml`)])
      await cp(join(real, name), join(dir, name));
    const before = await loadTrack(dir);
    await fixLedger(before.ledger, before.mentions);
    const { faults } = await checkTrack(await loadTrack(dir), draw);
    await rm(root, { recursive: true });
    // What they need is in decks that were left out here.
    expect(faults.map(formatFault).filter((fault) => !fault.includes("unknown deck"))).toEqual([]);
  });
});

function trackWith(firstRelease: string): Record<string, string> {
  return { "track.yaml": trackText().replace("firstRelease: {concept: 60, interview: 10}", firstRelease) };
}

function sizesLine(): number {
  return lineOf(trackText(), "  arrays: {full:");
}

function trackText(): string {
  return trackYaml;
}
