import { and, eq, ne } from "drizzle-orm";
import type { PlaceId } from "../core/ids.ts";
import type { Database } from "./database.ts";
import { laneOf, parkedMs } from "./deliveries.ts";
import { solvePlaceNotices } from "./notices.ts";
import { deliveries, places } from "./schema/index.ts";

/** Nothing more is sent there until `reopenPlace`. */
export async function blockPlace(db: Database, placeId: PlaceId, reason: string): Promise<void> {
  await db.transaction(async (tx) => {
    await tx
      .update(places)
      .set({ state: "blocked", blockedReason: reason })
      .where(and(eq(places.id, placeId), ne(places.state, "left")));
    await tx
      .update(deliveries)
      .set({ nextTryAt: parkedMs, claimedUntil: null })
      .where(and(eq(deliveries.lane, laneOf({ placeId })), eq(deliveries.state, "owed")));
  });
}

/** The place may be written to again: what it is still owed comes due now, and who was told of it hears so. */
export async function reopenPlace(db: Database, placeId: PlaceId, nowMs: number): Promise<void> {
  await db.transaction(async (tx) => {
    await tx
      .update(places)
      .set({ state: "active", blockedReason: null })
      .where(and(eq(places.id, placeId), eq(places.state, "blocked")));
    const [place] = await tx.select({ cohortId: places.cohortId }).from(places).where(eq(places.id, placeId));
    if (place) await solvePlaceNotices(tx, place.cohortId, nowMs);
    await tx
      .update(deliveries)
      .set({ nextTryAt: nowMs, attempts: 0 })
      .where(
        and(eq(deliveries.lane, laneOf({ placeId })), eq(deliveries.state, "owed"), eq(deliveries.nextTryAt, parkedMs)),
      );
  });
}
