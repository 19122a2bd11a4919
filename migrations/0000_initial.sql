CREATE TABLE "check_in_rounds" (
	"cohort_id" text NOT NULL,
	"date" date NOT NULL,
	"week" smallint NOT NULL,
	"topics" text[] DEFAULT '{}' NOT NULL,
	"opens_at" timestamp with time zone NOT NULL,
	CONSTRAINT "check_in_rounds_cohort_id_date_pk" PRIMARY KEY("cohort_id","date")
);
--> statement-breakpoint
CREATE TABLE "check_ins" (
	"cohort_id" text NOT NULL,
	"date" date NOT NULL,
	"learner_id" bigint NOT NULL,
	"done" text[] DEFAULT '{}' NOT NULL,
	"in_progress" text[] DEFAULT '{}' NOT NULL,
	"topics_said" boolean DEFAULT false NOT NULL,
	"confidence" smallint,
	"hours" real,
	"blockers" text DEFAULT '' NOT NULL,
	"aim" text DEFAULT '' NOT NULL,
	"saved_at" timestamp with time zone,
	"late" boolean DEFAULT false NOT NULL,
	"points" smallint DEFAULT 0 NOT NULL,
	"study_day" date,
	"advised" boolean DEFAULT false NOT NULL,
	CONSTRAINT "check_ins_cohort_id_date_learner_id_pk" PRIMARY KEY("cohort_id","date","learner_id")
);
--> statement-breakpoint
CREATE TABLE "answers" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "answers_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"daily_question_id" text NOT NULL,
	"learner_id" bigint NOT NULL,
	"study_day" date NOT NULL,
	"revealed_at" timestamp with time zone,
	"words" text,
	"answered_at" timestamp with time zone,
	"points" smallint DEFAULT 0 NOT NULL,
	"presentation_id" text,
	"rating" text,
	"ticked" text[] DEFAULT '{}' NOT NULL,
	"share" text DEFAULT 'private' NOT NULL,
	"removed_by_organiser" boolean DEFAULT false NOT NULL
);
--> statement-breakpoint
CREATE TABLE "daily_questions" (
	"id" text PRIMARY KEY NOT NULL,
	"cohort_id" text NOT NULL,
	"date" date NOT NULL,
	"card_id" integer NOT NULL,
	"opens_at" timestamp with time zone NOT NULL,
	"closes_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "deliveries" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "deliveries_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"key" text NOT NULL,
	"kind" text NOT NULL,
	"platform" text NOT NULL,
	"lane" text NOT NULL,
	"cohort_id" text,
	"place_id" text,
	"learner_id" bigint,
	"subject" jsonb NOT NULL,
	"due_at" timestamp with time zone NOT NULL,
	"state" text DEFAULT 'owed' NOT NULL,
	"attempts" smallint DEFAULT 0 NOT NULL,
	"next_try_at" timestamp with time zone NOT NULL,
	"claimed_until" timestamp with time zone,
	"may_exist" smallint DEFAULT 0 NOT NULL,
	"message_ref" text,
	"sent_at" timestamp with time zone,
	"last_error" text,
	"wanted_version" integer DEFAULT 1 NOT NULL,
	"shown_version" integer DEFAULT 0 NOT NULL,
	"edit_after" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "event_keys" (
	"key" text PRIMARY KEY NOT NULL,
	"at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "form_drafts" (
	"id" text PRIMARY KEY NOT NULL,
	"learner_id" bigint NOT NULL,
	"action" text NOT NULL,
	"values" jsonb NOT NULL,
	"errors" jsonb NOT NULL,
	"at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "installation" (
	"key" text PRIMARY KEY NOT NULL,
	"value" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "schedules" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "schedules_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"cohort_id" text,
	"learner_id" bigint,
	"kind" text NOT NULL,
	"time" text NOT NULL,
	"days" smallint[] NOT NULL,
	"zone" text NOT NULL,
	"next_at" timestamp with time zone NOT NULL,
	"last_date" date,
	"last_at" timestamp with time zone,
	"heard_at" timestamp with time zone,
	"stopped_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "cohort_drafts" (
	"learner_id" bigint PRIMARY KEY NOT NULL,
	"draft" jsonb NOT NULL,
	"updated_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "cohort_pauses" (
	"cohort_id" text NOT NULL,
	"from_day" date NOT NULL,
	"until_day" date,
	CONSTRAINT "cohort_pauses_cohort_id_from_day_pk" PRIMARY KEY("cohort_id","from_day")
);
--> statement-breakpoint
CREATE TABLE "cohorts" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"track" text NOT NULL,
	"first_day" date NOT NULL,
	"zone" text NOT NULL,
	"pace_weeks" smallint DEFAULT 32 NOT NULL,
	"daily_time" text NOT NULL,
	"daily_days" smallint[] NOT NULL,
	"check_in_day" smallint NOT NULL,
	"state" text DEFAULT 'active' NOT NULL,
	"created_by" bigint NOT NULL,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "connect_codes" (
	"code" text PRIMARY KEY NOT NULL,
	"cohort_id" text NOT NULL,
	"created_by" bigint NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"used_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "memberships" (
	"cohort_id" text NOT NULL,
	"learner_id" bigint NOT NULL,
	"role" text DEFAULT 'member' NOT NULL,
	"board" text DEFAULT 'anonymous' NOT NULL,
	"joined_at" timestamp with time zone NOT NULL,
	"left_at" timestamp with time zone,
	CONSTRAINT "memberships_cohort_id_learner_id_pk" PRIMARY KEY("cohort_id","learner_id")
);
--> statement-breakpoint
CREATE TABLE "past_memberships" (
	"cohort_id" text NOT NULL,
	"learner_id" bigint NOT NULL,
	"joined_at" timestamp with time zone NOT NULL,
	"left_at" timestamp with time zone NOT NULL,
	CONSTRAINT "past_memberships_cohort_id_learner_id_joined_at_pk" PRIMARY KEY("cohort_id","learner_id","joined_at")
);
--> statement-breakpoint
CREATE TABLE "places" (
	"id" text PRIMARY KEY NOT NULL,
	"cohort_id" text NOT NULL,
	"platform" text NOT NULL,
	"workspace" text NOT NULL,
	"channel" text NOT NULL,
	"channel_name" text NOT NULL,
	"state" text DEFAULT 'active' NOT NULL,
	"blocked_reason" text,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "totals" (
	"cohort_id" text NOT NULL,
	"period" text NOT NULL,
	"learner_id" bigint NOT NULL,
	"points" integer DEFAULT 0 NOT NULL,
	"study_days" smallint DEFAULT 0 NOT NULL,
	CONSTRAINT "totals_cohort_id_period_learner_id_pk" PRIMARY KEY("cohort_id","period","learner_id")
);
--> statement-breakpoint
CREATE TABLE "identities" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "identities_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"learner_id" bigint NOT NULL,
	"platform" text NOT NULL,
	"scope" text DEFAULT '' NOT NULL,
	"user_id" text NOT NULL,
	"display_name" text NOT NULL,
	"reachable" boolean DEFAULT true NOT NULL,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "learners" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "learners_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"display_name" text NOT NULL,
	"zone" text NOT NULL,
	"zone_from" text DEFAULT 'default' NOT NULL,
	"rollover_hour" smallint DEFAULT 4 NOT NULL,
	"new_per_day" smallint DEFAULT 10 NOT NULL,
	"desired_retention" real DEFAULT 0.9 NOT NULL,
	"weights" jsonb,
	"reminder_time" text,
	"quiet_days" smallint[] DEFAULT '{}' NOT NULL,
	"interview_date" date,
	"break_from" date,
	"break_until" date,
	"display" text DEFAULT 'pictures' NOT NULL,
	"solo_track" text,
	"solo_start" date,
	"week_shift" smallint DEFAULT 0 NOT NULL,
	"open_blocks" text[] DEFAULT '{}' NOT NULL,
	"review_count" integer DEFAULT 0 NOT NULL,
	"streak" jsonb,
	"streak_closed_through" date,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "playground_files" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"bytes" "bytea" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "playground_messages" (
	"id" text PRIMARY KEY NOT NULL,
	"position" bigint GENERATED ALWAYS AS IDENTITY (sequence name "playground_messages_position_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"conversation" text NOT NULL,
	"author" text NOT NULL,
	"only_for" text,
	"thread" text,
	"because" text,
	"key" text,
	"content" jsonb NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"edited_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "playground_people" (
	"id" text PRIMARY KEY NOT NULL,
	"number" bigint GENERATED ALWAYS AS IDENTITY (sequence name "playground_people_number_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"name" text NOT NULL,
	"zone" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "placements" (
	"id" text PRIMARY KEY NOT NULL,
	"learner_id" bigint NOT NULL,
	"track" text NOT NULL,
	"block" text NOT NULL,
	"card_ids" integer[] NOT NULL,
	"right" boolean[] DEFAULT '{}' NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	"marked_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "skill_marks" (
	"learner_id" bigint NOT NULL,
	"track" text NOT NULL,
	"skill" text NOT NULL,
	"mark" text NOT NULL,
	"marked_at" timestamp with time zone NOT NULL,
	CONSTRAINT "skill_marks_learner_id_track_skill_pk" PRIMARY KEY("learner_id","track","skill")
);
--> statement-breakpoint
CREATE TABLE "slack_events" (
	"key" text PRIMARY KEY NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"done_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "slack_screens" (
	"team" text NOT NULL,
	"user_id" text NOT NULL,
	"session" text NOT NULL,
	"channel" text NOT NULL,
	"ts" text NOT NULL,
	CONSTRAINT "slack_screens_team_user_id_pk" PRIMARY KEY("team","user_id")
);
--> statement-breakpoint
CREATE TABLE "slack_workspaces" (
	"team" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"bot_user_id" text NOT NULL,
	"token" text NOT NULL,
	"installed_by" text NOT NULL,
	"installed_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "cards" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "cards_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"track" text NOT NULL,
	"key" text NOT NULL,
	"kind" text NOT NULL,
	"deck" text NOT NULL,
	"deck_title" text NOT NULL,
	"block" text NOT NULL,
	"week" smallint NOT NULL,
	"position" integer NOT NULL,
	"skills" text[] NOT NULL,
	"topics" text[] NOT NULL,
	"siblings" integer[] DEFAULT '{}' NOT NULL,
	"body" jsonb NOT NULL,
	"hash" text NOT NULL,
	"search" text NOT NULL,
	"archived_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "daily_activity" (
	"learner_id" bigint NOT NULL,
	"study_day" date NOT NULL,
	"due_at_start" integer DEFAULT 0 NOT NULL,
	"due_done" integer DEFAULT 0 NOT NULL,
	"reviews" integer DEFAULT 0 NOT NULL,
	"recalled" integer DEFAULT 0 NOT NULL,
	"new_cards" integer DEFAULT 0 NOT NULL,
	"answered_daily" boolean DEFAULT false NOT NULL,
	"points" smallint DEFAULT 0 NOT NULL,
	"last_grant" smallint DEFAULT 0 NOT NULL,
	"verdict" text,
	"reason" text,
	"streak_after" integer,
	"freezes_left" smallint,
	"repaired_by" bigint,
	"repair_reason" text,
	CONSTRAINT "daily_activity_learner_id_study_day_pk" PRIMARY KEY("learner_id","study_day")
);
--> statement-breakpoint
CREATE TABLE "flags" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "flags_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"card_id" integer NOT NULL,
	"learner_id" bigint NOT NULL,
	"reason" text NOT NULL,
	"text" text DEFAULT '' NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"resolved_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "memory_states" (
	"learner_id" bigint NOT NULL,
	"card_id" integer NOT NULL,
	"phase" text NOT NULL,
	"stability" double precision NOT NULL,
	"difficulty" double precision NOT NULL,
	"reps" integer NOT NULL,
	"lapses" integer NOT NULL,
	"step" smallint NOT NULL,
	"due_day" date,
	"due_at" timestamp with time zone,
	"last_study_day" date,
	"last_reviewed_at" timestamp with time zone,
	"introduced_on" date,
	"suspended_at" timestamp with time zone,
	"buried_on" date,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "memory_states_learner_id_card_id_pk" PRIMARY KEY("learner_id","card_id")
);
--> statement-breakpoint
CREATE TABLE "presentations" (
	"id" text PRIMARY KEY NOT NULL,
	"learner_id" bigint NOT NULL,
	"card_id" integer NOT NULL,
	"session_id" text,
	"daily_question_id" text,
	"number" smallint,
	"study_day" date NOT NULL,
	"memory_version" integer NOT NULL,
	"offers" jsonb NOT NULL,
	"text_hash" text NOT NULL,
	"shown_at" timestamp with time zone NOT NULL,
	"answer_shown_at" timestamp with time zone,
	"hint_shown" boolean DEFAULT false NOT NULL,
	"option_order" smallint[] DEFAULT '{}' NOT NULL,
	"option_pressed" smallint,
	"ticked" text[] DEFAULT '{}' NOT NULL,
	"stage" smallint DEFAULT 0 NOT NULL,
	"words" text,
	"graded_at" timestamp with time zone,
	"rating" text,
	"voided_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "reviews" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "reviews_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"learner_id" bigint NOT NULL,
	"card_id" integer NOT NULL,
	"presentation_id" text,
	"session_id" text,
	"identity_id" bigint,
	"study_day" date NOT NULL,
	"reviewed_at" timestamp with time zone NOT NULL,
	"rating" text NOT NULL,
	"before" jsonb,
	"after" jsonb NOT NULL,
	"interval_unit" text NOT NULL,
	"interval_value" integer NOT NULL,
	"retrievability" real,
	"took_ms" integer NOT NULL,
	"points" smallint NOT NULL,
	"first_of_day" boolean NOT NULL,
	"was_due" boolean NOT NULL,
	"undoes" bigint
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"id" text PRIMARY KEY NOT NULL,
	"learner_id" bigint NOT NULL,
	"track" text NOT NULL,
	"study_day" date NOT NULL,
	"topic" text,
	"plan" integer[] NOT NULL,
	"done" smallint DEFAULT 0 NOT NULL,
	"opened_at" timestamp with time zone NOT NULL,
	"closed_at" timestamp with time zone,
	"closed_by" text
);
--> statement-breakpoint
ALTER TABLE "check_in_rounds" ADD CONSTRAINT "check_in_rounds_cohort_id_cohorts_id_fk" FOREIGN KEY ("cohort_id") REFERENCES "public"."cohorts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "check_ins" ADD CONSTRAINT "check_ins_cohort_id_cohorts_id_fk" FOREIGN KEY ("cohort_id") REFERENCES "public"."cohorts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "check_ins" ADD CONSTRAINT "check_ins_learner_id_learners_id_fk" FOREIGN KEY ("learner_id") REFERENCES "public"."learners"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "answers" ADD CONSTRAINT "answers_daily_question_id_daily_questions_id_fk" FOREIGN KEY ("daily_question_id") REFERENCES "public"."daily_questions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "answers" ADD CONSTRAINT "answers_learner_id_learners_id_fk" FOREIGN KEY ("learner_id") REFERENCES "public"."learners"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "daily_questions" ADD CONSTRAINT "daily_questions_cohort_id_cohorts_id_fk" FOREIGN KEY ("cohort_id") REFERENCES "public"."cohorts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "daily_questions" ADD CONSTRAINT "daily_questions_card_id_cards_id_fk" FOREIGN KEY ("card_id") REFERENCES "public"."cards"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cohort_drafts" ADD CONSTRAINT "cohort_drafts_learner_id_learners_id_fk" FOREIGN KEY ("learner_id") REFERENCES "public"."learners"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cohort_pauses" ADD CONSTRAINT "cohort_pauses_cohort_id_cohorts_id_fk" FOREIGN KEY ("cohort_id") REFERENCES "public"."cohorts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cohorts" ADD CONSTRAINT "cohorts_created_by_learners_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."learners"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "connect_codes" ADD CONSTRAINT "connect_codes_cohort_id_cohorts_id_fk" FOREIGN KEY ("cohort_id") REFERENCES "public"."cohorts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "connect_codes" ADD CONSTRAINT "connect_codes_created_by_learners_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."learners"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_cohort_id_cohorts_id_fk" FOREIGN KEY ("cohort_id") REFERENCES "public"."cohorts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_learner_id_learners_id_fk" FOREIGN KEY ("learner_id") REFERENCES "public"."learners"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "past_memberships" ADD CONSTRAINT "past_memberships_cohort_id_cohorts_id_fk" FOREIGN KEY ("cohort_id") REFERENCES "public"."cohorts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "past_memberships" ADD CONSTRAINT "past_memberships_learner_id_learners_id_fk" FOREIGN KEY ("learner_id") REFERENCES "public"."learners"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "places" ADD CONSTRAINT "places_cohort_id_cohorts_id_fk" FOREIGN KEY ("cohort_id") REFERENCES "public"."cohorts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "identities" ADD CONSTRAINT "identities_learner_id_learners_id_fk" FOREIGN KEY ("learner_id") REFERENCES "public"."learners"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "placements" ADD CONSTRAINT "placements_learner_id_learners_id_fk" FOREIGN KEY ("learner_id") REFERENCES "public"."learners"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "skill_marks" ADD CONSTRAINT "skill_marks_learner_id_learners_id_fk" FOREIGN KEY ("learner_id") REFERENCES "public"."learners"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "daily_activity" ADD CONSTRAINT "daily_activity_learner_id_learners_id_fk" FOREIGN KEY ("learner_id") REFERENCES "public"."learners"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "flags" ADD CONSTRAINT "flags_card_id_cards_id_fk" FOREIGN KEY ("card_id") REFERENCES "public"."cards"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "flags" ADD CONSTRAINT "flags_learner_id_learners_id_fk" FOREIGN KEY ("learner_id") REFERENCES "public"."learners"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "memory_states" ADD CONSTRAINT "memory_states_learner_id_learners_id_fk" FOREIGN KEY ("learner_id") REFERENCES "public"."learners"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "memory_states" ADD CONSTRAINT "memory_states_card_id_cards_id_fk" FOREIGN KEY ("card_id") REFERENCES "public"."cards"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "presentations" ADD CONSTRAINT "presentations_learner_id_learners_id_fk" FOREIGN KEY ("learner_id") REFERENCES "public"."learners"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "presentations" ADD CONSTRAINT "presentations_card_id_cards_id_fk" FOREIGN KEY ("card_id") REFERENCES "public"."cards"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "presentations" ADD CONSTRAINT "presentations_session_id_sessions_id_fk" FOREIGN KEY ("session_id") REFERENCES "public"."sessions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reviews" ADD CONSTRAINT "reviews_learner_id_learners_id_fk" FOREIGN KEY ("learner_id") REFERENCES "public"."learners"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reviews" ADD CONSTRAINT "reviews_card_id_cards_id_fk" FOREIGN KEY ("card_id") REFERENCES "public"."cards"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_learner_id_learners_id_fk" FOREIGN KEY ("learner_id") REFERENCES "public"."learners"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "check_ins_learner" ON "check_ins" USING btree ("learner_id","cohort_id","date");--> statement-breakpoint
CREATE UNIQUE INDEX "answers_once" ON "answers" USING btree ("daily_question_id","learner_id");--> statement-breakpoint
CREATE INDEX "answers_learner" ON "answers" USING btree ("learner_id","study_day");--> statement-breakpoint
CREATE UNIQUE INDEX "daily_questions_date" ON "daily_questions" USING btree ("cohort_id","date");--> statement-breakpoint
CREATE INDEX "daily_questions_card" ON "daily_questions" USING btree ("cohort_id","card_id");--> statement-breakpoint
CREATE UNIQUE INDEX "deliveries_key" ON "deliveries" USING btree ("key");--> statement-breakpoint
CREATE INDEX "deliveries_owed" ON "deliveries" USING btree ("platform","next_try_at") WHERE "deliveries"."state" = 'owed';--> statement-breakpoint
CREATE INDEX "deliveries_lane" ON "deliveries" USING btree ("lane","due_at","id") WHERE "deliveries"."state" = 'owed';--> statement-breakpoint
CREATE INDEX "deliveries_claimed" ON "deliveries" USING btree ("lane") WHERE "deliveries"."claimed_until" is not null;--> statement-breakpoint
CREATE INDEX "deliveries_changed" ON "deliveries" USING btree ("platform","edit_after") WHERE "deliveries"."state" = 'sent' and "deliveries"."wanted_version" > "deliveries"."shown_version";--> statement-breakpoint
CREATE INDEX "deliveries_place" ON "deliveries" USING btree ("place_id","due_at");--> statement-breakpoint
CREATE INDEX "deliveries_cohort" ON "deliveries" USING btree ("cohort_id","due_at");--> statement-breakpoint
CREATE INDEX "deliveries_learner" ON "deliveries" USING btree ("learner_id","due_at") WHERE "deliveries"."learner_id" is not null;--> statement-breakpoint
CREATE INDEX "event_keys_at" ON "event_keys" USING btree ("at");--> statement-breakpoint
CREATE INDEX "schedules_due" ON "schedules" USING btree ("next_at") WHERE "schedules"."stopped_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "schedules_cohort" ON "schedules" USING btree ("cohort_id","kind") WHERE "schedules"."cohort_id" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "schedules_learner" ON "schedules" USING btree ("learner_id","kind") WHERE "schedules"."learner_id" is not null;--> statement-breakpoint
CREATE INDEX "memberships_learner" ON "memberships" USING btree ("learner_id");--> statement-breakpoint
CREATE INDEX "memberships_unranked" ON "memberships" USING btree ("cohort_id","learner_id") WHERE "memberships"."board" = 'hidden' or "memberships"."left_at" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "places_channel_of_cohort" ON "places" USING btree ("cohort_id","platform","workspace","channel");--> statement-breakpoint
CREATE INDEX "places_by_channel" ON "places" USING btree ("platform","workspace","channel");--> statement-breakpoint
CREATE INDEX "totals_ranking" ON "totals" USING btree ("cohort_id","period","points" DESC NULLS LAST,"learner_id");--> statement-breakpoint
CREATE UNIQUE INDEX "identities_account" ON "identities" USING btree ("platform","scope","user_id");--> statement-breakpoint
CREATE INDEX "identities_learner" ON "identities" USING btree ("learner_id");--> statement-breakpoint
CREATE UNIQUE INDEX "playground_messages_key" ON "playground_messages" USING btree ("key");--> statement-breakpoint
CREATE INDEX "playground_messages_position" ON "playground_messages" USING btree ("position");--> statement-breakpoint
CREATE INDEX "slack_events_at" ON "slack_events" USING btree ("at");--> statement-breakpoint
CREATE UNIQUE INDEX "slack_screens_message" ON "slack_screens" USING btree ("team","channel","ts");--> statement-breakpoint
CREATE UNIQUE INDEX "cards_key" ON "cards" USING btree ("track","key");--> statement-breakpoint
CREATE INDEX "cards_week" ON "cards" USING btree ("track","week","position");--> statement-breakpoint
CREATE INDEX "cards_deck" ON "cards" USING btree ("track","deck");--> statement-breakpoint
CREATE UNIQUE INDEX "flags_open" ON "flags" USING btree ("card_id","learner_id") WHERE "flags"."resolved_at" is null;--> statement-breakpoint
CREATE INDEX "memory_due_day" ON "memory_states" USING btree ("learner_id","due_day") WHERE "memory_states"."suspended_at" is null;--> statement-breakpoint
CREATE INDEX "memory_due_at" ON "memory_states" USING btree ("learner_id","due_at") WHERE "memory_states"."suspended_at" is null;--> statement-breakpoint
CREATE INDEX "memory_introduced" ON "memory_states" USING btree ("learner_id","introduced_on");--> statement-breakpoint
CREATE UNIQUE INDEX "presentations_ungraded" ON "presentations" USING btree ("learner_id","card_id") WHERE "presentations"."graded_at" is null and "presentations"."voided_at" is null;--> statement-breakpoint
CREATE INDEX "presentations_session" ON "presentations" USING btree ("session_id");--> statement-breakpoint
CREATE INDEX "presentations_daily" ON "presentations" USING btree ("daily_question_id") WHERE "presentations"."daily_question_id" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "reviews_presentation" ON "reviews" USING btree ("presentation_id") WHERE "reviews"."undoes" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "reviews_undone_once" ON "reviews" USING btree ("undoes") WHERE "reviews"."undoes" is not null;--> statement-breakpoint
CREATE INDEX "reviews_learner_day" ON "reviews" USING btree ("learner_id","study_day","id");--> statement-breakpoint
CREATE INDEX "reviews_learner_card" ON "reviews" USING btree ("learner_id","card_id","study_day");--> statement-breakpoint
CREATE UNIQUE INDEX "sessions_open" ON "sessions" USING btree ("learner_id") WHERE "sessions"."closed_at" is null;