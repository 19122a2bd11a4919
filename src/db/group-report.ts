import { and, asc, desc, eq, gt, gte, inArray, isNotNull, isNull, sql } from "drizzle-orm";
import type { CardId, CohortId, DailyQuestionId, LearnerId, StudyDay, TrackId } from "../core/ids.ts";
import type { Database } from "./database.ts";
import { rowsOf } from "./rows.ts";
import { answers, cards, dailyQuestions, deliveries, flags, learners, memberships } from "./schema/index.ts";

/** What an organiser's report sums up. Who may see which sum is decided by its reader. */

/** Members of at least a week who have not studied since a day, that day left out. */
export async function countAway(
  db: Database,
  of: { cohortId: CohortId; sinceDay: StudyDay; joinedBeforeMs: number },
): Promise<number> {
  const result = await db.execute(sql`
    select count(*) as away from memberships m
    where m.cohort_id = ${of.cohortId} and m.left_at is null
      and m.joined_at < ${new Date(of.joinedBeforeMs).toISOString()}::timestamptz
      and not exists (select 1 from daily_activity d where d.learner_id = m.learner_id
        and d.study_day > ${of.sinceDay}::date and (d.reviews > 0 or d.answered_daily))`);
  return Number(rowsOf<{ away: string }>(result)[0]?.away ?? 0);
}

/** Questions asked since a moment, and answers in words given to them in time. */
export async function countRecentAnswers(
  db: Database,
  cohortId: CohortId,
  sinceMs: number,
): Promise<{ readonly questions: number; readonly answers: number }> {
  const since = sql`${new Date(sinceMs).toISOString()}::timestamptz`;
  const result = await db.execute(sql`
    select count(distinct q.id) as questions, count(a.id) as answers
    from daily_questions q
    left join answers a on a.daily_question_id = q.id and a.answered_at < q.closes_at
      and exists (select 1 from memberships m where m.cohort_id = q.cohort_id and m.learner_id = a.learner_id
        and m.left_at is null)
    where q.cohort_id = ${cohortId} and q.opens_at > ${since}`);
  const [row] = rowsOf<{ questions: string; answers: string }>(result);
  return { questions: Number(row?.questions ?? 0), answers: Number(row?.answers ?? 0) };
}

/** A deck by how many members it is known of. */
export interface DeckSum {
  readonly title: string;
  readonly learners: number;
}

/** Decks whose cards come to mind least often when they return, each from so many members on. */
export async function readLeastRecalled(
  db: Database,
  of: { cohortId: CohortId; track: TrackId; since: StudyDay; learnersAtLeast: number; limit: number },
): Promise<DeckSum[]> {
  const result = await db.execute(sql`
    select k.deck_title as title, count(distinct r.learner_id) as learners
    from memberships m
    join reviews r on r.learner_id = m.learner_id and r.study_day >= ${of.since}::date
    join cards k on k.id = r.card_id and k.track = ${of.track}
    where m.cohort_id = ${of.cohortId} and m.left_at is null
      and r.first_of_day and r.undoes is null and r.before ->> 'phase' = 'review'
      and not exists (select 1 from reviews u where u.undoes = r.id)
    group by k.deck_title
    having count(distinct r.learner_id) >= ${of.learnersAtLeast} and bool_or(r.rating = 'again')
    order by avg(case when r.rating = 'again' then 0.0 else 1.0 end), k.deck_title
    limit ${of.limit}`);
  return sums(result);
}

/** Decks with cards that keep slipping, by how many members that happens to, from so many on. */
export async function readSlipping(
  db: Database,
  of: { cohortId: CohortId; track: TrackId; lapses: number; learnersAtLeast: number; limit: number },
): Promise<DeckSum[]> {
  const result = await db.execute(sql`
    select k.deck_title as title, count(distinct s.learner_id) as learners
    from memberships m
    join memory_states s on s.learner_id = m.learner_id and s.lapses >= ${of.lapses}
    join cards k on k.id = s.card_id and k.track = ${of.track} and k.archived_at is null
    where m.cohort_id = ${of.cohortId} and m.left_at is null
    group by k.deck_title
    having count(distinct s.learner_id) >= ${of.learnersAtLeast}
    order by 2 desc, 1
    limit ${of.limit}`);
  return sums(result);
}

