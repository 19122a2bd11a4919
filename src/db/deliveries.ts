import { and, eq, inArray, like, sql } from "drizzle-orm";
import type { CohortId, LearnerId, PlaceId, PlatformId } from "../core/ids.ts";
import type { Database } from "./database.ts";
import { deliveries, identities } from "./schema/index.ts";

export type Delivery = typeof deliveries.$inferSelect;

/** A message to be owed to a place or a person. */
export interface OwedDelivery {
  readonly key: string;
  readonly kind: string;
  readonly platform: PlatformId;
  readonly to: { readonly placeId: PlaceId } | { readonly learnerId: LearnerId };
  readonly cohortId?: CohortId;
  readonly subject: Record<string, unknown>;
  readonly dueAtMs: number;
  /** It came too late and will not go out: the row is kept to tell the organiser. */
  readonly missed?: boolean;
}

export function laneOf(to: OwedDelivery["to"]): string {
  return "placeId" in to ? `place:${to.placeId}` : `learner:${to.learnerId}`;
}

/** Why a delivery was skipped that came too late to be caught up with. */
export const missedReason = "more than 6 hours late";

/**
 * Writes what is owed; of a key that is known already nothing changes. Only what was missed gives way when its date gets
 * a message after all (the hour was changed to a later one). Returns the keys that are new.
 */
export async function oweDeliveries(db: Database, owed: readonly OwedDelivery[]): Promise<string[]> {
  const keys: string[] = [];
  // Postgres takes at most 65,535 parameters a statement.
  for (let at = 0; at < owed.length; at += 1_000) {
    const rows = await db
      .insert(deliveries)
      .values(owed.slice(at, at + 1_000).map(rowOf))
      .onConflictDoUpdate({
        target: deliveries.key,
        set: {
          state: sql`excluded.state`,
          subject: sql`excluded.subject`,
          dueAt: sql`excluded.due_at`,
          nextTryAt: sql`excluded.next_try_at`,
          lastError: null,
        },
        setWhere: sql`${deliveries.state} = 'skipped' and ${deliveries.lastError} = ${missedReason} and excluded.state = 'owed'`,
      })
      .returning({ key: deliveries.key });
    keys.push(...rows.map((row) => row.key));
  }
  return keys;
}

function rowOf(owed: OwedDelivery): typeof deliveries.$inferInsert {
  return {
    key: owed.key,
    kind: owed.kind,
    platform: owed.platform,
    lane: laneOf(owed.to),
    ...owed.to,
    ...(owed.cohortId === undefined ? {} : { cohortId: owed.cohortId }),
    subject: owed.subject,
    dueAt: owed.dueAtMs,
    nextTryAt: owed.dueAtMs,
    ...(owed.missed ? { state: "skipped" as const, lastError: missedReason } : {}),
  };
}

/** Where what a blocked place is owed waits, out of the way of the senders. */
export const parkedMs = Date.UTC(9999, 0, 1);

/** The person takes no direct messages on this platform: nothing more is tried until they ask again. */
export async function markUnreachable(db: Database, learnerId: LearnerId, platform: PlatformId): Promise<void> {
  await db
    .update(identities)
    .set({ reachable: false })
    .where(and(eq(identities.learnerId, learnerId), eq(identities.platform, platform)));
}

/** The message a delivery became; null while it is not out. */
export async function messageOf(db: Database, key: string): Promise<string | null> {
  const [row] = await db.select({ ref: deliveries.messageRef }).from(deliveries).where(eq(deliveries.key, key));
  return row?.ref ?? null;
}

/** Messages that show something which has changed: they are edited at once, or when their 15 s are over. */
export async function wantShown(db: Database, keys: readonly string[], nowMs: number): Promise<void> {
  if (keys.length === 0) return;
  await db
    .update(deliveries)
    .set({
      wantedVersion: sql`${deliveries.wantedVersion} + 1`,
      editAfter: sql`coalesce(${deliveries.editAfter}, ${new Date(nowMs).toISOString()}::timestamptz)`,
    })
    .where(inArray(deliveries.key, [...keys]));
}

/**
 * The threads under a question's posts show something that has changed. One that was skipped, since nobody had shared
 * anything, comes due after all.
 */
export async function wantRecapsShown(
  db: Database,
  question: { cohortId: CohortId; date: string },
  nowMs: number,
): Promise<void> {
  const now = sql`${new Date(nowMs).toISOString()}::timestamptz`;
  await db
    .update(deliveries)
    .set({
      wantedVersion: sql`${deliveries.wantedVersion} + 1`,
      editAfter: sql`coalesce(${deliveries.editAfter}, ${now})`,
      state: sql`case when ${deliveries.state} = 'skipped' then 'owed' else ${deliveries.state} end`,
      nextTryAt: sql`case when ${deliveries.state} = 'skipped' then ${now} else ${deliveries.nextTryAt} end`,
    })
    .where(
      and(
        eq(deliveries.cohortId, question.cohortId),
        eq(deliveries.kind, "recap"),
        like(deliveries.key, `recap:${question.cohortId}:${question.date}:%`),
      ),
    );
}
