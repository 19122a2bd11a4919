import type { PlannedCard, SessionRow } from "../../db/sessions.ts";

/** Cards of the session that were dealt with and are in their steps, soonest first. */
export function comingBack(session: SessionRow, plan: readonly PlannedCard[]): PlannedCard[] {
  const dealtWith = new Set(session.plan.slice(0, session.done));
  return plan
    .filter(({ cardId, archivedAt, state }) => {
      return dealtWith.has(cardId) && archivedAt === null && state?.dueAt != null && state.suspendedAt === null;
    })
    .sort((a, b) => dueAt(a) - dueAt(b));
}

export function dueAt({ state }: PlannedCard): number {
  return state?.dueAt ?? Number.POSITIVE_INFINITY;
}
