DROP INDEX "deliveries_owed";--> statement-breakpoint
DROP INDEX "deliveries_changed";--> statement-breakpoint
ALTER TABLE "deliveries" ADD COLUMN "platform" text NOT NULL;--> statement-breakpoint
ALTER TABLE "deliveries" ADD COLUMN "lane" text NOT NULL;--> statement-breakpoint
ALTER TABLE "schedules" ADD COLUMN "last_at" timestamp with time zone;--> statement-breakpoint
CREATE INDEX "deliveries_lane" ON "deliveries" USING btree ("lane","due_at","id") WHERE "deliveries"."state" = 'owed';--> statement-breakpoint
CREATE INDEX "deliveries_claimed" ON "deliveries" USING btree ("lane") WHERE "deliveries"."claimed_until" is not null;--> statement-breakpoint
CREATE INDEX "presentations_daily" ON "presentations" USING btree ("daily_question_id") WHERE "presentations"."daily_question_id" is not null;--> statement-breakpoint
CREATE INDEX "deliveries_owed" ON "deliveries" USING btree ("platform","next_try_at") WHERE "deliveries"."state" = 'owed';--> statement-breakpoint
CREATE INDEX "deliveries_changed" ON "deliveries" USING btree ("platform","edit_after") WHERE "deliveries"."state" = 'sent' and "deliveries"."wanted_version" > "deliveries"."shown_version";--> statement-breakpoint
ALTER TABLE "answers" DROP COLUMN "presentation_id";--> statement-breakpoint
ALTER TABLE "answers" DROP COLUMN "rating";--> statement-breakpoint
ALTER TABLE "answers" DROP COLUMN "ticked";