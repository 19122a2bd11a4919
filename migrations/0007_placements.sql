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
ALTER TABLE "placements" ADD CONSTRAINT "placements_learner_id_learners_id_fk" FOREIGN KEY ("learner_id") REFERENCES "public"."learners"("id") ON DELETE no action ON UPDATE no action;