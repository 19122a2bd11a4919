import { and, eq, type SQL, sql } from "drizzle-orm";
import { cardCap, dayCap } from "../core/scoring/points.ts";
import type { Database } from "./database.ts";
import { answers, cards, identities, learners, memoryStates, presentations } from "./schema/index.ts";

/**
 * The two statements of a rating, built once per handle and prepared on the server. Everything a rating changes stands
 * in the second one: it happens whole or not at all, without a transaction around it.
 */
export interface GradingStatements {
  readonly readByAccount: ReturnType<typeof prepareReadByAccount>;
  readonly readByIdentity: ReturnType<typeof prepareReadByIdentity>;
  readonly write: ReturnType<typeof prepareWrite>;
}

const prepared = new WeakMap<Database, GradingStatements>();

export function gradingStatements(db: Database): GradingStatements {
  let statements = prepared.get(db);
  if (!statements) {
    statements = {
      readByAccount: prepareReadByAccount(db),
      readByIdentity: prepareReadByIdentity(db),
      write: prepareWrite(db),
    };
    prepared.set(db, statements);
  }
  return statements;
}

export type GradingRow = Awaited<ReturnType<GradingStatements["readByAccount"]["execute"]>>[number];

const parameter = sql.placeholder;

function prepareReadByAccount(db: Database) {
  return readStatement(
    db,
    sql`${identities.platform} = ${parameter("platform")} and ${identities.scope} = ${parameter("scope")} and ${identities.userId} = ${parameter("userId")}`,
  ).prepare("grading_read_by_account");
}

function prepareReadByIdentity(db: Database) {
  return readStatement(db, sql`${identities.id} = ${parameter("identityId")}`).prepare("grading_read_by_identity");
}

/** `identityId` is null when the presentation is not this person's. */
function readStatement(db: Database, person: SQL) {
  return db
    .select({
      presentation: presentations,
      learner: learners,
      identityId: identities.id,
      state: memoryStates,
      card: { kind: cards.kind, track: cards.track, archivedAt: cards.archivedAt },
      answerPoints: answers.points,
    })
    .from(presentations)
    .innerJoin(learners, eq(learners.id, presentations.learnerId))
    .innerJoin(cards, eq(cards.id, presentations.cardId))
    .leftJoin(identities, and(eq(identities.learnerId, presentations.learnerId), person))
    .leftJoin(
      memoryStates,
      and(eq(memoryStates.learnerId, presentations.learnerId), eq(memoryStates.cardId, presentations.cardId)),
    )
    .leftJoin(
      answers,
      and(eq(answers.dailyQuestionId, presentations.dailyQuestionId), eq(answers.learnerId, presentations.learnerId)),
    )
    .where(eq(presentations.id, parameter("presentationId")));
}

/** Values of the write's parameters. Instants are ISO texts, states are JSON texts. */
export interface GradingWrite {
  learnerId: number;
  cardId: number;
  presentationId: string;
  sessionId: string | null;
  identityId: number;
  eventKey: string;
  at: string;
  /** Version of the memory state this was worked out from; 0: none yet. */
  expectedVersion: number;
  studyDay: string;
  dayStart: string;
  /** First study day of those the card's cap looks at. */
  capFrom: string;
  track: string;
  week: string;
  month: string;
  phase: string;
  stability: number;
  difficulty: number;
  reps: number;
  lapses: number;
  step: number;
  dueDay: string | null;
  dueAt: string | null;
  rating: string;
  before: string | null;
  after: string;
  intervalUnit: string;
  intervalValue: number;
  retrievability: number | null;
  tookMs: number;
  /** Before the caps. */
  points: number;
  firstOfDay: boolean;
  wasDue: boolean;
  isNew: boolean;
  recalled: boolean;
}

function given(name: keyof GradingWrite, type: string): SQL {
  return sql`${parameter(name)}::${sql.raw(type)}`;
}

/**
 * One row when it was written, none when the gate was closed: graded or put aside already, the event seen before, or
 * the memory no longer of the expected version.
 *
 * The gate locks the presentation first, then the memory state; whoever else writes both keeps to that order. Of two
 * that race, the later one sees the earlier one's row when its lock is granted, and finds the gate closed.
 */
