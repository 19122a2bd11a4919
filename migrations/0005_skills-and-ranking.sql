CREATE TABLE "skill_marks" (
	"learner_id" bigint NOT NULL,
	"track" text NOT NULL,
	"skill" text NOT NULL,
	"mark" text NOT NULL,
	"marked_at" timestamp with time zone NOT NULL,
	CONSTRAINT "skill_marks_learner_id_track_skill_pk" PRIMARY KEY("learner_id","track","skill")
);
--> statement-breakpoint
DROP INDEX "totals_ranking";--> statement-breakpoint
ALTER TABLE "skill_marks" ADD CONSTRAINT "skill_marks_learner_id_learners_id_fk" FOREIGN KEY ("learner_id") REFERENCES "public"."learners"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "memberships_unranked" ON "memberships" USING btree ("cohort_id","learner_id") WHERE "memberships"."board" = 'hidden' or "memberships"."left_at" is not null;--> statement-breakpoint
CREATE INDEX "totals_ranking" ON "totals" USING btree ("cohort_id","period","points" DESC NULLS LAST,"learner_id");