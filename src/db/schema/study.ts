import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  date,
  doublePrecision,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  real,
  smallint,
  text,
  uniqueIndex,
} from "drizzle-orm/pg-core";
import type { CardBody } from "../../core/curriculum/card.ts";
import type {
  CardId,
  DailyQuestionId,
  IdentityId,
  LearnerId,
  PresentationId,
  ReviewId,
  SessionId,
  StudyDay,
  TrackId,
} from "../../core/ids.ts";
import type { MemoryState, Offer, Phase, Rating } from "../../core/scheduling/fsrs.ts";
import { instant } from "./columns.ts";
import { learners } from "./people.ts";

/** Cards as published from `content/`; an edited one keeps its id, a removed one is archived. */
export const cards = pgTable(
  "cards",
  {
    id: integer().$type<CardId>().generatedAlwaysAsIdentity().primaryKey(),
    track: text().$type<TrackId>().notNull(),
    key: text().notNull(),
    kind: text().$type<CardBody["kind"]>().notNull(),
    deck: text().notNull(),
    deckTitle: text().notNull(),
    block: text().notNull(),
    /** Roadmap week 1..32 in which the card opens. */
    week: smallint().notNull(),
    /** Order in the track: block, week, deck, place in the deck. */
    position: integer().notNull(),
    skills: text().array().notNull(),
    topics: text().array().notNull(),
    /** Contrast cards in either direction: never on the same study day. */
    siblings: integer().array().$type<CardId[]>().notNull().default(sql`'{}'`),
    body: jsonb().$type<CardBody>().notNull(),
    hash: text().notNull(),
    /** Lower-case text that `/card search` looks through. */
    search: text().notNull(),
    archivedAt: instant(),
  },
  (t) => [
    uniqueIndex("cards_key").on(t.track, t.key),
    index("cards_week").on(t.track, t.week, t.position),
    index("cards_deck").on(t.track, t.deck),
  ],
);

/** FSRS state of one card for one learner. No row: never met. `version` goes up with every write. */
export const memoryStates = pgTable(
  "memory_states",
  {
    learnerId: bigint({ mode: "number" })
      .$type<LearnerId>()
      .notNull()
      .references(() => learners.id),
    cardId: integer()
      .$type<CardId>()
      .notNull()
      .references(() => cards.id),
    phase: text().$type<Phase>().notNull(),
    stability: doublePrecision().notNull(),
    difficulty: doublePrecision().notNull(),
    reps: integer().notNull(),
    lapses: integer().notNull(),
    step: smallint().notNull(),
    /** Review cards: the study day they come back on. */
    dueDay: date({ mode: "string" }).$type<StudyDay>(),
    /** Cards in learning or relearning: the instant. */
    dueAt: instant(),
    lastStudyDay: date({ mode: "string" }).$type<StudyDay>(),
    lastReviewedAt: instant(),
    /** Study day of the first review: what the daily new limit counts. */
    introducedOn: date({ mode: "string" }).$type<StudyDay>(),
    /** Interview cards come into sessions once a daily question or a topic brought them. */
    suspendedAt: instant(),
    /** Held back on this study day. */
    buriedOn: date({ mode: "string" }).$type<StudyDay>(),
    version: integer().notNull().default(1),
  },
  (t) => [
    primaryKey({ columns: [t.learnerId, t.cardId] }),
    index("memory_due_day").on(t.learnerId, t.dueDay).where(sql`${t.suspendedAt} is null`),
    index("memory_due_at").on(t.learnerId, t.dueAt).where(sql`${t.suspendedAt} is null`),
    index("memory_introduced").on(t.learnerId, t.introducedOn),
  ],
);

/** One run of `/study`. One open per learner. */
export const sessions = pgTable(
  "sessions",
  {
    id: text().$type<SessionId>().primaryKey(),
    learnerId: bigint({ mode: "number" })
      .$type<LearnerId>()
      .notNull()
      .references(() => learners.id),
    track: text().$type<TrackId>().notNull(),
    studyDay: date({ mode: "string" }).$type<StudyDay>().notNull(),
    topic: text(),
    plan: integer().array().$type<CardId[]>().notNull(),
    /** Cards of the plan that are dealt with (rated, buried, suspended). */
    done: smallint().notNull().default(0),
    openedAt: instant().notNull(),
    closedAt: instant(),
    closedBy: text().$type<"finished" | "stopped" | "day-turned" | "other-topic">(),
  },
  (t) => [uniqueIndex("sessions_open").on(t.learnerId).where(sql`${t.closedAt} is null`)],
);

