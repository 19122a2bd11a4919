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
CREATE INDEX "slack_events_at" ON "slack_events" USING btree ("at");--> statement-breakpoint
CREATE UNIQUE INDEX "slack_screens_message" ON "slack_screens" USING btree ("team","channel","ts");