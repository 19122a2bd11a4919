import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { publishCards } from "./app/content/publish-cards.ts";
import type { AppContext } from "./app/context.ts";
import { totalsCommand } from "./app/leaderboard/verify-totals.ts";
import type { Reader } from "./app/people/reader.ts";
import { readProgress } from "./app/progress/read-progress.ts";
import { readRoadmap } from "./app/roadmap/read-roadmap.ts";
import { simulate } from "./app/simulation/simulate.ts";
import { readSkills } from "./app/skills/read-skills.ts";
import { commands as chatCommands } from "./chat/commands/index.ts";
import { progressSpec } from "./chat/views/progress-overview.ts";
import { roadmapSpec } from "./chat/views/roadmap-picture.ts";
import { skillsSpec } from "./chat/views/skills.ts";
import { readConfig } from "./config.ts";
import { contentCommand } from "./content/command.ts";
import { readCurricula } from "./content/read-curricula.ts";
import type { TrackId } from "./core/ids.ts";
import type { PictureSpec } from "./core/picture-spec.ts";
import { seeded } from "./core/random.ts";
import type { OpenDatabase } from "./db/database.ts";
import { openDatabase } from "./db/open.ts";
import { deliveriesCommand } from "./delivery/command.ts";
import { planDue } from "./delivery/plan.ts";
import { AppError, errorText } from "./errors.ts";
import { openLog } from "./log.ts";
import { draw } from "./pictures/draw.ts";
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
  simulate: {
    summary: "let a made-up cohort study for weeks on a database of its own, then verify it",
    run: runSimulation,
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

/** Its own embedded database in a temporary folder; `--pictures FOLDER` keeps pictures to look at. */
async function runSimulation(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      people: { type: "string", default: "40" },
      weeks: { type: "string", default: "32" },
      seed: { type: "string", default: "interleave" },
      pictures: { type: "string" },
    },
  });
  const folder = await mkdtemp(join(tmpdir(), "interleave-simulation-"));
  const database = await openDatabase({ databaseUrl: undefined, dataDir: folder });
  try {
    await database.migrate();
    const [curriculum] = await readCurricula(readConfig().CONTENT_DIR, () => Promise.resolve(null));
    if (!curriculum?.cards) throw new AppError("content", "there is no track to study");
    const track = curriculum.track.id as TrackId;
    const number = seeded(`${values.seed} ids`);
    let nowMs = 0;
    const ctx: AppContext = {
      db: database.db,
      clock: { nowMs: () => nowMs },
      random: { number, id: () => Array.from({ length: 10 }, () => Math.floor(number() * 36).toString(36)).join("") },
      log: openLog("warn"),
      tracks: new Map([[track, curriculum.track]]),
    };
    await publishCards(ctx, track, curriculum.cards);
    await database.analyze();
    const report = await simulate({
      ...{ ctx, track, people: Number(values.people), weeks: Number(values.weeks), seed: values.seed },
      clock: {
        moveTo(ms) {
          nowMs = ms;
        },
      },
      planDue: () => planDue(ctx),
      onWeek: (week) => io.err(`week ${week} of ${values.weeks}`),
    });
    const { readers, ...sums } = report;
    for (const [name, sum] of Object.entries(sums)) io.out(`${name.padEnd(16)} ${sum}`);
    if (values.pictures) await savePictures(ctx, readers, values.pictures);
    return report.totalsDiffer === 0 && report.unexplainedDays === 0 ? 0 : 1;
  } finally {
    await database.close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function savePictures(ctx: AppContext, readers: readonly Reader[], folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const reader of readers.slice(0, 6)) {
    const progress = await readProgress(ctx, reader);
    const specs: PictureSpec[] = [
      ...(progress.kind === "progress" ? [progressSpec(progress)] : []),
      roadmapSpec(await readRoadmap(ctx, reader)),
      skillsSpec(await readSkills(ctx, reader)),
    ];
    for (const spec of specs) {
      const file = join(folder, `${spec.kind}-${reader.learner.id}.png`);
      await writeFile(file, (await draw(spec)).png);
      io.out(file);
    }
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
