import { setTimeout as wait } from "node:timers/promises";
import { and, count, eq, lte, sql } from "drizzle-orm";
import type { AppContext } from "../../src/app/context.ts";
import type { EditOutcome, PostOutcome } from "../../src/chat/platform.ts";
import type { View } from "../../src/chat/view.ts";
import { plainText, text } from "../../src/chat/view.ts";
import type { PlatformId, TrackId } from "../../src/core/ids.ts";
import { wantShown } from "../../src/db/deliveries.ts";
import { openDatabase } from "../../src/db/open.ts";
import { deliveries, schedules } from "../../src/db/schema/index.ts";
import type { DeliveryKind } from "../../src/delivery/kind.ts";
import { planDue } from "../../src/delivery/plan.ts";
import { openSender, type Target } from "../../src/delivery/send.ts";
import { smallTrack } from "../support/daily-cohort.ts";

/** A process of the fault test: the real planner and sender against a service elsewhere, until it is killed. */
export interface WorkerSetting {
  readonly name: string;
  readonly databaseUrl: string | null;
  readonly dataDir: string;
  readonly serviceUrl: string;
  /** The clock of the test: `startMs` at the real moment `realStartMs`, and `speed` times as fast. */
  readonly startMs: number;
  readonly realStartMs: number;
  readonly speed: number;
  /** How far this process's clock is off. */
  readonly skewMs: number;
  /** From here on nothing new is wanted. */
  readonly endMs: number;
  readonly leaseMs: number;
}

const setting = JSON.parse(process.argv[2] ?? "{}") as WorkerSetting;
const open = await openDatabase({ databaseUrl: setting.databaseUrl ?? undefined, dataDir: setting.dataDir });
const track = smallTrack();
const alphabet = "abcdefghijkmnpqrstuvwxyz23456789";
const quiet = () => undefined;
const ctx: AppContext = {
  db: open.db,
  clock: {
    nowMs: () => setting.startMs + Math.floor((Date.now() - setting.realStartMs) * setting.speed) + setting.skewMs,
  },
  random: {
    number: Math.random,
    id: () => Array.from({ length: 10 }, () => alphabet[Math.floor(Math.random() * alphabet.length)]).join(""),
  },
  log: { debug: quiet, info: quiet, warn: quiet, error: quiet },
  tracks: new Map([[track.id as TrackId, track]]),
};

/** Says how often it was wanted anew, so that the last edit can be checked. */
const numbered: DeliveryKind = {
  name: "daily-question",
  async view(_ctx, { key, wantedVersion }) {
    const words = `${key} v${wantedVersion}`;
    return { parts: [text(words)], fallback: words };
  },
};

async function call(path: string, body: object): Promise<Response> {
  return fetch(`${setting.serviceUrl}${path}`, {
    method: "POST",
    headers: { "content-type": "application/json", "x-worker": setting.name },
    body: JSON.stringify(body),
  });
}

function wordsOf(view: View): string {
  return view.parts.map((part) => (part.kind === "text" ? plainText(part.spans) : "")).join("\n");
}

const platform: Target = {
  id: "playground" as PlatformId,
  async post(place, view, { key, mayExist }): Promise<PostOutcome> {
    if (mayExist) {
      const found = await fetch(`${setting.serviceUrl}/find?key=${encodeURIComponent(key)}`);
      const { found: message } = (await found.json()) as { found: string | null };
      if (message) return { kind: "posted", message };
    }
    const response = await call("/post", { key, channel: place.channel, text: wordsOf(view) });
    const answer = (await response.json()) as { id: string; retryAfterMs: number };
    return response.status === 429
      ? { kind: "later", retryAfterMs: answer.retryAfterMs }
      : { kind: "posted", message: answer.id };
  },
  async edit(ref, view): Promise<EditOutcome> {
    const response = await call("/edit", { id: ref, text: wordsOf(view) });
    const answer = (await response.json()) as { retryAfterMs: number };
    if (response.status === 404) throw new Error("an edit of a message that is not there");
    return response.status === 429 ? { kind: "later", retryAfterMs: answer.retryAfterMs } : { kind: "edited" };
  },
};

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

/** Somebody answers: the count on a post changes. */
async function wantEdits(): Promise<void> {
  if (ctx.clock.nowMs() > setting.endMs) return;
  const some = await ctx.db
    .select({ key: deliveries.key })
    .from(deliveries)
    .where(eq(deliveries.state, "sent"))
    .orderBy(sql`random()`)
    .limit(2);
  await wantShown(
    ctx.db,
    some.map(({ key }) => key),
    ctx.clock.nowMs(),
  );
}

/** Tells the parent once nothing is left to plan, send or edit. */
async function report(): Promise<void> {
  if (ctx.clock.nowMs() <= setting.endMs) return;
  const [undue] = await ctx.db.select({ n: count() }).from(schedules).where(lte(schedules.nextAt, setting.endMs));
  const [left] = await ctx.db
    .select({ n: count() })
    .from(deliveries)
    .where(
      sql`${deliveries.state} = 'owed' or (${and(eq(deliveries.state, "sent"), sql`${deliveries.wantedVersion} > ${deliveries.shownVersion}`)})`,
    );
  if (undue?.n === 0 && left?.n === 0) process.send?.("done");
}

// The parent is gone.
process.once("disconnect", () => process.exit(1));
process.send?.("ready");
await Promise.all([
  forEver(100, () => planDue(ctx, 5)),
  forEver(50, () => sender.drain()),
  forEver(200, wantEdits),
  forEver(500, report),
]);
