import { and, asc, count, eq, inArray, isNotNull, isNull, ne, sql } from "drizzle-orm";
import type { DailyQuestionId, LearnerId, PresentationId, StudyDay, TrackId } from "../core/ids.ts";
import { dayCap } from "../core/scoring/points.ts";
import type { Database } from "./database.ts";
import { rowsOf } from "./rows.ts";
import { answers, dailyActivity, learners, memberships, reviews } from "./schema/index.ts";

export type Answer = typeof answers.$inferSelect;
export type Share = Answer["share"];

export async function readAnswer(db: Database, id: DailyQuestionId, learnerId: LearnerId): Promise<Answer | null> {
  const [row] = await db
    .select()
    .from(answers)
    .where(and(eq(answers.dailyQuestionId, id), eq(answers.learnerId, learnerId)));
  return row ?? null;
}

/** As `readAnswer`, locked until the transaction ends. */
export async function lockAnswer(tx: Database, id: DailyQuestionId, learnerId: LearnerId): Promise<Answer | null> {
  const [row] = await tx
    .select()
    .from(answers)
    .where(and(eq(answers.dailyQuestionId, id), eq(answers.learnerId, learnerId)))
    .for("update");
  return row ?? null;
}

/** The review an answer was rated with; an undo clears `presentationId`, so one that is named stands. */
export async function readReviewOf(
  db: Database,
  presentationId: PresentationId,
): Promise<typeof reviews.$inferSelect | null> {
  const [row] = await db
    .select()
    .from(reviews)
    .where(and(eq(reviews.presentationId, presentationId), isNull(reviews.undoes)));
  return row ?? null;
}

/** Whether another question of this study day was answered in words in time: only the first earns points. */
export async function answeredOther(
  tx: Database,
  of: { learnerId: LearnerId; studyDay: StudyDay; except: DailyQuestionId },
): Promise<boolean> {
  const [row] = await tx
    .select({ id: answers.id })
    .from(answers)
    .where(
      and(
        eq(answers.learnerId, of.learnerId),
        eq(answers.studyDay, of.studyDay),
        ne(answers.dailyQuestionId, of.except),
        sql`${answers.points} > 0`,
      ),
    )
    .limit(1);
  return row !== undefined;
}

/** What the study day was before an answer, locked; the row is made where it is the day's first event. */
export async function lockDay(
  tx: Database,
  day: { learnerId: LearnerId; studyDay: StudyDay; dueAtStart: () => Promise<number> },
): Promise<typeof dailyActivity.$inferSelect> {
  const where = and(eq(dailyActivity.learnerId, day.learnerId), eq(dailyActivity.studyDay, day.studyDay));
  const [known] = await tx.select().from(dailyActivity).where(where).for("update");
  if (known) return known;
  await tx
    .insert(dailyActivity)
    .values({ learnerId: day.learnerId, studyDay: day.studyDay, dueAtStart: await day.dueAtStart() })
    .onConflictDoNothing();
  const [made] = await tx.select().from(dailyActivity).where(where).for("update");
  if (!made) throw new Error("a study day that was just written is gone");
  return made;
}

export interface AnswerCredit {
  readonly learnerId: LearnerId;
  readonly studyDay: StudyDay;
  readonly track: TrackId;
  /** `week:...`, `month:...`; `all` is added. */
  readonly week: string;
  readonly month: string;
  /** Before the day's cap. */
  readonly points: number;
}

/**
 * Counts an answer: the day's points within its cap, the learner's totals in every active cohort on the track, the
 * study day there if it is the day's first event. Returns the points granted.
 */
