import { sql } from "drizzle-orm";
import type { CohortId, LearnerId } from "../../src/core/ids.ts";
import type { Database } from "../../src/db/database.ts";
import { rankOf, readNeighbour, readTop } from "../../src/db/leaderboard.ts";
import { openPostgres } from "../../src/db/open-postgres.ts";
import { countOnCourse } from "../../src/db/totals.ts";
import { startPostgres } from "../support/postgres-server.ts";

/**
 * The board of a cohort of 10,000 on a real Postgres: ranking and own rank from kept totals, beside the same from the
 * log, and both again after the log has grown tenfold. Database time is what a query takes less what an empty one does.
 */
const members = 10_000;
const reviewsAtFirst = 100_000;
const rounds = 200;
/** Each connection of the pool prepares a statement, and Postgres settles on its plan after five runs of it. */
const warmRounds = 200;
const cohortId = "bench" as CohortId;
const period = "week:2027-W10";

export async function run(): Promise<void> {
  const server = await startPostgres();
  const open = await openPostgres(await server.createDatabase("bench"));
  try {
    await open.migrate();
    await fill(open.db);
    const before = await measure(open.db, "log 1x");
    await addReviews(open.db, reviewsAtFirst * 9);
    const after = await measure(open.db, "log 10x");
    console.log(`ranking and own rank, log 10x / 1x: ${(after.board / before.board).toFixed(2)} (aim at most 1.2)`);
    console.log(`from the log instead, log 10x: ${(after.log / after.board).toFixed(0)} times as long`);
  } finally {
    await open.close();
    await server.stop();
  }
}

async function fill(db: Database): Promise<void> {
  await db.execute(sql`
    insert into learners (display_name, zone, created_at)
    select 'Member ' || n, 'Europe/Berlin', now() from generate_series(1, ${members}::int) n`);
  await db.execute(sql`
    insert into cohorts (id, name, track, first_day, zone, daily_time, daily_days, check_in_day, created_by, created_at)
    values (${cohortId}, 'Bench', 'bench', '2027-01-11', 'Europe/Berlin', '18:30', '{1}', 7, 1, now())`);
  await db.execute(sql`
    insert into memberships (cohort_id, learner_id, board, joined_at)
    select ${cohortId}, n, case when n % 10 = 0 then 'hidden' when n % 3 = 0 then 'anonymous' else 'named' end, now()
    from generate_series(1, ${members}::int) n`);
  await db.execute(sql`
    insert into totals (cohort_id, period, learner_id, points, study_days)
    select ${cohortId}, p, n, (n * 7919) % 2801, n % 8
    from generate_series(1, ${members}::int) n,
      unnest(array['week:2027-W09', 'week:2027-W10', 'month:2027-03', 'all']) p`);
  await db.execute(sql`
    insert into cards (track, key, kind, deck, deck_title, block, week, position, skills, topics, body, hash, search)
    values ('bench', 'card', 'flashcard', 'd', 'D', 'b', 1, 1, '{}', '{}', '{}', '', '')`);
  await addReviews(db, reviewsAtFirst);
}

async function addReviews(db: Database, howMany: number): Promise<void> {
  await db.execute(sql`
    insert into reviews (learner_id, card_id, study_day, reviewed_at, rating, after, interval_unit, interval_value,
      took_ms, points, first_of_day, was_due)
    select 1 + n % ${members}::int, 1, date '2027-03-08' + n % 7, now(), 'good', '{}', 'day', 1, 5000, n % 11, true, true
    from generate_series(1, ${howMany}::int) n`);
  await db.execute(sql`vacuum analyze`);
}

async function measure(db: Database, name: string): Promise<{ board: number; log: number }> {
  const times = { empty: 0, top: 0, rank: 0, around: 0, goal: 0, log: 0 };
  const empty = db.select({ one: sql`1` }).from(sql`(select 1) as nothing`).prepare("bench_empty");
  for (let round = 0; round < warmRounds; round += 1) {
    await Promise.all([empty.execute(), readTop(db, cohortId, period, 10), rankOf(db, cohortId, period, 1_000)]);
  }
  for (let round = 0; round < rounds; round += 1) {
    const learnerId = (1 + ((round * 47) % members)) as LearnerId;
    const points = (learnerId * 7919) % 2801;
    times.empty += await timed(() => empty.execute());
    times.top += await timed(() => readTop(db, cohortId, period, 10));
    times.rank += await timed(() => rankOf(db, cohortId, period, points));
    const place = { cohortId, period, points, learnerId };
    times.around += await timed(() => readNeighbour(db, { ...place, side: "above" }));
    times.around += await timed(() => readNeighbour(db, { ...place, side: "below" }));
    times.goal += await timed(() => countOnCourse(db, cohortId, period, [5, 2]));
    if (round % 40 === 0) times.log += await timed(() => fromLog(db, learnerId));
  }
  const ms = (total: number) => total / rounds;
  const log = times.log / Math.ceil(rounds / 40);
  const [top, rank] = [ms(times.top) - ms(times.empty), ms(times.rank) - ms(times.empty)];
  const board = top + rank;
  console.log(
    `${name}: database time of the top ten ${top.toFixed(2)} ms, of the own rank ${rank.toFixed(2)} ms, together ` +
      `${board.toFixed(2)} (aim under 2); with the way there ${(ms(times.top) + ms(times.rank)).toFixed(2)} ` +
      `(an empty statement ${ms(times.empty).toFixed(2)}); neighbours ${ms(times.around).toFixed(2)}, ` +
      `goal ${ms(times.goal).toFixed(2)}; from the log ${log.toFixed(0)} ms`,
  );
  return { board, log };
}

function fromLog(db: Database, learnerId: LearnerId): Promise<unknown> {
  return db.execute(sql`
    with sums as (select learner_id, sum(points) as points from reviews
      where study_day between '2027-03-08' and '2027-03-14' group by learner_id)
    select count(distinct points) + 1 from sums where points > (select points from sums where learner_id = ${learnerId})`);
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
