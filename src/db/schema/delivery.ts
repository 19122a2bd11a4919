import { sql } from "drizzle-orm";
import { bigint, date, index, integer, jsonb, pgTable, smallint, text, uniqueIndex } from "drizzle-orm/pg-core";
import type { CohortId, DeliveryId, LearnerId, PlaceId, PlatformId, ScheduleId, StudyDay } from "../../core/ids.ts";
import { instant } from "./columns.ts";

/** When something comes due again: one table for cohorts and learners. */
export const schedules = pgTable(
  "schedules",
  {
    id: bigint({ mode: "number" }).$type<ScheduleId>().generatedAlwaysAsIdentity().primaryKey(),
    cohortId: text().$type<CohortId>(),
    learnerId: bigint({ mode: "number" }).$type<LearnerId>(),
    kind: text().$type<"daily" | "weekly" | "reminder">().notNull(),
    time: text().notNull(),
    days: smallint().array().notNull(),
    zone: text().notNull(),
    nextAt: instant().notNull(),
    /** Local date of the last moment that was planned: a changed zone or hour never gives a second one that day. */
    lastDate: date({ mode: "string" }).$type<StudyDay>(),
    /** The instant of that moment, from which its date in another zone follows. */
    lastAt: instant(),
    /** Reminders: when a button of one was pressed or the settings were saved. What came before was not ignored. */
    heardAt: instant(),
    stoppedAt: instant(),
  },
  (t) => [
    index("schedules_due").on(t.nextAt).where(sql`${t.stoppedAt} is null`),
    uniqueIndex("schedules_cohort").on(t.cohortId, t.kind).where(sql`${t.cohortId} is not null`),
    uniqueIndex("schedules_learner").on(t.learnerId, t.kind).where(sql`${t.learnerId} is not null`),
  ],
);

/**
 * A message owed to a place or a person, known by its key. The row is the job.
 * owed -> sent | skipped | dead; a claim is `claimedUntil` in the future. A changing post is edited while
 * `wantedVersion > shownVersion`.
 */
export const deliveries = pgTable(
  "deliveries",
  {
    id: bigint({ mode: "number" }).$type<DeliveryId>().generatedAlwaysAsIdentity().primaryKey(),
    key: text().notNull(),
    kind: text().notNull(),
    platform: text().$type<PlatformId>().notNull(),
    /** Where it goes, `place:<id>` or `learner:<id>`: one message at a time and in order. */
    lane: text().notNull(),
    cohortId: text().$type<CohortId>(),
    placeId: text().$type<PlaceId>(),
    learnerId: bigint({ mode: "number" }).$type<LearnerId>(),
    /** What the kind needs to build its view again at any time. */
    subject: jsonb().$type<Record<string, unknown>>().notNull(),
    dueAt: instant().notNull(),
    state: text().$type<"owed" | "sent" | "skipped" | "dead">().notNull().default("owed"),
    attempts: smallint().notNull().default(0),
    nextTryAt: instant().notNull(),
    claimedUntil: instant(),
    /** True once a try may have reached the platform: the next one looks before it posts. */
    mayExist: smallint().notNull().default(0),
    messageRef: text(),
    sentAt: instant(),
    lastError: text(),
    wantedVersion: integer().notNull().default(1),
    shownVersion: integer().notNull().default(0),
    /** Not edited again before this moment. */
    editAfter: instant(),
  },
  (t) => [
    uniqueIndex("deliveries_key").on(t.key),
    index("deliveries_owed").on(t.platform, t.nextTryAt).where(sql`${t.state} = 'owed'`),
    index("deliveries_lane").on(t.lane, t.dueAt, t.id).where(sql`${t.state} = 'owed'`),
    index("deliveries_claimed").on(t.lane).where(sql`${t.claimedUntil} is not null`),
    index("deliveries_changed")
      .on(t.platform, t.editAfter)
      .where(sql`${t.state} = 'sent' and ${t.wantedVersion} > ${t.shownVersion}`),
    index("deliveries_place").on(t.placeId, t.dueAt),
    index("deliveries_cohort").on(t.cohortId, t.dueAt),
    /** What a person has not been told; looked at with each of their private screens. */
    index("deliveries_unsaid").on(t.learnerId).where(sql`${t.state} = 'dead' and ${t.learnerId} is not null`),
    index("deliveries_learner").on(t.learnerId, t.dueAt).where(sql`${t.learnerId} is not null`),
  ],
);

/** Keys of inbound events whose effect is written, kept for a day: a repeated event has no second effect. */
export const eventKeys = pgTable("event_keys", { key: text().primaryKey(), at: instant().notNull() }, (t) => [
  index("event_keys_at").on(t.at),
]);

/** What was typed into a form that was refused, so that "Fix it" opens it again as it was. */
export const formDrafts = pgTable("form_drafts", {
  id: text().primaryKey(),
  learnerId: bigint({ mode: "number" }).$type<LearnerId>().notNull(),
  action: text().notNull(),
  values: jsonb().$type<Record<string, string | string[]>>().notNull(),
  errors: jsonb().$type<Record<string, string>>().notNull(),
  at: instant().notNull(),
});

/** Facts about this installation: the playground's clock offset, which platforms it has had, command hashes. */
export const installation = pgTable("installation", {
  key: text().primaryKey(),
  value: jsonb().$type<unknown>().notNull(),
});
