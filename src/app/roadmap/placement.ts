import { and, eq, inArray, isNull, sql } from "drizzle-orm";
import type { ChoiceBody } from "../../core/curriculum/card.ts";
import { allBlocks } from "../../core/curriculum/track.ts";
import { seeded } from "../../core/random.ts";
import { addDays } from "../../core/study-day.ts";
import { lockLearner } from "../../db/activity.ts";
import type { Database } from "../../db/database.ts";
import { cards, learners, memoryStates, placements } from "../../db/schema/index.ts";
import type { AppContext } from "../context.ts";
import type { Reader } from "../people/reader.ts";
import { studyDayOf } from "../study/study-day.ts";
import { positionOf } from "./position.ts";

/** "Skip what I know": ten choice cards of a block decide whether it counts as known. */

type Row = typeof placements.$inferSelect;

export type PlacementStep =
  | {
      readonly kind: "question";
      readonly id: string;
      readonly blockTitle: string;
      /** From 1. */
      readonly number: number;
      readonly total: number;
      readonly prompt: string;
      /** In the order shown; `index` is the option's place on the card. */
      readonly options: readonly { readonly index: number; readonly text: string }[];
    }
  | {
      readonly kind: "done";
      readonly id: string;
      readonly blockTitle: string;
      readonly right: number;
      readonly total: number;
      /** Right often enough: the block is marked as known. */
      readonly known: boolean;
    }
  | { readonly kind: "too-few"; readonly blockTitle: string }
  | { readonly kind: "unknown" };

const questions = 10;
const fewestQuestions = 5;
const knownFrom = 0.8;
/** What a card of a known block starts from: as after a few good reviews, no more. */
const modest = { stability: 7, difficulty: 5 };
/** Its cards come back spread over these days, so that each is checked soon. */
const comeBackFrom = 3;
const comeBackOver = 28;

/** Blocks that can still be skipped: those with cards the reader has not met. */
export async function skippableBlocks(ctx: AppContext, reader: Reader): Promise<{ id: string; title: string }[]> {
  const { track, trackId } = await positionOf(ctx, reader.learner);
  const rows = await ctx.db
    .selectDistinct({ block: cards.block })
    .from(cards)
    .leftJoin(memoryStates, ofReader(reader))
    .where(and(eq(cards.track, trackId), isNull(cards.archivedAt), isNull(memoryStates.phase), conceptCards));
  const left = new Set(rows.map(({ block }) => block));
  return allBlocks(track)
    .filter(({ id }) => left.has(id) && !reader.learner.openBlocks.includes(id))
    .map(({ id, title }) => ({ id, title }));
}

const conceptCards = inArray(cards.kind, ["flashcard", "choice"]);
const ofReader = ({ learner }: Reader) =>
  and(eq(memoryStates.cardId, cards.id), eq(memoryStates.learnerId, learner.id));

export async function startPlacement(ctx: AppContext, reader: Reader, blockId: string): Promise<PlacementStep> {
  const { track, trackId } = await positionOf(ctx, reader.learner);
  const block = allBlocks(track).find(({ id }) => id === blockId);
  if (!block) return { kind: "unknown" };
  const rows = await ctx.db
    .select({ id: cards.id })
    .from(cards)
    .where(and(eq(cards.track, trackId), eq(cards.block, blockId), eq(cards.kind, "choice"), isNull(cards.archivedAt)))
    .orderBy(cards.position);
  if (rows.length < fewestQuestions) return { kind: "too-few", blockTitle: block.title };
  const id = ctx.random.id();
  const cardIds = shuffled(
    rows.map((row) => row.id),
    id,
  ).slice(0, questions);
  const [row] = await ctx.db
    .insert(placements)
    .values({ id, learnerId: reader.learner.id, track: trackId, block: blockId, cardIds, startedAt: ctx.clock.nowMs() })
    .returning();
  return row ? stepOf(ctx, row, block.title) : { kind: "unknown" };
}

