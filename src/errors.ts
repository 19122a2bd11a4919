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
  return error.cause === undefined ? error.message : `${error.message}: ${errorText(error.cause)}`;
}
