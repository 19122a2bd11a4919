import { sql } from "drizzle-orm";
import type { Database } from "../../src/db/database.ts";
import { openPostgres } from "../../src/db/open-postgres.ts";
import { rowsOf } from "../../src/db/rows.ts";
import { planDue } from "../../src/delivery/plan.ts";
import { mlTrack, publishQuestions, smallTrack } from "../support/daily-cohort.ts";
import { startPostgres } from "../support/postgres-server.ts";
import { dayMs, testContext } from "../support/world.ts";

/**
 * Planning 1,000 questions that are due among 100,000 cohorts, and among 1,000,000, by one process on a real Postgres:
 * the cost follows what is due. Aims: under 1 s, and at most 1.2 times of that with ten times the cohorts.
 */
const due = 1_000;
/** Wed 10 Mar 2027, 18:30 UTC. */
const startMs = Date.UTC(2027, 2, 10, 18, 30);

export async function run(args: readonly string[]): Promise<void> {
  const few = Number(args[0] ?? 100_000);
  const many = Number(args[1] ?? 1_000_000);
  const rounds = Number(args[2] ?? 5);
  const server = await startPostgres();
  const open = await openPostgres(await server.createDatabase("bench"));
  try {
    await open.migrate();
    const ctx = testContext(open.db, { startMs, tracks: [smallTrack()] });
    await publishQuestions(
      ctx,
      Array.from({ length: 300 }, (_, n) => ({ prompt: `Question number ${n + 1}?`, week: 1 + (n % 32) })),
    );
    await open.db.execute(sql`insert into learners (display_name, zone, created_at) values ('Creator', 'UTC', now())`);
    const measure = async (cohorts: number) => {
      await addCohorts(open.db, cohorts);
      const spent: number[] = [];
      for (let round = 0; round <= rounds; round++) {
        await makeDue(open.db, ctx.clock.nowMs(), cohorts, round);
        const began = performance.now();
        await planDue(ctx);
        // The first round warms up.
        if (round > 0) spent.push(performance.now() - began);
        ctx.clock.advance(dayMs);
      }
      const ms = [...spent].sort((a, b) => a - b)[Math.floor(spent.length / 2)] ?? Number.NaN;
      console.log(`${cohorts} cohorts, ${due} due: planned in ${Math.round(ms)} ms (median of ${rounds})`);
      return ms;
    };
    const first = await measure(few);
    const second = await measure(many);
    const [planned] = rowsOf<{ n: number }>(
      await open.db.execute(sql`select count(*)::int as n from deliveries where kind = 'daily-question'`),
    );
    const wanted = 2 * (rounds + 1) * due;
    if (planned?.n !== wanted) throw new Error(`${planned?.n} deliveries were planned, ${wanted} were due`);
    console.log(`ratio ${(second / first).toFixed(2)} (aim at most 1.20; the first aims at under 1,000 ms)`);
  } finally {
    await open.close();
    await server.stop();
  }
}

/** Brings their number to `cohorts`, each with a place and a schedule far ahead. */
async function addCohorts(db: Database, cohorts: number): Promise<void> {
  await db.execute(sql`
    insert into cohorts (id, name, track, first_day, zone, daily_time, daily_days, check_in_day, created_by, created_at)
    select 'c' || n, 'Cohort ' || n, ${mlTrack}, '2027-01-11', 'UTC', '18:30', '{1,2,3,4,5,6,7}', 7, 1, now()
    from generate_series((select count(*) from cohorts) + 1, ${cohorts}::int) n`);
  await db.execute(sql`
    insert into places (id, cohort_id, platform, workspace, channel, channel_name, created_at)
    select 'p' || n, 'c' || n, 'playground', 'home', 'ch' || n, 'ch' || n, now()
    from generate_series((select count(*) from places) + 1, ${cohorts}::int) n`);
  await db.execute(sql`
    insert into schedules (cohort_id, kind, time, days, zone, next_at)
    select 'c' || n, 'daily', '18:30', '{1,2,3,4,5,6,7}', 'UTC', '2030-01-01T18:30:00Z'::timestamptz + n % 365 * interval '1 day'
    from generate_series((select count(*) from schedules) + 1, ${cohorts}::int) n`);
  await db.execute(sql`vacuum analyze`);
}

/** The schedules of the last round go back where they came from; others, spread over all, come due. */
async function makeDue(db: Database, nowMs: number, cohorts: number, round: number): Promise<void> {
  await db.execute(sql`update schedules set next_at = '2030-06-01T18:30:00Z' where next_at < '2030-01-01'`);
  const at = new Date(nowMs).toISOString();
  await db.execute(sql`
    update schedules set next_at = ${at}::timestamptz
    where id in (select 1 + ((n::bigint * ${Math.floor(cohorts / due)} + ${round * 7}) % ${cohorts}) from generate_series(1, ${due}::int) n)`);
}
