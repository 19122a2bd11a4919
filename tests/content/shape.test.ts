import { describe, expect, test } from "vitest";
import { shapeFaults } from "../../src/content/shape.ts";
import {
  deckYaml,
  faultsAfter,
  faultsOf,
  idsTxt,
  lineOf,
  loadFixture,
  replaced,
  shortName,
  trackYaml,
} from "./track-folder.ts";

const at = (part: string): string => `sums.yaml:${lineOf(deckYaml, part)}: `;

test("a valid track has no faults", async () => {
  expect(await faultsOf({})).toEqual([]);
});

describe("the schema", () => {
  test("an unknown key is named, with the nearest known one", async () => {
    expect(await faultsAfter("    difficulty: easy\n", "    difficuly: easy\n")).toEqual([
      `${at("- id: sum-print")}"difficulty" is missing; add one of easy, medium, hard`,
      `${at("difficulty: easy")}unknown key "difficuly"; did you mean "difficulty"?`,
    ]);
  });

  test("an unknown key without a near one lists what is known there", async () => {
    expect(await faultsAfter("title: Sums\n", "title: Sums\nauthor: Ada\n")).toEqual([
      `sums.yaml:3: unknown key "author"; known here: deck, title, block, week, skills, topics, needs, sources, cards`,
    ]);
  });

  test.each([
    [
      "kind: choice",
      "kind: choise",
      `"kind": "choise" is none of flashcard, choice, interview, design; did you mean "choice"?`,
    ],
    [
      "type: contrast",
      "type: contrasts",
      `"type": "contrasts" is none of definition, why, contrast, apply, compute, code, debug, derive; did you mean "contrast"?`,
    ],
    ["    hint: Which axis disappears?", "    hint: 14", `"hint" wants text, not 14; put it in quotes`],
    ["    hint: Which axis disappears?", "    hint: true", `"hint" wants text, not true; put it in quotes`],
    ["    hint: Which axis disappears?", "    hint:", `"hint" wants text, not nothing`],
    ["    hint: Which axis disappears?", '    hint: ""', `"hint" is empty; write it or drop it`],
    ["    minutes: 4", "    minutes: four", `"minutes" wants a number, not the text "four"`],
    ["    minutes: 4", "    minutes: 120", `"minutes" wants at most 90`],
    ["weight: 2}", "weight: 4}", `"weight" wants at most 3`],
    [
      "hits: [compiled, memory], score: 3",
      "hits: [compiled, memory], score: 3.2",
      `"score" wants a multiple of 0.5, not 3.2`,
    ],
    ["- id: sum-axis", "- id: Sum_Axis", `"id" wants lower-case words joined by hyphens, not "Sum_Axis"`],
    [
      "    hint: Add first.",
      "    hint: Add first.\n    asOf: November 2026",
      `"asOf" wants a month as YYYY-MM, not "November 2026"`,
    ],
    [
      "    url: https:",
      "    url: http:",
      `"url" wants an https address, not "http://numpy.org/doc/stable/reference/generated/numpy.sum.html"`,
    ],
    ["skills: [counting]", "skills: []", `"skills" wants at least 1 entry; add one or drop it`],
    ["      - {q: And a tuple?, a: It is too.}\n", "", `"followUps" wants at least two follow-ups`],
    [
      "      - text: Over neither, so that nothing is changed\n        why: A sum over no axis is another call.\n",
      "",
      `"options" wants four options`,
    ],
  ])("%j changed to %j", async (from, to, message) => {
    const faults = await faultsAfter(from, to);
    const before = deckYaml.slice(0, deckYaml.indexOf(from)).split("\n").length;
    const line = to === "" ? lineOf(deckYaml, listWith(from)) : before + to.trim().split("\n").length - 1;
    expect(faults).toContain(`sums.yaml:${line}: ${message}`);
  });

  function listWith(item: string): string {
    return item.includes("{q:") ? "followUps:" : "options:";
  }

  test("broken YAML and doubled keys are named by line", async () => {
    const [fault] = await faultsAfter("    why: It adds. It prints.", "    why: It adds: it prints.");
    expect(fault).toMatch(new RegExp(`^${at("why: It adds")}not valid YAML: `));
    const [doubled] = await faultsAfter("title: Sums\n", "title: Sums\ntitle: Sums\n");
    expect(doubled).toBe("sums.yaml:3: not valid YAML: Map keys must be unique");
  });

  test("a fault in one deck does not hide those of another, nor make its cards look lost", async () => {
    const other = replaced(replaced(deckYaml, "deck: sums", "deck: other"), "week: 1", "weak: 1");
    expect(await faultsOf({ "decks/arrays/other.yaml": other.replaceAll("id: ", "id: other-") })).toContain(
      `other.yaml:4: unknown key "weak"; did you mean "week"?`,
    );
    expect(await faultsOf({ "decks/arrays/sums.yaml": replaced(deckYaml, "week: 1", "weak: 1") })).toEqual([
      `sums.yaml:1: "week" is missing; add it`,
      `sums.yaml:4: unknown key "weak"; did you mean "week"?`,
    ]);
  });
});

