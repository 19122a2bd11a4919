import { eq, sql } from "drizzle-orm";
import { readMyCalibration } from "../../src/app/progress/read-detail.ts";
import { readLedgerPage } from "../../src/app/progress/read-ledger.ts";
import { readProgress } from "../../src/app/progress/read-progress.ts";
import { readRoadmap } from "../../src/app/roadmap/read-roadmap.ts";
import type { Track } from "../../src/core/curriculum/track.ts";
import type { IdentityId, StudyDay, TrackId } from "../../src/core/ids.ts";
import { openPostgres } from "../../src/db/open-postgres.ts";
import { learners } from "../../src/db/schema/index.ts";
import { startPostgres } from "../support/postgres-server.ts";

/** The pages of one learner with 6,000 cards met and a year of 100 reviews a day, on a real Postgres. */
const cardsMet = 6_000;
const rounds = 20;
const trackId = "bench" as TrackId;
const nowMs = Date.UTC(2027, 2, 10, 17, 0);

export async function run(): Promise<void> {
  const server = await startPostgres();
  const open = await openPostgres(await server.createDatabase("bench"));
  try {
    await open.migrate();
    const { db } = open;
    await db.execute(sql`
      insert into learners (display_name, zone, created_at, review_count, solo_track, solo_start, streak_closed_through)
      values ('Ann', 'Europe/Berlin', now(), 36500, ${trackId}, '2026-03-10', '2027-03-09')`);
    await db.execute(sql`
      insert into cards (track, key, kind, deck, deck_title, block, week, position, skills, topics, body, hash, search)
      select ${trackId}, 'card-' || n, 'flashcard', 'd' || n % 60, 'D', 'block-' || n % 10, 1 + n % 32, n, '{}', '{}',
        '{}', '', '' from generate_series(1, ${cardsMet}::int) n`);
    await db.execute(sql`
      insert into memory_states (learner_id, card_id, phase, stability, difficulty, reps, lapses, step, due_day,
        last_study_day, introduced_on)
      select 1, n, 'review', 5 + n % 90, 5, 5, n % 4, 0, date '2027-03-10' + n % 60, date '2027-03-09' - n % 30,
        date '2026-04-01' from generate_series(1, ${cardsMet}::int) n`);
    await db.execute(sql`
      insert into daily_activity (learner_id, study_day, due_at_start, due_done, reviews, verdict, reason,
        streak_after, freezes_left)
      select 1, date '2027-03-09' - n, 50, 50, 100, 'kept', 'all-due', 365 - n, 2 from generate_series(0, 364) n`);
    await db.execute(sql`
      insert into reviews (learner_id, card_id, study_day, reviewed_at, rating, before, after, interval_unit,
        interval_value, retrievability, took_ms, points, first_of_day, was_due)
      select 1, 1 + n % ${cardsMet}::int, date '2027-03-09' - n / 100, now(), case when n % 9 = 0 then 'again' else 'good' end,
        jsonb_build_object('phase', 'review', 'dueDay', date '2027-03-09' - n / 100, 'lastStudyDay',
          date '2027-03-09' - n / 100 - n % 40), '{}', 'day', 9, 0.6 + (n % 40) / 100.0, 5000, 5, true, true
      from generate_series(0, 36499) n`);
    await db.execute(sql`vacuum analyze`);
    const [learner] = await db
      .select()
      .from(learners)
      .where(eq(learners.id, 1 as never));
    if (!learner) throw new Error("no learner");
    const reader = { learner, identityId: 1 as IdentityId };
    const ctx = {
      db,
      clock: { nowMs: () => nowMs },
      random: { id: () => "0123456789", number: () => 0.5 },
      log: { debug: nothing, info: nothing, warn: nothing, error: nothing },
      tracks: new Map([[trackId, benchTrack()]]),
    };
    const pages = {
      overview: () => readProgress(ctx, reader),
      streak: () => readLedgerPage(ctx, reader, "2027-03-10" as StudyDay),
      calibration: () => readMyCalibration(ctx, reader),
      roadmap: () => readRoadmap(ctx, reader),
    };
    for (const [name, page] of Object.entries(pages)) {
      await page();
      const times: number[] = [];
      for (let round = 0; round < rounds; round += 1) {
        const start = performance.now();
        await page();
        times.push(performance.now() - start);
      }
      times.sort((a, b) => a - b);
      console.log(`${name}: median ${times[rounds / 2]?.toFixed(1)} ms, slowest ${times.at(-1)?.toFixed(1)} ms`);
    }
  } finally {
    await open.close();
    await server.stop();
  }
}

function nothing(): void {}

function benchTrack(): Track {
  const blocks = Array.from({ length: 10 }, (_, at) => ({
    id: `block-${at}`,
    title: `Block ${at}`,
    weeks: at < 6 ? 4 : 2,
    goal: "Know it.",
    topics: [{ id: `topic-${at}`, title: `Topic ${at}` }],
    practice: [],
    keyConcepts: [],
    interview: [],
    weekPlans: [],
  }));
  const empty = {
    checklistBlocks: [],
    skills: [],
    linkedQuestions: [],
    designPrompts: [],
    projects: [],
    resources: [],
  };
  return {
    ...{ id: trackId, title: "Bench", summary: "Bench.", blocks, nextSteps: [], sizes: {}, ...empty },
    phases: [{ id: "all", title: "All", months: "1-8", blocks: blocks.map(({ id }) => id) }],
    salaries: { asOf: "2027", note: "None.", regions: [], rows: [] },
  };
}
