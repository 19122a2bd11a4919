import { describe, expect, test } from "vitest";
import { nothing } from "../../../src/chat/event.ts";
import { messageText } from "../../support/discord-server/member.ts";
import { closeAfterEach, openBot, openServer, sentence, talk } from "./opened.ts";

const minuteMs = 60_000;
const readMessageHistory = 1n << 16n;
const sendMessages = 1n << 11n;

async function opened(options: { nowMs?: () => number; limits?: { callWithinMs: number } } = {}) {
  const server = await openServer(options);
  const bot = await openBot(
    server,
    talk(() => nothing),
    options,
  );
  await bot.start();
  const daily = server.channel("ml-daily");
  return { server, bot, platform: bot.platform, daily, place: { workspace: server.guild.id, channel: daily.id } };
}

describe("posting to Discord", () => {
  closeAfterEach();

  test("an answer that was lost: the try within minutes is the same message by its nonce", async () => {
    const { server, platform, place, daily } = await opened();
    const key = { key: "daily:1", mayExist: false };
    server.faults.meet("/messages", { kind: "reset", after: true });
    await expect(platform.post(place, sentence("Question"), key)).rejects.toThrow();
    expect((await platform.post(place, sentence("Question"), key)).kind).toBe("posted");
    expect(daily.messages).toHaveLength(1);
    expect(server.violations).toEqual([]);
  });

  test("hours later, when the nonce is forgotten, it is found by its mark among much else", async () => {
    let clockMs = Date.now();
    const { server, platform, place, daily } = await opened({ nowMs: () => clockMs });
    const first = await platform.post(place, sentence("Question"), { key: "daily:1", mayExist: false });
    if (first.kind !== "posted") throw new Error(first.kind);
    await platform.edit(first.message, sentence("4 have answered"));
    for (let other = 0; other < 150; other++) {
      server.state.message(daily, {
        flags: 0,
        components: [],
        content: "chat",
        attachments: [],
        nonce: null,
        onlyFor: null,
      });
    }
    clockMs += 120 * minuteMs;
    const again = await platform.post(place, sentence("Question"), { key: "daily:1", mayExist: true });
    expect(again).toEqual(first);
    const other = await platform.post(place, sentence("Another"), { key: "daily:2", mayExist: true });
    expect(other.kind === "posted" && other.message !== first.message).toBe(true);
    expect(server.violations).toEqual([]);
  });

  test("a Discord that gives back the nonce but no ids of components: found by that", async () => {
    let clockMs = Date.now();
    const { server, platform, place } = await opened({ nowMs: () => clockMs });
    server.state.givesBack = "nonce";
    const first = await platform.post(place, sentence("Question"), { key: "daily:1", mayExist: false });
    clockMs += 120 * minuteMs;
    expect(await platform.post(place, sentence("Question"), { key: "daily:1", mayExist: true })).toEqual(first);
    const other = await platform.post(place, sentence("Another"), { key: "daily:2", mayExist: true });
    expect(other).not.toEqual(first);
    expect(server.violations).toEqual([]);
  });

  test("without Read Message History no second try is made blindly", async () => {
    const { server, platform, place, daily } = await opened();
    server.deny(daily, readMessageHistory);
    await server.settled();
    expect(await platform.post(place, sentence("Question"), { key: "daily:1", mayExist: true })).toMatchObject({
      kind: "refused",
      reason: "no-access",
    });
    expect(await platform.access?.(place)).toEqual({ ok: false, missing: "Read Message History" });
  });

  test("access names what is missing, and is there again when it is given", async () => {
    const { server, platform, place, daily } = await opened();
    expect(await platform.access?.(place)).toEqual({ ok: true, name: "ml-daily" });
    server.deny(daily, sendMessages);
    await server.settled();
    expect(await platform.access?.(place)).toEqual({ ok: false, missing: "Send Messages" });
    server.deny(daily, 0n);
    await server.settled();
    expect(await platform.access?.(place)).toEqual({ ok: true, name: "ml-daily" });
  });

  test.each([
    [50_001, "no-access"],
    [50_013, "no-access"],
    [10_003, "gone"],
  ])("a channel that answers %i is refused: %s", async (code, reason) => {
    const { platform, place, daily } = await opened();
    daily.refusal = code;
    expect(await platform.post(place, sentence("Question"), { key: "daily:1", mayExist: false })).toMatchObject({
      kind: "refused",
      reason,
    });
  });

  test("a message that was deleted is gone", async () => {
    const { platform, place, daily } = await opened();
    const posted = await platform.post(place, sentence("Question"), { key: "daily:1", mayExist: false });
    if (posted.kind !== "posted") throw new Error(posted.kind);
    daily.messages = [];
    expect(await platform.edit(posted.message, sentence("x"))).toMatchObject({ kind: "refused", reason: "gone" });
  });

  test("somebody who takes no messages is closed; others get theirs once", async () => {
    const { server, platform } = await opened();
    const [ann, ben] = [server.member("Ann"), server.member("Ben")];
    server.state.closed.add(ann.id);
    const send = (userId: string) =>
      platform.directMessages?.send({ scope: "", userId }, sentence("14 due"), { key: `r:${userId}`, mayExist: false });
    expect(await send(ann.id)).toMatchObject({ kind: "refused", reason: "closed" });
    const first = await send(ben.id);
    expect(first?.kind).toBe("posted");
    expect(await send(ben.id)).toEqual(first);
    expect(server.violations).toEqual([]);
  });

  test("shared answers stand in the thread under the post, once, whether the thread was there or not", async () => {
    const { server, platform, place } = await opened();
    const posted = await platform.post(place, sentence("Question"), { key: "daily:1", mayExist: false });
    if (posted.kind !== "posted") throw new Error(posted.kind);
    const reply = (key: string, mayExist: boolean) =>
      platform.threads?.reply(
        posted.message,
        { ...sentence("Ben: a forest"), title: "Shared answers" },
        { key, mayExist },
      );
    const first = await reply("shared:1", false);
    expect(await reply("shared:1", true)).toEqual(first);
    await reply("shared:2", false);
    const thread = [...server.state.channels.values()].find((one) => one.type === 11);
    expect(thread).toMatchObject({ name: "Shared answers" });
    expect(thread?.messages).toHaveLength(2);
    expect(server.violations).toEqual([]);
  });

  test("a short limit is waited out, a long one comes back later with nothing sent", async () => {
    const { server, platform, place, daily } = await opened();
    server.faults.meet(/POST .*messages/, { kind: "429", retryAfterS: 0.05 }, { kind: "429", retryAfterS: 60 });
    expect(await platform.post(place, sentence("Question"), { key: "daily:1", mayExist: false })).toMatchObject({
      kind: "later",
    });
    expect(daily.messages).toHaveLength(0);
    const other = server.channel("general");
    const elsewhere = { workspace: server.guild.id, channel: other.id };
    expect((await platform.post(elsewhere, sentence("Q"), { key: "daily:2", mayExist: false })).kind).toBe("posted");
  });

  test("what was given up while it waited for its turn is never sent", async () => {
    const { server, platform, place, daily } = await opened({ limits: { callWithinMs: 150 } });
    let release: () => void = () => undefined;
    const until = new Promise<void>((resolve) => {
      release = resolve;
    });
    server.faults.meet(/POST .*messages/, { kind: "slow", until });
    const tries = ["daily:1", "daily:2", "daily:3"].map((key) =>
      platform.post(place, sentence(key), { key, mayExist: false }),
    );
    const outcomes = await Promise.allSettled(tries);
    expect(outcomes.map(({ status }) => status)).toEqual(["rejected", "rejected", "rejected"]);
    release();
    // The way is free again: what comes now passes, what was given up does not.
    const next = () => platform.post(place, sentence("Next"), { key: "daily:4", mayExist: true }).catch(() => null);
    while ((await next()) === null);
    await server.settled();
    expect(daily.messages.map(messageText)).toEqual(["daily:1", "Next"]);
  });

  test("what was given up while a limit held it is not sent after it", async () => {
    const { server, platform, place, daily } = await opened({ limits: { callWithinMs: 150 } });
    server.faults.meet(/POST .*messages/, { kind: "429", retryAfterS: 0.4 });
    await expect(platform.post(place, sentence("Late"), { key: "daily:1", mayExist: false })).rejects.toThrow(
      "given up",
    );
    // Behind it in the same queue: given up too until the limit is over.
    const next = () => platform.post(place, sentence("Next"), { key: "daily:2", mayExist: true }).catch(() => null);
    while ((await next()) === null);
    expect(daily.messages.map(messageText)).toEqual(["Next"]);
    expect(server.violations).toEqual([]);
  });

  test("a global limit holds posts up, and answers go on", async () => {
    const { server, platform, place } = await opened();
    server.faults.meet(/POST .*messages/, { kind: "429", retryAfterS: 30, global: true });
    const outcome = await platform.post(place, sentence("Question"), { key: "daily:1", mayExist: false });
    expect(outcome).toMatchObject({ kind: "later" });
    expect(outcome.kind === "later" && outcome.retryAfterMs >= 29_000).toBe(true);
    const ann = server.member("Ann");
    expect(await ann.type("study", "topic", "n")).toHaveLength(1);
    expect(server.violations).toEqual([]);
  });
});
