import { and, eq, isNull } from "drizzle-orm";
import type { CohortId, StudyDay } from "../../core/ids.ts";
import { addDays } from "../../core/study-day.ts";
import type { Membership } from "../../db/memberships.ts";
import { identities, learners, memberships } from "../../db/schema/index.ts";
import type { AppContext } from "../context.ts";
import type { Reader } from "../people/reader.ts";
import { closeStudyDays } from "../progress/close-days.ts";
import { studyDayOf } from "../study/study-day.ts";
import { setReminder } from "./set-reminder.ts";

type Learner = Reader["learner"];

export interface TimeChange {
  readonly zone?: string;
  /** 0 to 12. */
  readonly rolloverHour?: number;
}

/** A new zone or hour holds from now on: the days that are over are closed by the old ones first, and never change. */
export async function changeTime(ctx: AppContext, learner: Learner, change: TimeChange): Promise<void> {
  if (change.zone === undefined && change.rolloverHour === undefined) return;
  await closeStudyDays(ctx, learner);
  await ctx.db.transaction(async (tx) => {
    const [after] = await tx
      .update(learners)
      .set({
        ...(change.zone === undefined ? {} : { zone: change.zone, zoneFrom: "chosen" as const }),
        ...(change.rolloverHour === undefined ? {} : { rolloverHour: change.rolloverHour }),
      })
      .where(eq(learners.id, learner.id))
      .returning();
    if (!after?.reminderTime || change.zone === undefined) return;
    const { id: learnerId, zone, reminderTime: time, quietDays } = after;
    await setReminder(tx, { learnerId, zone, time, quietDays }, ctx.clock.nowMs());
  });
}

export interface StudyChange {
  /** 0 to 50; 0: reviews only. */
  readonly newPerDay?: number;
  /** 0.8 to 0.95. */
  readonly desiredRetention?: number;
  readonly interviewDate?: StudyDay | null;
}

export async function changeStudy(ctx: AppContext, learner: Learner, change: StudyChange): Promise<void> {
  if (Object.keys(change).length === 0) return;
  await ctx.db.update(learners).set(change).where(eq(learners.id, learner.id));
}

/** What is undefined stays. Wishing for reminders again is reason enough to try an account that refused one. */
export async function changeReminder(
  ctx: AppContext,
  learner: Learner,
  change: { readonly time?: string | null; readonly quietDays?: readonly number[] },
): Promise<void> {
  const { id: learnerId, zone, reminderTime, quietDays } = learner;
  const time = change.time === undefined ? reminderTime : change.time;
  const wish = { learnerId, zone, time, quietDays: change.quietDays ?? quietDays };
  await ctx.db.transaction(async (tx) => {
    await setReminder(tx, wish, ctx.clock.nowMs());
    if (time !== null) await tx.update(identities).set({ reachable: true }).where(eq(identities.learnerId, learnerId));
  });
}

/** False: not (any more) in that cohort. */
export async function chooseBoard(
  ctx: AppContext,
  learner: Learner,
  cohortId: CohortId,
  board: Membership["board"],
): Promise<boolean> {
  const rows = await ctx.db
    .update(memberships)
    .set({ board })
    .where(and(eq(memberships.cohortId, cohortId), eq(memberships.learnerId, learner.id), isNull(memberships.leftAt)))
    .returning({ board: memberships.board });
  return rows.length > 0;
}

export async function changeDisplay(ctx: AppContext, learner: Learner, display: Learner["display"]): Promise<void> {
  await ctx.db.update(learners).set({ display }).where(eq(learners.id, learner.id));
}

/** Days that are over keep the verdict of the break there was. */
export async function takeBreak(ctx: AppContext, learner: Learner, from: StudyDay, until: StudyDay): Promise<void> {
  await closeStudyDays(ctx, learner);
  await ctx.db.update(learners).set({ breakFrom: from, breakUntil: until }).where(eq(learners.id, learner.id));
}

/** Ends a break as of yesterday; one that has not begun is taken back. */
export async function endBreak(ctx: AppContext, learner: Learner): Promise<void> {
  await closeStudyDays(ctx, learner);
  const { breakFrom, breakUntil } = learner;
  const today = studyDayOf(ctx, learner);
  if (breakFrom === null || breakUntil === null || breakUntil < today) return;
  const ended = breakFrom < today ? { breakUntil: addDays(today, -1) } : { breakFrom: null, breakUntil: null };
  await ctx.db.update(learners).set(ended).where(eq(learners.id, learner.id));
}