function sums(result: unknown): DeckSum[] {
  return rowsOf<{ title: string; learners: string }>(result).map(({ title, learners: people }) => ({
    title,
    learners: Number(people),
  }));
}

/** Posts of a cohort that came due since a moment. */
export async function countPosts(
  db: Database,
  cohortId: CohortId,
  since: { readonly fromMs: number; readonly toMs: number },
): Promise<{ readonly sent: number; readonly skipped: number }> {
  const [row] = await db
    .select({
      sent: sql`count(*) filter (where ${deliveries.state} = 'sent')`.mapWith(Number),
      skipped: sql`count(*) filter (where ${deliveries.state} in ('skipped', 'dead'))`.mapWith(Number),
    })
    .from(deliveries)
    .where(
      and(
        eq(deliveries.cohortId, cohortId),
        inArray(deliveries.kind, ["daily-question", "weekly"]),
        gt(deliveries.dueAt, since.fromMs),
        sql`${deliveries.dueAt} <= ${new Date(since.toMs).toISOString()}::timestamptz`,
      ),
    );
  return row ?? { sent: 0, skipped: 0 };
}

export interface OpenFlag {
  readonly id: number;
  readonly cardId: CardId;
  readonly prompt: string;
  readonly reason: (typeof flags.$inferSelect)["reason"];
  readonly text: string;
  readonly createdAt: number;
}

/** Flags of the cohort's members on its track that nobody has closed, the oldest first. */
export async function readOpenFlags(db: Database, cohortId: CohortId, track: TrackId): Promise<OpenFlag[]> {
  const rows = await db
    .select({ flag: flags, body: cards.body })
    .from(flags)
    .innerJoin(cards, and(eq(cards.id, flags.cardId), eq(cards.track, track)))
    .innerJoin(
      memberships,
      and(eq(memberships.learnerId, flags.learnerId), eq(memberships.cohortId, cohortId), isNull(memberships.leftAt)),
    )
    .where(isNull(flags.resolvedAt))
    .orderBy(asc(flags.createdAt), asc(flags.id));
  return rows.map(({ flag, body }) => ({
    id: flag.id,
    cardId: flag.cardId,
    prompt: body.prompt,
    reason: flag.reason,
    text: flag.text,
    createdAt: flag.createdAt,
  }));
}

export async function closeFlag(db: Database, id: number, atMs: number): Promise<void> {
  await db
    .update(flags)
    .set({ resolvedAt: atMs })
    .where(and(eq(flags.id, id), isNull(flags.resolvedAt)));
}

export interface RecentlyShared {
  /** Of the answer. */
  readonly id: number;
  readonly dailyQuestionId: DailyQuestionId;
  readonly learnerId: LearnerId;
  readonly words: string;
  /** Null: shared without a name. */
  readonly name: string | null;
}

/** Answers shared in the cohort's threads and not taken out, the newest first. */
export async function readRecentlyShared(
  db: Database,
  of: { cohortId: CohortId; sinceMs: number; limit: number },
): Promise<RecentlyShared[]> {
  const rows = await db
    .select({
      id: answers.id,
      dailyQuestionId: answers.dailyQuestionId,
      learnerId: answers.learnerId,
      words: answers.words,
      share: answers.share,
      name: learners.displayName,
    })
    .from(dailyQuestions)
    .innerJoin(answers, eq(answers.dailyQuestionId, dailyQuestions.id))
    .innerJoin(learners, eq(learners.id, answers.learnerId))
    .where(
      and(
        eq(dailyQuestions.cohortId, of.cohortId),
        gte(dailyQuestions.opensAt, of.sinceMs),
        inArray(answers.share, ["named", "unnamed"]),
        eq(answers.removedByOrganiser, false),
        isNotNull(answers.words),
      ),
    )
    .orderBy(desc(dailyQuestions.opensAt), asc(answers.id))
    .limit(of.limit);
  return rows.map(({ share, name, words, ...row }) => ({
    ...row,
    words: words ?? "",
    name: share === "named" ? name : null,
  }));
}
