import { and, asc, desc, eq, gt, inArray, isNull, lte, or, sql } from "drizzle-orm";
import { reopenPlace } from "./blocked-places.ts";
import type { Database } from "./database.ts";
import { type Delivery, parkedMs } from "./deliveries.ts";
import { deliveries, identities } from "./schema/index.ts";

export interface DeliveryFilter {
  /** Null: what needs a look, that is what is dead, parked, or has been tried in vain. */
  readonly state: Delivery["state"] | null;
  readonly cohortId: string | null;
  readonly limit: number;
}

/** Newest first. */
export async function listDeliveries(db: Database, filter: DeliveryFilter): Promise<Delivery[]> {
  const inVain = and(eq(deliveries.state, "owed"), or(gt(deliveries.attempts, 0), eq(deliveries.nextTryAt, parkedMs)));
  return db
    .select()
    .from(deliveries)
    .where(
      and(
        filter.state === null ? or(eq(deliveries.state, "dead"), inVain) : eq(deliveries.state, filter.state),
        filter.cohortId === null
          ? undefined
          : eq(deliveries.cohortId, filter.cohortId as NonNullable<Delivery["cohortId"]>),
      ),
    )
    .orderBy(desc(deliveries.dueAt), desc(deliveries.id))
    .limit(filter.limit);
}

/** By key or number, as they were typed. */
export async function findDeliveries(db: Database, names: readonly string[]): Promise<Delivery[]> {
  const ids = names.filter((name) => /^\d{1,15}$/.test(name)).map((name) => Number(name) as Delivery["id"]);
  return db
    .select()
    .from(deliveries)
    .where(or(inArray(deliveries.key, [...names]), ids.length > 0 ? inArray(deliveries.id, ids) : undefined))
    .orderBy(asc(deliveries.dueAt), asc(deliveries.id));
}

/**
 * Owes them again, now: what is dead, and what waits for its next try or for its place. Senders still look for the
 * message first. Returns the keys that are owed.
 */
export async function retryDeliveries(db: Database, rows: readonly Delivery[], nowMs: number): Promise<string[]> {
  const wanted = rows.filter(({ state }) => state === "dead" || state === "owed");
  if (wanted.length === 0) return [];
  return db.transaction(async (tx) => {
    for (const placeId of new Set(wanted.flatMap((row) => row.placeId ?? []))) await reopenPlace(tx, placeId, nowMs);
    for (const { learnerId, platform, placeId } of wanted) {
      if (learnerId === null || placeId !== null) continue;
      await tx
        .update(identities)
        .set({ reachable: true })
        .where(and(eq(identities.learnerId, learnerId), eq(identities.platform, platform)));
    }
    const retried = await tx
      .update(deliveries)
      .set({ state: "owed", attempts: 0, nextTryAt: nowMs })
      .where(
        and(
          inArray(
            deliveries.id,
            wanted.map(({ id }) => id),
          ),
          inArray(deliveries.state, ["dead", "owed"]),
          notUnderWay(nowMs),
        ),
      )
      .returning({ key: deliveries.key });
    return retried.map(({ key }) => key);
  });
}

/** They will not go out. One that is being sent at this moment is left alone. Returns the keys that were cancelled. */
export async function cancelDeliveries(db: Database, rows: readonly Delivery[], nowMs: number): Promise<string[]> {
  if (rows.length === 0) return [];
  const cancelled = await db
    .update(deliveries)
    .set({
      state: "skipped",
      claimedUntil: null,
      lastError: sql`concat_ws('; ', 'cancelled by the operator', ${deliveries.lastError})`,
    })
    .where(
      and(
        inArray(
          deliveries.id,
          rows.map(({ id }) => id),
        ),
        inArray(deliveries.state, ["dead", "owed"]),
        notUnderWay(nowMs),
      ),
    )
    .returning({ key: deliveries.key });
  return cancelled.map(({ key }) => key);
}

function notUnderWay(nowMs: number) {
  return or(isNull(deliveries.claimedUntil), lte(deliveries.claimedUntil, nowMs));
}
