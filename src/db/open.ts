import type { OpenDatabase } from "./database.ts";
import { type OpenEmbedded, openEmbedded } from "./open-embedded.ts";
import { openPostgres } from "./open-postgres.ts";

/**
 * Postgres where an address is given, else the embedded database in `dataDir`. Not migrated yet. `onCreate` is called
 * while an embedded database is made in another process.
 */
export function openDatabase(
  config: { databaseUrl?: string | undefined; dataDir: string } & OpenEmbedded,
): Promise<OpenDatabase> {
  return config.databaseUrl ? openPostgres(config.databaseUrl) : openEmbedded(config.dataDir, config);
}
