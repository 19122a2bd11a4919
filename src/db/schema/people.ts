import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  date,
  index,
  integer,
  jsonb,
  pgTable,
  real,
  smallint,
  text,
  uniqueIndex,
} from "drizzle-orm/pg-core";
import type { IdentityId, LearnerId, PlatformId, StudyDay, TrackId } from "../../core/ids.ts";
import type { StreakState } from "../../core/scoring/streak.ts";
import { instant } from "./columns.ts";

/** A person. Memory, settings, daily limits and the streak are theirs; membership and points belong to cohorts. */
export const learners = pgTable("learners", {
  id: bigint({ mode: "number" }).$type<LearnerId>().generatedAlwaysAsIdentity().primaryKey(),
  displayName: text().notNull(),
  zone: text().notNull(),
  /** Where the zone came from: a chosen one is never overwritten by a platform or a cohort. */
  zoneFrom: text().$type<"default" | "platform" | "cohort" | "chosen">().notNull().default("default"),
  rolloverHour: smallint().notNull().default(4),
  newPerDay: smallint().notNull().default(10),
  desiredRetention: real().notNull().default(0.9),
  /** FSRS parameters fitted to this learner; null: the defaults. */
  weights: jsonb().$type<number[]>(),
  reminderTime: text(),
  quietDays: smallint().array().notNull().default(sql`'{}'`),
  interviewDate: date({ mode: "string" }).$type<StudyDay>(),
  breakFrom: date({ mode: "string" }).$type<StudyDay>(),
  breakUntil: date({ mode: "string" }).$type<StudyDay>(),
  display: text().$type<"pictures" | "text">().notNull().default("pictures"),
  /** Track and first day of someone who studies without a cohort. */
  soloTrack: text().$type<TrackId>(),
  soloStart: date({ mode: "string" }).$type<StudyDay>(),
  /** Roadmap weeks added to (or, when held, taken from) the furthest cohort's. */
  weekShift: smallint().notNull().default(0),
  /** Blocks opened ahead or marked known; their cards count as reached. */
  openBlocks: text().array().notNull().default(sql`'{}'`),
  reviewCount: integer().notNull().default(0),
  streak: jsonb().$type<StreakState>(),
  /** The last study day that stands in the ledger. */
  streakClosedThrough: date({ mode: "string" }).$type<StudyDay>(),
  createdAt: instant().notNull(),
});

/** An account: platform + account scope (empty on Discord, the team on Slack) + user id. */
export const identities = pgTable(
  "identities",
  {
    id: bigint({ mode: "number" }).$type<IdentityId>().generatedAlwaysAsIdentity().primaryKey(),
    learnerId: bigint({ mode: "number" })
      .$type<LearnerId>()
      .notNull()
      .references(() => learners.id),
    platform: text().$type<PlatformId>().notNull(),
    scope: text().notNull().default(""),
    userId: text().notNull(),
    displayName: text().notNull(),
    /** False after the platform refused a direct message. */
    reachable: boolean().notNull().default(true),
    createdAt: instant().notNull(),
  },
  (t) => [
    uniqueIndex("identities_account").on(t.platform, t.scope, t.userId),
    index("identities_learner").on(t.learnerId),
  ],
);
