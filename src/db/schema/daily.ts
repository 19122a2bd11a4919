import { sql } from "drizzle-orm";
import { bigint, boolean, date, index, integer, pgTable, smallint, text, uniqueIndex } from "drizzle-orm/pg-core";
import type { CardId, CohortId, DailyQuestionId, LearnerId, PresentationId, StudyDay } from "../../core/ids.ts";
import type { Rating } from "../../core/scheduling/fsrs.ts";
import { instant } from "./columns.ts";
import { cohorts } from "./groups.ts";
import { learners } from "./people.ts";
import { cards } from "./study.ts";

/** One a cohort and date, the same in all its places: the first worker's insert decides. */
export const dailyQuestions = pgTable(
  "daily_questions",
  {
    id: text().$type<DailyQuestionId>().primaryKey(),
    cohortId: text()
      .$type<CohortId>()
      .notNull()
      .references(() => cohorts.id),
    /** The cohort's local date. */
    date: date({ mode: "string" }).$type<StudyDay>().notNull(),
    cardId: integer()
      .$type<CardId>()
      .notNull()
      .references(() => cards.id),
    opensAt: instant().notNull(),
    /** The next question's moment. */
    closesAt: instant().notNull(),
  },
  (t) => [
    uniqueIndex("daily_questions_date").on(t.cohortId, t.date),
    index("daily_questions_card").on(t.cohortId, t.cardId),
  ],
);

/** What one learner did with one daily question: looked, wrote, rated, shared. */
export const answers = pgTable(
  "answers",
  {
    id: bigint({ mode: "number" }).generatedAlwaysAsIdentity().primaryKey(),
    dailyQuestionId: text()
      .$type<DailyQuestionId>()
      .notNull()
      .references(() => dailyQuestions.id),
    learnerId: bigint({ mode: "number" })
      .$type<LearnerId>()
      .notNull()
      .references(() => learners.id),
    studyDay: date({ mode: "string" }).$type<StudyDay>().notNull(),
    revealedAt: instant(),
    words: text(),
    answeredAt: instant(),
    /** Given on submit, never changed by a later rating. */
    points: smallint().notNull().default(0),
    presentationId: text().$type<PresentationId>(),
    rating: text().$type<Rating>(),
    /** Keys of the key points ticked when rated, for the recap's "least often said". */
    ticked: text().array().notNull().default(sql`'{}'`),
    share: text().$type<"private" | "named" | "unnamed">().notNull().default("private"),
    removedByOrganiser: boolean().notNull().default(false),
  },
  (t) => [
    uniqueIndex("answers_once").on(t.dailyQuestionId, t.learnerId),
    index("answers_learner").on(t.learnerId, t.studyDay),
  ],
);
