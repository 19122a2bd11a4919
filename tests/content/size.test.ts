import { describe, expect, test } from "vitest";
import { countSentences } from "../../src/content/size.ts";
import { deckYaml, faultsAfter, lineOf } from "./track-folder.ts";

const at = (part: string): string => `sums.yaml:${lineOf(deckYaml, part)}: `;

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

  test("the answer to a follow-up is one line", async () => {
    const answer = at("a: It is slower.");
    expect(await faultsAfter("a: It is slower.", `a: ${"x".repeat(180)}`)).toEqual([]);
    expect(await faultsAfter("a: It is slower.", `a: ${"x".repeat(181)}`)).toEqual([
      `${answer}the answer to a follow-up has 181 characters; at most 180, shorten it`,
    ]);
    for (const text of ["It is slower.\\n\\nMuch.", "It is:\\n- slower", "'''python\\nx = 1\\n'''"]) {
      expect(await faultsAfter("a: It is slower.", `a: "${text}"`)).toEqual([
        `${answer}the answer to a follow-up is more than one line; write one`,
      ]);
    }
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
