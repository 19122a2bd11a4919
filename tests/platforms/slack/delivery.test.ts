import { beforeEach, describe, expect, test } from "vitest";
import { deliveries as deliveryRows, places } from "../../../src/db/schema/index.ts";
import { publishQuestions } from "../../support/daily-cohort.ts";
import { useDatabase } from "../../support/database.ts";
import { closeAfterEach, type Opened, openProduct, slackCohort } from "./opened.ts";

const channel = "CT11";

describe("the daily question on Slack", () => {
  const database = useDatabase();
  closeAfterEach();
  let opened: Opened;

  beforeEach(async () => {
    opened = await openProduct(database, "socket");
    await publishQuestions(opened.ctx, [{ prompt: "When would you choose a forest?", week: 9 }]);
    await slackCohort(opened);
    opened.ctx.clock.moveTo(Date.parse("2027-03-10T17:30:00Z"));
  });

  const posted = () => opened.slack.state.messages.filter((message) => message.channel === channel);
  const calls = (method: string) => opened.slack.state.calls.filter((call) => call.method === method);

  async function laterTick(ms: number): Promise<void> {
    opened.ctx.clock.advance(ms);
    await opened.deliveries.tick();
  }

  test("an answer that is lost does not become a second post, even behind 40 other messages", async () => {
    const { slack } = opened;
    slack.inject({ method: "chat.postMessage", as: "lost" });
    await opened.deliveries.tick();
    for (let number = 0; number < 40; number++) {
      slack.state.messages.push({
        ts: `${Math.floor(opened.ctx.clock.nowMs() / 1_000)}.${900_000 + number}`,
        channel,
        team: "T1",
        thread: null,
        text: "chatter",
        blocks: [],
        metadata: null,
        edits: 0,
      });
    }
    await laterTick(10 * 60_000);
    expect(posted().filter(({ text }) => text.startsWith("Question"))).toHaveLength(1);
    expect(calls("conversations.history").length).toBeGreaterThan(2);
    const [row] = await database.db.select().from(deliveryRows);
    expect(row).toMatchObject({ state: "sent" });
  });

  test.each(["500", "reset", "internal_error"])("a failure of Slack's (%s) is tried again", async (as) => {
    opened.slack.inject({ method: "chat.postMessage", as });
    await opened.deliveries.tick();
    expect(posted()).toHaveLength(0);
    await laterTick(10 * 60_000);
    expect(posted()).toHaveLength(1);
  });

  test("Retry-After is honoured: nothing is sent before", async () => {
    opened.slack.inject({ method: "chat.postMessage", as: "429", retryAfter: 120 });
    await opened.deliveries.tick();
    await laterTick(100_000);
    expect(posted()).toHaveLength(0);
    await laterTick(21_000);
    expect(posted()).toHaveLength(1);
  });

  test.each(["not_in_channel", "channel_not_found", "is_archived", "account_inactive", "token_revoked"])(
    "%s blocks the place: no second try there",
    async (as) => {
      opened.slack.inject({ method: "chat.postMessage", as });
      await opened.deliveries.tick();
      const [place] = await database.db.select().from(places);
      expect(place).toMatchObject({ state: "blocked", blockedReason: expect.stringContaining(as) });
      await laterTick(3_600_000);
      expect(posted()).toHaveLength(0);
    },
  );

  test("one message a second and channel", async () => {
    const place = { platform: opened.platform.id, workspace: "T1", channel };
    const view = { parts: [], fallback: "Hello." };
    const first = await opened.platform.post(place, view, { key: "one", mayExist: false });
    const second = await opened.platform.post(place, view, { key: "two", mayExist: false });
    expect([first.kind, second.kind]).toEqual(["posted", "later"]);
    const other = { ...place, channel: "D5" };
    opened.slack.user("5");
    expect((await opened.platform.post(other, view, { key: "three", mayExist: false })).kind).toBe("posted");
  });

  test("without the history scope a post still comes, and the log says what that costs", async () => {
    opened.slack.wire.scopes = new Set(["chat:write"]);
    const place = { platform: opened.platform.id, workspace: "T1", channel };
    const view = { parts: [], fallback: "Hello." };
    expect((await opened.platform.post(place, view, { key: "one", mayExist: true })).kind).toBe("posted");
    expect(opened.ctx.log.lines.some(({ message }) => message.includes("history scope"))).toBe(true);
  });

  test("whether I may write in a channel, and what is missing", async () => {
    const place = { platform: opened.platform.id, workspace: "T1", channel };
    expect(await opened.platform.access?.(place)).toEqual({ ok: true, name: "ml-daily" });
    opened.slack.home.channels.get(channel)!.isMember = false;
    expect(await opened.platform.access?.(place)).toMatchObject({ ok: false });
    expect(await opened.platform.access?.({ ...place, workspace: "T9" })).toMatchObject({ ok: false });
  });
});
