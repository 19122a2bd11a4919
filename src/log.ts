import { pino } from "pino";

/** The logger port. Fields first, then one plain sentence. Never log what a person typed, and no tokens. */
export interface Log {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

export const logLevels = ["debug", "info", "warn", "error", "silent"] as const;
export type LogLevel = (typeof logLevels)[number];

/** JSON lines on stderr, so that stdout stays free for what a command prints. */
export function openLog(level: LogLevel): Log {
  return pino(
    { level, redact: { paths: ["token", "*.token", "authorization", "*.authorization"], censor: "[secret]" } },
    pino.destination({ dest: 2, sync: true }),
  );
}