export async function creditAnswer(tx: Database, credit: AnswerCredit): Promise<number> {
  const { learnerId, studyDay, track, week, month, points } = credit;
  const cap = sql.raw(String(dayCap));
  const result = await tx.execute(sql`
    with before as (
      select reviews, answered_daily from daily_activity
      where learner_id = ${learnerId} and study_day = ${studyDay}::date
    ),
    day as (
      update daily_activity set
        answered_daily = true,
        points = least(${cap}, points + ${points}::int),
        last_grant = least(${cap}, points + ${points}::int) - points
      where learner_id = ${learnerId} and study_day = ${studyDay}::date
      returning last_grant
    ),
    total as (
      insert into totals (cohort_id, period, learner_id, points, study_days)
      select m.cohort_id, period, m.learner_id, day.last_grant,
        case when before.reviews = 0 and not before.answered_daily then 1 else 0 end
      from day cross join before
      join memberships m on m.learner_id = ${learnerId} and m.left_at is null
      join cohorts c on c.id = m.cohort_id and c.state = 'active' and c.track = ${track}
      cross join unnest(array[${week}::text, ${month}::text, 'all']) as period
      on conflict (cohort_id, period, learner_id) do update set
        points = totals.points + excluded.points, study_days = totals.study_days + excluded.study_days
    )
    select last_grant as granted from day`);
  return Number(rowsOf<{ granted: number }>(result)[0]?.granted ?? 0);
}

/** Whether the learner is in a cohort that goes on and follows the track: points need one. */
export async function isOnTrack(tx: Database, learnerId: LearnerId, track: TrackId): Promise<boolean> {
  const result = await tx.execute(sql`
    select 1 from memberships m join cohorts c on c.id = m.cohort_id and c.state = 'active' and c.track = ${track}
    where m.learner_id = ${learnerId} and m.left_at is null limit 1`);
  return rowsOf(result).length > 0;
}

/** Members, and how many of them have answered in words in time. */
export async function countAnswers(
  db: Database,
  question: { id: DailyQuestionId; cohortId: (typeof memberships.$inferSelect)["cohortId"]; closesAt: number },
): Promise<{ members: number; answered: number }> {
  const [row] = await db
    .select({ members: count(), answered: count(answers.id) })
    .from(memberships)
    .leftJoin(
      answers,
      and(
        eq(answers.learnerId, memberships.learnerId),
        eq(answers.dailyQuestionId, question.id),
        isNotNull(answers.answeredAt),
        sql`${answers.answeredAt} < ${new Date(question.closesAt).toISOString()}::timestamptz`,
      ),
    )
    .where(and(eq(memberships.cohortId, question.cohortId), isNull(memberships.leftAt)));
  return { members: row?.members ?? 0, answered: row?.answered ?? 0 };
}

/** What the members who answered in time gave: for the recap's spread and its least said point. */
export async function readRatings(
  db: Database,
  question: { id: DailyQuestionId; cohortId: (typeof memberships.$inferSelect)["cohortId"]; closesAt: number },
): Promise<Pick<Answer, "rating" | "ticked">[]> {
  return db
    .select({ rating: answers.rating, ticked: answers.ticked })
    .from(answers)
    .innerJoin(
      memberships,
      and(
        eq(memberships.learnerId, answers.learnerId),
        eq(memberships.cohortId, question.cohortId),
        isNull(memberships.leftAt),
      ),
    )
    .where(
      and(
        eq(answers.dailyQuestionId, question.id),
        isNotNull(answers.answeredAt),
        sql`${answers.answeredAt} < ${new Date(question.closesAt).toISOString()}::timestamptz`,
      ),
    );
}

export interface SharedAnswer {
  readonly learnerId: LearnerId;
  readonly words: string;
  /** Null: shared without a name. */
  readonly name: string | null;
}

/** Answers their writers share now and no organiser took out, the earliest first. */
export async function readShared(db: Database, id: DailyQuestionId): Promise<SharedAnswer[]> {
  const rows = await db
    .select({ learnerId: answers.learnerId, words: answers.words, share: answers.share, name: learners.displayName })
    .from(answers)
    .innerJoin(learners, eq(learners.id, answers.learnerId))
    .where(
      and(
        eq(answers.dailyQuestionId, id),
        isNotNull(answers.words),
        inArray(answers.share, ["named", "unnamed"]),
        eq(answers.removedByOrganiser, false),
      ),
    )
    .orderBy(asc(answers.answeredAt), asc(answers.id));
  return rows.map(({ learnerId, words, share, name }) => ({
    learnerId,
    words: words ?? "",
    name: share === "named" ? name : null,
  }));
}
