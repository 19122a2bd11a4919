import { and, desc, eq, gte, inArray, sql } from "drizzle-orm";
import type { LearnerId, PlatformId } from "../core/ids.ts";
import type { Database } from "./database.ts";
import { answers, deliveries, identities, learners, reviews, schedules } from "./schema/index.ts";

/** A learner as planning a reminder sees them. */
export interface ReminderDue {
  readonly learner: typeof learners.$inferSelect;
  /** Of the account that takes direct messages; null: none does. */
  readonly platform: PlatformId | null;
  /** Reminders that went out since they last studied, answered, pressed a button of one or saved their settings. */
  readonly ignored: number;
}

/** Many learners in two statements. */
export async function readRemindersDue(db: Database, ids: readonly LearnerId[]): Promise<Map<LearnerId, ReminderDue>> {
  if (ids.length === 0) return new Map();
  const wanted = [...new Set(ids)];
  const accounts = await db
    .select({ learnerId: identities.learnerId, platform: identities.platform })
    .from(identities)
    .where(and(inArray(identities.learnerId, wanted), eq(identities.reachable, true)))
    .orderBy(identities.id);
  // The account linked last is the one in use.
  const platforms = new Map(accounts.map(({ learnerId, platform }) => [learnerId, platform]));
  const lastReview = db
    .select({ at: reviews.reviewedAt })
    .from(reviews)
    .where(eq(reviews.learnerId, learners.id))
    .orderBy(desc(reviews.studyDay), desc(reviews.id))
    .limit(1);
  const lastAnswer = db
    .select({ at: answers.answeredAt })
    .from(answers)
    .where(eq(answers.learnerId, learners.id))
    .orderBy(sql`${answers.studyDay} desc nulls last`, sql`${answers.answeredAt} desc nulls last`)
    .limit(1);
  const heard = sql`coalesce(greatest((${lastReview}), (${lastAnswer}), ${schedules.heardAt}), ${learners.createdAt})`;
  const ignored = db
    .select({ sent: sql`count(*)` })
    .from(deliveries)
    .where(
      and(
        eq(deliveries.learnerId, learners.id),
        eq(deliveries.kind, "reminder"),
        eq(deliveries.state, "sent"),
        sql`${deliveries.sentAt} > ${heard}`,
      ),
    );
  const rows = await db
    .select({ learner: learners, ignored: sql`(${ignored})`.mapWith(Number) })
    .from(learners)
    .innerJoin(schedules, and(eq(schedules.learnerId, learners.id), eq(schedules.kind, "reminder")))
    .where(inArray(learners.id, wanted));
  return new Map(rows.map((row) => [row.learner.id, { ...row, platform: platforms.get(row.learner.id) ?? null }]));
}

/** Whoever gave no sign of life is asked no more until they wish for it again. */
export async function turnRemindersOff(tx: Database, ids: readonly LearnerId[]): Promise<void> {
  if (ids.length === 0) return;
  await tx
    .update(learners)
    .set({ reminderTime: null })
    .where(inArray(learners.id, [...ids]));
}

/** What a reminder would be set to if it were turned on again; null: there never was one. */
export async function readReminderSchedule(db: Database, learnerId: LearnerId) {
  const [row] = await db
    .select({ time: schedules.time, nextAtMs: schedules.nextAt, stoppedAtMs: schedules.stoppedAt })
    .from(schedules)
    .where(and(eq(schedules.learnerId, learnerId), eq(schedules.kind, "reminder")));
  return row ?? null;
}

export async function heardReminder(db: Database, learnerId: LearnerId, nowMs: number): Promise<void> {
  await db
    .update(schedules)
    .set({ heardAt: nowMs })
    .where(and(eq(schedules.learnerId, learnerId), eq(schedules.kind, "reminder")));
}

/** The day is kept: today's reminder, if one went out, is edited once to say so. */
export async function wantReminderDone(
  db: Database,
  learnerId: LearnerId,
  day: { readonly fromMs: number; readonly nowMs: number },
): Promise<void> {
  await db
    .update(deliveries)
    .set({
      wantedVersion: sql`${deliveries.wantedVersion} + 1`,
      subject: sql`${deliveries.subject} || '{"done": true}'::jsonb`,
      editAfter: sql`coalesce(${deliveries.editAfter}, ${new Date(day.nowMs).toISOString()}::timestamptz)`,
    })
    .where(
      and(
        eq(deliveries.learnerId, learnerId),
        eq(deliveries.kind, "reminder"),
        eq(deliveries.state, "sent"),
        gte(deliveries.dueAt, day.fromMs),
        sql`not ${deliveries.subject} ? 'done'`,
      ),
    );
}

/** Active members of a cohort who wish for reminders that no account of theirs takes. */
export async function countUnreachable(db: Database, cohortId: string): Promise<number> {
  const result = await db
    .select({ members: sql`count(*)`.mapWith(Number) })
    .from(learners)
    .where(
      and(
        sql`${learners.reminderTime} is not null`,
        sql`exists (select 1 from memberships m where m.cohort_id = ${cohortId} and m.learner_id = ${learners.id}
          and m.left_at is null)`,
        sql`not exists (select 1 from identities i where i.learner_id = ${learners.id} and i.reachable)`,
      ),
    );
  return result[0]?.members ?? 0;
}
