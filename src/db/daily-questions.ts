import { and, desc, eq, gt, inArray, lt, lte, sql } from "drizzle-orm";
import type { CardId, CohortId, DailyQuestionId, StudyDay, TrackId } from "../core/ids.ts";
import type { Database } from "./database.ts";
import { rowsOf } from "./rows.ts";
import { cards, cohorts, dailyQuestions, deliveries } from "./schema/index.ts";

export type DailyQuestion = typeof dailyQuestions.$inferSelect;
export type Card = typeof cards.$inferSelect;

/** A cohort that needs a question, and what it has reached. */
export interface QuestionWanted {
  readonly cohortId: CohortId;
  readonly track: TrackId;
  readonly date: StudyDay;
  /** Roadmap week reached. */
  readonly week: number;
  /** Blocks the cohort is in: their later weeks come after all weeks reached. */
  readonly blocks: readonly string[];
}

export interface QuestionChosen {
  readonly cohortId: CohortId;
  readonly cardId: CardId;
  /** Everything had been asked: the oldest came round. */
  readonly again: boolean;
}

/**
 * Where a card nobody has met stands among those that were met: behind what is half forgotten, before what everyone
 * still knows.
 */
const unmetRecall = 0.9;
/** Decay of the forgetting curve in the published weights of FSRS-6, for learners without weights of their own. */
const defaultDecay = 0.1542;

/**
 * Chooses for many cohorts at once, in this order: never asked before asked; of those never asked, weeks reached before
 * the rest of the block, then lowest mean chance of recall over the members who met the card, then the newest week, then
 * the roadmap's order; of those asked, the one asked longest ago. A cohort without an interview card gets none.
 * The chance of recall is FSRS's forgetting curve: `(1 + f t / S) ^ -d`, `f = 0.9 ^ (-1 / d) - 1`.
 */
export async function chooseCards(db: Database, wanted: readonly QuestionWanted[]): Promise<QuestionChosen[]> {
  if (wanted.length === 0) return [];
  const json = JSON.stringify(
    // Numbered, since numbers sort faster than texts.
    wanted.map(({ cohortId: cohort, track, date, week, blocks }, n) => ({ n, cohort, track, date, week, blocks })),
  );
  const result = await db.execute(sql`
    with wanted as (
      select * from json_to_recordset(${json}::json)
        as w(n int, cohort text, track text, date date, week int, blocks text[])
    ),
    pool as (
      select w.n, w.cohort, w.date, c.id as card, c.week <= w.week as reached, c.week, c.position
      from wanted w
      join cards c on c.track = w.track and c.kind = 'interview' and c.archived_at is null
        and (c.week <= w.week or c.block = any(w.blocks))
    ),
    asked as (
      select w.cohort, q.card_id as card, max(q.date) as last
      from wanted w join daily_questions q on q.cohort_id = w.cohort
      group by 1, 2
    ),
    recall as (
      select p.cohort, p.card, avg(power(
          1 + (power(0.9, -1 / d.decay) - 1) * greatest(0, p.date - s.last_study_day) / s.stability, -d.decay
        )) as mean
      from pool p
      join memberships m on m.cohort_id = p.cohort and m.left_at is null
      join memory_states s on s.learner_id = m.learner_id and s.card_id = p.card
        and s.stability > 0 and s.last_study_day is not null
      join learners l on l.id = s.learner_id
      cross join lateral (select coalesce((l.weights->>20)::float8, ${defaultDecay}::float8) as decay) d
      group by 1, 2
    ),
    -- The first in order is the least array: found in one pass, where sorting all pools took most of the time.
    first as (
      select p.cohort, min(array[
          case when a.last is null then 0 else 1 end, coalesce(a.last - date '2000-01-01', 0),
          case when p.reached then 0 else 1 end, coalesce(r.mean, ${unmetRecall}::float8), -p.week, p.position, p.card
        ]::float8[]) as least
      from pool p
      left join asked a on a.cohort = p.cohort and a.card = p.card
      left join recall r on r.cohort = p.cohort and r.card = p.card
      group by p.n, p.cohort
    )
    select cohort, least[7]::int as card, least[1] = 1 as again from first`);
  return rowsOf<{ cohort: CohortId; card: number; again: boolean }>(result).map((row) => ({
    cohortId: row.cohort,
    cardId: row.card as CardId,
    again: row.again,
  }));
}

