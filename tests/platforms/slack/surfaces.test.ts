import { describe, expect, test } from "vitest";
import { commands } from "../../../src/chat/commands/index.ts";
import { hint, type InboundEvent, open, type Reply, replace, showPrivately } from "../../../src/chat/event.ts";
import type { Button, Form, View } from "../../../src/chat/view.ts";
import { button, buttons, text } from "../../../src/chat/view.ts";
import { openSlackStore } from "../../../src/db/slack-store.ts";
import { openSlack, type SlackConfig } from "../../../src/platforms/slack/index.ts";
import { useDatabase } from "../../support/database.ts";
import { openSlackServer } from "../../support/slack-server/server.ts";
import { wordsOf } from "../../support/slack-server/state.ts";
import { recordingLog } from "../../support/world.ts";
import { closeAfterEach, endAfterTest, onePixel, settings } from "./opened.ts";

const channel = "CT11";
const form: Form = {
  title: "Join",
  submit: "Join",
  action: "1:joined",
  fields: [{ kind: "line", name: "zone", label: "Your time zone", required: false }],
};

function says(words: string, ...row: readonly Button[]): View {
  return { parts: row.length > 0 ? [text(words), buttons(...row)] : [text(words)], fallback: words };
}

describe("where things appear on Slack", () => {
  const database = useDatabase();
  closeAfterEach();

  async function begin(answer: (event: InboundEvent) => Reply | Promise<Reply>, more: { config?: SlackConfig } = {}) {
    const slack = await openSlackServer();
    endAfterTest(() => slack.close());
    const log = recordingLog();
    const heard: InboundEvent[] = [];
    const platform = await openSlack({
      config: { ...settings(slack, "socket"), ...more.config },
      store: openSlackStore(database.db),
      pictures: onePixel,
      log,
      nowMs: Date.now,
    });
    await platform.start({
      async deliver(event) {
        if (event.kind === "workspace" && event.change === "joined") return { kind: "nothing" };
        heard.push(event);
        return answer(event);
      },
      answers: () => "private",
      suggest: async () => [],
      commands: commands.map(({ spec }) => spec),
    });
    endAfterTest(() => platform.stop());
    return { slack, ann: slack.user("Ann", { isAdmin: false, tz: "Asia/Kolkata" }), heard, platform, log };
  }

  test("a hint in a channel is ephemeral; what has state goes to the direct message with a line that points there", async () => {
    const { slack, ann } = await begin((event) =>
      event.kind === "command" && event.name === "undo"
        ? hint(says("Nothing to undo."))
        : showPrivately(says("A screen")),
    );
    await ann.command("/undo", channel);
    await slack.until("the hint", () => slack.state.ephemerals.length === 1);
    expect(wordsOf(slack.state.ephemerals[0]!.blocks)).toBe("Nothing to undo.");
    expect(ann.messages).toEqual([]);
    await ann.command("/progress", channel);
    await slack.until("the pointer", () => slack.state.ephemerals.length === 2);
    expect(wordsOf(ann.message!.blocks)).toBe("A screen");
    expect(slack.state.messages.filter((message) => message.channel === channel)).toEqual([]);
    await ann.command("/progress");
    await slack.until("a second screen", () => ann.messages.length === 2);
    expect(slack.state.ephemerals).toHaveLength(2);
  });

  test("a response_url that takes no more: an ephemeral message, else the direct message", async () => {
    const { slack, ann } = await begin(() => hint(says("A hint.")));
    slack.inject({ method: "response_url", as: "used" });
    await ann.command("/undo", channel);
    await slack.until("the hint", () => slack.state.ephemerals.length === 1);
    expect(slack.state.ephemerals[0]).toMatchObject({ responseUrl: false });
    slack.inject({ method: "response_url", as: "used" });
    slack.inject({ method: "chat.postEphemeral", as: "not_in_channel" });
    await ann.command("/undo", channel);
    await slack.until("the hint in the direct message", () => ann.message);
    expect(wordsOf(ann.message!.blocks)).toBe("A hint.");
  });

  test("who did it: name, zone and rights from the profile, in the account's team", async () => {
    const { slack, ann, heard } = await begin(() => showPrivately(says("A screen")));
    await ann.command("/progress", channel);
    await slack.until("a screen", () => ann.message);
    expect(heard[0]).toMatchObject({
      actor: {
        platform: "slack",
        scope: "T1",
        userId: "UANN",
        displayName: "Ann",
        zone: "Asia/Kolkata",
        mayManage: false,
      },
      place: { kind: "channel", workspace: "T1", channel, channelName: "ml-daily" },
    });
  });

  test("a form from the direct message closes, and the screen behind it changes", async () => {
    const { slack, ann, heard } = await begin((event) => {
      if (event.kind === "command") return showPrivately(says("Settings", button("Zone", "1:zone", "primary")));
      return event.kind === "form" ? replace(says("Settings, changed")) : open(form);
    });
    await ann.command("/settings");
    await slack.until("settings", () => ann.message);
    await ann.press("Zone", ann.message!);
    await slack.until("the form", () => ann.modal);
    expect(await ann.submit({ zone: "Berlin" })).toEqual({});
    await slack.until("the change", () => wordsOf(ann.message!.blocks) === "Settings, changed");
    expect(ann.modal).toBeUndefined();
    expect(ann.messages).toHaveLength(1);
    expect(heard.at(-1)).toMatchObject({ values: { zone: "Berlin" } });
  });

  test("a form over a modal leads back to it", async () => {
    const { slack, ann } = await begin((event) => {
      if (event.kind === "command") return open(form);
      if (event.kind === "form" && event.id === "1:joined")
        return showPrivately(says("You are in", button("Flag", "1:flag")));
      return event.kind === "form" ? replace(says("Thank you")) : open({ ...form, action: "1:flagged" });
    });
    await ann.command("/cohort join", channel);
    await slack.until("the form", () => ann.modal);
    await ann.submit({});
    const first = ann.modal!;
    await ann.press("Flag", first);
    await slack.until("the second form", () => ann.modal !== first);
    await ann.submit({});
    await slack.until("the first modal, changed", () => wordsOf([first.view]).includes("Thank you"));
    expect(ann.modal).toBe(first);
    expect(slack.state.problems).toEqual([]);
  });

  test("what takes longer than Slack waits: the modal says so, and changes when it is there", async () => {
    let finish: (reply: Reply) => void = () => undefined;
    const { slack, ann } = await begin((event) =>
      event.kind === "command"
        ? open(form)
        : new Promise<Reply>((resolve) => {
            finish = resolve;
          }),
    );
    await ann.command("/cohort join", channel);
    await slack.until("the form", () => ann.modal);
    await ann.submit({ zone: "Berlin" });
    expect(wordsOf([ann.modal!.view])).toContain("One moment");
    finish({ kind: "reject", reasons: { zone: "I do not know Berlin." } });
    await slack.until("the refusal", () => wordsOf([ann.modal!.view]).includes("I do not know Berlin."));
    expect(JSON.stringify(ann.modal!.view)).toContain('"initial_value":"Berlin"');
    await ann.submit({ zone: "Paris" });
    finish(showPrivately(says("You are in")));
    await slack.until("the outcome", () => wordsOf([ann.modal!.view]).includes("You are in"));
    expect(slack.state.problems).toEqual([]);
  });

  test("a command that takes long is told to be under way", async () => {
    let finish: (reply: Reply) => void = () => undefined;
    const { slack, ann } = await begin(
      () =>
        new Promise<Reply>((resolve) => {
          finish = resolve;
        }),
    );
    await ann.command("/progress", channel);
    await slack.until("the line", () => slack.state.ephemerals.length === 1);
    expect(wordsOf(slack.state.ephemerals[0]!.blocks)).toBe("One moment …");
    finish(showPrivately(says("A screen")));
    await slack.until("the screen", () => ann.message);
  });

  test("a trigger that has run out is said, not lost", async () => {
    const { slack, ann } = await begin(() => open(form));
    slack.inject({ method: "views.open", as: "expired_trigger_id" });
    await ann.command("/cohort join", channel);
    await slack.until("the hint", () => slack.state.ephemerals.length === 1);
    expect(wordsOf(slack.state.ephemerals[0]!.blocks)).toContain("Please try again");
  });

  test("App Home changes in place, and its forms lead back to it", async () => {
    const { slack, ann } = await begin((event) => {
      if (event.kind === "home") return replace(says("Today", button("Study", "1:study"), button("Break", "1:break")));
      if (event.kind === "form") return replace(says("On a break"));
      return event.kind === "action" && event.id === "1:break" ? open(form) : replace(says("Card 1/5"));
    });
    await ann.openHome();
    await slack.until("home", () => ann.homeWords);
    await ann.press("Break", "home");
    await slack.until("the form", () => ann.modal);
    await ann.submit({});
    await slack.until("home after the form", () => ann.homeWords === "On a break");
    await ann.openHome();
    await slack.until("home again", () => ann.homeWords.startsWith("Today"));
    await ann.press("Study", "home");
    await slack.until("a card at home", () => ann.homeWords === "Card 1/5");
    expect(ann.messages).toEqual([]);
    expect(slack.state.problems).toEqual([]);
  });

  test("the shortcut opens a window at once and studies in the direct message", async () => {
    const { slack, ann, heard } = await begin(() => showPrivately(says("Card 1/5")));
    await ann.shortcut("study");
    await slack.until("the session", () => ann.message);
    await slack.until(
      "the window that points there",
      () => ann.modal && wordsOf([ann.modal.view]).includes("Sent to our"),
    );
    expect(heard[0]).toMatchObject({ kind: "command", name: "study", place: { kind: "direct" } });
    expect(slack.state.problems).toEqual([]);
  });

  test("invited to a channel: a hint to whoever did it", async () => {
    const { slack, ann, heard } = await begin(() => hint(says("Hello, I run study groups")));
    await slack.event(slack.home, { type: "member_joined_channel", user: "UBOTT1", channel, inviter: ann.id });
    await slack.until("the hint", () => slack.state.ephemerals.length === 1);
    expect(slack.state.ephemerals[0]).toMatchObject({ channel, user: ann.id });
    expect(heard[0]).toMatchObject({ kind: "workspace", change: "invited", place: { channelName: "ml-daily" } });
    await slack.event(slack.home, { type: "member_joined_channel", user: ann.id, channel, inviter: "UBO" });
    expect(heard).toHaveLength(1);
  });

  test("words that fit nowhere are answered with how it goes, and /interleave reaches everything", async () => {
    const { slack, ann, heard } = await begin(() => showPrivately(says("A screen")), {
      config: { SLACK_COMMAND_PREFIX: "il-" },
    });
    await ann.command("/il-leaderboard yesterday", channel);
    await slack.until("the hint", () => slack.state.ephemerals.length === 1);
    expect(wordsOf(slack.state.ephemerals[0]!.blocks)).toContain("/il-leaderboard [week | month | all]");
    expect(heard).toEqual([]);
    await ann.command("/il-interleave leaderboard month", channel);
    await slack.until("a screen", () => ann.message);
    expect(heard[0]).toMatchObject({ name: "leaderboard", options: { period: "month" } });
  });

  test("words in the direct message are commands too; others are told so", async () => {
    const { slack, ann, heard } = await begin(() => showPrivately(says("A screen")));
    const said = (words: string, more: object = {}) =>
      slack.event(slack.home, {
        type: "message",
        channel_type: "im",
        channel: ann.direct,
        user: ann.id,
        text: words,
        ts: "1.1",
        ...more,
      });
    await said("Study numpy 10");
    await slack.until("a screen", () => ann.message);
    expect(heard[0]).toMatchObject({ kind: "command", name: "study", options: { topic: "numpy", count: "10" } });
    await said("good morning");
    await slack.until("a line", () => ann.messages.length === 2);
    expect(wordsOf(ann.message!.blocks)).toContain("I understand commands");
    await said("study", { subtype: "message_changed" });
    await said("study", { channel_type: "channel" });
    await said("study", { bot_id: "B1" });
    expect(heard).toHaveLength(1);
  });

  test("a lost answer to a screen in the direct message does not make it two", async () => {
    const { slack, ann } = await begin(() => showPrivately(says("A screen")));
    slack.inject({ method: "chat.postMessage", as: "lost" });
    await ann.command("/progress");
    await slack.until("the look for it", () =>
      slack.state.calls.some(({ method }) => method === "conversations.history"),
    );
    await ann.command("/settings");
    await slack.until("the next screen", () => ann.messages.length === 2);
    expect(ann.messages.map(({ blocks }) => wordsOf(blocks))).toEqual(["A screen", "A screen"]);
  });

  test("a picture whose file is not ready: once more, then its words", async () => {
    const view: View = {
      parts: [
        { kind: "picture", name: "p", spec: { kind: "formula", tex: "x" }, alt: "A formula", text: "x in words" },
      ],
      fallback: "A formula.",
    };
    const { slack, ann } = await begin(() => showPrivately(view));
    await ann.command("/progress");
    await slack.until("the picture", () => ann.message);
    expect(wordsOf(ann.message!.blocks)).toBe("[picture: A formula]");
    slack.inject({ method: "chat.postMessage", as: "invalid_blocks" });
    slack.inject({ method: "chat.postMessage", as: "invalid_blocks" });
    await ann.command("/progress");
    await slack.until("the words", () => ann.messages.length === 2);
    expect(wordsOf(ann.message!.blocks)).toBe("x in words");
  });
});

test.each<[SlackConfig, string]>([
  [{ SLACK_BOT_TOKEN: "xoxb-1" }, "SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP)"],
  [{ SLACK_APP_TOKEN: "xapp-1" }, "set SLACK_BOT_TOKEN (one workspace)"],
  [{ SLACK_APP_TOKEN: "xapp-1", SLACK_CLIENT_ID: "1" }, "SLACK_CLIENT_SECRET, ENCRYPTION_KEY, PUBLIC_URL"],
  [
    {
      SLACK_APP_TOKEN: "xapp-1",
      SLACK_BOT_TOKEN: "xoxb-1",
      SLACK_CLIENT_ID: "1",
      SLACK_CLIENT_SECRET: "2",
      ENCRYPTION_KEY: Buffer.alloc(32).toString("base64"),
      PUBLIC_URL: "https://a.example",
    },
    "leave one of them out",
  ],
])("settings that do not fit together are named: %j", async (config, words) => {
  const parts = { config, store: {} as never, pictures: onePixel, log: recordingLog(), nowMs: Date.now };
  await expect(openSlack(parts)).rejects.toThrow(words);
});
