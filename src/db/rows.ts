/** Rows of a raw `execute`: postgres.js answers with an array, PGlite with an object that holds one. */
export function rowsOf<Row>(result: unknown): Row[] {
  if (Array.isArray(result)) return result as Row[];
  return (result as { rows: Row[] }).rows;
}
