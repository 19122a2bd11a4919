import { and, eq, isNull } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { cards, presentations } from "../../../src/db/schema/index.ts";
import { useDatabase } from "../../support/database.ts";
import { flashcard, publish, readerOf, someFlashcards } from "../../support/study-cards.ts";
import { cardId, type StudyContext, show } from "../../support/studying.ts";
import { testContext } from "../../support/world.ts";

describe("publishing cards", () => {
  const database = useDatabase();
  let ctx: StudyContext;

  beforeEach(() => {
    ctx = testContext(database.db);
  });

  test("adds, changes, archives and brings back, and keeps ids", async () => {
    const [a, b, c] = [flashcard("a"), flashcard("b"), flashcard("c")];
    expect(await publish(ctx, [a, b])).toEqual({ added: 2, changed: 0, archived: 0, returned: 0 });
    expect(await publish(ctx, [a, b])).toEqual({ added: 0, changed: 0, archived: 0, returned: 0 });
    const idOfB = await cardId(ctx, "b");
    expect(await publish(ctx, [flashcard("a", { prompt: "What else is a?" }), c])).toEqual({
      added: 1,
      changed: 1,
      archived: 1,
      returned: 0,
    });
    expect(await publish(ctx, [a, b, c])).toEqual({ added: 0, changed: 1, archived: 0, returned: 1 });
    expect(await cardId(ctx, "b")).toBe(idOfB);
    const [row] = await database.db.select().from(cards).where(eq(cards.key, "b"));
    expect(row?.archivedAt).toBeNull();
  });

  test("a card moved to another deck or week counts as changed", async () => {
    await publish(ctx, [flashcard("a")]);
    expect(await publish(ctx, [flashcard("a", { week: 3 })])).toMatchObject({ changed: 1 });
    expect(await publish(ctx, [flashcard("a", { week: 3, skills: ["sql"] })])).toMatchObject({ changed: 1 });
    expect((await database.db.select().from(cards))[0]).toMatchObject({ week: 3, skills: ["sql"] });
  });

  test("a contrast written on one half holds for both, as ids, and goes with the card", async () => {
    await publish(ctx, [flashcard("a", { contrast: ["b", "c"] }), flashcard("b"), flashcard("c")]);
    const [a, b, c] = [await cardId(ctx, "a"), await cardId(ctx, "b"), await cardId(ctx, "c")];
    const siblings = async () =>
      Object.fromEntries((await database.db.select().from(cards)).map((row) => [row.key, row.siblings]));
    expect(await siblings()).toEqual({ a: [b, c], b: [a], c: [a] });
    await publish(ctx, [flashcard("a", { contrast: ["b"] }), flashcard("b")]);
    expect(await siblings()).toMatchObject({ a: [b], b: [a] });
  });

  test("what was on a screen of a withdrawn card can no longer be rated", async () => {
    await publish(ctx, [flashcard("a"), flashcard("b")]);
    const ann = await readerOf(ctx, "Ann");
    const shown = await show(ctx, ann, "a");
    const other = await show(ctx, ann, "b");
    await publish(ctx, [flashcard("b")]);
    const open = await database.db
      .select({ id: presentations.id })
      .from(presentations)
      .where(and(isNull(presentations.voidedAt), isNull(presentations.gradedAt)));
    expect(open).toEqual([{ id: other }]);
    expect(shown).not.toBe(other);
  });

  test("a track of some thousand cards", async () => {
    const many = someFlashcards(1_300).map((card, at) => ({ ...card, key: `key-${at}` }));
    expect(await publish(ctx, many)).toMatchObject({ added: 1_300 });
    expect(await publish(ctx, many.slice(100))).toMatchObject({ archived: 100, changed: 0 });
  });
});
