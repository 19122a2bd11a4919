import type { PresentationId } from "../../core/ids.ts";
import { changeUngraded, readShown, type Shown } from "../../db/presentations.ts";
import type { AppContext } from "../context.ts";
import type { Reader } from "../people/reader.ts";
import { presentCard } from "./present-card.ts";
import { type ShownCard, showCard } from "./shown-card.ts";

export type TurnOutcome =
  | { readonly kind: "shown"; readonly shown: ShownCard }
  /** The author changed the text since it was shown: it is shown anew, and nothing was done. */
  | { readonly kind: "edited"; readonly shown: ShownCard }
  | { readonly kind: "withdrawn" }
  /** Rated or put aside since: whoever pressed is at another card by now. */
  | { readonly kind: "past"; readonly graded: boolean }
  | { readonly kind: "somebody-elses" };

export interface TurnChange {
  readonly answerShown?: boolean;
  readonly hintShown?: boolean;
  readonly stage?: number;
  readonly words?: string;
  readonly optionPressed?: number;
  /** Replaces the ticks that begin with `of` (empty: those without a prefix). */
  readonly ticks?: { readonly keys: readonly string[]; readonly prefix: string };
}

/** Changes what stands on the screen of a card that is not rated yet: answer, hint, stage, ticks, words. */
export async function turnCard(
  ctx: AppContext,
  reader: Reader,
  id: PresentationId,
  change: TurnChange,
): Promise<TurnOutcome> {
  const before = await readShown(ctx.db, id);
  if (!before || before.presentation.learnerId !== reader.learner.id) return { kind: "somebody-elses" };
  const { presentation, card } = before;
  if (presentation.gradedAt !== null) return { kind: "past", graded: true };
  if (card.archivedAt !== null) return { kind: "withdrawn" };
  if (presentation.voidedAt !== null) return { kind: "past", graded: false };
  if (presentation.textHash !== card.hash) {
    await presentCard(ctx, { learner: reader.learner, cardId: card.id });
    const anew = await readShown(ctx.db, id);
    return anew ? { kind: "edited", shown: await showCard(ctx, reader, anew) } : { kind: "withdrawn" };
  }
  const changed = await changeUngraded(ctx.db, id, columnsOf(ctx, before, change));
  if (!changed) return { kind: "past", graded: true };
  return { kind: "shown", shown: await showCard(ctx, reader, { ...before, presentation: changed }) };
}

function columnsOf(ctx: AppContext, { presentation }: Shown, change: TurnChange) {
  const { ticks } = change;
  const opens = change.answerShown || change.optionPressed !== undefined;
  return {
    // A second press does not start the time of looking again.
    answerShownAt: opens ? (presentation.answerShownAt ?? ctx.clock.nowMs()) : presentation.answerShownAt,
    hintShown: change.hintShown ?? presentation.hintShown,
    stage: change.stage ?? presentation.stage,
    words: change.words ?? presentation.words,
    // The first option pressed decides.
    optionPressed: presentation.optionPressed ?? change.optionPressed ?? null,
    ticked: ticks
      ? [
          ...presentation.ticked.filter((key) =>
            ticks.prefix === "" ? key.includes(".") : !key.startsWith(ticks.prefix),
          ),
          ...ticks.keys.map((key) => ticks.prefix + key),
        ]
      : presentation.ticked,
  };
}
