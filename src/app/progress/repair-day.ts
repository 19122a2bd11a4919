import { and, eq } from "drizzle-orm";
import type { CohortId, LearnerId, StudyDay } from "../../core/ids.ts";
import { closeDays, initialStreak, type LedgerEntry } from "../../core/scoring/streak.ts";
import { type ActivityRow, lockLearner, readLedger, writeLedger } from "../../db/activity.ts";
import type { Database } from "../../db/database.ts";
import { readMembership } from "../../db/memberships.ts";
import { dailyActivity, learners } from "../../db/schema/index.ts";
import type { AppContext } from "../context.ts";
import type { Reader } from "../people/reader.ts";
import { closeStudyDays, factsOf } from "./close-days.ts";

export interface RepairInput {
  readonly cohortId: CohortId;
  readonly learnerId: LearnerId;
  readonly day: StudyDay;
  /** Why, in the organiser's words: it stands in the ledger. */
  readonly reason: string;
}

export type RepairOutcome =
  /** `length`: the streak now, through the last closed day. */
  | { readonly kind: "repaired"; readonly length: number; readonly lengthBefore: number }
  | { readonly kind: "already-kept" }
  /** The day is not over, or the learner had not begun. */
  | { readonly kind: "not-in-ledger" }
  | { readonly kind: "not-organiser" }
  | { readonly kind: "not-member" };

/** An organiser counts a day that should have counted; the days after it are worked out anew, freezes included. */
export async function repairDay(ctx: AppContext, by: Reader, input: RepairInput): Promise<RepairOutcome> {
  const [mine, theirs, learner] = await Promise.all([
    readMembership(ctx.db, input.cohortId, by.learner.id),
    readMembership(ctx.db, input.cohortId, input.learnerId),
    ctx.db.select().from(learners).where(eq(learners.id, input.learnerId)),
  ]);
  if (mine?.role !== "organiser") return { kind: "not-organiser" };
  if (!theirs || !learner[0]) return { kind: "not-member" };
  await closeStudyDays(ctx, learner[0]);
  return ctx.db.transaction(async (tx): Promise<RepairOutcome> => {
    const locked = await lockLearner(tx, input.learnerId);
    const before = (await readLedger(tx, input.learnerId, { before: null, limit: wholeLedger })).reverse();
    const row = before.find(({ studyDay }) => studyDay === input.day);
    if (!locked || !row) return { kind: "not-in-ledger" };
    if (row.verdict === "kept") return { kind: "already-kept" };
    await tx
      .update(dailyActivity)
      .set({ repairedBy: by.learner.id, repairReason: input.reason })
      .where(and(eq(dailyActivity.learnerId, input.learnerId), eq(dailyActivity.studyDay, input.day)));
    const rows = before.map((one) => (one === row ? { ...one, repairedBy: by.learner.id } : one));
    const state = await replay(tx, input.learnerId, rows);
    return { kind: "repaired", length: state.length, lengthBefore: locked.streak?.length ?? 0 };
  });
}

/** A ledger of a hundred years. */
const wholeLedger = 36_500;

/**
 * Works the ledger out from its first day. Which days were breaks is read from it too, since breaks and pauses may have
 * been changed since they passed.
 */
async function replay(tx: Database, learnerId: LearnerId, rows: readonly ActivityRow[]) {
  const { state, entries } = closeDays(
    initialStreak(),
    rows.map((row) => ({
      ...factsOf(row.studyDay, row, 0, () => row.verdict === "paused"),
      // To the rules a day set right is a day with its question answered.
      ...(row.repairedBy === null ? {} : { answeredDaily: true }),
    })),
  );
  const changed = entries.flatMap((entry, at) => {
    const row = rows[at];
    const reason = row?.repairedBy == null ? entry.reason : "repaired";
    return row && differs(row, entry, reason) ? [{ entry, reason, due: row.dueAtStart }] : [];
  });
  await writeLedger(tx, learnerId, changed);
  await tx.update(learners).set({ streak: state }).where(eq(learners.id, learnerId));
  return state;
}

function differs(row: ActivityRow, entry: LedgerEntry, reason: string): boolean {
  return (
    row.verdict !== entry.verdict ||
    row.reason !== reason ||
    row.streakAfter !== entry.lengthAfter ||
    row.freezesLeft !== entry.freezesLeft
  );
}
