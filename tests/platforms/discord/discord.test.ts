import { describe, expect, test } from "vitest";
import { hint, open, replace, showPrivately } from "../../../src/chat/event.ts";
import { button, buttons, type Form } from "../../../src/chat/view.ts";
import { closeAfterEach, openBot, openServer, sentence, talk } from "./opened.ts";

const form: Form = {
  title: "Join the group",
  submit: "Join",
  intro: "You get: one question a day.",
  action: "1:join-in:c9Ls4Zp6Ru",
  fields: [
    { kind: "line", name: "zone", label: "Your time zone", hint: "Empty: the group's", required: false },
    {
      kind: "one",
      name: "board",
      label: "On the leaderboard",
      required: false,
      value: "anonymous",
      options: [
        { label: "Anonymous", value: "anonymous" },
        { label: "Named", value: "named" },
      ],
    },
  ],
};

describe("a bot on Discord", () => {
  closeAfterEach();

  test("registers its commands, answers one in private, and edits that screen by a press", async () => {
    const server = await openServer();
    const conversation = talk((event) =>
      event.kind === "command"
        ? showPrivately(sentence("The front", buttons(button("Show answer", "1:turn:p1", "primary"))))
        : replace(sentence("The answer")),
    );
    const bot = await openBot(server, conversation);
    await bot.start();
    const ann = server.member("Ann");
    await ann.command("study", { topic: "numpy", count: 5 });
    expect(ann.text).toBe("The front\n[Show answer]");
    expect(ann.message.onlyFor).toBe(ann.id);
    const front = ann.message;
    await ann.press("Show answer");
    expect(ann.text).toBe("The answer");
    expect(ann.message.id).toBe(front.id);
    expect(conversation.heard).toMatchObject([
      {
        kind: "command",
        name: "study",
        options: { topic: "numpy", count: "5" },
        actor: { displayName: "Ann", scope: "", mayManage: false },
        place: { kind: "channel", workspace: server.guild.id, channelName: "ml-daily" },
      },
      { kind: "action", id: "1:turn:p1", values: [] },
    ]);
    expect(conversation.heard[1]).not.toHaveProperty("message");
    expect(server.violations).toEqual([]);
  });

  test("opens a form at once and reads what was given", async () => {
    const server = await openServer();
    const conversation = talk(
      (event) => (event.kind === "form" ? hint(sentence("You are in")) : open(form)),
      (event) => (event.kind === "command" ? "form" : "private"),
    );
    const bot = await openBot(server, conversation);
    await bot.start();
    const ann = server.member("Ann");
    await ann.command("cohort join");
    expect(ann.form.title).toBe("Join the group");
    await ann.submit({ zone: "Berlin" });
    expect(ann.text).toBe("You are in");
    expect(conversation.heard[1]).toMatchObject({
      kind: "form",
      id: "1:join-in:c9Ls4Zp6Ru",
      values: { zone: "Berlin", board: "anonymous" },
    });
    expect(server.violations).toEqual([]);
  });

  test("posts once for a key, and edits the post", async () => {
    const server = await openServer();
    const bot = await openBot(
      server,
      talk(() => hint(sentence("x"))),
    );
    await bot.start();
    const daily = server.channel("ml-daily");
    const place = { workspace: server.guild.id, channel: daily.id };
    const first = await bot.platform.post(place, sentence("Question"), { key: "daily:1", mayExist: false });
    const again = await bot.platform.post(place, sentence("Question"), { key: "daily:1", mayExist: true });
    expect(first.kind).toBe("posted");
    expect(again).toEqual(first);
    if (first.kind !== "posted") return;
    expect(await bot.platform.edit(first.message, sentence("4 of 12"))).toEqual({ kind: "edited" });
    expect(daily.messages).toHaveLength(1);
    expect(JSON.stringify(daily.messages[0]?.components)).toContain("4 of 12");
    expect(server.violations).toEqual([]);
  });
});
