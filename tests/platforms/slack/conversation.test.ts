import { describe, expect, test } from "vitest";
import { reviews } from "../../../src/db/schema/index.ts";
import { publishQuestions } from "../../support/daily-cohort.ts";
import { useDatabase } from "../../support/database.ts";
import { wordsOf } from "../../support/slack-server/state.ts";
import { publish, someFlashcards } from "../../support/study-cards.ts";
import { closeAfterEach, type Mode, openProduct, slackCohort } from "./opened.ts";

describe.each<Mode>(["socket", "http"])("Slack over %s", (mode) => {
  const database = useDatabase();
  closeAfterEach();

  test("a study session stands in the direct message and changes in place", async () => {
    const { slack, ctx } = await openProduct(database, mode);
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
    await ann.press("Good", ann.message!);
    await slack.until("the second card", () => wordsOf(ann.message!.blocks).includes("Card 2/"));
    expect(ann.messages).toHaveLength(1);
    expect(await database.db.select().from(reviews)).toHaveLength(1);

    await ann.command("/study", "CT11");
    await slack.until("the session below", () => ann.messages.length === 2);
    await slack.until("the former message closed", () => ann.messages[0]?.text === "Continued below.");
    const hint = await slack.until("the way there", () => slack.state.ephemerals.at(-1));
    expect(wordsOf(hint.blocks)).toBe("Sent to our direct message.\nOpen it");
    expect(slack.state.problems).toEqual([]);
  });

  test("the daily question is posted with its key; Answer opens a modal that turns into the answer", async () => {
    const opened = await openProduct(database, mode);
    const { slack, ctx } = opened;
    await publishQuestions(ctx, [{ prompt: "When would you choose a forest?", week: 9 }]);
    await slackCohort(opened);
    const ann = slack.user("Ann");
    ctx.clock.moveTo(Date.parse("2027-03-10T17:30:00Z"));
    await opened.deliveries.tick();
    const post = slack.state.messages.find((message) => message.channel === "CT11")!;
    expect(post.metadata).toEqual({
      event_type: "interleave_delivery",
      event_payload: { key: "daily:spring:2027-03-10:slack-place" },
    });
    await ann.press("Answer", post);
    const modal = await slack.until("the form", () => ann.modal);
    expect(wordsOf([modal.view])).toContain("In your own words");
    expect(await ann.submit({ words: "too short" })).toMatchObject({
      response_action: "errors",
      errors: { words: expect.any(String) },
    });
    await ann.submit({ words: "When I need a strong model with little tuning, and averaging helps." });
    expect(wordsOf([ann.modal!.view])).toContain("Take the forest");
    await ann.tick(["variance"], ann.modal!);
    await slack.until("a suggestion", () => wordsOf([ann.modal!.view]).includes("suggests"));
    await ann.press("Good", ann.modal!);
    await slack.until("what it brought", () => wordsOf([ann.modal!.view]).includes("Saved: Good"));
    expect(await database.db.select().from(reviews)).toHaveLength(1);
    expect(slack.state.problems).toEqual([]);
  });
});
