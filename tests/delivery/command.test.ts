import { asc, eq } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { text } from "../../src/chat/view.ts";
import type { PlaceId, PlatformId } from "../../src/core/ids.ts";
import { oweDeliveries } from "../../src/db/deliveries.ts";
import { deliveries, places } from "../../src/db/schema/index.ts";
import { deliveriesCommand } from "../../src/delivery/command.ts";
import type { DeliveryKind } from "../../src/delivery/kind.ts";
import { openSender } from "../../src/delivery/send.ts";
import { makeCohort, smallTrack } from "../support/daily-cohort.ts";
import { useDatabase } from "../support/database.ts";
import { type RecordingPlatform, recordingPlatform } from "../support/recording-platform.ts";
import { minuteMs, testContext } from "../support/world.ts";

const words: DeliveryKind = { name: "words", view: async () => ({ parts: [text("Hello")], fallback: "Hello" }) };

describe("deliveries list, retry, cancel", () => {
  const database = useDatabase();
  let ctx: ReturnType<typeof testContext>;
  let platform: RecordingPlatform;

  beforeEach(async () => {
    // The command goes by the real clock.
    ctx = testContext(database.db, { startMs: Date.now() - minuteMs, tracks: [smallTrack()] });
    platform = recordingPlatform();
    await makeCohort(ctx, { places: ["one", "two"] });
    await oweDeliveries(
      ctx.db,
      ["one", "two"].map((place) => ({
        key: `words:${place}`,
        kind: "words",
        platform: "playground" as PlatformId,
        to: { placeId: `spring-${place}` as PlaceId },
        subject: {},
        dueAtMs: ctx.clock.nowMs(),
      })),
    );
  });

  const drain = () => openSender({ ctx, platform, kinds: [words], limits: { maxAttempts: 1 } }).drain();
  const states = async () =>
    (await ctx.db.select().from(deliveries).orderBy(asc(deliveries.id))).map(({ state }) => state);
  async function run(...args: string[]) {
    const said = { out: "", err: "" };
    const io = {
      out(line: string) {
        said.out += `${line}\n`;
      },
      err(line: string) {
        said.err += `${line}\n`;
      },
    };
    let closed = 0;
    const code = await deliveriesCommand(args, io, async () => ({ db: ctx.db, close: async () => void closed++ }));
    return { code, ...said, closed };
  }

  test("a dead one is listed with its error, retried, and goes out once", async () => {
    platform.meet({ kind: "answer lost" });
    await drain();
    expect(await states()).toEqual(["dead", "sent"]);
    const { out, closed } = await run("list");
    expect(closed).toBe(1);
    expect(out).toMatch(
      /^id +state +key +due \(UTC\) +tries +next try +last error\n1 +dead +words:one +\d{4}-.* connection reset\n$/,
    );
    expect(await run("retry", "--dead")).toMatchObject({ code: 0, out: "words:one: will be sent within a minute\n" });
    ctx.clock.moveTo(Date.now() + minuteMs);
    await drain();
    expect(await states()).toEqual(["sent", "sent"]);
    expect(platform.messages).toHaveLength(2);
    expect(await run("list")).toMatchObject({ out: "Nothing needs a look.\n" });
    expect(await run("retry", "--dead")).toMatchObject({ code: 0, out: "Nothing is dead.\n" });
  });

  test("what waits for a blocked place is shown, and retried as if it were open", async () => {
    platform.refuse("one");
    await drain();
    expect((await run("list")).out).toContain("when its place is open");
    platform.allow("one");
    await run("retry", "1");
    ctx.clock.moveTo(Date.now() + minuteMs);
    await drain();
    expect(await states()).toEqual(["sent", "sent"]);
    const [place] = await ctx.db
      .select()
      .from(places)
      .where(eq(places.id, "spring-one" as PlaceId));
    expect(place?.state).toBe("active");
  });

  test("cancelled by key or number it never goes out; what is sent or unknown is said", async () => {
    expect(await run("cancel", "words:one", "2", "words:none")).toMatchObject({
      code: 1,
      out: "words:one: cancelled\nwords:two: cancelled\n",
      err: "words:none: no such delivery\n",
    });
    await drain();
    expect(platform.messages).toEqual([]);
    expect(await run("cancel", "1")).toMatchObject({ code: 1, err: "words:one: is skipped already\n" });
    expect((await run("list", "--state", "skipped")).out).toContain("cancelled by the operator");
  });

  test("one that is being sent is left alone", async () => {
    await ctx.db
      .update(deliveries)
      .set({ claimedUntil: Date.now() + minuteMs })
      .where(eq(deliveries.key, "words:one"));
    expect(await run("cancel", "words:one")).toMatchObject({ code: 1 });
    expect(await run("retry", "words:one")).toMatchObject({ code: 1 });
    expect((await run("list", "--state", "owed")).out).toContain("under way");
    expect(await states()).toEqual(["owed", "owed"]);
  });

  test("as data", async () => {
    const { out } = await run("list", "--state", "owed", "--json", "--limit", "1");
    expect(JSON.parse(out)).toMatchObject([{ key: "words:two", state: "owed" }]);
  });

  test.each([
    [[], "Usage:"],
    [["burn"], 'There is no "deliveries burn".'],
    [["list", "--state", "odd"], 'There is no state "odd".'],
    [["list", "--limit", "0"], "--limit is a whole number"],
    [["list", "--odd"], "Unknown option '--odd'"],
    [["retry"], "Name deliveries, or all that are dead"],
    [["retry", "--dead", "1"], "Name deliveries, or all that are dead"],
    [["cancel"], "Name the deliveries."],
  ])("%j is not understood, and nothing is opened", async (args, words) => {
    const { code, err, closed } = await run(...args);
    expect(code).toBe(2);
    expect(err).toContain(words);
    expect(closed).toBe(0);
  });
});
