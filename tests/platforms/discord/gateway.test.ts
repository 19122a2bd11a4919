import { describe, expect, test } from "vitest";
import { showPrivately } from "../../../src/chat/event.ts";
import { backOffMs, openPause } from "../../../src/platforms/discord/back-off.ts";
import { closeAfterEach, movedPause, openBot, openServer, sentence, talk } from "./opened.ts";

async function opened(options: Parameters<typeof openServer>[0] = {}) {
  const server = await openServer(options);
  const conversation = talk(() => showPrivately(sentence("The front")));
  const pause = movedPause();
  const bot = await openBot(server, conversation, { pause });
  await bot.start();
  return { server, bot, conversation, pause, ann: server.member("Ann") };
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

  test("an invalid session that is over is begun anew, on a connection of its own", async () => {
    const { server, ann, conversation } = await opened();
    const identified = server.gateway.next("identified");
    server.gateway.end({ op: 9, resumable: false });
    await identified;
    await ann.command("study");
    expect(ann.text).toBe("The front");
    expect(conversation.heard).toHaveLength(1);
    expect([server.gateway.identified, server.gateway.resumed]).toEqual([2, 0]);
    expect(server.gateway.connected()).toBe(1);
    expect(server.violations).toEqual([]);
  });

  test.each([
    [4000, "resumed"],
    [4007, "identified"],
  ] as const)("after close code %i it is %s", async (close, what) => {
    const { server, ann } = await opened();
    const back = server.gateway.next(what);
    server.gateway.end({ close });
    await back;
    await ann.command("study");
    expect(ann.text).toBe("The front");
    expect(server.violations).toEqual([]);
  });

  test("a refused connection is tried again, each time after a longer wait; then it goes on where it was", async () => {
    const { server, ann, pause, conversation } = await opened();
    server.refuseConnections(4);
    const resumed = server.gateway.next("resumed");
    server.gateway.end({ drop: true });
    const seen = ann.command("study");
    ann.finish();
    await resumed;
    await seen;
    expect(ann.text).toBe("The front");
    expect(conversation.heard).toHaveLength(1);
    expect(server.gateway.log.filter((one) => one === "refused")).toHaveLength(4);
    // The first try comes at once, after it 1, 2, 4 and 8 s.
    expect(pause.waitsMs).toEqual([1_000, 2_000, 4_000, 8_000]);
    expect(server.gateway.identified).toBe(1);
    // A connection that worked ends the row: the next interruption is tried at once again.
    const again = server.gateway.next("resumed");
    server.gateway.end({ drop: true });
    await again;
    expect(pause.waitsMs).toHaveLength(4);
  });

  test("a Discord out of reach at the start is asked again, each time after a longer wait", async () => {
    const server = await openServer();
    const pause = movedPause();
    const bot = await openBot(
      server,
      talk(() => showPrivately(sentence("The front"))),
      { pause },
    );
    // Each start asks four times.
    server.faults.meet("GET /gateway/bot", ...Array.from({ length: 12 }, () => ({ kind: "500" }) as const));
    await bot.start();
    expect(pause.waitsMs).toEqual([1_000, 2_000, 4_000]);
    expect(bot.log.lines.filter(({ message }) => message === "cannot reach Discord; trying again")).toHaveLength(3);
    await server.member("Ann").command("study");
  });

  test("waits end at a minute, and stopping ends them", async () => {
    expect([1, 2, 6, 7, 50].map(backOffMs)).toEqual([1_000, 2_000, 32_000, 60_000, 60_000]);
    const pause = openPause();
    const waiting = pause.wait(3_600_000);
    pause.end();
    await waiting;
    await pause.wait(3_600_000);
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
