import { beforeEach, describe, expect, test } from "vitest";
import type { PlatformId } from "../../src/core/ids.ts";
import type { RecordingPlatform } from "../support/recording-platform.ts";
import { minuteMs, type testContext } from "../support/world.ts";
import { makeLearner, makePlaces, startMs, useSending } from "./sending.ts";

describe("sending", () => {
  const sending = useSending();
  const { sender, owe, rows, row } = sending;
  let ctx: ReturnType<typeof testContext>;
  let platform: RecordingPlatform;
  beforeEach(() => {
    ({ ctx, platform } = sending);
  });

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

  test("many senders at once send each key once", async () => {
    const names = Array.from({ length: 20 }, (_, at) => `place${at}`);
    await makePlaces(ctx, names);
    for (const name of names) for (const word of ["a", "b"]) await owe(name, word);
    await Promise.all(Array.from({ length: 4 }, () => sender({ slots: 5 }).drain()));
    expect(platform.messages).toHaveLength(40);
    expect(new Set(platform.messages.map((one) => one.key)).size).toBe(40);
    expect(platform.calls).toHaveLength(40);
  });

  test("what has nothing to show any more is skipped", async () => {
    await owe("one", null);
    await sender().drain();
    expect(platform.calls).toEqual([]);
    expect((await rows())[0]).toMatchObject({ state: "skipped", lastError: "nothing to show any more" });
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
    expect((await rows()).map(({ state }) => state)).toEqual(["sent", "dead", "dead"]);
    expect(platform.calls).toHaveLength(2);
  });

  test("each sender minds its own platform", async () => {
    await owe("one", "hello", { platform: "slack" as PlatformId });
    await sender().drain();
    expect(platform.calls).toEqual([]);
    expect((await rows())[0]).toMatchObject({ state: "owed", attempts: 0 });
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
