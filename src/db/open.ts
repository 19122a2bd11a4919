import type { OpenDatabase } from "./database.ts";
import { openEmbedded } from "./open-embedded.ts";
import { openPostgres } from "./open-postgres.ts";

/** Postgres where an address is given, else the embedded database in `dataDir`. Not migrated yet. */
export function openDatabase(config: { databaseUrl?: string | undefined; dataDir: string }): Promise<OpenDatabase> {
  return config.databaseUrl ? openPostgres(config.databaseUrl) : openEmbedded(config.dataDir);
}
