import { describe, expect, test } from "vitest";
import { hint, nothing, open, showPrivately } from "../../../src/chat/event.ts";
import type { Field, Form, Option } from "../../../src/chat/view.ts";
import { isObject, list } from "../../support/discord-server/check-component.ts";
import { closeAfterEach, openBot, openServer, sentence, talk } from "./opened.ts";

const options = (count: number): Option[] =>
  Array.from({ length: count }, (_, at) => ({ label: `Option ${at}`, value: `v${at}`, description: "what it is" }));
const base = { label: "A label", required: true };

/** Somebody with this form open. */
async function opened(...fields: Field[]) {
  const form: Form = { title: "Set up", submit: "Save", action: "1:set-up:a", fields };
  const server = await openServer();
  const conversation = talk(
    (event) => (event.kind === "form" ? hint(sentence("Saved")) : open(form)),
    (event) => (event.kind === "command" ? "form" : "private"),
  );
  const bot = await openBot(server, conversation);
  await bot.start();
  const ann = server.member("Ann");
  await ann.command("cohort join");
  const submitted = async (values: Parameters<typeof ann.submit>[0]) => {
    await ann.submit(values);
    expect(ann.text).toBe("Saved");
    const event = conversation.heard.at(-1);
    return event?.kind === "form" ? event.values : null;
  };
  const types = () => list(ann.form.components).map(({ component }) => (isObject(component) ? component.type : null));
  return { server, bot, ann, submitted, types };
}

describe("forms on Discord", () => {
  closeAfterEach();

  test("one of up to ten is a group of radio buttons, what stood there stays", async () => {
    const { server, ann, submitted, types } = await opened(
      { ...base, kind: "one", name: "pace", options: options(4), value: "v2" },
      { ...base, kind: "one", name: "board", options: options(10), required: false },
    );
    expect(types()).toEqual([21, 21]);
    expect(() => ann.submit({ pace: "v9" })).toThrow("has no v9");
    expect(await submitted({})).toEqual({ pace: "v2", board: "" });
    expect(server.violations).toEqual([]);
  });

  test("one of more, or of a single one, is a select", async () => {
    const { server, submitted, types } = await opened(
      { ...base, kind: "one", name: "topic", options: options(25), value: "v24" },
      { ...base, kind: "one", name: "only", options: options(1) },
      { ...base, kind: "one", name: "may", options: options(12), required: false },
    );
    expect(types()).toEqual([3, 3, 3]);
    expect(await submitted({ only: "v0" })).toEqual({ topic: "v24", only: "v0", may: "" });
    expect(server.violations).toEqual([]);
  });

  test("any of up to ten is a group of boxes, of more a select; none, one and all come back as lists", async () => {
    const { server, ann, submitted, types } = await opened(
      { ...base, kind: "many", name: "days", options: options(7), value: ["v0", "v3"] },
      { ...base, kind: "many", name: "quiet", options: options(7), required: false, value: ["v1"] },
      { ...base, kind: "many", name: "topics", options: options(20), value: ["v19"] },
      { ...base, kind: "many", name: "none", options: options(20), required: false },
    );
    expect(types()).toEqual([22, 22, 3, 3]);
    expect(() => ann.submit({ days: [] })).toThrow("days takes 1 to 7, not 0");
    const all = options(20).map(({ value }) => value);
    expect(await submitted({ quiet: [], "none[]": all })).toEqual({
      days: ["v0", "v3"],
      quiet: [],
      topics: ["v19"],
      none: all,
    });
    expect(server.violations).toEqual([]);
  });

  test("text at its limits comes back whole, over them it cannot be typed", async () => {
    const line = "x".repeat(200);
    const paragraph = `${"words ".repeat(330)}\nand a line`.slice(0, 2_000);
    const { server, ann, submitted } = await opened(
      { ...base, kind: "line", name: "name", value: "Spring" },
      { ...base, kind: "paragraph", name: "answer" },
      { ...base, kind: "line", name: "short", maxLength: 21, value: "🙂".repeat(11), required: false },
      { ...base, kind: "time", name: "time", value: "18:30" },
      { ...base, kind: "date", name: "day", required: false },
    );
    expect(() => ann.submit({ answer: "" })).toThrow("answer is required");
    expect(() => ann.submit({ answer: "x".repeat(2_001) })).toThrow("at most 2000");
    // A preset that is too long is cut, and not through a sign.
    expect(await submitted({ name: line, answer: paragraph })).toEqual({
      name: line,
      answer: paragraph,
      short: "🙂".repeat(10),
      time: "18:30",
      day: "",
    });
    expect(server.violations).toEqual([]);
  });

  test("a channel is picked from the server's, and the one in use is shown", async () => {
    const { server, submitted, types } = await opened(
      { ...base, kind: "channel", name: "channel", value: "123456789012345678" },
      { ...base, kind: "channel", name: "another", required: false },
    );
    expect(types()).toEqual([8, 8]);
    const general = server.channel("general").id;
    expect(await submitted({ another: general })).toEqual({ channel: "123456789012345678", another: general });
    expect(server.violations).toEqual([]);
  });

  test("a file that is handed in can be read, up to the size asked for, and from nowhere else", async () => {
    const { server, bot, submitted } = await opened({ ...base, kind: "file", name: "deck" });
    const bytes = Buffer.from("front;back\n".repeat(200));
    const values = await submitted({ deck: server.upload("my deck.csv", bytes) });
    const reference = String(values?.deck);
    const { files } = bot.platform;
    expect(Buffer.from((await files?.open(reference, 10_000)) ?? []).equals(bytes)).toBe(true);
    await expect(files?.open(reference, 100)).rejects.toThrow("over 100 bytes");
    await expect(files?.open("http://127.0.0.1:1/deck.csv", 100)).rejects.toThrow("not a file of Discord");
    await expect(files?.open("file:///etc/passwd", 100)).rejects.toThrow("not a file of Discord");
    expect(server.violations).toEqual([]);
  });

  test("no file is no file", async () => {
    const { submitted } = await opened({ ...base, kind: "file", name: "deck", required: false });
    expect(await submitted({})).toEqual({ deck: "" });
  });

  test("a file of ours comes as an attachment, in private", async () => {
    const server = await openServer();
    const bytes = Buffer.from("your data");
    const bot = await openBot(
      server,
      talk(() => showPrivately(sentence("Your export", { kind: "file", name: "export.csv", bytes }))),
    );
    await bot.start();
    const ann = server.member("Ann");
    await ann.command("study");
    expect(ann.text).toBe("Your export\n{file attachment://export.csv}");
    expect(ann.message.attachments).toMatchObject([{ filename: "export.csv" }]);
    expect(ann.message.onlyFor).toBe(ann.id);
    expect(server.violations).toEqual([]);
  });

  test("a form submitted from a private screen may change that screen; nothing to show ends it quietly", async () => {
    const server = await openServer();
    const form: Form = {
      title: "Flag",
      submit: "Send",
      action: "1:flag:a",
      fields: [{ ...base, kind: "line", name: "why" }],
    };
    const conversation = talk(
      (event) => (event.kind === "form" ? nothing : open(form)),
      () => "form",
    );
    const bot = await openBot(server, conversation);
    await bot.start();
    const ann = server.member("Ann");
    await ann.command("cohort join");
    expect((await ann.submit({ why: "wrong" })).kind).toBe("nothing");
    expect(server.channel("ml-daily").messages).toEqual([]);
    expect(server.violations).toEqual([]);
  });
});