/** Writes questions; where another process was first, its choice stands. Returns what stands now. */
export async function insertQuestions(
  db: Database,
  questions: readonly (typeof dailyQuestions.$inferInsert)[],
): Promise<DailyQuestion[]> {
  if (questions.length === 0) return [];
  await db
    .insert(dailyQuestions)
    .values([...questions])
    .onConflictDoNothing({ target: [dailyQuestions.cohortId, dailyQuestions.date] });
  return db
    .select()
    .from(dailyQuestions)
    .where(
      inArray(
        sql`(${dailyQuestions.cohortId}, ${dailyQuestions.date})`,
        questions.map((one) => sql`(${one.cohortId}, ${one.date}::date)`),
      ),
    );
}

/** A question with what its screens need. */
export interface QuestionRead {
  readonly question: DailyQuestion;
  readonly cohort: typeof cohorts.$inferSelect;
  readonly card: Card;
}

export async function readQuestion(db: Database, id: DailyQuestionId): Promise<QuestionRead | null> {
  const [row] = await db
    .select({ question: dailyQuestions, cohort: cohorts, card: cards })
    .from(dailyQuestions)
    .innerJoin(cohorts, eq(cohorts.id, dailyQuestions.cohortId))
    .innerJoin(cards, eq(cards.id, dailyQuestions.cardId))
    .where(eq(dailyQuestions.id, id));
  return row ?? null;
}

/** The question before this one; null for a cohort's first. */
export async function questionBefore(db: Database, question: DailyQuestion): Promise<DailyQuestion | null> {
  const [row] = await db
    .select()
    .from(dailyQuestions)
    .where(and(eq(dailyQuestions.cohortId, question.cohortId), lt(dailyQuestions.date, question.date)))
    .orderBy(desc(dailyQuestions.date))
    .limit(1);
  return row ?? null;
}

/** The questions open now of some cohorts, the newest first. */
export async function openQuestionsOf(
  db: Database,
  cohortIds: readonly CohortId[],
  nowMs: number,
): Promise<DailyQuestion[]> {
  if (cohortIds.length === 0) return [];
  return db
    .select()
    .from(dailyQuestions)
    .where(
      and(
        inArray(dailyQuestions.cohortId, [...cohortIds]),
        lte(dailyQuestions.opensAt, nowMs),
        gt(dailyQuestions.closesAt, nowMs),
      ),
    )
    .orderBy(desc(dailyQuestions.opensAt), desc(dailyQuestions.date));
}

/** The last question of each cohort that has closed. */
export async function lastClosedOf(
  db: Database,
  cohortIds: readonly CohortId[],
  nowMs: number,
): Promise<DailyQuestion[]> {
  if (cohortIds.length === 0) return [];
  return db
    .selectDistinctOn([dailyQuestions.cohortId])
    .from(dailyQuestions)
    .where(and(inArray(dailyQuestions.cohortId, [...cohortIds]), lte(dailyQuestions.closesAt, nowMs)))
    .orderBy(dailyQuestions.cohortId, desc(dailyQuestions.date));
}

/** The schedule moved: an open question stays open until the new next moment, and its posts say so. */
export async function moveOpenQuestionClose(
  tx: Database,
  cohortId: CohortId,
  moved: { afterMs: number; closesAtMs: number },
): Promise<void> {
  const open = await tx
    .update(dailyQuestions)
    .set({ closesAt: moved.closesAtMs })
    .where(
      and(
        eq(dailyQuestions.cohortId, cohortId),
        lte(dailyQuestions.opensAt, moved.afterMs),
        gt(dailyQuestions.closesAt, moved.afterMs),
      ),
    )
    .returning({ opensAt: dailyQuestions.opensAt });
  for (const { opensAt } of open) await wantPostsShown(tx, cohortId, opensAt, moved.afterMs);
}

/** All posts of a cohort's question show something that has changed (the counter, the closing time). */
export async function wantPostsShown(
  tx: Database,
  cohortId: CohortId,
  opensAtMs: number,
  nowMs: number,
): Promise<void> {
  await tx
    .update(deliveries)
    .set({
      wantedVersion: sql`${deliveries.wantedVersion} + 1`,
      editAfter: sql`coalesce(${deliveries.editAfter}, ${new Date(nowMs).toISOString()}::timestamptz)`,
    })
    .where(
      and(eq(deliveries.cohortId, cohortId), eq(deliveries.dueAt, opensAtMs), eq(deliveries.kind, "daily-question")),
    );
}
