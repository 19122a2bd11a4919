import { index, pgTable, primaryKey, text, uniqueIndex } from "drizzle-orm/pg-core";
import { instant } from "./columns.ts";

/** Workspaces that installed the app by OAuth. The token is encrypted before it comes here. */
export const slackWorkspaces = pgTable("slack_workspaces", {
  team: text().primaryKey(),
  name: text().notNull(),
  botUserId: text().notNull(),
  token: text().notNull(),
  installedBy: text().notNull(),
  installedAt: instant().notNull(),
});

/** What reached us, so that a repeated delivery has no second effect. `doneAt` null: begun and perhaps interrupted. */
export const slackEvents = pgTable(
  "slack_events",
  { key: text().primaryKey(), at: instant().notNull(), doneAt: instant() },
  (t) => [index("slack_events_at").on(t.at)],
);

/** The message in which somebody's study session stands, so that the next one can close it. */
export const slackScreens = pgTable(
  "slack_screens",
  {
    team: text().notNull(),
    userId: text().notNull(),
    /** The study session it shows. */
    session: text().notNull(),
    channel: text().notNull(),
    ts: text().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.team, t.userId] }),
    uniqueIndex("slack_screens_message").on(t.team, t.channel, t.ts),
  ],
);
