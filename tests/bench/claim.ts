import { sql } from "drizzle-orm";
import PgBoss from "pg-boss";
import { text } from "../../src/chat/view.ts";
import type { PlatformId } from "../../src/core/ids.ts";
import { claimPosts, markAllPosted } from "../../src/db/delivery-claims.ts";
import { openPostgres } from "../../src/db/open-postgres.ts";
import type { DeliveryKind } from "../../src/delivery/kind.ts";
import { openSender, type Target } from "../../src/delivery/send.ts";
import { startPostgres } from "../support/postgres-server.ts";
import { testContext } from "../support/world.ts";

/**
 * Claims and completions a second beside pg-boss 10 on the same Postgres in the same run. What is compared, and what is
 * not, it prints itself.
 */
const inFlight = 64;
const poolSize = 10;
const places = 2_000;
const queue = "posts";
const platformId = "playground" as PlatformId;
const words: DeliveryKind = { name: "words", view: async () => ({ parts: [text("Hello")], fallback: "Hello" }) };

export async function run(args: readonly string[]): Promise<void> {
  const rounds = Number(args[0] ?? 5);
  const perRound = Number(args[1] ?? 4_000);
  const server = await startPostgres();
  const open = await openPostgres(await server.createDatabase("ours"), { poolSize });
  const boss = new PgBoss({
    connectionString: await server.createDatabase("theirs"),
    max: poolSize,
    schedule: false,
    supervise: false,
  });
  boss.on("error", (error) => console.error(error));
  try {
    await open.migrate();
    const ctx = testContext(open.db);
    await open.db.execute(sql`
      insert into learners (display_name, zone, created_at) values ('Creator', 'UTC', now())`);
    await open.db.execute(sql`
      insert into cohorts (id, name, track, first_day, zone, daily_time, daily_days, check_in_day, created_by, created_at)
      values ('bench', 'Bench', 'bench', '2027-01-11', 'UTC', '18:30', '{1}', 7, 1, now())`);
    await open.db.execute(sql`
      insert into places (id, cohort_id, platform, workspace, channel, channel_name, created_at)
      select 'p' || n, 'bench', ${platformId}, 'home', 'c' || n, 'c' || n, now() from generate_series(1, ${places}::int) n`);
    await boss.start();
    await boss.createQueue(queue);

    let written = 0;
    const owe = async () => {
      const at = new Date(ctx.clock.nowMs()).toISOString();
      await open.db.execute(sql`
        insert into deliveries (key, kind, platform, lane, cohort_id, place_id, subject, due_at, next_try_at)
        select 'words:' || ${written}::int + n, 'words', ${platformId}, 'place:p' || 1 + n % ${places}::int, 'bench',
          'p' || 1 + n % ${places}::int, '{}', ${at}::timestamptz, ${at}::timestamptz
        from generate_series(1, ${perRound}::int) n`);
      written += perRound;
      await open.db.execute(sql`analyze deliveries`);
    };
    const send = async () => {
      await boss.insert(Array.from({ length: perRound }, (_, n) => ({ name: queue, data: { words: n } })));
    };
    let posted = 0;
    const platform: Target = {
      id: platformId,
      post: async () => ({ kind: "posted", message: `m${++posted}` }),
      edit: async () => ({ kind: "edited" }),
    };

    const sides: Record<string, { fill(): Promise<void>; work(): Promise<void> }> = {
      "ours, the whole sender": {
        fill: owe,
        work: () => openSender({ ctx, platform, kinds: [words], limits: { slots: inFlight } }).drain(),
      },
      "ours, claim and complete": { fill: owe, work: () => ourStatements() },
      "pg-boss, fetch one, complete one": {
        fill: send,
        work: () =>
          inParallel(inFlight, async () => {
            const [job] = await boss.fetch(queue);
            if (job) await boss.complete(queue, job.id);
            return job !== undefined;
          }),
      },
      "pg-boss, fetch 64, complete one by one": {
        fill: send,
        work: () =>
          inParallel(1, async () => {
            const jobs = await boss.fetch(queue, { batchSize: inFlight });
            await Promise.all(jobs.map((job) => boss.complete(queue, job.id)));
            return jobs.length > 0;
          }),
      },
      "pg-boss, fetch 64, complete 64 at once": {
        fill: send,
        work: () =>
          inParallel(1, async () => {
            const jobs = await boss.fetch(queue, { batchSize: inFlight });
            if (jobs.length > 0)
              await boss.complete(
                queue,
                jobs.map(({ id }) => id),
              );
            return jobs.length > 0;
          }),
      },
    };

    async function ourStatements(): Promise<void> {
      await inParallel(1, async () => {
        const nowMs = ctx.clock.nowMs();
        const claims = await claimPosts(open.db, { platform: platformId, nowMs, leaseMs: 120_000, limit: inFlight });
        await markAllPosted(
          open.db,
          claims.map((claim) => ({ claim, messageRef: "m", nowMs })),
        );
        return claims.length > 0;
      });
    }

    const names = Object.keys(sides);
    const spent = new Map<string, number[]>(names.map((name) => [name, []]));
    for (let round = 0; round <= rounds; round++) {
      for (const name of names) {
        const side = sides[name];
        await side?.fill();
        const startMs = performance.now();
        await side?.work();
        // The first round warms up.
        if (round > 0) spent.get(name)?.push(performance.now() - startMs);
      }
    }
    const left = await open.db.execute(sql`select count(*)::int as n from deliveries where state <> 'sent'`);
    if ((left as unknown as { n: number }[])[0]?.n !== 0) throw new Error("not all deliveries were sent");
    console.log(`${rounds} rounds of ${perRound}, pool ${poolSize}, at most ${inFlight} under way; the median of each`);
    const perSecond = (name: string) => Math.round((perRound * 1_000) / median(spent.get(name) ?? []));
    for (const name of names) console.log(`${name.padEnd(42)} ${String(perSecond(name)).padStart(6)} a second`);
    console.log(`
Compared: one process and one Postgres, each side with a pool of ${poolSize} connections and at most ${inFlight} jobs under way.
The fair line: our whole sender beside pg-boss fetching and completing jobs one by one. Both fill a slot as soon as it
is free, so that a slow job holds nobody else up, and settle each job by its own outcome. Ours does more for its time: it
keeps the order in each of ${places} places, looks up where a message goes, calls a service (which answers at once), stores
the message's reference. It may write completions that fall together in one statement, which pg-boss leaves to its user.
Fetching 64 at a time is faster for pg-boss, but waits for the slowest of each 64. The strictest line is statements
against statements, everything in batches of 64, nothing in between.`);
    const ratio = (ours: string, theirs: string) => (perSecond(ours) / perSecond(theirs)).toFixed(2);
    const whole = "ours, the whole sender";
    console.log(`ratio ${ratio(whole, "pg-boss, fetch one, complete one")} (the fair line; aim at least 2)`);
    console.log(
      `ratio ${ratio(whole, "pg-boss, fetch 64, complete one by one")} (the whole sender over batches of 64)`,
    );
    console.log(
      `ratio ${ratio("ours, claim and complete", "pg-boss, fetch 64, complete 64 at once")} (the strictest: statements alone, all in batches of 64)`,
    );
  } finally {
    await boss.stop({ graceful: false, close: true });
    await open.close();
    await server.stop();
  }
}

async function inParallel(loops: number, step: () => Promise<boolean>): Promise<void> {
  await Promise.all(
    Array.from({ length: loops }, async () => {
      while (await step());
    }),
  );
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