function prepareWrite(db: Database) {
  const gate = db.$with("gate", { learnerId: sql<number>`learner_id`.as("learner_id") }).as(sql`
    insert into memory_states (learner_id, card_id, phase, stability, difficulty, reps, lapses, step,
      due_day, due_at, last_study_day, last_reviewed_at, introduced_on, version)
    select ${given("learnerId", "bigint")}, ${given("cardId", "int")}, ${given("phase", "text")},
      ${given("stability", "float8")}, ${given("difficulty", "float8")}, ${given("reps", "int")},
      ${given("lapses", "int")}, ${given("step", "smallint")}, ${given("dueDay", "date")},
      ${given("dueAt", "timestamptz")}, ${given("studyDay", "date")}, ${given("at", "timestamptz")},
      ${given("studyDay", "date")}, 1
    from presentations p
    where p.id = ${given("presentationId", "text")} and p.graded_at is null and p.voided_at is null
      and not exists (select 1 from event_keys where key = ${given("eventKey", "text")})
      and (${given("expectedVersion", "int")} = 0 or exists (select 1 from memory_states
        where learner_id = ${given("learnerId", "bigint")} and card_id = ${given("cardId", "int")}))
    for no key update of p
    on conflict (learner_id, card_id) do update set
      phase = excluded.phase, stability = excluded.stability, difficulty = excluded.difficulty, reps = excluded.reps,
      lapses = excluded.lapses, step = excluded.step, due_day = excluded.due_day, due_at = excluded.due_at,
      last_study_day = excluded.last_study_day, last_reviewed_at = excluded.last_reviewed_at,
      introduced_on = coalesce(memory_states.introduced_on, excluded.introduced_on),
      version = memory_states.version + 1
    where memory_states.version = ${given("expectedVersion", "int")}
    returning learner_id`);

  const shown = db.$with("shown", { sessionId: sql<string | null>`session_id`.as("session_id") }).as(sql`
    update presentations set graded_at = ${given("at", "timestamptz")}, rating = ${given("rating", "text")}
    from gate where presentations.id = ${given("presentationId", "text")}
    returning session_id, number, daily_question_id, ticked`);

  const day = db
    .$with("day", {
      points: sql<number>`points`.mapWith(Number).as("points"),
      reviews: sql<number>`reviews`.mapWith(Number).as("reviews"),
    })
    .as(sql`
    insert into daily_activity
      (learner_id, study_day, due_at_start, due_done, reviews, recalled, new_cards, points, last_grant)
    select gate.learner_id, ${given("studyDay", "date")},
      case when exists (select 1 from daily_activity
          where learner_id = ${given("learnerId", "bigint")} and study_day = ${given("studyDay", "date")})
        then 0
        else (select count(*) from memory_states s join cards c on c.id = s.card_id
          where s.learner_id = ${given("learnerId", "bigint")} and s.suspended_at is null and c.archived_at is null
            and (s.due_day <= ${given("studyDay", "date")} or s.due_at < ${given("dayStart", "timestamptz")}))
      end,
      ${given("wasDue", "boolean")}::int, 1, ${given("recalled", "boolean")}::int, ${given("isNew", "boolean")}::int,
      allowed.points, allowed.points
    from gate, (
      select least(${given("points", "int")}, greatest(0, ${sql.raw(String(cardCap))} - coalesce(sum(r.points), 0)))
        as points
      from reviews r
      where r.learner_id = ${given("learnerId", "bigint")} and r.card_id = ${given("cardId", "int")}
        and r.study_day >= ${given("capFrom", "date")}
    ) allowed
    on conflict (learner_id, study_day) do update set
      due_done = daily_activity.due_done + excluded.due_done, reviews = daily_activity.reviews + 1,
      recalled = daily_activity.recalled + excluded.recalled,
      new_cards = daily_activity.new_cards + excluded.new_cards,
      points = least(${sql.raw(String(dayCap))}, daily_activity.points + excluded.points),
      last_grant = least(${sql.raw(String(dayCap))}, daily_activity.points + excluded.points) - daily_activity.points
    returning points, last_grant, reviews, answered_daily`);

  const review = db
    .$with("review", {
      id: sql<number>`id`.mapWith(Number).as("id"),
      points: sql<number>`points`.mapWith(Number).as("review_points"),
    })
    .as(sql`
    insert into reviews (learner_id, card_id, presentation_id, session_id, identity_id, study_day, reviewed_at, rating,
      before, after, interval_unit, interval_value, retrievability, took_ms, points, first_of_day, was_due)
    select ${given("learnerId", "bigint")}, ${given("cardId", "int")}, ${given("presentationId", "text")},
      ${given("sessionId", "text")}, ${given("identityId", "bigint")}, ${given("studyDay", "date")},
      ${given("at", "timestamptz")}, ${given("rating", "text")}, ${given("before", "jsonb")},
      ${given("after", "jsonb")}, ${given("intervalUnit", "text")}, ${given("intervalValue", "int")},
      ${given("retrievability", "real")}, ${given("tookMs", "int")}, day.last_grant,
      ${given("firstOfDay", "boolean")}, ${given("wasDue", "boolean")}
    from day
    returning id, points as review_points`);

  const learner = db.$with("learner", {}).as(sql`
    update learners set review_count = review_count + 1 from gate where learners.id = gate.learner_id`);

  const total = db.$with("total", {}).as(sql`
    insert into totals (cohort_id, period, learner_id, points, study_days)
    select m.cohort_id, period, m.learner_id, day.last_grant,
      case when day.reviews = 1 and not day.answered_daily then 1 else 0 end
    from day
    join memberships m on m.learner_id = ${given("learnerId", "bigint")} and m.left_at is null
    join cohorts c on c.id = m.cohort_id and c.state = 'active' and c.track = ${given("track", "text")}
    cross join unnest(array[${given("week", "text")}, ${given("month", "text")}, 'all']) as period
    on conflict (cohort_id, period, learner_id) do update set
      points = totals.points + excluded.points, study_days = totals.study_days + excluded.study_days`);

  const event = db.$with("event", {}).as(sql`
    insert into event_keys (key, at) select ${given("eventKey", "text")}, ${given("at", "timestamptz")} from gate
    on conflict do nothing`);

  const session = db.$with("session", {}).as(sql`
    update sessions set done = greatest(sessions.done, shown.number)
    from shown where sessions.id = shown.session_id and shown.number > sessions.done`);

  const answer = db.$with("answer", {}).as(sql`
    update answers set rating = ${given("rating", "text")}, ticked = shown.ticked,
      presentation_id = ${given("presentationId", "text")}
    from shown
    where answers.daily_question_id = shown.daily_question_id and answers.learner_id = ${given("learnerId", "bigint")}`);

  return db
    .with(gate, shown, day, review, learner, total, event, session, answer)
    .select({ reviewId: review.id, points: review.points, dayPoints: day.points, dayReviews: day.reviews })
    .from(review)
    .innerJoin(day, sql`true`)
    .prepare("grading_write");
}
