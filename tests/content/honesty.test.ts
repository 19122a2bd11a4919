import { describe, expect, test } from "vitest";
import { duplicateFaults } from "../../src/content/near-duplicates.ts";
import { deckYaml, faultsAfter, faultsOf, idsTxt, lineOf, loadFixture } from "./track-folder.ts";

const at = (part: string): string => `sums.yaml:${lineOf(deckYaml, part)}: `;

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
      "track.yaml:1: over 25 choice cards the right option has 19.0 characters on average, the wrong ones 16.1; lengthen those",
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
    const faults = duplicateFaults(loaded.decks);
    expect(faults.map(({ message }) => message)).toEqual([
      expect.stringMatching(/^"card-copy" is 100 % like "card-900"/),
    ]);
    expect(performance.now() - start).toBeLessThan(15_000);
  });
});
