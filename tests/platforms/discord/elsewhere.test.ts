import { describe, expect, test } from "vitest";
import { type Reply, showPrivately } from "../../../src/chat/event.ts";
import { reviews } from "../../../src/db/schema/index.ts";
import { useDatabase } from "../../support/database.ts";
import { closeAfterEach, openBot, openServer, sentence, talk } from "./opened.ts";
import { beginWhole, toTheAnswer } from "./whole.ts";

/** A bot that people installed for themselves, in a server where it is not itself. */
describe("in a server without the bot", () => {
  const database = useDatabase();
  closeAfterEach();

  test("one studies as in a direct message, and nobody else sees anything", async () => {
    const { server, ann, start } = await beginWhole(database);
    await start();
    const lounge = server.addForeignChannel("lounge");
    ann.channel = "lounge";
    await toTheAnswer(ann);
    const screen = ann.message.id;
    await ann.press("Good");
    expect(await database.db.$count(reviews)).toBe(1);
    expect(ann.message.id).toBe(screen);
    expect(lounge.messages.filter(({ onlyFor }) => onlyFor !== ann.id)).toEqual([]);
    expect(server.violations).toEqual([]);
  });

  test("every command that works without a server shows something, in private; /cohort is not offered", async () => {
    const { server, ann, start } = await beginWhole(database);
    await start();
    const lounge = server.addForeignChannel("lounge");
    ann.channel = "lounge";
    const names = ["help", "settings", "progress", "roadmap", "skills", "leaderboard", "daily", "checkin", "undo"];
    for (const name of names) {
      const seen = await ann.command(name);
      expect([name, seen.kind, ...server.violations]).toEqual([name, "message"]);
    }
    expect(lounge.messages.filter(({ onlyFor }) => onlyFor !== ann.id)).toEqual([]);
    expect(() => ann.command("cohort create")).toThrow("not offered");
  });

  test("its managers are nobody's managers: they are told where a group can live", async () => {
    const { server, start } = await beginWhole(database);
    await start();
    server.addForeignChannel("lounge");
    const boss = server.member("Boss", { manages: true });
    boss.channel = "lounge";
    await boss.command("help");
    await boss.pressId("1:cohort-create", boss.message);
    expect(boss.text).toContain("A group lives in a server that I have been added to.");
    expect(boss.message.onlyFor).toBe(boss.id);
    expect(server.violations).toEqual([]);
  });

  test("what would be for all elsewhere is for them alone, also when it takes long", async () => {
    const server = await openServer();
    const answers: ((reply: Reply) => void)[] = [];
    const conversation = talk(
      () => new Promise((resolve) => answers.push(resolve)),
      () => "public",
    );
    const bot = await openBot(server, conversation, { limits: { deferAfterMs: 20 } });
    await bot.start();
    const lounge = server.addForeignChannel("lounge");
    const ann = server.member("Ann", { manages: true });
    ann.channel = "lounge";
    const seen = ann.command("study");
    await server.reached("callback");
    answers[0]?.({ kind: "show", view: sentence("For all"), private: false });
    await seen;
    expect(ann.text).toBe("For all");
    expect(lounge.messages.map(({ onlyFor }) => onlyFor)).toEqual([ann.id]);
    expect(conversation.heard[0]).toMatchObject({ place: { kind: "direct" }, actor: { mayManage: false } });
    expect(server.violations).toEqual([]);
  });

  test("in the bot's own server the same stands in the channel", async () => {
    const server = await openServer();
    const show: Reply = { kind: "show", view: sentence("For all"), private: false };
    const bot = await openBot(
      server,
      talk(
        () => show,
        () => "public",
      ),
    );
    await bot.start();
    await server.member("Ann").command("study");
    expect(server.channel("ml-daily").messages.map(({ onlyFor }) => onlyFor)).toEqual([null]);
    expect(showPrivately(show.view)).toMatchObject({ private: true });
  });
});
