import { describe, expect, test } from "vitest";
import { findReader } from "../../../src/app/people/reader.ts";
import { openConversation } from "../../../src/chat/dispatch.ts";
import { reviews } from "../../../src/db/schema/index.ts";
import { discordId } from "../../../src/platforms/discord/config.ts";
import { smallTrack } from "../../support/daily-cohort.ts";
import { useDatabase } from "../../support/database.ts";
import { flatten } from "../../support/discord-server/check-message.ts";
import type { DiscordServer } from "../../support/discord-server/server.ts";
import type { StoredMessage } from "../../support/discord-server/state.ts";
import { cohortOf, publish, someFlashcards } from "../../support/study-cards.ts";
import { testContext } from "../../support/world.ts";
import { closeAfterEach, openBot, openServer } from "./opened.ts";

/** The whole way on Discord: real commands and use cases over a real database. */
describe("a newcomer on Discord", () => {
  const database = useDatabase();
  closeAfterEach();

  async function begin() {
    const server = await openServer();
    const ctx = testContext(database.db, { tracks: [smallTrack()] });
    await publish(ctx, someFlashcards(12));
    const ann = server.member("Ann");
    const account = { platform: discordId, scope: "", userId: ann.id, displayName: "Ann", zone: "Europe/Berlin" };
    await cohortOf(ctx, [await findReader(ctx, account)]);
    const start = async () => {
      const bot = await openBot(server, conversationOf(ctx));
      await bot.start();
      return bot;
    };
    return { server, ctx, ann, start };
  }

  /** The platform is asked for nothing here but its id and what it can. */
  function conversationOf(ctx: ReturnType<typeof testContext>) {
    const platform = { id: discordId, capabilities: { rejectsInForm: false, channelFields: true, name: "Discord" } };
    return openConversation({ ctx, platform, wake: () => undefined });
  }

  async function toTheAnswer(server: DiscordServer, ann: ReturnType<DiscordServer["member"]>) {
    await ann.command("study");
    if (ann.text.includes("[Start]")) await ann.press("Start");
    await ann.press("Show answer");
    expect(server.violations).toEqual([]);
  }

  test("studies in one private message, rates, and takes it back", async () => {
    const { server, ann, start } = await begin();
    await start();
    await toTheAnswer(server, ann);
    const screen = ann.message.id;
    await ann.press("Good");
    expect(await database.db.$count(reviews)).toBe(1);
    expect(ann.text).toContain("[Undo Good]");
    expect(ann.message.id).toBe(screen);
    await ann.press("Undo Good");
    expect(ann.text).toContain("Took back: Good");
    expect(server.channel("ml-daily").messages.every(({ onlyFor }) => onlyFor === ann.id)).toBe(true);
    expect(server.violations).toEqual([]);
  });

  test("a button works after a restart; pressed twice it counts once; another's press counts for nobody", async () => {
    const { server, ann, start } = await begin();
    const bot = await start();
    await toTheAnswer(server, ann);
    const { message } = ann;
    await bot.stop();
    await start();
    const good = idOf(message, "Good");
    await ann.pressId(good, message);
    await ann.pressId(good, message);
    expect(await database.db.$count(reviews)).toBe(1);
    const ben = server.member("Ben");
    await ben.pressId(good, message);
    expect(await database.db.$count(reviews)).toBe(1);
    expect(ben.text.length).toBeGreaterThan(0);
    expect(server.violations).toEqual([]);
  });

  test("/help, /settings, /progress, /roadmap, /skills, /leaderboard, /daily and /undo all show something", async () => {
    const { server, ann, start } = await begin();
    await start();
    for (const name of ["help", "settings", "progress", "roadmap", "skills", "leaderboard", "daily", "undo"]) {
      const seen = await ann.command(name);
      expect([name, seen.kind, ann.text === ""]).toEqual([name, "message", false]);
      expect([name, ...server.violations]).toEqual([name]);
    }
  });
});

function idOf(message: StoredMessage, label: string): string {
  const found = flatten(message.components).find((one) => String(one.label).startsWith(label));
  if (!found) throw new Error(`no button ${label}`);
  return String(found.custom_id);
}
