import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { and, asc, count, eq, inArray, sum } from "drizzle-orm";
import { findReader } from "../../src/app/people/reader.ts";
import { presentCard } from "../../src/app/study/present-card.ts";
import type { PlatformId, PresentationId } from "../../src/core/ids.ts";
import { seeded } from "../../src/core/random.ts";
import type { Database, OpenDatabase } from "../../src/db/database.ts";
import { openDatabase } from "../../src/db/open.ts";
import { cards, dailyActivity, memoryStates, presentations, reviews } from "../../src/db/schema/index.ts";
import { playgroundMessages, playgroundPeople } from "../../src/db/schema/playground.ts";
import type { StoredContent } from "../../src/platforms/playground/store.ts";
import { startPostgres } from "../support/postgres-server.ts";
import { type ProductProcess, startProductProcess } from "../support/product-process.ts";
import { testContext } from "../support/world.ts";

const people = 10;
const cardsEach = 100;
const kills = 6;
const ratings = ["again", "hard", "good", "easy"] as const;

interface Press {
  readonly person: string;
  readonly presentation: PresentationId;
  readonly key: string;
  readonly rating: (typeof ratings)[number];
}

interface Told {
  readonly press: Press;
  /** The private message that answered it. */
  readonly message: string;
}

/**
 * 1,000 ratings through the playground of the real product as built, which is killed (-9) six times meanwhile. Whoever got no
 * answer presses again, as people do. Then: each rating that was confirmed is there once, and days and memory agree.
 */
export async function run(): Promise<boolean> {
  const folder = mkdtempSync(join(tmpdir(), "interleave-ratings-"));
  const embedded = await onOneDatabase("embedded", { DATA_DIR: join(folder, "data") });
  rmSync(folder, { recursive: true, force: true });
  const server = await startPostgres();
  const url = await server.createDatabase("ratings");
  const postgres = await onOneDatabase("postgres", { DATABASE_URL: url, DATA_DIR: folder });
  await server.stop();
  return embedded && postgres;
}

async function onOneDatabase(name: string, env: Record<string, string>): Promise<boolean> {
  const product = await startProductProcess({ ...env, PLAYGROUND: "on" }, "build");
  await product.stop();
  const presses = await withDatabase(env, (open) => prepare(open.db));
  const told = await pressAll(presses, { ...env, PLAYGROUND: "on" });
  const totals = await withDatabase(env, (open) => check(open.db, told));
  console.log(
    `${name}: kills ${kills} confirmed ${totals.confirmed} stored ${totals.stored} missing ${totals.missing} doubled ${totals.doubled} uneven ${totals.uneven}`,
  );
  return totals.confirmed === people * cardsEach && totals.missing === 0 && totals.doubled === 0 && totals.uneven === 0;
}

async function withDatabase<T>(env: Record<string, string>, use: (open: OpenDatabase) => Promise<T>): Promise<T> {
  const open = await openDatabase({ databaseUrl: env.DATABASE_URL, dataDir: env.DATA_DIR ?? "" });
  try {
    return await use(open);
  } finally {
    await open.close();
  }
}

/** Learners with cards lying open before them, answers shown. */
async function prepare(db: Database): Promise<Press[]> {
  const ctx = testContext(db, { startMs: Date.now(), seed: `ratings ${Date.now()}` });
  const some = await db
    .select({ id: cards.id })
    .from(cards)
    .where(eq(cards.kind, "flashcard"))
    .orderBy(asc(cards.position))
    .limit(cardsEach);
  const presses: Press[] = [];
  for (let n = 0; n < people; n++) {
    const person = `rater-${n}`;
    await db.insert(playgroundPeople).values({ id: person, name: `Rater ${n}`, zone: "UTC" });
    const { learner } = await findReader(ctx, {
      platform: "playground" as PlatformId,
      scope: "",
      userId: person,
      displayName: `Rater ${n}`,
    });
    for (const [index, card] of some.entries()) {
      const shown = await presentCard(ctx, { learner, cardId: card.id });
      if (!shown) throw new Error("a card could not be shown");
      presses.push({
        person,
        presentation: shown.id,
        key: `${person}-${index}`,
        rating: ratings[index % ratings.length] ?? "good",
      });
    }
  }
  await db.update(presentations).set({ answerShownAt: ctx.clock.nowMs() - 5_000 });
  return presses;
}

