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
CREATE TABLE "connect_codes" (
	"code" text PRIMARY KEY NOT NULL,
	"cohort_id" text NOT NULL,
	"created_by" bigint NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"used_at" timestamp with time zone
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
ALTER TABLE "check_in_rounds" ADD CONSTRAINT "check_in_rounds_cohort_id_cohorts_id_fk" FOREIGN KEY ("cohort_id") REFERENCES "public"."cohorts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "check_ins" ADD CONSTRAINT "check_ins_cohort_id_cohorts_id_fk" FOREIGN KEY ("cohort_id") REFERENCES "public"."cohorts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "check_ins" ADD CONSTRAINT "check_ins_learner_id_learners_id_fk" FOREIGN KEY ("learner_id") REFERENCES "public"."learners"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "connect_codes" ADD CONSTRAINT "connect_codes_cohort_id_cohorts_id_fk" FOREIGN KEY ("cohort_id") REFERENCES "public"."cohorts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "connect_codes" ADD CONSTRAINT "connect_codes_created_by_learners_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."learners"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "past_memberships" ADD CONSTRAINT "past_memberships_cohort_id_cohorts_id_fk" FOREIGN KEY ("cohort_id") REFERENCES "public"."cohorts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "past_memberships" ADD CONSTRAINT "past_memberships_learner_id_learners_id_fk" FOREIGN KEY ("learner_id") REFERENCES "public"."learners"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "check_ins_learner" ON "check_ins" USING btree ("learner_id","cohort_id","date");