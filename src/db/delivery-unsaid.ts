import { and, asc, eq, inArray } from "drizzle-orm";
import type { LearnerId, PlatformId } from "../core/ids.ts";
import type { Database } from "./database.ts";
import type { Delivery } from "./deliveries.ts";
import { deliveries, identities } from "./schema/index.ts";

/** What could not be sent to a person, oldest first. */
export async function readUnsaid(
  db: Database,
  learnerId: LearnerId,
  kinds: readonly string[],
): Promise<readonly Delivery[]> {
  return db
    .select()
    .from(deliveries)
    .where(and(eq(deliveries.learnerId, learnerId), eq(deliveries.state, "dead"), inArray(deliveries.kind, [...kinds])))
    .orderBy(asc(deliveries.dueAt), asc(deliveries.id))
    .limit(20);
}

/** Whether any account of theirs takes direct messages, as far as is known. */
export async function canBeReached(db: Database, learnerId: LearnerId): Promise<boolean> {
  const rows = await db
    .select({ id: identities.id })
    .from(identities)
    .where(and(eq(identities.learnerId, learnerId), eq(identities.reachable, true)))
    .limit(1);
  return rows.length > 0;
}

/** One that did not get through is owed again, now; false: there is none. */
export async function oweAgain(
  db: Database,
  key: string,
  to: { readonly platform: PlatformId; readonly subject: Record<string, unknown> },
  nowMs: number,
): Promise<boolean> {
  const rows = await db
    .update(deliveries)
    .set({ ...to, state: "owed", attempts: 0, dueAt: nowMs, nextTryAt: nowMs, lastError: null })
    .where(and(eq(deliveries.key, key), inArray(deliveries.state, ["dead", "skipped"])))
    .returning({ key: deliveries.key });
  return rows.length > 0;
}

/** It has been said in another way, or need not be any more. Returns the keys nobody else was first with. */
export async function takeUnsaid(db: Database, ids: readonly Delivery["id"][]): Promise<string[]> {
  if (ids.length === 0) return [];
  const taken = await db
    .update(deliveries)
    .set({ state: "skipped", lastError: "told on a private screen" })
    .where(and(inArray(deliveries.id, [...ids]), eq(deliveries.state, "dead")))
    .returning({ key: deliveries.key });
  return taken.map(({ key }) => key);
}
