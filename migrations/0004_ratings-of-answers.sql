ALTER TABLE "answers" ADD COLUMN "presentation_id" text;--> statement-breakpoint
ALTER TABLE "answers" ADD COLUMN "rating" text;--> statement-breakpoint
ALTER TABLE "answers" ADD COLUMN "ticked" text[] DEFAULT '{}' NOT NULL;