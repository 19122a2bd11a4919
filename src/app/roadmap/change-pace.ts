import { eq } from "drizzle-orm";
import { roadmapWeeks } from "../../core/curriculum/pace.ts";
import { allBlocks, weekOf } from "../../core/curriculum/track.ts";
import { lockLearner } from "../../db/activity.ts";
import { learners } from "../../db/schema/index.ts";
import type { AppContext } from "../context.ts";
import type { Reader } from "../people/reader.ts";
import { type Position, positionOf } from "./position.ts";
import { isReached } from "./read-week.ts";

export type PaceChange =
  /** `week`: up to where new cards reach now. */
  | { readonly kind: "moved"; readonly week: number; readonly groupWeek: number | null }
  | { readonly kind: "opened-block"; readonly title: string }
  | { readonly kind: "new-cards"; readonly perDay: number; readonly before: number }
  /** It was so already. */
  | { readonly kind: "as-it-is" };

export const paceChoices = ["group", "hold", "catch-up", "slow"] as const;
export type PaceChoice = (typeof paceChoices)[number];

const fewestNew = 3;
const mostNew = 30;

/** A learner's own pace; their group is not told. */
export async function changePace(ctx: AppContext, reader: Reader, choice: PaceChoice): Promise<PaceChange> {
  switch (choice) {
    case "group":
      return moveBy(ctx, reader, ({ weekShift }) => -weekShift);
    case "hold":
      return moveBy(ctx, reader, () => -1);
    case "catch-up":
      return reader.learner.weekShift < 0
        ? moveBy(ctx, reader, () => 1)
        : setNewCards(ctx, reader, Math.min(mostNew, Math.max(reader.learner.newPerDay, reader.learner.newPerDay + 5)));
    case "slow":
      return setNewCards(ctx, reader, Math.max(fewestNew, Math.round(reader.learner.newPerDay * 0.6)));
  }
}

export async function setNewCards(ctx: AppContext, { learner }: Reader, perDay: number): Promise<PaceChange> {
  const before = learner.newPerDay;
  if (perDay === before || perDay < 0 || perDay > 50) return { kind: "as-it-is" };
  await ctx.db.update(learners).set({ newPerDay: perDay }).where(eq(learners.id, learner.id));
  return { kind: "new-cards", perDay, before };
}

/** Opens a week that is ahead: with the weeks up to it inside the present block, otherwise with its whole block. */
export async function openWeek(ctx: AppContext, reader: Reader, week: number): Promise<PaceChange> {
  const position = await positionOf(ctx, reader.learner);
  const found = weekOf(position.track, week);
  if (!found || isReached(position, week, found.block.id)) return { kind: "as-it-is" };
  const here = weekOf(position.track, position.reach.week);
  if (here?.block.id !== found.block.id) return openBlock(ctx, reader, found.block.id);
  return moveBy(ctx, reader, () => week - position.reach.week);
}

/** New cards of the block come as if its weeks were reached. */
export async function openBlock(ctx: AppContext, reader: Reader, blockId: string): Promise<PaceChange> {
  const { track } = await positionOf(ctx, reader.learner);
  const block = allBlocks(track).find(({ id }) => id === blockId);
  if (!block) return { kind: "as-it-is" };
  return ctx.db.transaction(async (tx): Promise<PaceChange> => {
    const fresh = await lockLearner(tx, reader.learner.id);
    if (!fresh || fresh.openBlocks.includes(blockId)) return { kind: "as-it-is" };
    await tx
      .update(learners)
      .set({ openBlocks: [...fresh.openBlocks, blockId] })
      .where(eq(learners.id, fresh.id));
    return { kind: "opened-block", title: block.title };
  });
}

/** Moves the learner's week, held between the first and the last. */
async function moveBy(
  ctx: AppContext,
  reader: Reader,
  by: (learner: Reader["learner"]) => number,
): Promise<PaceChange> {
  const position = await positionOf(ctx, reader.learner);
  const { learner } = reader;
  const weekShift = learner.weekShift + by(learner);
  const base = baseWeek(position, learner);
  const week = base + weekShift;
  if (weekShift === learner.weekShift || week < 1 || week > roadmapWeeks) return { kind: "as-it-is" };
  await ctx.db.update(learners).set({ weekShift }).where(eq(learners.id, learner.id));
  return { kind: "moved", week, groupWeek: position.groupWeek };
}

function baseWeek({ groupWeek, reach }: Position, learner: Reader["learner"]): number {
  return groupWeek ?? reach.week - learner.weekShift;
}
