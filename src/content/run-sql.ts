import { PGlite, type Results } from "@electric-sql/pglite";
import type { StepResult } from "./card-code.ts";

/** An embedded Postgres for the SQL of the cards: each card finds it empty. */
export async function openSqlRunner(): Promise<{
  run(statements: readonly string[]): Promise<StepResult[]>;
  close(): Promise<void>;
}> {
  const database = await PGlite.create();
  const parsers = await textParsers(database);
  return {
    async run(statements) {
      await empty(database);
      const results: StepResult[] = [];
      for (const sql of statements) results.push(await runOne(database, sql, parsers));
      return results;
    },
    close: () => database.close(),
  };
}

async function empty(database: PGlite): Promise<void> {
  await database.exec("ROLLBACK; DROP SCHEMA IF EXISTS public CASCADE; CREATE SCHEMA public;");
  const { rows } = await database.query<{ name: string }>(
    "SELECT quote_ident(nspname) AS name FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname NOT IN ('public', 'information_schema')",
  );
  for (const { name } of rows) await database.exec(`DROP SCHEMA ${name} CASCADE`);
  await database.exec("DISCARD ALL");
}

type Parsers = Record<number, (value: string) => string>;

/** Every value as the text Postgres sends, for every type there is. */
async function textParsers(database: PGlite): Promise<Parsers> {
  const { rows } = await database.query<{ oid: number }>("SELECT oid FROM pg_type");
  return Object.fromEntries(rows.map(({ oid }) => [oid, (value: string) => value]));
}

async function runOne(database: PGlite, sql: string, parsers: Parsers): Promise<StepResult> {
  try {
    const results = await database.exec(sql, { rowMode: "array", parsers });
    const tables = results.filter(({ fields }) => fields.length > 0).map(tableOf);
    return { printed: tables.join("\n\n"), raised: false };
  } catch (error) {
    return { printed: `ERROR: ${error instanceof Error ? error.message : String(error)}`, raised: true };
  }
}

/** Columns aligned on the left, a rule under the names, an empty cell for NULL. */
function tableOf(result: Results): string {
  const names = result.fields.map(({ name }) => name);
  const rows = (result.rows as (string | null)[][]).map((row) => row.map((cell) => cell ?? ""));
  const widths = names.map((name, column) => Math.max(name.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const line = (cells: string[]): string =>
    cells
      .map((cell, at) => cell.padEnd(widths[at] ?? 0))
      .join(" | ")
      .trimEnd();
  const rule = widths.map((width) => "-".repeat(width)).join("-+-");
  return [line(names), rule, ...rows.map(line)].join("\n");
}
