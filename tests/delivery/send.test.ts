import { asc, eq } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import type { AppContext } from "../../src/app/context.ts";
import { text } from "../../src/chat/view.ts";
import type { CohortId, LearnerId, PlaceId, PlatformId, StudyDay, TrackId } from "../../src/core/ids.ts";
import { reopenPlace } from "../../src/db/blocked-places.ts";
import { type OwedDelivery, oweDeliveries, wantShown } from "../../src/db/deliveries.ts";
import { cohorts, deliveries, identities, learners, places } from "../../src/db/schema/index.ts";
import { backOffMs } from "../../src/delivery/back-off.ts";
import type { DeliveryKind } from "../../src/delivery/kind.ts";
import { openSender, type SendLimits } from "../../src/delivery/send.ts";
import { useDatabase } from "../support/database.ts";
import { type RecordingPlatform, recordingPlatform } from "../support/recording-platform.ts";
import { dayMs, hourMs, minuteMs, testContext } from "../support/world.ts";

const platformId = "playground" as PlatformId;
const startMs = Date.UTC(2027, 2, 10, 17, 30);

/** Shows the words of its subject, and how often it has been looked at. */
const wordsKind: DeliveryKind = {
  name: "words",
  async view(_ctx, delivery) {
    const words = delivery.subject.words;
    if (typeof words !== "string") return null;
    return { parts: [text(`${words} v${delivery.wantedVersion}`)], fallback: words };
  },
};

