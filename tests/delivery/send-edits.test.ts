import { beforeEach, describe, expect, test } from "vitest";
import { wantShown } from "../../src/db/deliveries.ts";
import type { RecordingPlatform } from "../support/recording-platform.ts";
import { hourMs, minuteMs, type testContext } from "../support/world.ts";
import { startMs, useSending } from "./sending.ts";

describe("changing a message", () => {
  const sending = useSending();
  const { sender, owe, row } = sending;
  let ctx: ReturnType<typeof testContext>;
  let platform: RecordingPlatform;
  beforeEach(() => {
    ({ ctx, platform } = sending);
  });

  test("the first change shows at once, later ones at most every 15 s, always the latest state", async () => {
    await owe("one", "hello");
    const one = sender();
    await one.drain();
    const key = "words:one:hello";
    const change = async () => {
      await wantShown(ctx.db, [key], ctx.clock.nowMs());
      await one.drain();
    };
    await change();
    expect(platform.in("one")[0]?.text).toBe("hello v2");
    for (let n = 0; n < 3; n++) {
      ctx.clock.advance(4_000);
      await change();
    }
    expect(platform.messages[0]?.edits).toHaveLength(1);
    ctx.clock.moveTo(startMs + 14_999);
    await one.drain();
    expect(platform.messages[0]?.edits).toHaveLength(1);
    ctx.clock.moveTo(startMs + 15_000);
    await one.drain();
    expect(platform.in("one")[0]?.text).toBe("hello v5");
    expect(platform.in("one")[0]?.edits).toHaveLength(2);
    expect(await row(key)).toMatchObject({ wantedVersion: 5, shownVersion: 5 });
    ctx.clock.advance(hourMs);
    await change();
    expect(platform.in("one")[0]?.text).toBe("hello v6");
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
});
