import { describe, expect, test } from "vitest";
import { showPrivately } from "../../../src/chat/event.ts";
import { closeAfterEach, openBot, openServer, sentence, talk } from "./opened.ts";

async function opened(options: Parameters<typeof openServer>[0] = {}) {
  const server = await openServer(options);
  const conversation = talk(() => showPrivately(sentence("The front")));
  const bot = await openBot(server, conversation);
  await bot.start();
  return { server, bot, conversation, ann: server.member("Ann") };
}

describe("the gateway", () => {
  closeAfterEach();

  test.each([
    ["a broken connection", { drop: true }],
    ["a request to reconnect", { op: 7 }],
    ["an invalid session that may go on", { op: 9, resumable: true }],
  ] as const)("%s is resumed, and what came meanwhile is answered once", async (_name, how) => {
    const { server, ann, conversation } = await opened();
    const resumed = server.gateway.next("resumed");
    server.gateway.end(how);
    await resumed;
    await ann.command("study");
    expect(conversation.heard).toHaveLength(1);
    expect([server.gateway.identified, server.gateway.resumed]).toEqual([1, 1]);
    expect(server.violations).toEqual([]);
  });

  test("what was pressed during a short interruption is answered", async () => {
    const { server, ann } = await opened();
    const resumed = server.gateway.next("resumed");
    server.gateway.end({ drop: true });
    const seen = ann.command("study");
    await resumed;
    expect((await seen).kind).toBe("message");
    expect(server.violations).toEqual([]);
  });

  test("a session that is over is begun anew", async () => {
    const { server, ann } = await opened();
    server.gateway.forgetSessions();
    const identified = server.gateway.next("identified");
    server.gateway.end({ drop: true });
    server.dropAll();
    await identified;
    await ann.command("study");
    expect(ann.text).toBe("The front");
    expect(server.gateway.identified).toBe(2);
  });

  test("a connection that looks alive and is not is given up", async () => {
    const { server, ann } = await opened({ heartbeatMs: 60 });
    const resumed = server.gateway.next("resumed");
    server.gateway.playDead();
    await resumed;
    await ann.command("study");
    expect(ann.text).toBe("The front");
  });

  test("as many connections as Discord recommends, in one process", async () => {
    const { server, ann } = await opened({ shards: 2 });
    expect(server.gateway.identified).toBe(2);
    await ann.command("study");
    expect(ann.text).toBe("The front");
  }, 30_000);

  test("a token that is taken away says what to do, and nothing is tried again", async () => {
    const { server, bot } = await opened();
    server.revokeToken();
    server.gateway.end({ close: 4004 });
    await bot.log.next("error");
    expect(bot.log.lines.find(({ level }) => level === "error")?.message).toMatch(/DISCORD_TOKEN/);
    expect(server.gateway.connected()).toBe(0);
  });
});
