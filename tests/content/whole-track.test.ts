import { describe, expect, test } from "vitest";
import { checkTrack } from "../../src/content/check.ts";
import { deckYaml, draw, faultsOf, lineOf, loadFixture, replaced, trackYaml } from "./track-folder.ts";

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
    const faults = await faultsOf({ "track.yaml": sized({ arrays: [3, 1] }) });
    expect(faults).toContain(
      `track.yaml:${lineOf(trackYaml, "  arrays: {full:")}: block arrays: 0 % of the concept cards are debug; at least 8 %`,
    );
    expect(faults.join("\n")).not.toContain("no card reaches it");
  });

  test("once every block has them, what is not reached is a fault", async () => {
    const faults = await faultsOf({ "track.yaml": releasable });
    expect(faults).toContain(
      `track.yaml:${lineOf(releasable, "{id: design-counter")}: design prompt design-counter: no card reaches it`,
    );
    expect(faults).toContain(
      `track.yaml:${lineOf(releasable, "{id: using-tools")}: topic using-tools: no deck names it`,
    );
  });
});

describe("coverage", () => {
  test("a linked question is covered by an interview question, a design prompt by a design case", async () => {
    const moved = replaced(deckYaml, "    covers: [question-sum]\n", "").replace(
      "    hint: Add first.\n",
      "    hint: Add first.\n    covers: [question-sum, design-counter]\n",
    );
    const { lacks } = await checkTrack(await loadFixture({ "decks/arrays/sums.yaml": moved }), draw);
    expect(lacks).toContain("linked question question-sum: no card that covers it is an interview question");
    expect(lacks).toContain("design prompt design-counter: no card that covers it is a design case");
  });

  test.each([
    ["Faster loops", true],
    ["Printing", true],
    ["Axis of a matrix", true],
    ["Vectors (matrix)", true],
    ["Broadcasting", false],
    ["Loops of matrices", false],
  ])("key concept %j reached by one card of its block: %s", async (concept, isReached) => {
    const track = replaced(trackYaml, "keyConcepts: []", `keyConcepts: [{title: All, items: [${concept}]}]`);
    const { lacks } = await checkTrack(await loadFixture({ "track.yaml": track }), draw);
    const lack = `key concept "${concept}": no card of block arrays uses its words`;
    expect(lacks.includes(lack)).toBe(!isReached);
  });
});

describe("weeks", () => {
  test.each([
    [14, 4, "roadmap week 1: 14 concept cards, 4 interview questions; at least 15 and 4, open a deck here"],
    [15, 3, "roadmap week 1: 15 concept cards, 3 interview questions; at least 15 and 4, open a deck here"],
    [15, 4, "roadmap week 1: 15 concept cards, 4 interview questions; 25 to 60 and at least 6 (full size)"],
    [25, 5, "roadmap week 1: 25 concept cards, 5 interview questions; 25 to 60 and at least 6 (full size)"],
    [25, 6, undefined],
    [60, 6, undefined],
    [
      61,
      6,
      "roadmap week 1: 61 concept cards, 6 interview questions; at most 60 concept cards, move a deck (full size)",
    ],
  ])("%d concept cards and %d interview questions", async (concept, interview, lack) => {
    expect(await weekOne(concept, interview)).toEqual({ faults: [], lacks: lack ? [lack] : [] });
  });

  test("under what a first release owes is a fault once every block has its first-release numbers", async () => {
    const { faults, lacks } = await weekOne(14, 4, releasable);
    expect(faults).toMatchObject([{ line: lineOf(releasable, "- {week: 1, title: Week 1,") }]);
    expect(lacks).toEqual([]);
    expect((await weekOne(61, 6, releasable)).faults).toEqual([]);
    expect((await weekOne(15, 4, releasable)).faults).toEqual([]);
  });
});

/** What is said of roadmap week 1 when it unlocks copies of two cards. */
async function weekOne(concept: number, interview: number, track = trackYaml) {
  const [head = "", ...own] = deckYaml.split("\n  - id: ");
  const copies = (id: string, count: number): string[] => {
    const card = own.find((one) => one.startsWith(id)) ?? "";
    return Array.from({ length: count }, (_, index) => card.trimEnd().replace(id, `${id}-${index}`));
  };
  const cards = [...copies("sum-print", concept), ...copies("interview-sum-loop", interview)];
  const files = { "track.yaml": track, "decks/arrays/sums.yaml": [head, ...cards, ""].join("\n  - id: ") };
  files["decks/arrays/sums.yaml"] = files["decks/arrays/sums.yaml"].replace(/ {2}- id: $/, "");
  const { faults, lacks } = await checkTrack(await loadFixture(files), draw);
  const about = (text: string): boolean => text.startsWith("roadmap week 1:");
  return { faults: faults.filter(({ message }) => about(message)), lacks: lacks.filter(about) };
}

/** The track with other first-release numbers of some blocks: concept cards and interview questions. */
function sized(numbers: Record<string, readonly [number, number]>): string {
  return Object.entries(numbers).reduce(
    (text, [block, [concept, interview]]) =>
      text.replace(new RegExp(`(  ${block}: .*firstRelease: ).*`), `$1{concept: ${concept}, interview: ${interview}}}`),
    trackYaml,
  );
}

const releasable = sized({ arrays: [3, 1], models: [0, 0], tools: [0, 0] });