/** One answer; `option` is its place on the card, null for "I don't know". A repeated press changes nothing. */
export async function answerPlacement(
  ctx: AppContext,
  reader: Reader,
  input: { id: string; number: number; option: number | null },
): Promise<PlacementStep> {
  const { track } = await positionOf(ctx, reader.learner);
  const row = await ctx.db.transaction(async (tx) => {
    const [locked] = await tx
      .select()
      .from(placements)
      .where(and(eq(placements.id, input.id), eq(placements.learnerId, reader.learner.id)))
      .for("update");
    const cardId = locked?.cardIds[input.number - 1];
    if (!locked || cardId === undefined || locked.right.length !== input.number - 1) return locked ?? null;
    const [card] = await tx.select({ body: cards.body }).from(cards).where(eq(cards.id, cardId));
    const isRight =
      input.option !== null && card?.body.kind === "choice" && card.body.options[input.option]?.correct === true;
    const right = [...locked.right, isRight];
    const finished = right.length === locked.cardIds.length;
    const markedAt = finished && isKnown(right) ? ctx.clock.nowMs() : null;
    await tx.update(placements).set({ right, markedAt }).where(eq(placements.id, locked.id));
    if (markedAt !== null) await markKnown(ctx, tx, reader, locked, markedAt);
    return { ...locked, right, markedAt };
  });
  const title = row && allBlocks(track).find(({ id }) => id === row.block)?.title;
  return row && title ? stepOf(ctx, row, title) : { kind: "unknown" };
}

/** Makes the block what it was: cards not reviewed since are new again. */
export async function undoPlacement(ctx: AppContext, reader: Reader, id: string): Promise<"undone" | "nothing"> {
  return ctx.db.transaction(async (tx) => {
    const [row] = await tx
      .select()
      .from(placements)
      .where(and(eq(placements.id, id), eq(placements.learnerId, reader.learner.id)))
      .for("update");
    const learner = await lockLearner(tx, reader.learner.id);
    if (!learner || !row || row.markedAt === null) return "nothing";
    await tx
      .delete(memoryStates)
      .where(
        and(
          eq(memoryStates.learnerId, learner.id),
          eq(memoryStates.version, 1),
          eq(memoryStates.lastReviewedAt, row.markedAt),
          isNull(memoryStates.introducedOn),
          inArray(memoryStates.cardId, tx.select({ id: cards.id }).from(cards).where(eq(cards.block, row.block))),
        ),
      );
    const openBlocks = learner.openBlocks.filter((block) => block !== row.block);
    await tx.update(learners).set({ openBlocks }).where(eq(learners.id, learner.id));
    await tx.update(placements).set({ markedAt: null }).where(eq(placements.id, id));
    return "undone";
  });
}

function isKnown(right: readonly boolean[]): boolean {
  return right.filter(Boolean).length >= knownFrom * right.length;
}

async function markKnown(ctx: AppContext, tx: Database, reader: Reader, row: Row, atMs: number): Promise<void> {
  const learner = await lockLearner(tx, reader.learner.id);
  if (!learner) return;
  if (!learner.openBlocks.includes(row.block)) {
    await tx
      .update(learners)
      .set({ openBlocks: [...learner.openBlocks, row.block] })
      .where(eq(learners.id, learner.id));
  }
  const today = studyDayOf(ctx, learner);
  const fresh = await tx
    .select({ id: cards.id })
    .from(cards)
    .leftJoin(memoryStates, ofReader(reader))
    .where(
      and(
        eq(cards.track, row.track),
        eq(cards.block, row.block),
        isNull(cards.archivedAt),
        isNull(memoryStates.phase),
        conceptCards,
      ),
    );
  if (fresh.length === 0) return;
  await tx
    .insert(memoryStates)
    .values(
      shuffled(fresh, row.id).map(({ id: cardId }, at) => ({
        ...{ learnerId: learner.id, cardId, phase: "review" as const, ...modest, reps: 1, lapses: 0, step: 0 },
        dueDay: addDays(today, comeBackFrom + (at % comeBackOver)),
        lastStudyDay: today,
        lastReviewedAt: atMs,
      })),
    )
    .onConflictDoNothing();
}

async function stepOf(ctx: AppContext, row: Row, blockTitle: string): Promise<PlacementStep> {
  const total = row.cardIds.length;
  const cardId = row.cardIds[row.right.length];
  if (cardId === undefined) {
    const right = row.right.filter(Boolean).length;
    return { kind: "done", id: row.id, blockTitle, right, total, known: row.markedAt !== null };
  }
  const [card] = await ctx.db
    .select({ body: sql<ChoiceBody>`${cards.body}` })
    .from(cards)
    .where(eq(cards.id, cardId));
  if (!card) return { kind: "unknown" };
  const order = shuffled(
    card.body.options.map((_, index) => index),
    `${row.id}:${cardId}`,
  );
  return {
    kind: "question",
    id: row.id,
    blockTitle,
    number: row.right.length + 1,
    total,
    prompt: card.body.prompt,
    options: order.map((index) => ({ index, text: card.body.options[index]?.text ?? "" })),
  };
}

function shuffled<T>(all: readonly T[], seed: string): T[] {
  const random = seeded(seed);
  return all
    .map((one) => ({ one, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ one }) => one);
}