describe("sending", () => {
  const database = useDatabase();
  let ctx: ReturnType<typeof testContext>;
  let platform: RecordingPlatform;

  beforeEach(async () => {
    ctx = testContext(database.db, { startMs });
    platform = recordingPlatform();
    await makePlaces(ctx, ["one", "two", "three"]);
  });

  const sender = (limits: Partial<SendLimits> = {}, over: AppContext = ctx) =>
    openSender({ ctx: over, platform, kinds: [wordsKind], limits });
  const owe = (place: string, words: string | null, more: Partial<OwedDelivery> = {}) =>
    oweDeliveries(ctx.db, [
      {
        key: `words:${place}:${words}`,
        kind: "words",
        platform: platformId,
        to: { placeId: place as PlaceId },
        subject: words === null ? {} : { words },
        dueAtMs: ctx.clock.nowMs(),
        ...more,
      },
    ]);
  const rows = () => ctx.db.select().from(deliveries).orderBy(asc(deliveries.id));
  const row = async (key: string) => (await ctx.db.select().from(deliveries).where(eq(deliveries.key, key)))[0];

  test("what is due is posted once, and its reference kept", async () => {
    await owe("one", "hello");
    await owe("two", "later", { dueAtMs: startMs + minuteMs });
    await sender().drain();
    await sender().drain();
    expect(platform.messages.map((one) => `${one.where}: ${one.text}`)).toEqual(["one: hello v1"]);
    expect(await row("words:one:hello")).toMatchObject({
      state: "sent",
      messageRef: "m1",
      sentAt: startMs,
      claimedUntil: null,
      attempts: 0,
    });
    expect(await row("words:two:later")).toMatchObject({ state: "owed", attempts: 0, mayExist: 0 });
  });

  test("a key is owed once, whoever owes it", async () => {
    expect(await owe("one", "hello")).toEqual(["words:one:hello"]);
    expect(await owe("one", "hello")).toEqual([]);
    expect(await rows()).toHaveLength(1);
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

  test("a place is written to in order, one at a time, also by two processes at once", async () => {
    for (const word of ["first", "second", "third"]) await owe("one", word);
    await owe("two", "other");
    const hung = platform.hang("one");
    const [a, b] = [sender(), sender()];
    const work = Promise.all([a.drain(), b.drain()]);
    await platform.reached(2);
    await expect.poll(() => platform.in("two").length).toBe(1);
    expect(platform.calls.filter((call) => call.startsWith("post one"))).toHaveLength(1);
    hung.release();
    await work;
    expect(platform.in("one").map((one) => one.text)).toEqual(["first v1", "second v1", "third v1"]);
  });

  test("a call that hangs is given up after its time and holds nobody else up", async () => {
    await owe("one", "hello");
    for (const word of ["a", "b", "c"]) await owe("two", word);
    const hung = platform.hang("one");
    await sender({ callTimeoutMs: 30 }).drain();
    expect(platform.in("two")).toHaveLength(3);
    expect(await row("words:one:hello")).toMatchObject({ state: "owed", mayExist: 1 });
    hung.release();
    ctx.clock.advance(minuteMs);
    await sender().drain();
    expect(platform.in("one")).toHaveLength(1);
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

  test("many senders at once send each key once", async () => {
    const names = Array.from({ length: 20 }, (_, at) => `place${at}`);
    await makePlaces(ctx, names);
    for (const name of names) for (const word of ["a", "b"]) await owe(name, word);
    await Promise.all(Array.from({ length: 4 }, () => sender({ slots: 5 }).drain()));
    expect(platform.messages).toHaveLength(40);
    expect(new Set(platform.messages.map((one) => one.key)).size).toBe(40);
    expect(platform.calls).toHaveLength(40);
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

  test("what has nothing to show any more is skipped", async () => {
    await owe("one", null);
    await sender().drain();
    expect(platform.calls).toEqual([]);
    expect((await rows())[0]).toMatchObject({ state: "skipped", lastError: "nothing to show any more" });
  });

  test("a changed post is edited at most every 15 s, and shows the last state", async () => {
    await owe("one", "hello");
    const one = sender();
    await one.drain();
    const key = "words:one:hello";
    for (let change = 0; change < 3; change++) {
      await wantShown(ctx.db, [key], ctx.clock.nowMs());
      await one.drain();
      ctx.clock.advance(4_000);
    }
    expect(platform.messages[0]?.edits).toHaveLength(0);
    ctx.clock.moveTo(startMs + 15_000);
    await one.drain();
    expect(platform.in("one")[0]?.text).toBe("hello v4");
    expect(platform.in("one")[0]?.edits).toHaveLength(1);
    await wantShown(ctx.db, [key], ctx.clock.nowMs());
    ctx.clock.advance(14_999);
    await one.drain();
    expect(platform.in("one")[0]?.edits).toHaveLength(1);
    ctx.clock.advance(1);
    await one.drain();
    expect(platform.in("one")[0]?.text).toBe("hello v5");
    expect(await row(key)).toMatchObject({ wantedVersion: 5, shownVersion: 5 });
  });

  test("a change made while the post is under way is shown afterwards", async () => {
    await owe("one", "hello");
    const hung = platform.hang("one");
    const one = sender();
    const work = one.drain();
    await platform.reached(1);
    await wantShown(ctx.db, ["words:one:hello"], ctx.clock.nowMs());
    hung.release();
    await work;
    ctx.clock.advance(15_000);
    await one.drain();
    expect(platform.in("one")[0]?.text).toBe("hello v2");
  });

  test("an edit of a message that is gone is not tried for ever", async () => {
    await owe("one", "hello");
    await sender().drain();
    platform.remove("m1");
    await wantShown(ctx.db, ["words:one:hello"], ctx.clock.nowMs());
    ctx.clock.advance(minuteMs);
    await sender().drain();
    await sender().drain();
    expect(platform.calls.filter((call) => call === "edit m1")).toHaveLength(1);
    expect(await row("words:one:hello")).toMatchObject({ state: "sent", shownVersion: 2 });
  });

  test("an edit whose answer is lost is made again", async () => {
    await owe("one", "hello");
    await sender().drain();
    await wantShown(ctx.db, ["words:one:hello"], ctx.clock.nowMs());
    ctx.clock.advance(minuteMs);
    platform.meet({ kind: "answer lost" });
    await sender().drain();
    ctx.clock.advance(minuteMs);
    await sender().drain();
    expect(platform.in("one")[0]?.text).toBe("hello v2");
    expect(await row("words:one:hello")).toMatchObject({ wantedVersion: 2, shownVersion: 2, attempts: 0 });
  });

  test("a direct message goes to the learner's account; closed ones are not tried again", async () => {
    const learnerId = await makeLearner(ctx, "ann");
    await owe("", "hello", { key: "dm:1", to: { learnerId } });
    await sender().drain();
    expect(platform.in("dm:ann").map((one) => one.text)).toEqual(["hello v1"]);
    platform.refuse("dm:ann", "closed");
    await owe("", "again", { key: "dm:2", to: { learnerId } });
    await owe("", "once more", { key: "dm:3", to: { learnerId } });
    await sender().drain();
    expect((await rows()).map(({ state }) => state)).toEqual(["sent", "dead", "skipped"]);
    expect(platform.calls).toHaveLength(2);
  });

  test("each sender minds its own platform", async () => {
    await owe("one", "hello", { platform: "slack" as PlatformId });
    await sender().drain();
    expect(platform.calls).toEqual([]);
    expect((await rows())[0]).toMatchObject({ state: "owed", attempts: 0 });
  });

  test("a clock set back does not keep a claim of the future for ever", async () => {
    await owe("one", "hello");
    await ctx.db.update(deliveries).set({ claimedUntil: startMs + 30 * dayMs, attempts: 1, mayExist: 1 });
    await sender().drain();
    expect(platform.messages).toHaveLength(1);
  });

  test("waking a sender at work makes it look again", async () => {
    await owe("one", "hello");
    const hung = platform.hang("one");
    const one = sender();
    const work = one.drain();
    await platform.reached(1);
    await owe("two", "new");
    void one.drain();
    await platform.reached(2);
    await expect.poll(() => platform.in("two").length).toBe(1);
    hung.release();
    await work;
  });

  test("stopping waits for what is under way and takes nothing new", async () => {
    await owe("one", "hello");
    await owe("one", "world");
    const hung = platform.hang("one");
    const one = sender();
    void one.drain();
    await platform.reached(1);
    const stopping = one.stop();
    hung.release();
    await stopping;
    expect((await rows()).map(({ state }) => state)).toEqual(["sent", "owed"]);
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

async function makeLearner(ctx: AppContext, name: string): Promise<LearnerId> {
  const [learner] = await ctx.db
    .insert(learners)
    .values({ displayName: name, zone: "Europe/Berlin", createdAt: startMs })
    .returning();
  if (!learner) throw new Error("no learner");
  await ctx.db
    .insert(identities)
    .values({ learnerId: learner.id, platform: platformId, userId: name, displayName: name, createdAt: startMs });
  return learner.id;
}

async function makePlaces(ctx: AppContext, names: readonly string[]): Promise<void> {
  const createdBy = await makeLearner(ctx, `organiser of ${names[0]}`);
  const cohortId = `c-${names[0]}` as CohortId;
  await ctx.db.insert(cohorts).values({
    id: cohortId,
    name: "ML spring",
    track: "ai-ml-engineer" as TrackId,
    firstDay: "2027-01-11" as StudyDay,
    zone: "Europe/Berlin",
    dailyTime: "18:30",
    dailyDays: [1, 2, 3, 4, 5],
    checkInDay: 7,
    createdBy,
    createdAt: startMs,
  });
  await ctx.db.insert(places).values(
    names.map((name) => ({
      id: name as PlaceId,
      cohortId,
      platform: platformId,
      workspace: "home",
      channel: name,
      channelName: name,
      createdAt: startMs,
    })),
  );
}

/** A handle that fails from the moment its process is killed. */
function mortal(db: AppContext["db"]): { db: AppContext["db"]; kill(): void } {
  let alive = true;
  return {
    kill() {
      alive = false;
    },
    db: new Proxy(db, {
      get(target, name, self) {
        if (!alive) throw new Error("PGlite is closed");
        return Reflect.get(target, name, self);
      },
    }),
  };
}
