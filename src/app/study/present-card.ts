import type { CardId, DailyQuestionId, SessionId } from "../../core/ids.ts";
import { seeded } from "../../core/random.ts";
import { offers } from "../../core/scheduling/fsrs.ts";
import { findCardForShowing } from "../../db/cards.ts";
import { memoryOf } from "../../db/memory.ts";
import { changeUngraded, findUngraded, insertPresentation, type PresentationRow } from "../../db/presentations.ts";
import type { AppContext } from "../context.ts";
import type { Reader } from "../people/reader.ts";
import { offerSeed } from "./grade-card.ts";
import { studyDayOf } from "./study-day.ts";

export interface PresentInput {
  readonly learner: Reader["learner"];
  readonly cardId: CardId;
  readonly sessionId?: SessionId | null;
  /** Place in the session's plan, from 1. */
  readonly number?: number | null;
  readonly dailyQuestionId?: DailyQuestionId | null;
  /** Shows a flashcard's front again even where its answer stood open already. */
  readonly fromFront?: boolean;
}

/**
 * Shows a card: makes a presentation with the four intervals it offers, or takes up the ungraded one there is, worked
 * out anew where day, memory or text have changed. Null when the card was withdrawn.
 */
export async function presentCard(ctx: AppContext, input: PresentInput): Promise<PresentationRow | null> {
  const { learner, cardId } = input;
  const found = await findCardForShowing(ctx.db, learner.id, cardId);
  if (!found || found.archivedAt !== null) return null;
  const nowMs = ctx.clock.nowMs();
  const studyDay = studyDayOf(ctx, learner);
  const state = memoryOf(found.state);
  const memoryVersion = found.state?.version ?? 0;
  const basis = { studyDay, memoryVersion, textHash: found.hash };
  const workedOut = () =>
    offers(state, {
      studyDay,
      nowMs,
      seed: offerSeed(learner.id, cardId, state),
      settings: { desiredRetention: learner.desiredRetention, weights: learner.weights },
    });
  const optionOrder = (id: string) => shuffled(found.optionCount, id);

  // Two chats may show the same card for the first time at once: whoever comes second takes up the other's.
  for (let tries = 0; tries < 3; tries++) {
    const there = await findUngraded(ctx.db, learner.id, cardId);
    if (!there) {
      const id = ctx.random.id() as PresentationRow["id"];
      const made = await insertPresentation(ctx.db, {
        id,
        learnerId: learner.id,
        cardId,
        sessionId: input.sessionId ?? null,
        dailyQuestionId: input.dailyQuestionId ?? null,
        number: input.number ?? null,
        ...basis,
        offers: workedOut(),
        shownAt: nowMs,
        optionOrder: optionOrder(id),
      });
      if (made) return made;
      continue;
    }
    const sameText = there.textHash === found.hash;
    const sameBasis = sameText && there.studyDay === studyDay && there.memoryVersion === memoryVersion;
    const toFront =
      !sameText || (input.fromFront === true && there.optionPressed === null && found.kind === "flashcard");
    const kept = await changeUngraded(ctx.db, there.id, {
      sessionId: input.sessionId ?? there.sessionId,
      number: input.sessionId ? (input.number ?? null) : there.number,
      dailyQuestionId: input.dailyQuestionId ?? there.dailyQuestionId,
      ...(sameBasis ? {} : { ...basis, offers: workedOut() }),
      ...(toFront ? { shownAt: nowMs, answerShownAt: null, hintShown: false } : {}),
      ...(sameText ? {} : { optionOrder: optionOrder(there.id), optionPressed: null, ticked: [], stage: 0 }),
    });
    if (kept) return kept;
  }
  throw new Error(`card ${cardId} could not be shown`);
}

/** Indices 0..length-1 in an order that the seed decides. */
function shuffled(length: number, seed: string): number[] {
  const random = seeded(seed);
  const order = Array.from({ length }, (_, index) => index);
  for (let at = length - 1; at > 0; at--) {
    const other = Math.floor(random() * (at + 1));
    [order[at], order[other]] = [order[other] ?? 0, order[at] ?? 0];
  }
  return order;
}
