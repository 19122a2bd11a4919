import type { TestProject } from "vitest/node";
import { openPostgres } from "../../src/db/open-postgres.ts";
import { startPostgres } from "./postgres-server.ts";

declare module "vitest" {
  export interface ProvidedContext {
    database: "pglite" | "postgres";
    postgresUrl: string;
  }
}

export const templateDatabase = "interleave_template";

/** One server for the whole run, with a migrated template that every test file copies. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startPostgres();
  const open = await openPostgres(await server.createDatabase(templateDatabase));
  await open.migrate();
  await open.close();
  project.provide("postgresUrl", server.url("postgres"));
  return () => server.stop();
}
