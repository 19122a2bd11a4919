import { setTimeout as wait } from "node:timers/promises";
import { and, count, eq, lte, sql } from "drizzle-orm";
import type { AppContext } from "../../src/app/context.ts";
import type { Platform } from "../../src/chat/platform.ts";
import { text } from "../../src/chat/view.ts";
import type { TrackId } from "../../src/core/ids.ts";
import type { Database, OpenDatabase } from "../../src/db/database.ts";
import { wantShown } from "../../src/db/deliveries.ts";
import { deliveries, schedules } from "../../src/db/schema/index.ts";
import type { DeliveryKind } from "../../src/delivery/kind.ts";
import { planDue } from "../../src/delivery/plan.ts";
import { openSender } from "../../src/delivery/send.ts";
import { smallTrack } from "../support/daily-cohort.ts";
import type { ServiceName } from "./services.ts";

/** A process of the fault test: the real planner, sender and adapter, until it is killed. */
export interface WorkerSetting {
  readonly databaseUrl: string | null;
  readonly dataDir: string;
  readonly service: ServiceName;
  /** The adapter's configuration. */
  readonly settings: Record<string, string>;
  /** The clock of the test: `startMs` at the real moment `realStartMs`, and `speed` times as fast. */
  readonly startMs: number;
  readonly realStartMs: number;
  readonly speed: number;
  /** How far this process's clock is off. */
  readonly skewMs: number;
  readonly leaseMs: number;
}

/** What a process is told once it is ready, and again: what comes due later is none of its business; null: all is. */
export interface EndAt {
  readonly endMs: number | null;
}

const setting = JSON.parse(process.argv[2] ?? "{}") as WorkerSetting;
const quiet = () => undefined;
const log = { debug: quiet, info: quiet, warn: quiet, error: quiet };
const alphabet = "abcdefghijkmnpqrstuvwxyz23456789";
const newId = () => Array.from({ length: 10 }, () => alphabet[Math.floor(Math.random() * alphabet.length)]).join("");
const nowMs = () => setting.startMs + Math.floor((Date.now() - setting.realStartMs) * setting.speed) + setting.skewMs;
/** Half of a claim, in the time of this machine: what the adapter does has to end within it. */
const callMs = setting.leaseMs / 2 / setting.speed;
let endMs = Number.POSITIVE_INFINITY;
const begin = new Promise<void>((resolve) => {
  process.on("message", (told: EndAt) => {
    endMs = told.endMs ?? endMs;
    resolve();
  });
});
// The parent is gone.
process.once("disconnect", () => process.exit(1));

/** Says how often it was wanted anew, so that the last edit can be checked. */
const numbered: DeliveryKind = {
  name: "daily-question",
  async view(_ctx, { key, wantedVersion }) {
    const words = `${key} v${wantedVersion}.`;
    return { parts: [text(words)], fallback: words };
  },
};

// Only what this process uses is loaded: it is started many times.
async function openDatabase(): Promise<OpenDatabase> {
  if (setting.databaseUrl) return (await import("../../src/db/open-postgres.ts")).openPostgres(setting.databaseUrl);
  return (await import("../../src/db/open-embedded.ts")).openEmbedded(setting.dataDir);
}

async function openPlatform(db: Database): Promise<Platform> {
  const pictures = { draw: () => Promise.reject(new Error("nothing is drawn here")) };
  if (setting.service === "slack") {
    const { openSlack } = await import("../../src/platforms/slack/index.ts");
    const { openSlackStore } = await import("../../src/db/slack-store.ts");
    return openSlack({ config: setting.settings, store: openSlackStore(db), pictures, log, nowMs });
  }
  const { openDiscord } = await import("../../src/platforms/discord/index.ts");
  const store = { knownServers: async () => [], keepServers: async () => undefined };
  const limits = { callWithinMs: callMs - 1_000 };
  return openDiscord({ config: setting.settings, store, pictures, log, newId, nowMs, limits });
}

// Postgres may be off at this moment; whoever started this process starts it again.
const { db } = await openDatabase().catch(() => process.exit(1));
const track = smallTrack();
const ctx: AppContext = {
  db,
  clock: { nowMs },
  random: { number: Math.random, id: newId },
  log,
  tracks: new Map([[track.id as TrackId, track]]),
};
const platform = await openPlatform(db);
await platform.start({
  deliver: async () => ({ kind: "nothing" }),
  answers: () => "private",
  suggest: async () => [],
  commands: [],
});
const sender = openSender({
  ctx,
  platform,
  kinds: [numbered],
  // Of the test's clock, which is fast: a call is begun only with that much of its claim left.
  limits: { leaseMs: setting.leaseMs, callTimeoutMs: setting.leaseMs / 2, maxAttempts: 1_000, slots: 16 },
});

/** Goes on whatever happens: the database may be away, and is back. */
async function forEver(pauseMs: number, work: () => Promise<unknown>): Promise<never> {
  for (;;) {
    await work().catch(() => undefined);
    await wait(pauseMs);
  }
}

function plan(): Promise<unknown> {
  return planDue({ ...ctx, clock: { nowMs: () => Math.min(nowMs(), endMs) } }, 5);
}

/** Somebody answers: the count on a post changes. */
async function wantEdits(): Promise<void> {
  if (nowMs() > endMs) return;
  const some = await db
    .select({ key: deliveries.key })
    .from(deliveries)
    .where(eq(deliveries.state, "sent"))
    .orderBy(sql`random()`)
    .limit(2);
  const keys = some.map(({ key }) => key);
  await wantShown(db, keys, nowMs());
}

/** Tells the parent once nothing is left to plan, send or edit. */
async function report(): Promise<void> {
  if (nowMs() <= endMs) return;
  const [undue] = await db.select({ n: count() }).from(schedules).where(lte(schedules.nextAt, endMs));
  const [left] = await db
    .select({ n: count() })
    .from(deliveries)
    .where(
      sql`${deliveries.state} = 'owed' or (${and(eq(deliveries.state, "sent"), sql`${deliveries.wantedVersion} > ${deliveries.shownVersion}`)})`,
    );
  if (undue?.n === 0 && left?.n === 0) process.send?.("done");
}

process.send?.("ready");
await begin;
await Promise.all([
  forEver(100, plan),
  forEver(50, () => sender.drain()),
  forEver(200, wantEdits),
  forEver(300, report),
]);
