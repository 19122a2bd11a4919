import { describe, expect, test } from "vitest";
import { button, buttons } from "../../../src/chat/view.ts";
import { reviews } from "../../../src/db/schema/index.ts";
import { useDatabase } from "../../support/database.ts";
import { dayMs } from "../../support/world.ts";
import { closeAfterEach, sentence } from "./opened.ts";
import { beginWhole, idOf, toTheAnswer } from "./whole.ts";

describe("a newcomer on Discord", () => {
  const database = useDatabase();
  closeAfterEach();

  const begin = () => beginWhole(database);

  test("studies in one private message, rates, and takes it back", async () => {
    const { server, ann, start } = await begin();
    await start();
    await toTheAnswer(ann);
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
    await toTheAnswer(ann);
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

  test("a button of a week ago, after a restart, leads to where one is now, and counts nothing twice", async () => {
    const { server, ctx, ann, start } = await begin();
    const bot = await start();
    ann.channel = null;
    await toTheAnswer(ann);
    const { message } = ann;
    const good = idOf(message, "Good");
    const show = message.components;
    await ann.press("Good");
    expect(await database.db.$count(reviews)).toBe(1);
    await bot.stop();
    ctx.clock.advance(7 * dayMs);
    await start();
    // Their client still shows what stood there a week ago.
    message.components = show;
    const seen = await ann.pressId(good, message);
    expect(seen.kind).toBe("message");
    expect(ann.text).not.toBe("");
    expect(await database.db.$count(reviews)).toBe(1);
    expect(server.violations).toEqual([]);
  });

  test("an answer shown a week ago can still be rated, once", async () => {
    const { server, ctx, ann, start } = await begin();
    const bot = await start();
    ann.channel = null;
    await toTheAnswer(ann);
    const { message } = ann;
    const good = idOf(message, "Good");
    await bot.stop();
    ctx.clock.advance(7 * dayMs);
    await start();
    await ann.pressId(good, message);
    expect(ann.text).toContain("Worked out anew");
    expect(await database.db.$count(reviews)).toBe(1);
    expect(server.violations).toEqual([]);
  });

  test("a button nobody knows any more says so, in private beside the post", async () => {
    const { server, ann, start } = await begin();
    const bot = await start();
    const place = { workspace: server.guild.id, channel: server.channel("ml-daily").id };
    const view = sentence("A post of long ago", buttons(button("Vote", "1:vote-of-old:x")));
    await bot.platform.post(place, view, { key: "old:1", mayExist: false });
    const [post] = server.channel("ml-daily").messages;
    await ann.press("Vote", post);
    expect(ann.text).toContain("I do not know this button any more.");
    expect(ann.message.onlyFor).toBe(ann.id);
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