describe("names", () => {
  test.each([
    ["deck: sums", "deck: totals", `deck "totals" lies in the file "sums.yaml"; make them the same`],
    ["block: arrays", "block: models", `block "models" lies in the folder "arrays"; make them the same`],
    ["week: 1\n", "week: 31\n", "week 31 is past the end of the block, which has 30; week counts inside the block"],
    ["skills: [counting]", "skills: [countin]", `unknown skill "countin"; did you mean "counting"?`],
    ["topics: [adding]", "topics: [zebra]", `unknown topic "zebra"; track.yaml lists the topics`],
    [
      "sources: {sum: Examples}",
      "sources: {summ: Examples}",
      `unknown source "summ"; did you mean "sum"? Sources are listed at the top of the deck`,
    ],
    ["    hint: Add first.", "    contrast: [sum-sise]", `unknown card "sum-sise"; did you mean "sum-size"?`],
    ["    hint: Add first.", "    contrast: [sum-print]", "a card is not its own contrast; name the other half"],
    [
      "    hint: Add first.\n",
      "",
      `"sum-print" has neither hint, confusion nor contrast; a learner who misses it needs one of them`,
    ],
    [
      "covers: [question-sum]",
      "covers: [question-sums]",
      `unknown question "question-sums"; did you mean "question-sum"?`,
    ],
    ["        correct: true\n", "", `0 options are marked "correct: true"; mark exactly one`],
    ["hits: [compiled, memory]", "hits: [compiled, memry]", `unknown key point "memry"; did you mean "memory"?`],
    ["hits: [compiled, memory]", "hits: [compiled, compiled]", `"compiled" stands here twice; drop one`],
    ["makes: [threads]", "makes: [thread]", `unknown mistake "thread"; did you mean "threads"?`],
    ["        fails: true\n", "", `no mistake has "fails: true"; mark at least one that sinks the answer`],
    ["      number: {text: Gives a number}\n", "", "there are 3 key points; give 4 to 8"],
  ])("%j changed to %j", async (from, to, message) => {
    const faults = await faultsAfter(from, to);
    expect(faults.map((fault) => fault.replace(/^sums\.yaml:\d+: /, ""))).toContain(message);
  });

  test("they stand at their line", async () => {
    expect(await faultsAfter("sources: {sum: Examples}", "sources: {summ: Examples}")).toEqual([
      `${at("sources: {sum: Examples}")}unknown source "summ"; did you mean "sum"? Sources are listed at the top of the deck`,
    ]);
  });

  test("an id may be used once, and a source must be used", async () => {
    const [doubled, lost] = await faultsAfter("- id: sum-size", "- id: sum-print");
    expect(doubled).toMatch(
      new RegExp(`^${at("- id: sum-size")}id "sum-print" is already used at .*sums.yaml:\\d+; take another$`),
    );
    expect(lost).toBe(
      `ids.txt:4: "sum-size" is neither in a deck nor retired; restore the card or add "retired YYYY-MM"`,
    );
    const unused = "sources:\n  extra: {title: More, url: https://numpy.org/}\n";
    expect(await faultsAfter("sources:\n", unused)).toEqual([
      `sums.yaml:9: source "extra" is cited by no card; cite it or drop it`,
    ]);
  });

  test("needs name decks that exist, open no later and form no circle", async () => {
    const other = deckYaml
      .replace("deck: sums", "deck: later")
      .replace("week: 1", "week: 2")
      .replaceAll("  - id: ", "  - id: other-");
    const ids = idsTxt.split("\n").filter(Boolean);
    const files = (needs: string, otherNeeds = "") => ({
      "decks/arrays/sums.yaml": deckYaml.replace("week: 1\n", `week: 1\nneeds: [${needs}]\n`),
      "decks/arrays/later.yaml": other.replace("week: 2\n", `week: 2\n${otherNeeds}`),
      "ids.txt": [...ids, ...ids.map((line) => `other-${line}`)]
        .sort()
        .map((line) => `${line}\n`)
        .join(""),
    });
    const needsOf = async (needs: string, otherNeeds?: string) =>
      (await faultsOf(files(needs, otherNeeds))).filter((fault) => /need|unknown deck/.test(fault));
    expect(await needsOf("latr")).toEqual([`sums.yaml:5: unknown deck "latr"; did you mean "later"?`]);
    expect(await needsOf("later")).toEqual([
      `sums.yaml:5: needs "later", which opens in roadmap week 2, later than this one (1); move one of them`,
    ]);
    expect(await needsOf("later", "needs: [sums]\n")).toContain(
      "later.yaml:5: needs go round in a circle: later, sums, later; drop one of them",
    );
  });
});

