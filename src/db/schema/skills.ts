import { bigint, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import type { LearnerId, TrackId } from "../../core/ids.ts";
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
