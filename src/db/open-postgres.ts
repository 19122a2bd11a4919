import { drizzle } from "drizzle-orm/postgres-js";
import { migrate } from "drizzle-orm/postgres-js/migrator";
import postgres from "postgres";
import { AppError } from "../errors.ts";
import type { OpenDatabase } from "./database.ts";
import { withSafeTransactions } from "./lost-connection.ts";
import { migrationsFolder } from "./migrations-folder.ts";
import * as schema from "./schema/index.ts";

/** Any number; the same in every process, so that one migrates while the others wait. */
const migrationLock = 7_203_411;
const oldestServer = 150_000;

const settings = {
  connect_timeout: 10,
  // Longer pauses than a second would keep learners waiting after the database is back.
  backoff: (attempt: number) => Math.min(1, 0.05 * 2 ** attempt),
  onnotice: () => undefined,
  // Its question for array types at each connection is awaited by nobody: lost on the way, it would end the process.
  fetch_types: false,
  // Without that answer a list of booleans would come as text, in which "f" counts as true. 1000 is boolean[].
  types: { booleans: { to: 1000, from: [1000], serialize: (list: string) => list, parse: readBooleans } },
  connection: { application_name: "interleave" },
};

/** `{t,f}`. */
function readBooleans(list: string): boolean[] {
  return list === "{}"
    ? []
    : list
        .slice(1, -1)
        .split(",")
        .map((one) => one === "t");
}

/**
 * Opens a pool on Postgres 15 or newer.
 * @throws AppError `database-unavailable` if the server cannot be reached, `configuration` if it is too old.
 */
export async function openPostgres(url: string, options: { poolSize?: number } = {}): Promise<OpenDatabase> {
  const sql = postgres(url, { ...settings, max: options.poolSize ?? 10 });
  let version: number;
  try {
    const [row] = await sql<[{ version: number }]>`select current_setting('server_version_num')::int as version`;
    version = row.version;
  } catch (cause) {
    await sql.end({ timeout: 1 });
    throw new AppError("database-unavailable", `cannot reach the database at ${withoutPassword(url)}`, { cause });
  }
  if (version < oldestServer) {
    await sql.end({ timeout: 1 });
    throw new AppError(
      "configuration",
      `the database is version ${Math.floor(version / 10_000)}; 15 or newer is needed`,
    );
  }
  const db = drizzle(withSafeTransactions(sql), { schema, casing: "snake_case" });
  return {
    db,
    kind: "postgres",
    async migrate() {
      // A connection of its own: closing it gives the lock back, whatever became of the migration.
      const guard = postgres(url, { ...settings, max: 1 });
      try {
        await guard`select pg_advisory_lock(${migrationLock})`;
        await migrate(db, { migrationsFolder });
      } finally {
        await guard.end({ timeout: 1 });
      }
    },
    async analyze() {
      await sql`analyze`;
    },
    async ping() {
      await sql`select 1`;
    },
    close: () => sql.end({ timeout: 5 }),
  };
}

function withoutPassword(url: string): string {
  try {
    const parsed = new URL(url);
    if (parsed.password) parsed.password = "***";
    return parsed.toString();
  } catch {
    return "the given address";
  }
}
