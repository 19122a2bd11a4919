import { randomBytes } from "node:crypto";
import { PGlite } from "@electric-sql/pglite";
import { getTableConfig, PgTable } from "drizzle-orm/pg-core";
import { drizzle } from "drizzle-orm/pglite";
import { migrate } from "drizzle-orm/pglite/migrator";
import postgres from "postgres";
import { afterAll, beforeAll, beforeEach, inject } from "vitest";
import type { Database } from "../../src/db/database.ts";
import { migrationsFolder } from "../../src/db/migrations-folder.ts";
import { openPostgres } from "../../src/db/open-postgres.ts";
import * as schema from "../../src/db/schema/index.ts";
import { templateDatabase } from "./global-postgres.ts";

export interface TestDatabase {
  readonly db: Database;
  readonly kind: "pglite" | "postgres";
  /** Address of this file's own database; Postgres only. */
  readonly url: string | null;
}

interface Opened extends TestDatabase {
  reset(): Promise<void>;
  close(): Promise<void>;
}

/**
 * A migrated, empty database for the tests of the surrounding `describe` (or file): PGlite or Postgres, as the vitest
 * project says. Emptied before each test.
 */
export function useDatabase(): TestDatabase {
  let opened: Opened | undefined;
  const get = () => {
    if (!opened) throw new Error("the database is there from beforeAll on");
    return opened;
  };
  beforeAll(async () => {
    opened = await openTestDatabase();
  });
  beforeEach(() => get().reset());
  afterAll(() => opened?.close());
  return {
    get db() {
      return get().db;
    },
    get kind() {
      return get().kind;
    },
    get url() {
      return get().url;
    },
  };
}

const tables = Object.values(schema)
  .filter((one) => one instanceof PgTable)
  .map((table) => `"${getTableConfig(table).name}"`);
const emptyAll = `truncate ${tables.join(", ")} restart identity cascade`;

function openTestDatabase(): Promise<Opened> {
  return inject("database") === "postgres" ? copyOfTemplate() : sharedPglite();
}

async function copyOfTemplate(): Promise<Opened> {
  const server = inject("postgresUrl");
  const name = `test_${randomBytes(8).toString("hex")}`;
  const admin = postgres(server, { max: 1, onnotice: () => undefined });
  await admin.unsafe(`create database ${name} template ${templateDatabase}`);
  const url = server.replace(/\/[^/]*$/, `/${name}`);
  const open = await openPostgres(url);
  const raw = postgres(url, { max: 1, onnotice: () => undefined });
  return {
    db: open.db,
    kind: "postgres",
    url,
    async reset() {
      await raw.unsafe(emptyAll);
    },
    async close() {
      await raw.end();
      await open.close();
      await admin.unsafe(`drop database ${name} with (force)`);
      await admin.end();
    },
  };
}

/** PGlite takes seconds to start, so a worker keeps one for all its files. */
const shared = globalThis as { interleavePglite?: Promise<Opened> };

function sharedPglite(): Promise<Opened> {
  shared.interleavePglite ??= (async () => {
    const client = await PGlite.create();
    const db = drizzle(client, { schema, casing: "snake_case" });
    await migrate(db, { migrationsFolder });
    return {
      db,
      kind: "pglite" as const,
      url: null,
      async reset() {
        await client.exec(emptyAll);
      },
      async close() {},
    };
  })();
  return shared.interleavePglite;
}
