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
CREATE UNIQUE INDEX "playground_messages_key" ON "playground_messages" USING btree ("key");--> statement-breakpoint
CREATE INDEX "playground_messages_position" ON "playground_messages" USING btree ("position");