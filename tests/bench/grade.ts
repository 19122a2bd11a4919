import postgres from "postgres";
import type { AppContext } from "../../src/app/context.ts";
import { gradeCard } from "../../src/app/study/grade-card.ts";
import type { PresentationId, StudyDay } from "../../src/core/ids.ts";
import { type Offer, offers, type Rating } from "../../src/core/scheduling/fsrs.ts";
import { gradingStatements } from "../../src/db/grading.ts";
import { openPostgres } from "../../src/db/open-postgres.ts";
import { startPostgres } from "../support/postgres-server.ts";
import { account, cohortOf, publish, readerOf, someFlashcards, studyTrack } from "../support/study-cards.ts";
import { testContext } from "../support/world.ts";

/**
 * `gradeCard` beside the same two statements on the bare driver: one run, rounds in turn, a pool of 10 each on one
 * real Postgres. Ends in `ratio 0.93`: ours over bare in ratings a second, the median of all pairs of rounds.
 */
const poolSize = 10;
const learnerCount = 200;
const cardCount = 100;
const inFlight = 40;
const warmRounds = 3;
const day = "2027-03-10" as StudyDay;

export async function run(args: readonly string[]): Promise<void> {
  const rounds = Number(args[0] ?? 21);
  const perRound = Number(args[1] ?? 250);
  const server = await startPostgres();
  try {
    const url = await server.createDatabase("bench");
    const open = await openPostgres(url, { poolSize });
    await open.migrate();
    const bare = postgres(url, { max: poolSize, onnotice: () => undefined });
    const ctx = testContext(open.db);
    const presentations = await seed(ctx, bare);
    const sides = { ours: oursOf(ctx), bare: await bareOf(ctx, bare) };
    let next = 0;
    const round = async (side: keyof typeof sides) => {
      const batch = presentations.slice(next, next + perRound);
      if (batch.length < perRound) throw new Error("not enough presentations were made");
      next += perRound;
      const startMs = performance.now();
      await inParallel(batch, sides[side]);
      return performance.now() - startMs;
    };
    for (let warm = 0; warm < warmRounds; warm++) {
      await round("ours");
      await round("bare");
      // Plans made while the tables were empty would be kept by some connections and not by others.
      await bare`analyze`;
    }
    const spentMs: { ours: number; bare: number }[] = [];
    for (let pair = 0; pair < rounds; pair++) {
      // Who goes first changes, since the tables grow.
      if (pair % 2 === 0) spentMs.push({ ours: await round("ours"), bare: await round("bare") });
      else spentMs.push({ bare: await round("bare"), ours: await round("ours") });
    }
    const [stored] = await bare<[{ count: number }]>`select count(*)::int as count from reviews`;
    if (stored.count !== next) throw new Error(`${next} ratings were given, ${stored.count} are stored`);
    const perSecond = (side: "ours" | "bare") => Math.round((perRound * 1000) / median(spentMs.map((ms) => ms[side])));
    console.log(`${rounds} rounds of ${perRound} ratings each, pool ${poolSize}, ${inFlight} in flight`);
    console.log(`ours ${perSecond("ours")} ratings/s`);
    console.log(`bare ${perSecond("bare")} ratings/s`);
    await bare.end();
    await open.close();
    // Of pairs, so that whatever else the machine does meanwhile falls out.
    console.log(`ratio ${median(spentMs.map((ms) => ms.bare / ms.ours)).toFixed(2)}`);
  } finally {
    await server.stop();
  }
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

async function inParallel<Item>(items: readonly Item[], act: (item: Item) => Promise<void>): Promise<void> {
  let at = 0;
  const worker = async () => {
    for (let item = items[at++]; item !== undefined; item = items[at++]) await act(item);
  };
  await Promise.all(Array.from({ length: inFlight }, worker));
}

interface Target {
  readonly presentationId: PresentationId;
  readonly userId: string;
}

/** Every learner with every card in review and due, and its answer on the screen. */
async function seed(ctx: AppContext, sql: postgres.Sql): Promise<Target[]> {
  await publish(ctx, someFlashcards(cardCount));
  const readers = [];
  for (let number = 0; number < learnerCount; number++) readers.push(await readerOf(ctx, `Learner ${number}`));
  await cohortOf(ctx, readers);
  const state = {
    phase: "review" as const,
    stability: 12,
    difficulty: 5,
    reps: 4,
    lapses: 0,
    step: 0,
    dueDay: day,
    dueAtMs: null,
    lastStudyDay: "2027-02-26" as StudyDay,
    lastReviewedAtMs: ctx.clock.nowMs() - 12 * 86_400_000,
  };
  const offered = offers(state, {
    studyDay: day,
    nowMs: ctx.clock.nowMs(),
    seed: "bench",
    settings: { desiredRetention: 0.9, weights: null },
  });
  const at = new Date(ctx.clock.nowMs() - 10_000).toISOString();
  await sql`
    insert into memory_states (learner_id, card_id, phase, stability, difficulty, reps, lapses, step, due_day,
      last_study_day, last_reviewed_at, introduced_on)
    select l.id, c.id, 'review', 12, 5, 4, 0, 0, ${day}, '2027-02-26', '2027-02-26T12:00:00Z', '2027-02-01'
    from learners l cross join cards c`;
  await sql`
    insert into presentations (id, learner_id, card_id, study_day, memory_version, offers, text_hash, shown_at,
      answer_shown_at)
    select 'p' || l.id || '-' || c.id, l.id, c.id, ${day}, 1, ${JSON.stringify(offered)}::text::jsonb, c.hash,
      ${at}::timestamptz, ${at}::timestamptz
    from learners l cross join cards c`;
  await sql`analyze`;
  const rows = await sql<{ id: string; user_id: string }[]>`
    select p.id, i.user_id from presentations p join identities i on i.learner_id = p.learner_id
    order by md5(p.id)`;
  return rows.map((row) => ({ presentationId: row.id as PresentationId, userId: row.user_id }));
}

function oursOf(ctx: AppContext) {
  return async ({ presentationId, userId }: Target) => {
    const outcome = await gradeCard(ctx, {
      presentationId,
      rating: "good",
      by: account("Any", { userId }),
      eventKey: `ours:${presentationId}`,
    });
    if (outcome.kind !== "graded") throw new Error(`a rating ended ${outcome.kind}`);
  };
}

/** The same two texts, by hand on postgres.js: read, take the offer as shown, write. */
async function bareOf(ctx: AppContext, sql: postgres.Sql) {
  const read = bareStatement(gradingStatements(ctx.db).readByAccount.getQuery());
  const write = bareStatement(gradingStatements(ctx.db).write.getQuery());
  const [columns] = [await readColumns(sql, read)];
  return async ({ presentationId, userId }: Target) => {
    const [row] = await sql
      .unsafe(read.text, read.values({ presentationId, platform: "playground", scope: "", userId }), { prepare: true })
      .values();
    const at = (name: keyof typeof columns) => row?.[columns[name]];
    const offer = (at("offers") as Record<Rating, Offer>).good;
    const now = new Date(ctx.clock.nowMs()).toISOString();
    const { state } = offer;
    const written = await sql
      .unsafe(
        write.text,
        write.values({
          ...state,
          learnerId: at("learnerId"),
          cardId: at("cardId"),
          presentationId,
          sessionId: null,
          identityId: at("identityId"),
          eventKey: `bare:${presentationId}`,
          at: now,
          expectedVersion: 1,
          studyDay: day,
          dayStart: "2027-03-10T03:00:00.000Z",
          capFrom: "2027-02-09",
          track: studyTrack,
          week: "week:2027-W10",
          month: "month:2027-03",
          dueAt: null,
          rating: "good",
          before: state,
          after: state,
          intervalUnit: offer.interval.unit,
          intervalValue: offer.interval.value,
          retrievability: 0.9,
          tookMs: 10_000,
          points: 10,
          firstOfDay: true,
          wasDue: true,
          isNew: false,
          recalled: true,
        }),
        { prepare: true },
      )
      .values();
    if (written.length !== 1) throw new Error("a bare rating was not written");
  };
}

interface BareStatement {
  readonly text: string;
  values(named: Record<string, unknown>): never[];
}

/** Values in the order of the statement's parameters: named ones by their name, others as they are. */
function bareStatement(query: { sql: string; params: unknown[] }): BareStatement {
  const names = query.params.map((value) => nameOf(value));
  return {
    text: query.sql,
    values: (named) => names.map((name, index) => (name === null ? query.params[index] : named[name])) as never[],
  };
}

function nameOf(value: unknown): string | null {
  for (let at = value; typeof at === "object" && at !== null; at = (at as { value?: unknown }).value) {
    if ("name" in at && typeof at.name === "string") return at.name;
  }
  return null;
}

/** Places of the columns the bare side needs, found once by their names in the statement. */
async function readColumns(sql: postgres.Sql, read: BareStatement) {
  const described = await sql.unsafe(
    read.text,
    read.values({ presentationId: "", platform: "", scope: "", userId: "" }),
    {
      prepare: true,
    },
  );
  const names = described.columns.map(({ name }) => name);
  return {
    learnerId: names.indexOf("learner_id"),
    cardId: names.indexOf("card_id"),
    offers: names.indexOf("offers"),
    // Right after the learner's columns, which end in created_at.
    identityId: names.indexOf("created_at") + 1,
  };
}
