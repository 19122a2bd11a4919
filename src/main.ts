import { randomInt } from "node:crypto";
import { pathToFileURL } from "node:url";
import { publishCards } from "./app/content/publish-cards.ts";
import type { AppContext, Random } from "./app/context.ts";
import { notePlatforms, readFact } from "./app/installation/facts.ts";
import { makeSample } from "./app/installation/make-sample.ts";
import { openProductClock } from "./app/installation/product-clock.ts";
import { openConversation } from "./chat/dispatch.ts";
import type { Platform } from "./chat/platform.ts";
import { type Config, readConfig } from "./config.ts";
import { type Curriculum, readCurricula } from "./content/read-curricula.ts";
import type { PlatformId, TrackId } from "./core/ids.ts";
import type { PictureMaker } from "./core/picture-spec.ts";
import { openDiscordStore } from "./db/discord-store.ts";
import { openDatabase } from "./db/open.ts";
import { openPlaygroundStore } from "./db/playground-store.ts";
import { openSlackStore } from "./db/slack-store.ts";
import { type Deliveries, startDeliveries } from "./delivery/start.ts";
import { walkClock } from "./delivery/walk-clock.ts";
import { AppError, errorText } from "./errors.ts";
import { healthRoutes } from "./http/health.ts";
import { openServer } from "./http/server.ts";
import { type Log, openLog } from "./log.ts";
import { openPictureMaker } from "./pictures/maker.ts";
import { platforms } from "./platforms/index.ts";
import {
  type ClockControl,
  firstPeople,
  playgroundChannels,
  playgroundWorkspace,
} from "./platforms/playground/index.ts";

export interface Product {
  /** Address of the web server. */
  readonly url: string;
  /** Stops everything in reverse, within 10 s. May be called twice. */
  stop(): Promise<void>;
}

/**
 * Puts the product together and starts it. Given up at the next step once `givenUp` says so.
 * @throws AppError with a sentence for the operator; what had been opened by then is closed again.
 */
