import { existsSync } from "node:fs";
import { join } from "node:path";
import { totalsCommand } from "./app/leaderboard/verify-totals.ts";
import { commands as chatCommands } from "./chat/commands/index.ts";
import { readConfig } from "./config.ts";
import { contentCommand } from "./content/command.ts";
import type { OpenDatabase } from "./db/database.ts";
import { openDatabase } from "./db/open.ts";
import { deliveriesCommand } from "./delivery/command.ts";
import { AppError, errorText } from "./errors.ts";
import { drawFormula } from "./pictures/draw-formula.ts";
import { slackCommand } from "./platforms/slack/command.ts";

type Command = {
  summary: string;
  /** Returns the exit code. */
  run(args: string[]): Promise<number>;
};

const io = {
  out: (text: string) => void process.stdout.write(`${text}\n`),
  err: (text: string) => void process.stderr.write(`${text}\n`),
};

const commands: Record<string, Command> = {
  content: {
    summary: "check the decks, run their code, write the schema for editors",
    run: (args) => contentCommand(args, { ...io, drawFormula: (tex) => drawFormula({ kind: "formula", tex }) }),
  },
  deliveries: {
    summary: "list messages that did not get out, send them again or cancel them",
    run: (args) => deliveriesCommand(args, io, openExisting),
  },
  slack: {
    summary: "print the app manifest for Slack",
    run: (args) =>
      slackCommand(
        args,
        io,
        chatCommands.map(({ spec }) => spec),
      ),
  },
  totals: {
    summary: "check points and study days against the log",
    run: (args) => totalsCommand(args, io, openExisting),
  },
};

/**
 * The database the product uses, as the configuration says.
 * @throws AppError with a sentence: none there yet, not to be reached, or the embedded one is in use by the running bot.
 */
async function openExisting(): Promise<OpenDatabase> {
  const { DATABASE_URL, DATA_DIR } = readConfig();
  if (!DATABASE_URL && !existsSync(join(DATA_DIR, "database", "PG_VERSION"))) {
    throw new AppError("configuration", `there is no database in ${DATA_DIR} yet; set DATABASE_URL or DATA_DIR`);
  }
  const database = await openDatabase({ databaseUrl: DATABASE_URL, dataDir: DATA_DIR });
  try {
    await database.ping();
    return database;
  } catch (cause) {
    await database.close();
    throw new AppError("database-unavailable", "the database does not answer; see DATABASE_URL", { cause });
  }
}

async function main([name, ...args]: string[]): Promise<number> {
  const command = name !== undefined && Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command) return command.run(args);
  const list = Object.entries(commands).map(([known, { summary }]) => `  ${known.padEnd(12)} ${summary}`);
  io.err(`${name === undefined ? "Which command?" : `There is no command "${name}".`}\n${list.join("\n")}`);
  return 2;
}

process.exitCode = await main(process.argv.slice(2)).catch((error: unknown) => {
  // What an operator can mend is a sentence; anything else needs its stack.
  if (!(error instanceof AppError)) throw error;
  io.err(errorText(error));
  return 1;
});
