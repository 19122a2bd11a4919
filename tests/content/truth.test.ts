import { describe, expect, test } from "vitest";
import { deckYaml, faultsAfter, faultsOf, lineOf, replaced } from "./track-folder.ts";

const at = (part: string): string => `sums.yaml:${lineOf(deckYaml, part)}: `;

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

  test("a card has at most one formula as a picture", async () => {
    const two = "'''tex √x\n      \\sqrt{x}\n      '''\n      '''tex x²\n      x^2\n      '''";
    const line = lineOf(deckYaml, "'''tex") + 3;
    expect(await faultsAfter(tex, two)).toEqual([
      `sums.yaml:${line}: a second formula as a picture; a screen holds one, write this one in the sentence`,
    ]);
  });

  test("valid data passes", async () => {
    const valid =
      "'''json\n      {\"a\": 1}\n      '''\n      '''yaml\n      a: 1\n      ---\n      b: 2\n      '''\n      '''dockerfile\n      # syntax\n      FROM python:3.12\n      RUN pip install \\\n        numpy\n      '''";
    expect(await faultsAfter(tex, valid)).toEqual([]);
  });
});