describe("a design case", () => {
  const stages = "requirements data-labels features model training serving evaluation monitoring".split(" ");
  const design = (order: string[], points: string) =>
    deckYaml
      .replace("    kind: interview\n    type: why\n", "    kind: design\n")
      .replace(
        "    keyPoints:",
        `    stages:\n${order.map((stage, index) => `      - {stage: ${stage}, prompt: What?, answer: That., points: [${index === 0 ? points : ""}]}`).join("\n")}\n    keyPoints:`,
      );
  const all = "compiled, types, memory, number";
  const caseFaults = async (order: string[], points: string) =>
    (
      await faultsOf({
        "decks/arrays/sums.yaml": design(order, points),
        "ids.txt": idsTxt.replace("loop interview", "loop design"),
      })
    ).map((fault) => fault.replace(/^sums\.yaml:\d+: /, ""));

  test("has all stages in order, and each key point at one of them", async () => {
    expect((await caseFaults(stages, all)).filter((fault) => /stage|point/.test(fault))).toEqual([]);
    expect(await caseFaults(stages.slice(1), all)).toContain(
      `stage "requirements" is missing; a design case has ${stages.join(", ")}`,
    );
    expect(await caseFaults([...stages].reverse(), all)).toContain(
      `the stages are not in order, each once; a design case has ${stages.join(", ")}`,
    );
    expect(await caseFaults(stages, "compiled, types, memory")).toContain(
      `key point "number" is ticked at no stage; name it in one's points`,
    );
  });

  test("computes something", async () => {
    expect(await caseFaults(stages, all)).toContain(
      "a design case needs numbers; state its arithmetic, they are computed again",
    );
  });
});

describe("ids.txt", () => {
  const withIds = (ids: string) => faultsOf({ "ids.txt": ids });

  test("knows every card with its kind, sorted, once", async () => {
    expect(await withIds(idsTxt.replace("sum-size flashcard\n", ""))).toEqual([
      `${at("- id: sum-size")}"sum-size" is not in ids.txt; run content check --fix`,
    ]);
    expect(await withIds(idsTxt.replace("sum-size flashcard", "sum-size choice"))).toEqual([
      `${at("- id: sum-size")}"sum-size" was a choice and is a flashcard now; give it a new id and retire the old one`,
    ]);
    expect(await withIds(`sum-size flashcard\n${idsTxt.replace("sum-size flashcard\n", "")}`)).toContain(
      `ids.txt:2: "interview-sum-loop" is out of order; run content check --fix`,
    );
    expect(await withIds(`${idsTxt}sum-size flashcard\n`)).toEqual([
      `ids.txt:5: "sum-size" stands here twice; drop one line`,
    ]);
    expect(await withIds(`${idsTxt}tail\n`)).toEqual([
      `ids.txt:5: "tail" is no entry; an entry is "id kind", retired ones "id kind retired YYYY-MM [successor]"`,
    ]);
    expect(await withIds(`${idsTxt}tail flashcart\n`)).toEqual([
      `ids.txt:5: "tail flashcart" is no entry; did you mean "flashcard"?`,
    ]);
  });

  test("keeps retired ids, which may not come back", async () => {
    expect(await withIds(`${idsTxt}sum-tail flashcard\n`)).toEqual([
      `ids.txt:5: "sum-tail" is neither in a deck nor retired; restore the card or add "retired YYYY-MM"`,
    ]);
    expect(await withIds(`${idsTxt}sum-tail flashcard retired 2026-11 sum-size\n`)).toEqual([]);
    expect(await withIds(`${idsTxt}sum-tail flashcard retired 2026-11 sum-sizes\n`)).toEqual([
      `ids.txt:5: successor "sum-sizes" is no id of this track; did you mean "sum-size"?`,
    ]);
    expect(await withIds(idsTxt.replace("sum-size flashcard", "sum-size flashcard retired 2026-11"))).toEqual([
      `${at("- id: sum-size")}"sum-size" was retired in 2026-11; ids are never reused, take a new one`,
    ]);
  });
});

