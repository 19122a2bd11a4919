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

/** JSON lines on stderr, so that stdout stays free for what a command prints; plain lines where a person is watching. */
export function openLog(level: LogLevel): Log {
  const options = {
    level,
    redact: { paths: ["token", "*.token", "authorization", "*.authorization"], censor: "[secret]" },
  };
  if (!process.stderr.isTTY) return pino(options, pino.destination({ dest: 2, sync: true }));
  return pino(options, { write: (line: string) => process.stderr.write(`${readable(line)}\n`) });
}

function readable(line: string): string {
  const { level, time, msg, pid: _pid, hostname: _hostname, ...fields } = JSON.parse(line) as Record<string, unknown>;
  const name = pino.levels.labels[Number(level)] ?? "info";
  const rest = Object.entries(fields).map(
    ([key, value]) => ` ${key}=${typeof value === "string" ? value : JSON.stringify(value)}`,
  );
  return `${new Date(Number(time)).toISOString().slice(11, 19)} ${name.padEnd(5)} ${msg}${rest.join("")}`;
}
