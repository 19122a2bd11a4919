import { existsSync, readFileSync } from "node:fs";
import { parseEnv } from "node:util";
import { z } from "zod";
import { AppError } from "./errors.ts";
import { logLevels } from "./log.ts";
import { DiscordConfig } from "./platforms/discord/config.ts";
import { PlaygroundConfig } from "./platforms/playground/config.ts";
import { SlackConfig } from "./platforms/slack/config.ts";

/** What the program can be told from outside. Names are those of the environment; each platform adds its own. */
export const Config = z.object({
  PORT: z.coerce
    .number({ error: "a port number from 0 to 65535" })
    .int("a whole number")
    .min(0, "a port number from 0 to 65535")
    .max(65_535, "a port number from 0 to 65535")
    .default(3000),
  HOST: z.string().min(1, "an address to listen on, such as 127.0.0.1 or 0.0.0.0").default("127.0.0.1"),
  DATA_DIR: z.string().min(1, "a folder I may write to").default("data"),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\/[^\s]+$/, "an address such as postgres://user:password@host:5432/database")
    .optional(),
  CONTENT_DIR: z.string().min(1, "a folder with tracks").default("content"),
  LOG_LEVEL: z.enum(logLevels, { error: `one of ${logLevels.join(", ")}` }).default("info"),
  ...DiscordConfig.shape,
  ...PlaygroundConfig.shape,
  ...SlackConfig.shape,
});
export type Config = z.infer<typeof Config>;

/**
 * Reads `.env` in the working folder and the environment (which wins). An empty value counts as not given.
 * @throws AppError `configuration` that names every wrong value at once: what it was and what is wanted.
 */
export function readConfig(env: NodeJS.ProcessEnv = process.env, dotenvPath = ".env"): Config {
  const file = existsSync(dotenvPath) ? parseEnv(readFileSync(dotenvPath, "utf8")) : {};
  const given = Object.fromEntries(
    Object.entries({ ...file, ...env }).filter(([, value]) => value !== undefined && value.trim() !== ""),
  );
  const parsed = Config.safeParse(given);
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map((issue) => {
    const name = String(issue.path[0]);
    return `  ${name} is ${shown(name, given[name])}; wanted: ${issue.message}`;
  });
  throw new AppError("configuration", `these settings are wrong:\n${lines.join("\n")}`);
}

/** Secrets are named, never printed. */
function shown(name: string, value: string | undefined): string {
  if (value === undefined) return "not set";
  return /TOKEN|SECRET|KEY|DATABASE_URL/.test(name) ? `set (${value.length} characters)` : JSON.stringify(value);
}