describe("the track", () => {
  const withTrack = async (from: string, to: string) => faultsOf({ "track.yaml": replaced(trackYaml, from, to) });
  const messages = (faults: string[]) => faults.map((fault) => fault.replace(/^track\.yaml:\d+: /, ""));

  test.each([
    ["id: small", "id: large", `id "large" is not the folder's name; write "small" or rename the folder`],
    ["    weeks: 30", "    weeks: 29", "the blocks last 31 weeks together; make it 32"],
    ["    weeks: 30", "    weeks: 29", `"arrays" lasts 29 weeks; plan each once, in order`],
    [
      "blocks: [arrays, models]",
      "blocks: [models, arrays]",
      "the phases do not name every block once and in order; make them agree with blocks",
    ],
    [
      "questions: [question-sum]",
      "questions: [question-sun]",
      `unknown question "question-sun"; did you mean "question-sum"?`,
    ],
    ["questions: [question-sum]", "questions: []", "this question is prepared in 0 weeks; make it one"],
    [
      "opensInWeek: 3, weeks: 2",
      "opensInWeek: 32, weeks: 2",
      `"tools" would end after week 32; open it earlier or shorten it`,
    ],
    ["tier: must, blocks: [arrays]", "tier: must, blocks: [array]", `unknown block "array"; did you mean "arrays"?`],
    ["{id: using-tools", "{id: adding", `id "adding" is used twice; rename one`],
    ["  tools: {full", "  toolz: {full", `"tools" has no numbers to reach; add them`],
    ["ranges: [Enough]", "ranges: [Enough, More]", "there is not one range for each region; make them agree"],
    ["tier: must", "tier: most", `"tier": "most" is none of must, good, nice; did you mean "must"?`],
  ])("%j changed to %j", async (from, to, message) => {
    expect(messages(await withTrack(from, to))).toContain(message);
  });

  test("may not be missing", async () => {
    expect(await faultsOf({ "track.yaml": undefined })).toContain(
      "track.yaml:1: there is no track.yaml here; name the folder of a track",
    );
  });

  test("decks lie in decks/<block>/ and end in .yaml", async () => {
    const faults = await faultsOf({ "decks/loose.yaml": deckYaml, "decks/arrays/notes.md": "notes" });
    expect(faults).toEqual([
      "notes.md:1: not a deck; decks end in .yaml, move anything else out of decks/",
      "loose.yaml:1: a deck lies in decks/<block>/; move it there",
    ]);
  });
});

describe("start-up, which asks for the shape only,", () => {
  const shapeOf = async (files: Record<string, string>) => shapeFaults(await loadFixture(files));

  test("takes cards that are not in the ledger yet, and does not compute", async () => {
    expect(await shapeOf({ "ids.txt": "" })).toEqual([]);
    expect(await shapeOf({ "decks/arrays/sums.yaml": replaced(deckYaml, "= 6.144 GB", "= 7 GB") })).toEqual([]);
  });

  test("refuses a broken deck with file and line", async () => {
    const faults = await shapeOf({ "decks/arrays/sums.yaml": replaced(deckYaml, "kind: choice", "kind: quiz") });
    expect(faults.map(({ file, line }) => `${shortName(file)}:${line}`)).toEqual([
      `sums.yaml:${lineOf(deckYaml, "kind: choice")}`,
    ]);
  });
});
