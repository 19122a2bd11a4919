import { describe, expect, test } from "vitest";
import { answers, learners, reviews, slackEvents } from "../../../src/db/schema/index.ts";
import { publishQuestions } from "../../support/daily-cohort.ts";
import { useDatabase } from "../../support/database.ts";
import { encode } from "../../support/slack-server/server.ts";
import { wordsOf } from "../../support/slack-server/state.ts";
import { publish, someFlashcards } from "../../support/study-cards.ts";
import { closeAfterEach, type Mode, type Opened, openProduct, slackCohort } from "./opened.ts";

const channel = "CT11";

describe.each<Mode>(["socket", "http"])("each event three times, also across a restart, over %s", (mode) => {
  const database = useDatabase();
  closeAfterEach();

  /** Ann at her second card, the answer shown. */
  async function studying(opened: Opened) {
    const { slack, ctx } = opened;
    await publish(ctx, someFlashcards(6));
    const ann = slack.user("Ann");
    await ann.command("/study");
    await slack.until("a first screen", () => ann.message);
    await ann.press("Study on my own", ann.message!);
    await slack.until("the way to the first cards", () => ann.message?.edits === 1);
    await ann.press("Start", ann.message!);
    await slack.until("the first card", () => wordsOf(ann.message!.blocks).includes("Show answer"));
    await ann.press("Show answer", ann.message!);
    await slack.until("its answer", () => wordsOf(ann.message!.blocks).includes("Good ·"));
    ctx.clock.advance(5_000);
    return ann;
  }

  test("a rating", async () => {
    const opened = await openProduct(database, mode);
    const { slack } = opened;
    const ann = await studying(opened);
    await ann.press("Good", ann.message!);
    await ann.again();
    await slack.until("the second card", () => wordsOf(ann.message!.blocks).includes("Card 2/"));
    await opened.restart();
    await ann.again();
    await ann.command("/help");
    await slack.until("what came after", () => ann.messages.length === 2);
    expect(await database.db.select().from(reviews)).toHaveLength(1);
    expect(wordsOf(ann.messages[0]!.blocks)).toContain("Card 2/");
    expect(slack.state.problems).toEqual([]);
  });

  test("a command", async () => {
    const opened = await openProduct(database, mode);
    const { slack } = opened;
    const ann = slack.user("Ann");
    await ann.command("/help");
    await ann.again();
    await slack.until("help", () => ann.message);
    await opened.restart();
    await ann.again();
    await ann.openHome();
    await slack.until("what came after", () => ann.homeWords);
    expect(ann.messages).toHaveLength(1);
    expect(await database.db.select().from(learners)).toHaveLength(1);
  });

  test("a submitted form; a refused one may be sent again", async () => {
    const opened = await openProduct(database, mode);
    const { slack, ctx } = opened;
    await publishQuestions(ctx, [{ prompt: "When would you choose a forest?", week: 9 }]);
    await slackCohort(opened);
    const ann = slack.user("Ann");
    ctx.clock.moveTo(Date.parse("2027-03-10T17:30:00Z"));
    await opened.deliveries.tick();
    await ann.press("Answer", slack.state.messages[0]!);
    await slack.until("the form", () => ann.modal);
    const short = { words: "too short" };
    expect(await ann.submit(short)).toMatchObject({ response_action: "errors" });
    expect(await ann.submit(short)).toMatchObject({ response_action: "errors" });
    await ann.submit({ words: "When I need a strong model with little tuning." });
    await ann.again();
    await opened.restart();
    await ann.again();
    expect(await database.db.select().from(answers)).toHaveLength(1);
    expect(slack.state.problems).toEqual([]);
  });

  test("App Home opened, and an event that comes again after a downtime", async () => {
    const opened = await openProduct(database, mode);
    const { slack, ctx } = opened;
    const ann = slack.user("Ann");
    const event = { type: "app_home_opened", user: ann.id, channel: ann.direct, tab: "home", event_ts: "1.1" };
    await slack.event(slack.home, event, "Ev1");
    await slack.until("the home", () => ann.homeWords);
    const published = () => slack.state.calls.filter(({ method }) => method === "views.publish").length;
    await slack.until("it is done", () => published() === 1);
    await slack.event(slack.home, event, "Ev1");
    await opened.restart();
    ctx.clock.advance(5 * 60_000);
    await slack.event(slack.home, event, "Ev1");
    await slack.event(slack.home, event, "Ev2");
    await slack.until("the one that is new", () => published() === 2);
    expect(published()).toBe(2);
    expect(ann.homeWords).toContain("Today");
  });
});

describe("requests that Slack did not send", () => {
  const database = useDatabase();
  closeAfterEach();

  test("unsigned, tampered, stale and replayed requests change nothing", async () => {
    const { slack } = await openProduct(database, "http");
    const ann = slack.user("Ann");
    await ann.command("/help");
    await slack.until("help", () => ann.message);
    const keys = () => database.db.select({ key: slackEvents.key }).from(slackEvents);
    const before = await keys();
    const { body } = encode("slash_commands", {
      team_id: slack.home.id,
      channel_id: channel,
      channel_name: "ml-daily",
      user_id: ann.id,
      user_name: "ann",
      command: "/study",
      text: "",
      trigger_id: "1.1.forged",
    });
    const now = Math.floor(Date.now() / 1_000);
    const statuses = await Promise.all([
      slack.request(body, {}),
      slack.request(`${body}&text=numpy`, slack.sign(body)),
      slack.request(body, slack.sign(body, now - 6 * 60)),
      slack.request(body, { ...slack.sign(body), "x-slack-signature": "v0=00" }),
      slack.request(body, { ...slack.sign(body, now - 100), "x-slack-request-timestamp": String(now) }),
    ]);
    expect(statuses.map(({ status }) => status)).toEqual([401, 401, 401, 401, 401]);
    expect(await keys()).toEqual(before);

    // Replayed within the five minutes in which a signature is good.
    await ann.again();
    await ann.again();
    await ann.openHome();
    await slack.until("what came after", () => ann.homeWords);
    expect(ann.messages).toHaveLength(1);
  });
});

describe("a socket that is refused or lost", () => {
  const database = useDatabase();
  closeAfterEach();

  test("is opened again, and events go on", async () => {
    const { slack } = await openProduct(database, "socket", { reconnectMs: 300 });
    const ann = slack.user("Ann");
    slack.wire.refuseSockets = 2;
    for (const socket of slack.wire.sockets) socket.drop();
    await slack.until("the refusals", () => slack.wire.refuseSockets === 0);
    await slack.until("a new socket", () => slack.wire.sockets.size === 1);
    await ann.command("/help");
    await slack.until("an answer", () => ann.message);
    expect(slack.state.problems).toEqual([]);
  });
});
