import { sql } from "drizzle-orm";
import { bigint, boolean, date, index, pgTable, primaryKey, real, smallint, text } from "drizzle-orm/pg-core";
import type { CohortId, LearnerId, StudyDay } from "../../core/ids.ts";
import { instant } from "./columns.ts";
import { cohorts } from "./groups.ts";
import { learners } from "./people.ts";

/** A weekly check-in of a cohort. It is open until the next one begins. */
export const checkInRounds = pgTable(
  "check_in_rounds",
  {
    cohortId: text()
      .$type<CohortId>()
      .notNull()
      .references(() => cohorts.id),
    /** The cohort's local date of its weekly post. */
    date: date({ mode: "string" }).$type<StudyDay>().notNull(),
    /** Roadmap week it is named by. */
    week: smallint().notNull(),
    /** Ids of the topics it asks about. */
    topics: text().array().notNull().default(sql`'{}'`),
    opensAt: instant().notNull(),
  },
  (t) => [primaryKey({ columns: [t.cohortId, t.date] })],
);

/** What one learner says of their week. Topics are kept at each change, the rest when the form is saved. */
export const checkIns = pgTable(
  "check_ins",
  {
    cohortId: text()
      .$type<CohortId>()
      .notNull()
      .references(() => cohorts.id),
    date: date({ mode: "string" }).$type<StudyDay>().notNull(),
    learnerId: bigint({ mode: "number" })
      .$type<LearnerId>()
      .notNull()
      .references(() => learners.id),
    done: text().array().notNull().default(sql`'{}'`),
    inProgress: text().array().notNull().default(sql`'{}'`),
    /** Whether the topics are the learner's word; skipped ones count nowhere. */
    topicsSaid: boolean().notNull().default(false),
    /** 1 shaky to 5 solid. */
    confidence: smallint(),
    hours: real(),
    blockers: text().notNull().default(""),
    aim: text().notNull().default(""),
    /** When the form was saved first; null: topics only so far. */
    savedAt: instant(),
    /** Saved first after the next check-in began: no points. */
    late: boolean().notNull().default(false),
    /** Given once, on the first save, on that study day. */
    points: smallint().notNull().default(0),
    studyDay: date({ mode: "string" }).$type<StudyDay>(),
    /** The offer of fewer new cards was answered: it is not made again. */
    advised: boolean().notNull().default(false),
  },
  (t) => [
    primaryKey({ columns: [t.cohortId, t.date, t.learnerId] }),
    index("check_ins_learner").on(t.learnerId, t.cohortId, t.date),
  ],
);
