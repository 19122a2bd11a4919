import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import type { PlaceId } from "../../src/core/ids.ts";
import { reopenPlace } from "../../src/db/blocked-places.ts";
import { deliveries, places } from "../../src/db/schema/index.ts";
import { backOffMs } from "../../src/delivery/back-off.ts";
import type { DeliveryKind } from "../../src/delivery/kind.ts";
import { openSender, type Target } from "../../src/delivery/send.ts";
import { startDeliveries } from "../../src/delivery/start.ts";
import type { RecordingPlatform } from "../support/recording-platform.ts";
import { dayMs, hourMs, minuteMs, type testContext } from "../support/world.ts";
import { mortal, startMs, useSending, wordsKind } from "./sending.ts";

describe("sending in trouble", () => {
  const sending = useSending();
  const { sender, owe, rows, row } = sending;
  let ctx: ReturnType<typeof testContext>;
  let platform: RecordingPlatform;
  beforeEach(() => {
    ({ ctx, platform } = sending);
  });

  test("a lost answer: the next try looks first and finds the message", async () => {
    await owe("one", "hello");
    platform.meet({ kind: "answer lost" });
    await sender().drain();
    expect(await row("words:one:hello")).toMatchObject({ state: "owed", mayExist: 1, lastError: "connection reset" });
    ctx.clock.advance(minuteMs);
    await sender().drain();
    expect(platform.messages).toHaveLength(1);
    expect(await row("words:one:hello")).toMatchObject({ state: "sent", messageRef: "m1", lastError: null });
  });

  test("a lost request is tried again after a pause that grows", async () => {
    await owe("one", "hello");
    platform.meet({ kind: "request lost" }, { kind: "request lost" });
    const one = sender();
    await one.drain();
    const first = (await row("words:one:hello"))?.nextTryAt ?? 0;
    expect(first - startMs).toBeGreaterThanOrEqual(1_000);
    ctx.clock.moveTo(first - 1);
    await one.drain();
    expect(platform.calls).toHaveLength(1);
    ctx.clock.moveTo(first);
    await one.drain();
    const second = (await row("words:one:hello"))?.nextTryAt ?? 0;
    expect(second - first).toBeGreaterThanOrEqual(2_000);
    ctx.clock.moveTo(second);
    await one.drain();
    expect(platform.in("one")).toHaveLength(1);
  });

  test("a delivery that never gets through is dead after its last try, and its place goes on", async () => {
    await owe("one", "hello");
    await owe("one", "world", { dueAtMs: startMs + 1 });
    platform.meet({ kind: "request lost" }, { kind: "request lost" }, { kind: "request lost" });
    for (let tries = 0; tries < 4; tries++) {
      await sender({ maxAttempts: 3 }).drain();
      ctx.clock.advance(hourMs);
    }
    expect((await rows()).map(({ state }) => state)).toEqual(["dead", "sent"]);
    expect(platform.messages.map((one) => one.text)).toEqual(["world v1"]);
  });

  test("asked to come back later, it does, and no attempt is counted", async () => {
    await owe("one", "hello");
    platform.meet({ kind: "later", retryAfterMs: 7_000 });
    await sender().drain();
    expect(await row("words:one:hello")).toMatchObject({ nextTryAt: startMs + 7_000, attempts: 0, mayExist: 0 });
    ctx.clock.advance(6_999);
    await sender().drain();
    expect(platform.messages).toHaveLength(0);
    ctx.clock.advance(1);
    await sender().drain();
    expect(platform.messages).toHaveLength(1);
  });

  test("a call that hangs is given up after its time and holds nobody else up; the next try looks first", async () => {
    await owe("one", "hello");
    for (const word of ["a", "b", "c"]) await owe("two", word);
    // It lands, and the service never says so.
    const silent: Target = {
      ...platform,
      async post(place, view, options) {
        const outcome = await platform.post(place, view, options);
        return place.channel === "one" ? new Promise(() => undefined) : outcome;
      },
    };
    const patience = { callTimeoutMs: 30 };
    const work = openSender({ ctx, platform: silent, kinds: [wordsKind], limits: patience }).drain();
    await expect.poll(() => platform.in("two").length).toBe(3);
    await work;
    expect(await row("words:one:hello")).toMatchObject({
      ...{ state: "owed", mayExist: 1, lastError: "no answer within 30 ms" },
    });
    ctx.clock.advance(minuteMs);
    await sender().drain();
    expect(platform.in("one")).toHaveLength(1);
    expect(await row("words:one:hello")).toMatchObject({ state: "sent", lastError: null });
  });

  test("an answer that comes after it was given up is taken, and nothing is tried again", async () => {
    await owe("one", "hello");
    const hung = platform.hang("one");
    await sender({ callTimeoutMs: 30 }).drain();
    hung.release();
    await expect.poll(async () => (await row("words:one:hello"))?.state).toBe("sent");
    ctx.clock.advance(minuteMs);
    await sender().drain();
    expect(platform.calls).toEqual(["post one words:one:hello"]);
    expect(platform.in("one")).toHaveLength(1);
  });

  test("after a call that hung the look waits as long as the call did", async () => {
    await owe("one", "hello");
    platform.hang("one");
    await sender({ callTimeoutMs: 30 }).drain();
    const tryAt = (await row("words:one:hello"))?.nextTryAt ?? 0;
    expect(tryAt - startMs).toBeGreaterThanOrEqual(30);
  });

  test("after a call that failed late, too: its request may still be on the way", async () => {
    await owe("one", "hello");
    const slow: Target = {
      ...platform,
      async post() {
        ctx.clock.advance(25_000);
        throw new Error("given up after 25000 ms");
      },
    };
    await openSender({ ctx, platform: slow, kinds: [wordsKind] }).drain();
    const tryAt = (await row("words:one:hello"))?.nextTryAt ?? 0;
    expect(tryAt - ctx.clock.nowMs()).toBeGreaterThanOrEqual(25_000);
  });

  test("what was put off is looked for at its time, though another call hangs", async () => {
    await owe("one", "hello");
    await owe("two", "world");
    const hung = platform.hang("one");
    const real = { ...ctx, clock: { nowMs: Date.now } };
    await ctx.db.update(deliveries).set({ nextTryAt: Date.now() });
    platform.meet({ kind: "later", retryAfterMs: 200 });
    const engine = startDeliveries({ ctx: real, platforms: [platform], log: ctx.log, kinds: [wordsKind] });
    engine.wake();
    await expect.poll(() => platform.in("two").length, { timeout: 5_000 }).toBe(1);
    expect(platform.in("one")).toHaveLength(0);
    hung.release();
    await engine.stop();
  });

  test("a process killed after its claim: the claim runs out and another takes over", async () => {
    await owe("one", "hello");
    const process = mortal(ctx.db);
    const dyingKind: DeliveryKind = {
      name: "words",
      async view() {
        process.kill();
        throw new Error("PGlite is closed");
      },
    };
    const dead = openSender({ ctx: { ...ctx, db: process.db }, platform, kinds: [dyingKind] });
    await dead.drain().catch(() => undefined);
    expect(platform.messages).toHaveLength(0);
    await sender().drain();
    expect(platform.messages).toHaveLength(0);
    ctx.clock.advance(2 * minuteMs);
    await sender().drain();
    expect(platform.messages).toHaveLength(1);
    expect(platform.calls).toEqual(["post one words:one:hello"]);
  });

  test("a process killed between the post and its commit: whoever takes over finds the message", async () => {
    await owe("one", "hello");
    const process = mortal(ctx.db);
    const dead = openSender({
      ctx: { ...ctx, db: process.db },
      platform: {
        ...platform,
        async post(place, view, options) {
          const outcome = await platform.post(place, view, options);
          process.kill();
          return outcome;
        },
      },
      kinds: [wordsKind],
    });
    await dead.drain().catch(() => undefined);
    expect(platform.messages).toHaveLength(1);
    expect(await row("words:one:hello")).toMatchObject({ state: "owed", mayExist: 1 });
    ctx.clock.advance(2 * minuteMs);
    await sender().drain();
    expect(platform.messages).toHaveLength(1);
    expect(await row("words:one:hello")).toMatchObject({ state: "sent", messageRef: "m1" });
  });

  test("a refused place is left alone until it is opened again", async () => {
    await owe("one", "hello");
    await owe("one", "world");
    platform.refuse("one");
    await sender().drain();
    await sender().drain();
    ctx.clock.advance(dayMs);
    await sender().drain();
    expect(platform.calls).toHaveLength(1);
    const [place] = await ctx.db
      .select()
      .from(places)
      .where(eq(places.id, "one" as PlaceId));
    expect(place).toMatchObject({ state: "blocked", blockedReason: 'no-access: "Send Messages" is missing in one' });
    platform.allow("one");
    await reopenPlace(ctx.db, "one" as PlaceId, ctx.clock.nowMs());
    await sender().drain();
    expect(platform.in("one").map((one) => one.text)).toEqual(["hello v1", "world v1"]);
  });

  test("a clock set back does not keep a claim of the future for ever", async () => {
    await owe("one", "hello");
    await ctx.db.update(deliveries).set({ claimedUntil: startMs + 30 * dayMs, attempts: 1, mayExist: 1 });
    await sender().drain();
    expect(platform.messages).toHaveLength(1);
  });
});

describe("the pause between tries", () => {
  test("doubles from 2 s to half an hour, less at most half for jitter", () => {
    expect([1, 2, 3, 10, 11, 40].map((attempts) => backOffMs(attempts, 0))).toEqual([
      2_000, 4_000, 8_000, 1_024_000, 1_800_000, 1_800_000,
    ]);
    expect(backOffMs(3, 0.999)).toBeGreaterThanOrEqual(4_000);
    expect(backOffMs(3, 0.999)).toBeLessThan(8_000);
  });
});
