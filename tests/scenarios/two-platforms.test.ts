import { eq } from "drizzle-orm";
import { afterEach, expect, test } from "vitest";
import { openConversation } from "../../src/chat/dispatch.ts";
import type { PlaceId } from "../../src/core/ids.ts";
import { dailyQuestions, identities, memberships, places } from "../../src/db/schema/index.ts";
import { openSlackStore } from "../../src/db/slack-store.ts";
import { startDeliveries } from "../../src/delivery/start.ts";
import { openDiscord } from "../../src/platforms/discord/index.ts";
import { openSlack, slackId } from "../../src/platforms/slack/index.ts";
import { memoryStore } from "../platforms/discord/opened.ts";
import { onePixel, settings } from "../platforms/slack/opened.ts";
import { makeCohort, publishQuestions, smallTrack } from "../support/daily-cohort.ts";
import { useDatabase } from "../support/database.ts";
import { messageText } from "../support/discord-server/member.ts";
import { startDiscord } from "../support/discord-server/server.ts";
import { openSlackServer } from "../support/slack-server/server.ts";
import { wordsOf } from "../support/slack-server/state.ts";
import { testContext } from "../support/world.ts";

const database = useDatabase();
const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

test("a one-time code joins a Discord channel to a group on Slack: one question, one count", async () => {
  const ctx = testContext(database.db, { tracks: [smallTrack()] });
  const { nowMs } = ctx.clock;
  const slack = await openSlackServer({ nowMs });
  closing.push(() => slack.close());
  const discord = await startDiscord({ nowMs });
  closing.push(() => discord.stop());
  const common = { pictures: onePixel, log: ctx.log, nowMs };
  const platforms = [
    await openSlack({ config: settings(slack, "socket"), store: openSlackStore(ctx.db), ...common }),
    await openDiscord({
      config: { DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.apiUrl },
      store: memoryStore([discord.guild.id]),
      newId: ctx.random.id,
      ...common,
    }),
  ];
  const deliveries = startDeliveries({ ctx, platforms, log: ctx.log, timers: "by-hand" });
  closing.push(() => deliveries.stop());
  for (const platform of platforms) {
    closing.push(() => platform.stop());
    await platform.start(openConversation({ ctx, platform, wake: () => undefined }));
  }

  await publishQuestions(ctx, [{ prompt: "When would you choose a forest?", week: 9 }]);
  const cohortId = await makeCohort(ctx);
  await ctx.db
    .update(places)
    .set({ id: "slack-place" as PlaceId, platform: slackId, workspace: "T1", channel: "CT11" })
    .where(eq(places.cohortId, cohortId));
  const ann = slack.user("Ann");
  const bo = discord.member("Bo", { manages: true });
  await ann.command("/help");
  await slack.until("help", () => ann.message);
  await bo.command("help");
  const people = await ctx.db.select().from(identities);
  for (const { learnerId, platform } of people) {
    const role = platform === slackId ? "organiser" : "member";
    await ctx.db.insert(memberships).values({ cohortId, learnerId, role, joinedAt: nowMs() });
  }

  await ann.command("/cohort connect", "CT11");
  const code = await slack.until("the code", () => /[2-9A-Z]{4}-[2-9A-Z]{4}/.exec(wordsOf(ann.message!.blocks))?.[0]);
  await bo.command("cohort join", { code });
  expect(await ctx.db.select().from(places)).toHaveLength(2);
  // The code works once.
  await bo.command("cohort join", { code });
  expect(await ctx.db.select().from(places)).toHaveLength(2);

  ctx.clock.moveTo(Date.parse("2027-03-10T17:30:00Z"));
  await deliveries.tick();
  ctx.clock.advance(2_000);
  await deliveries.tick();
  const asked = (text: string) => text.includes("When would you choose a forest?");
  const onSlack = () => slack.state.messages.filter((one) => one.channel === "CT11" && asked(wordsOf(one.blocks)));
  const daily = discord.channel("ml-daily");
  const onDiscord = () => daily.messages.filter((one) => one.onlyFor === null && asked(messageText(one)));
  expect([onSlack().length, onDiscord().length]).toEqual([1, 1]);
  expect(await ctx.db.select().from(dailyQuestions)).toHaveLength(1);

  const words = "When I need a strong model with little tuning.";
  await ann.press("Answer", onSlack()[0]!);
  await slack.until("the form", () => ann.modal);
  await ann.submit({ words });
  await bo.press("Answer", onDiscord()[0]);
  await bo.submit({ words });
  ctx.clock.advance(60_000);
  await deliveries.tick();
  expect(wordsOf(onSlack()[0]!.blocks)).toContain("2 of 2 have answered");
  expect(messageText(onDiscord()[0]!)).toContain("2 of 2 have answered");
  expect([...slack.state.problems, ...discord.violations]).toEqual([]);
});