export async function startProduct(config: Config, log: Log, givenUp = new AbortController().signal): Promise<Product> {
  const closing: (() => Promise<void>)[] = [];
  let stopping: Promise<void> | undefined;
  const stop = () => {
    stopping ??= stopAll(closing, log);
    return stopping;
  };
  try {
    return { url: await open(config, log, closing, givenUp), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function open(config: Config, log: Log, closing: (() => Promise<void>)[], givenUp: AbortSignal): Promise<string> {
  let reading: Promise<Curriculum[]> | undefined;
  const database = await openDatabase({
    databaseUrl: config.DATABASE_URL,
    dataDir: config.DATA_DIR,
    givenUp,
    onCreate() {
      reading = readCurricula(config.CONTENT_DIR, () => Promise.resolve(null));
      // Said below, where it is awaited.
      reading.catch(() => undefined);
    },
  });
  closing.push(() => database.close());
  givenUp.throwIfAborted();
  await database.migrate();
  const { db } = database;
  givenUp.throwIfAborted();
  const curricula = await (reading ?? readCurricula(config.CONTENT_DIR, (track) => readFact(db, `published:${track}`)));
  givenUp.throwIfAborted();

  const platformIds = configuredPlatforms(config);
  const everHad = await notePlatforms(db, platformIds);
  const clockMayMove = everHad.every((id) => id === playgroundId);
  const clock = await openProductClock(db);
  const ctx: AppContext = {
    db,
    clock,
    random,
    log,
    tracks: new Map(curricula.map(({ track }) => [track.id as TrackId, track])),
  };
  for (const { track, cards, fingerprint } of curricula) {
    if (!cards) continue;
    const published = await publishCards(ctx, track.id as TrackId, cards, fingerprint);
    log.info({ track: track.id, cards: cards.length, ...published }, "published a track");
  }
  await database.analyze();
  givenUp.throwIfAborted();

  const pictures = openPictureMaker({ log, workers: 1 });
  closing.push(() => pictures.close());

  let deliveries: Deliveries | undefined;
  const mover: ClockControl = {
    nowMs: clock.nowMs,
    moveTo: async (toMs) => {
      if (deliveries) await walkClock(clock, deliveries, toMs);
    },
  };
  const opened = await openPlatforms({ config, ctx, ids: platformIds, pictures, clock: clockMayMove ? mover : null });
  if (platformIds.includes(playgroundId) && clockMayMove) await makeSampleGroup(ctx);

  let started = false;
  const server = await openServer({
    host: config.HOST,
    port: config.PORT,
    log,
    routes: [
      ...healthRoutes({
        missing: async () => {
          const away = await database.ping().then(
            () => [],
            () => ["the database"],
          );
          return started ? away : [...away, "the platforms"];
        },
      }),
      ...opened.flatMap((platform) => platform.routes ?? []),
    ],
  });
  closing.push(() => server.close());

  deliveries = startDeliveries({ ctx, platforms: opened, log });
  closing.push(() => deliveries?.stop() ?? Promise.resolve());
  const wake = () => deliveries?.wake();
  for (const platform of opened) {
    closing.push(() => platform.stop());
    await platform.start(openConversation({ ctx, platform, wake }));
  }
  started = true;
  // What came due while nothing ran, and the sample group's invitation.
  deliveries
    .tick()
    .catch((error: unknown) => log.error({ error: errorText(error) }, "the first round of deliveries failed"));
  return server.url;
}

interface PlatformParts {
  readonly config: Config;
  readonly ctx: AppContext;
  readonly ids: readonly PlatformId[];
  readonly pictures: PictureMaker;
  /** Of the playground; null: the clock cannot be moved. */
  readonly clock: ClockControl | null;
}

/** Opens what is configured, each with the store it keeps its own things in; none of them speaks to anybody yet. */
async function openPlatforms({ config, ctx, ids, pictures, clock }: PlatformParts): Promise<Platform[]> {
  const { db, log } = ctx;
  const parts = { config, pictures, log, newId: ctx.random.id, nowMs: ctx.clock.nowMs };
  const opened: Platform[] = [];
  if (ids.includes(platforms.playground.id)) {
    const { openPlayground } = await platforms.playground.load();
    opened.push(openPlayground({ ...parts, store: openPlaygroundStore(db), clock }));
  }
  if (ids.includes(platforms.discord.id)) {
    const { openDiscord } = await platforms.discord.load();
    opened.push(await openDiscord({ ...parts, store: openDiscordStore(db) }));
  }
  if (ids.includes(platforms.slack.id)) {
    const { openSlack } = await platforms.slack.load();
    opened.push(await openSlack({ ...parts, store: openSlackStore(db) }));
  }
  return opened;
}

/** A group to look at in the playground, so that a newcomer does not begin with an empty channel. */
async function makeSampleGroup(ctx: AppContext): Promise<void> {
  const [channel] = playgroundChannels;
  const [, organiser, member] = firstPeople.map(({ id, name }) => ({
    platform: playgroundId,
    scope: "",
    userId: id,
    displayName: name,
    zone: localZone,
  }));
  if (!channel || !organiser || !member) return;
  const place = {
    platform: playgroundId,
    workspace: playgroundWorkspace,
    channel: channel.id,
    channelName: channel.name,
  };
  await makeSample(ctx, place, organiser, member);
}

/** The playground is there when nothing else is, or when it is asked for. */
function configuredPlatforms(config: Config): PlatformId[] {
  const { discord, slack } = platforms;
  const elsewhere = [discord, slack].filter((one) => one.isConfigured(config)).map(({ id }) => id);
  const playground = config.PLAYGROUND === "on" || (config.PLAYGROUND === undefined && elsewhere.length === 0);
  return playground ? [...elsewhere, playgroundId] : elsewhere;
}

async function stopAll(closing: (() => Promise<void>)[], log: Log): Promise<void> {
  for (const close of closing.reverse()) {
    await close().catch((error: unknown) => log.error({ error: errorText(error) }, "something did not stop cleanly"));
  }
}

const playgroundId = platforms.playground.id;

const localZone = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** Without letters that look alike; ids stand in buttons and are read aloud when something is reported. */
const idAlphabet = "23456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
const random: Random = {
  id: () => Array.from({ length: 10 }, () => idAlphabet[randomInt(idAlphabet.length)]).join(""),
  number: Math.random,
};

/** Starts, says where to go, and stops on SIGTERM or SIGINT, also while starting; a second one, or 10 s, ends it at once. */
async function run(): Promise<void> {
  const config = readConfig();
  const log = openLog(config.LOG_LEVEL);
  const ending = new AbortController();
  const asked = new Promise<void>((resolve) => {
    const end = (signal: NodeJS.Signals) => {
      process.once("SIGTERM", () => process.exit(1));
      process.once("SIGINT", () => process.exit(1));
      setTimeout(() => process.exit(1), 9_500).unref();
      log.info({ signal }, "stopping");
      ending.abort();
      resolve();
    };
    process.once("SIGTERM", end);
    process.once("SIGINT", end);
  });
  process.stdout.write("Interleave is starting ...\n");
  try {
    const product = await startProduct(config, log, ending.signal);
    process.stdout.write(
      `Interleave is ready. ${configuredPlatforms(config).includes(playgroundId) ? "Open" : "Health:"} ${product.url}\n`,
    );
    await asked;
    await product.stop();
  } catch (error) {
    if (!ending.signal.aborted) throw error;
  }
  process.exit(0);
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  run().catch((error: unknown) => {
    // What an operator can mend is a sentence; anything else needs its stack.
    const text =
      error instanceof AppError
        ? `Interleave cannot start: ${errorText(error)}`
        : error instanceof Error
          ? error.stack
          : String(error);
    process.stderr.write(`${text}\n`);
    process.exit(1);
  });
}
