import type { SessionId } from "../../core/ids.ts";
import { closeSession, readOpenSession, readSession, reopenSession } from "../../db/sessions.ts";
import type { AppContext } from "../context.ts";
import type { Reader } from "../people/reader.ts";
import { type NextCard, nextCard } from "./next-card.ts";
import { studyDayOf } from "./study-day.ts";
import { type SessionSummary, summarise } from "./summary.ts";

/** Ends a session early; ended already: its summary again. Null unless it is this learner's. */
export async function stopSession(ctx: AppContext, reader: Reader, id: SessionId): Promise<SessionSummary | null> {
  await closeOwn(ctx, reader, id);
  const session = await readSession(ctx.db, id, reader.learner.id);
  return session && summarise(ctx, reader, session);
}

/** Goes on where a stopped session was left, on the same study day; null when it cannot. */
export async function resumeSession(ctx: AppContext, reader: Reader, id: SessionId): Promise<NextCard | null> {
  const session = await readSession(ctx.db, id, reader.learner.id);
  if (!session || session.studyDay !== studyDayOf(ctx, reader.learner)) return null;
  if (session.closedBy === "stopped") await reopenSession(ctx.db, id, reader.learner.id);
  return continueSession(ctx, reader, id);
}

/** The next card of a session that may have been closed since; null unless it is this learner's. */
export async function continueSession(ctx: AppContext, reader: Reader, id: SessionId): Promise<NextCard | null> {
  const session = await readSession(ctx.db, id, reader.learner.id);
  return session && nextCard(ctx, reader, session);
}

/** Where the learner is now: the next card of the open session; null without one. */
export async function currentCard(ctx: AppContext, reader: Reader): Promise<NextCard | null> {
  const session = await readOpenSession(ctx.db, reader.learner.id);
  return session && nextCard(ctx, reader, session);
}

async function closeOwn(ctx: AppContext, reader: Reader, id: SessionId): Promise<void> {
  const session = await readSession(ctx.db, id, reader.learner.id);
  if (session) await closeSession(ctx.db, id, "stopped", ctx.clock.nowMs());
}
