/**
 * An error whose `code` people get a text for (`chat/texts`); `message` is for the log.
 * Expected outcomes are unions, not errors: this is for broken invariants and broken infrastructure.
 */
export class AppError extends Error {
  readonly code: AppErrorCode;

  constructor(code: AppErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = "AppError";
    this.code = code;
  }
}

export type AppErrorCode =
  | "database-unavailable"
  | "data-folder-locked"
  | "data-folder-unwritable"
  | "configuration"
  | "content"
  | "platform"
  | "unexpected";

/** What to print of anything that was thrown, causes included. */
export function errorText(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const message = withoutValues(error.message);
  return error.cause === undefined ? message : `${message.replace(/\.$/, "")}: ${errorText(error.cause)}`;
}

/** Where it was thrown, for the log. */
export function stackText(error: unknown): string | undefined {
  return error instanceof Error && error.stack ? withoutValues(error.stack) : undefined;
}

/** A failed query names its values, among them what people typed, which no log may hold; and its text can fill pages. */
function withoutValues(text: string): string {
  return text.replace(/(Failed query: [^\n]{200})[^\n]*/g, "$1 …").replace(/\nparams: [\s\S]*?(?=\n {4}at |$)/g, "");
}
