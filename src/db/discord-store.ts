import { eq, sql } from "drizzle-orm";
import type { Database } from "./database.ts";
import { installation } from "./schema/index.ts";

const serversKey = "discord:servers";

/** Keeps what `platforms/discord/store.ts` asks for. */
export function openDiscordStore(db: Database) {
  return {
    async knownServers(): Promise<readonly string[] | null> {
      const [row] = await db.select().from(installation).where(eq(installation.key, serversKey));
      return Array.isArray(row?.value) ? row.value.map(String) : null;
    },
    async keepServers(ids: readonly string[]): Promise<void> {
      await db
        .insert(installation)
        .values({ key: serversKey, value: [...ids].sort() })
        .onConflictDoUpdate({ target: installation.key, set: { value: sql`excluded.value` } });
    },
  };
}