/** One showing of a card. At most one ungraded per learner and card; graded once. */
export const presentations = pgTable(
  "presentations",
  {
    id: text().$type<PresentationId>().primaryKey(),
    learnerId: bigint({ mode: "number" })
      .$type<LearnerId>()
      .notNull()
      .references(() => learners.id),
    cardId: integer()
      .$type<CardId>()
      .notNull()
      .references(() => cards.id),
    sessionId: text()
      .$type<SessionId>()
      .references(() => sessions.id),
    dailyQuestionId: text().$type<DailyQuestionId>(),
    /** Place in the session's plan from 1; null outside a session. A card coming back keeps its number. */
    number: smallint(),
    studyDay: date({ mode: "string" }).$type<StudyDay>().notNull(),
    /** Version of the memory state the offers were worked out from; 0: none yet. */
    memoryVersion: integer().notNull(),
    offers: jsonb().$type<Record<Rating, Offer>>().notNull(),
    textHash: text().notNull(),
    shownAt: instant().notNull(),
    answerShownAt: instant(),
    hintShown: boolean().notNull().default(false),
    /** Choice cards: order in which the options stand, as indices into the card's options. */
    optionOrder: smallint().array().notNull().default(sql`'{}'`),
    /** Choice cards: index into the card's options; -1: "I don't know". */
    optionPressed: smallint(),
    ticked: text().array().notNull().default(sql`'{}'`),
    stage: smallint().notNull().default(0),
    /** Own words, written instead of spoken. */
    words: text(),
    gradedAt: instant(),
    rating: text().$type<Rating>(),
    /** Suspended, buried, archived or superseded: can no longer be graded. */
    voidedAt: instant(),
  },
  (t) => [
    uniqueIndex("presentations_ungraded")
      .on(t.learnerId, t.cardId)
      .where(sql`${t.gradedAt} is null and ${t.voidedAt} is null`),
    index("presentations_session").on(t.sessionId),
    index("presentations_daily").on(t.dailyQuestionId).where(sql`${t.dailyQuestionId} is not null`),
  ],
);

/** Graded presentations, append-only. An undo is a row that names the review it takes back. */
export const reviews = pgTable(
  "reviews",
  {
    id: bigint({ mode: "number" }).$type<ReviewId>().generatedAlwaysAsIdentity().primaryKey(),
    learnerId: bigint({ mode: "number" })
      .$type<LearnerId>()
      .notNull()
      .references(() => learners.id),
    cardId: integer()
      .$type<CardId>()
      .notNull()
      .references(() => cards.id),
    presentationId: text().$type<PresentationId>(),
    sessionId: text().$type<SessionId>(),
    identityId: bigint({ mode: "number" }).$type<IdentityId>(),
    studyDay: date({ mode: "string" }).$type<StudyDay>().notNull(),
    reviewedAt: instant().notNull(),
    rating: text().$type<Rating>().notNull(),
    /** Null: the card was new. */
    before: jsonb().$type<MemoryState>(),
    after: jsonb().$type<MemoryState>().notNull(),
    intervalUnit: text().$type<"min" | "day">().notNull(),
    intervalValue: integer().notNull(),
    /** Expected recall at the moment of the review, 0..1; null for a new card. */
    retrievability: real(),
    /** From answer shown (choice: front shown) to the press. */
    tookMs: integer().notNull(),
    points: smallint().notNull(),
    /** First review of this card on its study day: what true retention counts. */
    firstOfDay: boolean().notNull(),
    /** Whether the card was due at the start of the study day (the streak counts these). */
    wasDue: boolean().notNull(),
    /** Set on an undo: the review taken back. Points are then the negative of its. */
    undoes: bigint({ mode: "number" }).$type<ReviewId>(),
  },
  (t) => [
    uniqueIndex("reviews_presentation").on(t.presentationId).where(sql`${t.undoes} is null`),
    uniqueIndex("reviews_undone_once").on(t.undoes).where(sql`${t.undoes} is not null`),
    index("reviews_learner_day").on(t.learnerId, t.studyDay, t.id),
    index("reviews_learner_card").on(t.learnerId, t.cardId, t.studyDay),
  ],
);

/** What a learner did on a study day, and why the day counted once it is closed. */
export const dailyActivity = pgTable(
  "daily_activity",
  {
    learnerId: bigint({ mode: "number" })
      .$type<LearnerId>()
      .notNull()
      .references(() => learners.id),
    studyDay: date({ mode: "string" }).$type<StudyDay>().notNull(),
    /** Review cards due when the day began, counted at the first event of the day. */
    dueAtStart: integer().notNull().default(0),
    dueDone: integer().notNull().default(0),
    reviews: integer().notNull().default(0),
    recalled: integer().notNull().default(0),
    newCards: integer().notNull().default(0),
    answeredDaily: boolean().notNull().default(false),
    /** Points of reviews and answers, at most 400. */
    points: smallint().notNull().default(0),
    /** Points the last write was granted: how one statement learns what the cap left. */
    lastGrant: smallint().notNull().default(0),
    /** The ledger: null while the day is open. */
    verdict: text().$type<"kept" | "freeze" | "paused" | "ended">(),
    reason: text(),
    streakAfter: integer(),
    freezesLeft: smallint(),
    /** An organiser set the day right: who and why stand in the ledger. */
    repairedBy: bigint({ mode: "number" }).$type<LearnerId>(),
    repairReason: text(),
  },
  (t) => [primaryKey({ columns: [t.learnerId, t.studyDay] })],
);

export const flags = pgTable(
  "flags",
  {
    id: bigint({ mode: "number" }).generatedAlwaysAsIdentity().primaryKey(),
    cardId: integer()
      .$type<CardId>()
      .notNull()
      .references(() => cards.id),
    learnerId: bigint({ mode: "number" })
      .$type<LearnerId>()
      .notNull()
      .references(() => learners.id),
    reason: text().$type<"wrong" | "unclear" | "out-of-date" | "duplicate" | "typo" | "other">().notNull(),
    text: text().notNull().default(""),
    createdAt: instant().notNull(),
    resolvedAt: instant(),
  },
  (t) => [uniqueIndex("flags_open").on(t.cardId, t.learnerId).where(sql`${t.resolvedAt} is null`)],
);
