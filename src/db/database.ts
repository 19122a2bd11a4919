import type { PgDatabase, PgQueryResultHKT } from "drizzle-orm/pg-core";
import type * as schema from "./schema/index.ts";

/**
 * The one handle type for both drivers. Inside `db.transaction((tx) => ...)` use `tx` only: the outer handle
 * deadlocks PGlite, which has one connection.
 */
export type Database = PgDatabase<PgQueryResultHKT, typeof schema>;

export interface OpenDatabase {
  readonly db: Database;
  readonly kind: "embedded" | "postgres";
  /** Applies what is missing of `migrations/`; safe when several processes start at once. */
  migrate(): Promise<void>;
  /**
   * Tells the planner how many rows there are. Without it a fresh database plans for empty tables, and prepared
   * statements keep such plans; the embedded one never does it by itself.
   */
  analyze(): Promise<void>;
  /** Rejects when the database does not answer. */
  ping(): Promise<void>;
  close(): Promise<void>;
}
