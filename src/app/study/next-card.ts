import type { CardId, StudyDay } from "../../core/ids.ts";
import { settleDueAtStart } from "../../db/memory.ts";
import { readShown } from "../../db/presentations.ts";
import { closeSession, markDealtWith, type PlannedCard, readPlan, type SessionRow } from "../../db/sessions.ts";
import type { AppContext } from "../context.ts";
import type { Reader } from "../people/reader.ts";
import { comingBack, dueAt } from "./coming-back.ts";
import { presentCard } from "./present-card.ts";
import { type ShownCard, showCard } from "./shown-card.ts";
import { studyDayOf } from "./study-day.ts";
import { type SessionSummary, summarise } from "./summary.ts";
import { learnAheadMs, waitingCards } from "./waiting.ts";

export type NextCard =
  | { readonly kind: "card"; readonly shown: ShownCard }
  | { readonly kind: "summary"; readonly summary: SessionSummary };

/**
 * What comes next in a session: a card in its steps whose time has come, else the next of the plan, else one in its
 * steps a little early, else the summary. A session of an earlier study day ends here.
 */
export async function nextCard(
  ctx: AppContext,
  reader: Reader,
  session: SessionRow,
  options: { fromFront?: boolean } = {},
): Promise<NextCard> {
  const today = studyDayOf(ctx, reader.learner);
  if (session.closedAt === null && session.studyDay !== today) {
    return { kind: "summary", summary: await close(ctx, reader, session, "day-turned") };
  }
  if (session.closedAt !== null) return { kind: "summary", summary: await summarise(ctx, reader, session) };

  let plan = await readPlan(ctx.db, session);
  // Each failure to show a card means that it was withdrawn meanwhile.
  for (let tries = 0; tries <= session.plan.length; tries++) {
    const choice = choose(session, plan, today, ctx.clock.nowMs());
    if (!choice) break;
    const presentation = await presentCard(ctx, {
      learner: reader.learner,
      cardId: choice.cardId,
      sessionId: session.id,
      number: choice.number,
      ...options,
    });
    const shown = presentation && (await readShown(ctx.db, presentation.id));
    if (shown) return { kind: "card", shown: await showCard(ctx, reader, shown) };
    plan = plan.filter(({ cardId }) => cardId !== choice.cardId);
  }
  await markDealtWith(ctx.db, session.id, session.plan.length);
  const { due } = await waitingCards(ctx, reader.learner, session.track);
  if (due.length === 0) await settleDueAtStart(ctx.db, reader.learner.id, today);
  return { kind: "summary", summary: await close(ctx, reader, session, "finished") };
}

async function close(
  ctx: AppContext,
  reader: Reader,
  session: SessionRow,
  closedBy: NonNullable<SessionRow["closedBy"]>,
): Promise<SessionSummary> {
  const closedAt = ctx.clock.nowMs();
  await closeSession(ctx.db, session.id, closedBy, closedAt);
  const done = closedBy === "finished" ? session.plan.length : session.done;
  return summarise(ctx, reader, { ...session, done, closedAt, closedBy });
}

function choose(
  session: SessionRow,
  plan: readonly PlannedCard[],
  today: StudyDay,
  nowMs: number,
): { cardId: CardId; number: number } | null {
  const numbered = (cardId: CardId) => ({ cardId, number: session.plan.indexOf(cardId) + 1 });
  const back = comingBack(session, plan).filter((one) => mayCome(one, today));
  const first = back[0];
  if (first && dueAt(first) <= nowMs) return numbered(first.cardId);
  const byId = new Map(plan.map((one) => [one.cardId, one]));
  for (const cardId of session.plan.slice(session.done)) {
    const planned = byId.get(cardId);
    if (planned && mayCome(planned, today) && !settledElsewhere(planned, session, today)) return numbered(cardId);
  }
  return first && dueAt(first) <= nowMs + learnAheadMs ? numbered(first.cardId) : null;
}

function mayCome({ archivedAt, state }: PlannedCard, today: StudyDay): boolean {
  return archivedAt === null && (state?.suspendedAt ?? null) === null && state?.buriedOn !== today;
}

/** Rated outside this session since it began, by the daily question for one. */
function settledElsewhere({ state }: PlannedCard, session: SessionRow, today: StudyDay): boolean {
  const reviewedAt = state?.lastReviewedAt ?? null;
  return reviewedAt !== null && reviewedAt >= session.openedAt && state?.dueDay != null && state.dueDay > today;
}
