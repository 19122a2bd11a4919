import { bigint, customType, index, jsonb, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
import { instant } from "./columns.ts";

const bytes = customType<{ data: Uint8Array; driverData: Uint8Array }>({ dataType: () => "bytea" });

/** The playground's own service: who is there and what was said, as Discord and Slack keep theirs. */
export const playgroundPeople = pgTable("playground_people", {
  id: text().primaryKey(),
  number: bigint({ mode: "number" }).generatedAlwaysAsIdentity(),
  name: text().notNull(),
  zone: text().notNull(),
});

export const playgroundMessages = pgTable(
  "playground_messages",
  {
    id: text().primaryKey(),
    position: bigint({ mode: "number" }).generatedAlwaysAsIdentity(),
    /** A channel's id, or `@` and a person's. */
    conversation: text().notNull(),
    author: text().notNull(),
    /** The person who alone sees it. */
    onlyFor: text(),
    thread: text(),
    /** The command it answers, as typed. */
    because: text(),
    /** Of a post: the same key is the same message. */
    key: text(),
    content: jsonb().$type<unknown>().notNull(),
    at: instant().notNull(),
    editedAt: instant(),
  },
  (t) => [uniqueIndex("playground_messages_key").on(t.key), index("playground_messages_position").on(t.position)],
);

export const playgroundFiles = pgTable("playground_files", {
  id: text().primaryKey(),
  name: text().notNull(),
  bytes: bytes().notNull(),
});