async function pressAll(presses: readonly Press[], env: Record<string, string>): Promise<Told[]> {
  const number = seeded("kills");
  const killAt = new Set(
    Array.from({ length: kills }, (_, index) => Math.floor(((index + 0.2 + 0.6 * number()) * presses.length) / kills)),
  );
  const told: Told[] = [];
  let product: Promise<ProductProcess> = startProductProcess(env, "build");
  let done = 0;

  const restart = async (running: ProductProcess) => {
    await running.kill();
    return startProductProcess(env, "build");
  };
  const work = async (mine: readonly Press[]) => {
    for (const press of mine) {
      for (;;) {
        const current = product;
        const running = await current;
        const message = await send(running.url, press);
        if (message !== null) {
          told.push({ press, message });
          break;
        }
        // Killed under this press: wait until it is back, then press again.
        if (current === product) await wait(20);
      }
      done += 1;
      if (killAt.delete(done)) product = product.then(restart);
    }
  };
  await Promise.all(
    Array.from({ length: people }, (_, n) => work(presses.filter((press) => press.person === `rater-${n}`))),
  );
  await (await product).kill();
  return told;
}

/** Null: no answer came. */
async function send(url: string, press: Press): Promise<string | null> {
  try {
    const response = await fetch(`${url}/playground/api/press`, {
      method: "POST",
      headers: { "content-type": "application/json", origin: url },
      body: JSON.stringify({
        as: press.person,
        conversation: "ml-daily",
        key: press.key,
        message: "gone",
        action: `1:rate:${press.presentation}:${press.rating}`,
        values: [],
      }),
      signal: AbortSignal.timeout(10_000),
    });
    const answer = (await response.json()) as { kind?: string; message?: string };
    if (!response.ok || answer.kind !== "done" || !answer.message)
      throw new Error(`not an answer: ${response.status} ${JSON.stringify(answer)}`);
    return answer.message;
  } catch (error) {
    if (error instanceof Error && error.message.startsWith("not an answer") && !/ 503 /.test(error.message))
      throw error;
    return null;
  }
}

async function check(db: Database, told: readonly Told[]) {
  let confirmed = 0;
  const confirmedIds = new Set<PresentationId>();
  for (const { press, message } of told) {
    const [row] = await db
      .select({ content: playgroundMessages.content })
      .from(playgroundMessages)
      .where(eq(playgroundMessages.id, message));
    const content = row?.content as StoredContent | undefined;
    if (content?.kind !== "view" || content.view.tone === "error") continue;
    confirmed += 1;
    confirmedIds.add(press.presentation);
  }
  const stored = await db
    .select({ id: reviews.presentationId, times: count() })
    .from(reviews)
    .where(inArray(reviews.presentationId, [...confirmedIds]))
    .groupBy(reviews.presentationId);
  const [all] = await db.select({ n: count() }).from(reviews);
  const [remembered] = await db.select({ n: sum(memoryStates.reps).mapWith(Number) }).from(memoryStates);
  const [days] = await db
    .select({ n: sum(dailyActivity.reviews).mapWith(Number), points: sum(dailyActivity.points).mapWith(Number) })
    .from(dailyActivity);
  const [given] = await db.select({ points: sum(reviews.points).mapWith(Number) }).from(reviews);
  const [graded] = await db
    .select({ n: count() })
    .from(presentations)
    .where(and(inArray(presentations.id, [...confirmedIds])));
  const uneven = [
    remembered?.n !== all?.n,
    days?.n !== all?.n,
    days?.points !== given?.points,
    graded?.n !== confirmedIds.size,
  ].filter(Boolean).length;
  return {
    confirmed,
    stored: stored.length,
    missing: confirmedIds.size - stored.length,
    doubled: stored.filter((one) => one.times > 1).length,
    uneven,
  };
}
