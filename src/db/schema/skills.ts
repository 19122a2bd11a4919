import { sql } from "drizzle-orm";
import { bigint, boolean, integer, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import type { CardId, LearnerId, TrackId } from "../../core/ids.ts";
import { instant } from "./columns.ts";
import { learners } from "./people.ts";

/** What a learner says of a skill of the checklist. Evidence from cards stands beside it and is never stored. */
export const skillMarks = pgTable(
  "skill_marks",
  {
    learnerId: bigint({ mode: "number" })
      .$type<LearnerId>()
      .notNull()
      .references(() => learners.id),
    track: text().$type<TrackId>().notNull(),
    skill: text().notNull(),
    mark: text().$type<"not-started" | "in-progress" | "done">().notNull(),
    markedAt: instant().notNull(),
  },
  (t) => [primaryKey({ columns: [t.learnerId, t.track, t.skill] })],
);

/** A short test of what somebody knows of a block already, one choice card after another. */
export const placements = pgTable("placements", {
  id: text().primaryKey(),
  learnerId: bigint({ mode: "number" })
    .$type<LearnerId>()
    .notNull()
    .references(() => learners.id),
  track: text().$type<TrackId>().notNull(),
  block: text().notNull(),
  cardIds: integer().array().$type<CardId[]>().notNull(),
  /** Answers given so far, one for each of the first cards. */
  right: boolean().array().notNull().default(sql`'{}'`),
  startedAt: instant().notNull(),
  /** Set when the block was marked as known, and taken away by an undo. */
  markedAt: instant(),
});
