import { expect, test } from "vitest";
import { loadTrack } from "../../src/content/load.ts";
import { cardHash, cardsOf } from "../../src/content/publish.ts";
import { CardBody } from "../../src/core/curriculum/card.ts";
import { deckYaml, idsTxt, loadFixture, replaced } from "./track-folder.ts";

test("cards come with their place, week, and a body the database can hold", async () => {
  const cards = cardsOf(await loadFixture());
  expect(
    cards.map(({ key, kind, deck, deckTitle, block, week, position }) => ({
      key,
      kind,
      deck,
      deckTitle,
      block,
      week,
      position,
    })),
  ).toEqual(
    ["sum-print flashcard", "sum-size flashcard", "sum-axis choice", "interview-sum-loop interview"].map(
      (line, position) => {
        const [key, kind] = line.split(" ");
        return { key, kind, deck: "sums", deckTitle: "Sums", block: "arrays", week: 1, position };
      },
    ),
  );
  for (const { body } of cards) expect(CardBody.parse(JSON.parse(JSON.stringify(body)))).toEqual(body);
  const [, , choice, interview] = cards;
  expect(choice?.body).toMatchObject({
    options: [{ correct: true }, { correct: false }, { correct: false }, { correct: false }],
    sources: [{ title: "NumPy reference: numpy.sum", where: "parameter axis" }],
  });
  expect(interview?.body).toMatchObject({
    keyPoints: [
      { key: "compiled", text: "Says the loop runs in compiled code", must: true, weight: 2 },
      { key: "types", must: true, weight: 1 },
      { key: "memory", must: false, weight: 1 },
      { key: "number", must: false, weight: 1 },
    ],
    mistakes: [
      { key: "threads", fails: true },
      { key: "order", fails: false },
    ],
    covers: ["question-sum"],
  });
  expect(interview?.body).not.toHaveProperty("samples");
});

test("the hash follows what a learner sees, nothing else", async () => {
  const hashes = async (deck: string) =>
    new Map(cardsOf(await loadFixture({ "decks/arrays/sums.yaml": deck })).map(({ key, hash }) => [key, hash]));
  const before = await hashes(deckYaml);
  expect(before.get("sum-print")).toMatch(/^[0-9a-f]{32}$/);
  const comment = await hashes(`${deckYaml}# a comment\n`);
  expect(comment).toEqual(before);
  const sample = await hashes(replaced(deckYaml, "text: Compiled.,", "text: Compiled code.,"));
  expect(sample).toEqual(before);
  const hint = await hashes(replaced(deckYaml, "hint: Add first.", "hint: Add it."));
  expect([...hint].filter(([key, hash]) => before.get(key) !== hash).map(([key]) => key)).toEqual(["sum-print"]);
});

test("the hash does not depend on the order of a body's keys", () => {
  const body = {
    kind: "flashcard",
    difficulty: "easy",
    prompt: "p",
    answer: "a",
    contrast: [],
    sources: [],
    covers: [],
  } as const;
  const shuffled = Object.fromEntries(Object.entries(body).reverse()) as unknown as CardBody;
  expect(cardHash(shuffled)).toBe(cardHash({ ...body, contrast: [], sources: [], covers: [] }));
});

test("decks come by week, a needed one first", async () => {
  const other = (name: string, week: number, needs: string) =>
    deckYaml
      .replace("deck: sums", `deck: ${name}`)
      .replace("week: 1\n", `week: ${week}\n${needs}`)
      .replaceAll("  - id: ", `  - id: ${name}-`);
  const loaded = await loadFixture({
    "decks/arrays/sums.yaml": deckYaml.replace("week: 1\n", "week: 2\n"),
    "decks/arrays/apples.yaml": other("apples", 2, "needs: [zebras]\n"),
    "decks/arrays/zebras.yaml": other("zebras", 2, ""),
    "decks/arrays/first.yaml": other("first", 1, ""),
    "ids.txt": idsTxt,
  });
  expect([...new Set(cardsOf(loaded).map(({ deck }) => deck))]).toEqual(["first", "zebras", "apples", "sums"]);
});

test("the shipped track loads into cards", async () => {
  const loaded = await loadTrack("content/ai-ml-engineer");
  const cards = cardsOf(loaded);
  expect(cards.length).toBeGreaterThan(30);
  expect(new Set(cards.map(({ key }) => key)).size).toBe(cards.length);
  expect(cards.every(({ week }) => week >= 1 && week <= 32)).toBe(true);
  const attention = cards.find(({ key }) => key === "attention-formula");
  expect(attention).toMatchObject({ block: "transformers", week: 25, topics: ["attention-mechanism"] });
  expect(attention?.search).toContain("scaled dot-product attention");
});
