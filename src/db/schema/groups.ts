import { sql } from "drizzle-orm";
import {
  bigint,
  date,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
  uniqueIndex,
} from "drizzle-orm/pg-core";
import type { CohortId, LearnerId, PlaceId, PlatformId, StudyDay, TrackId } from "../../core/ids.ts";
import { instant } from "./columns.ts";
import { learners } from "./people.ts";

export const cohorts = pgTable("cohorts", {
  id: text().$type<CohortId>().primaryKey(),
  name: text().notNull(),
  track: text().$type<TrackId>().notNull(),
  /** Weeks count from the Monday on or before this day. */
  firstDay: date({ mode: "string" }).$type<StudyDay>().notNull(),
  zone: text().notNull(),
  paceWeeks: smallint().$type<24 | 32 | 48>().notNull().default(32),
  dailyTime: text().notNull(),
  /** ISO weekdays, Monday is 1. */
  dailyDays: smallint().array().notNull(),
  checkInDay: smallint().notNull(),
  state: text().$type<"active" | "ended">().notNull().default("active"),
  createdBy: bigint({ mode: "number" })
    .$type<LearnerId>()
    .notNull()
    .references(() => learners.id),
  createdAt: instant().notNull(),
});

/** Both days belong to the pause. `untilDay` null: it lasts until the cohort has a place again. */
export const cohortPauses = pgTable(
  "cohort_pauses",
  {
    cohortId: text()
      .$type<CohortId>()
      .notNull()
      .references(() => cohorts.id),
    fromDay: date({ mode: "string" }).$type<StudyDay>().notNull(),
    untilDay: date({ mode: "string" }).$type<StudyDay>(),
  },
  (t) => [primaryKey({ columns: [t.cohortId, t.fromDay] })],
);

/** What an organiser has filled in so far of a new cohort; kept 7 days. */
export const cohortDrafts = pgTable("cohort_drafts", {
  learnerId: bigint({ mode: "number" })
    .$type<LearnerId>()
    .primaryKey()
    .references(() => learners.id),
  draft: jsonb().$type<Record<string, unknown>>().notNull(),
  updatedAt: instant().notNull(),
});

/** A channel in which a cohort lives. `workspace` and `channel` are the platform's own references. */
export const places = pgTable(
  "places",
  {
    id: text().$type<PlaceId>().primaryKey(),
    cohortId: text()
      .$type<CohortId>()
      .notNull()
      .references(() => cohorts.id),
    platform: text().$type<PlatformId>().notNull(),
    workspace: text().notNull(),
    channel: text().notNull(),
    channelName: text().notNull(),
    /** `blocked`: the platform refused a post; nothing is sent there until it is back. */
    state: text().$type<"active" | "blocked" | "left">().notNull().default("active"),
    blockedReason: text(),
    createdAt: instant().notNull(),
  },
  (t) => [
    uniqueIndex("places_channel_of_cohort").on(t.cohortId, t.platform, t.workspace, t.channel),
    index("places_by_channel").on(t.platform, t.workspace, t.channel),
  ],
);

export const memberships = pgTable(
  "memberships",
  {
    cohortId: text()
      .$type<CohortId>()
      .notNull()
      .references(() => cohorts.id),
    learnerId: bigint({ mode: "number" })
      .$type<LearnerId>()
      .notNull()
      .references(() => learners.id),
    role: text().$type<"member" | "organiser">().notNull().default("member"),
    board: text().$type<"anonymous" | "named" | "hidden">().notNull().default("anonymous"),
    joinedAt: instant().notNull(),
    leftAt: instant(),
  },
  (t) => [
    primaryKey({ columns: [t.cohortId, t.learnerId] }),
    index("memberships_learner").on(t.learnerId),
    index("memberships_unranked")
      .on(t.cohortId, t.learnerId)
      .where(sql`${t.board} = 'hidden' or ${t.leftAt} is not null`),
  ],
);

/** Spans of people who left a cohort and came back; the present or last one stands in `memberships`. */
export const pastMemberships = pgTable(
  "past_memberships",
  {
    cohortId: text()
      .$type<CohortId>()
      .notNull()
      .references(() => cohorts.id),
    learnerId: bigint({ mode: "number" })
      .$type<LearnerId>()
      .notNull()
      .references(() => learners.id),
    joinedAt: instant().notNull(),
    leftAt: instant().notNull(),
  },
  (t) => [primaryKey({ columns: [t.cohortId, t.learnerId, t.joinedAt] })],
);

/** Codes by which a cohort is joined to a channel elsewhere; each works once, for a few minutes. */
export const connectCodes = pgTable("connect_codes", {
  code: text().primaryKey(),
  cohortId: text()
    .$type<CohortId>()
    .notNull()
    .references(() => cohorts.id),
  createdBy: bigint({ mode: "number" })
    .$type<LearnerId>()
    .notNull()
    .references(() => learners.id),
  createdAt: instant().notNull(),
  usedAt: instant(),
});

/** Kept sums. `period`: `week:2027-W10`, `month:2027-03` or `all`. */
export const totals = pgTable(
  "totals",
  {
    cohortId: text().$type<CohortId>().notNull(),
    period: text().notNull(),
    learnerId: bigint({ mode: "number" }).$type<LearnerId>().notNull(),
    points: integer().notNull().default(0),
    /** Study days of the period with a review or an answer (the cohort goal counts these). */
    studyDays: smallint().notNull().default(0),
  },
  (t) => [
    primaryKey({ columns: [t.cohortId, t.period, t.learnerId] }),
    // The learner stands in it so that ranks are counted from the index alone.
    index("totals_ranking").on(t.cohortId, t.period, t.points.desc(), t.learnerId),
  ],
);
