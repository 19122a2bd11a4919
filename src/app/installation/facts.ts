import { eq, sql } from "drizzle-orm";
import type { PlatformId } from "../../core/ids.ts";
import type { Database } from "../../db/database.ts";
import { installation } from "../../db/schema/index.ts";

/** What this installation remembers of itself. */
interface Facts {
  /** How far the playground's clock was moved ahead of the real one. */
  readonly "clock-offset-ms": number;
  /** Every platform that was ever started on this database: the clock may be moved only while it is the playground alone. */
  readonly platforms: readonly PlatformId[];
  /** The sample group of a first start was made, so that leaving it does not bring it back. */
  readonly "sample-made": boolean;
  /** Fingerprint of the folder a track's cards were last published from. */
  readonly [published: `published:${string}`]: string;
}

export async function readFact<Key extends keyof Facts>(db: Database, key: Key): Promise<Facts[Key] | null> {
  const [row] = await db.select().from(installation).where(eq(installation.key, key));
  return row ? (row.value as Facts[Key]) : null;
}

export async function writeFact<Key extends keyof Facts>(db: Database, key: Key, value: Facts[Key]): Promise<void> {
  await db
    .insert(installation)
    .values({ key, value })
    .onConflictDoUpdate({ target: installation.key, set: { value: sql`excluded.value` } });
}

/** Adds the platforms that start now to those the database has had; returns all of them. */
export async function notePlatforms(db: Database, starting: readonly PlatformId[]): Promise<readonly PlatformId[]> {
  const all = [...new Set([...((await readFact(db, "platforms")) ?? []), ...starting])];
  await writeFact(db, "platforms", all);
  return all;
}
