const awayCodes = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "ETIMEDOUT",
  "ENOTFOUND",
  "EPIPE",
  "CONNECTION_CLOSED",
  "CONNECTION_ENDED",
  "CONNECTION_DESTROYED",
  "CONNECT_TIMEOUT",
  "57P01",
  "57P02",
  "57P03",
  "53300",
]);

/** Whether anything in the chain of causes says that the database cannot be reached (rather than that a query is wrong). */
export function isDatabaseAway(error: unknown): boolean {
  for (let at: unknown = error, depth = 0; at && depth < 8; depth++) {
    const { code, cause, message } = at as { code?: unknown; cause?: unknown; message?: unknown };
    if (typeof code === "string" && awayCodes.has(code)) return true;
    if (typeof message === "string" && message === "PGlite is closed") return true;
    at = cause;
  }
  return false;
}
