import { describe, expect, test } from "vitest";
import { hint, open, type Reply, replace, showPrivately } from "../../../src/chat/event.ts";
import { button, buttons, type Form } from "../../../src/chat/view.ts";
import { messageText } from "../../support/discord-server/member.ts";
import { closeAfterEach, openBot, openServer, sentence, talk } from "./opened.ts";

const soon = { deferAfterMs: 20, formAfterMs: 20 };
const never = { deferAfterMs: 60_000, formAfterMs: 60_000 };
const turn = buttons(button("Show answer", "1:turn:p1"), button("Again", "1:turn:p1"));
const form: Form = {
  title: "Flag a mistake",
  submit: "Send",
  action: "1:flag-in:a",
  fields: [{ kind: "paragraph", name: "more", label: "Tell us more", required: false }],
};

/** A reply that comes when the test says so. */
function later() {
  let say: (reply: Reply) => void = () => undefined;
  const reply = new Promise<Reply>((resolve) => {
    say = resolve;
  });
  return { reply, say };
}

/** Ann, and a bot whose every reply comes when the test says so. */
async function begin(options: { clock?: () => number; botKnows?: boolean; patient?: boolean } = {}) {
  const { clock, botKnows, patient } = options;
  const server = await openServer(clock ? { nowMs: clock } : {});
  const { reply, say } = later();
  const bot = await openBot(
    server,
    talk(() => reply),
    { limits: patient ? never : soon, ...(clock && botKnows ? { nowMs: clock } : {}) },
  );
  await bot.start();
  return { server, bot, ann: server.member("Ann"), say };
}

/** Ann before a screen of hers; the reply to a press comes when the test says so. */
async function beginOnScreen(pressAnswers: "update" | "form") {
  const server = await openServer();
  const { reply, say } = later();
  const bot = await openBot(
    server,
    talk(
      (event) => (event.kind === "command" ? showPrivately(sentence("The front", turn)) : reply),
      (event) => (event.kind === "command" ? "private" : pressAnswers),
    ),
    { limits: soon },
  );
  await bot.start();
  const ann = server.member("Ann");
  await ann.command("study");
  return { server, ann, say };
}

describe("answering on Discord what takes long", () => {
  closeAfterEach();

  test("a command that takes long is deferred in private, and its edit brings the screen", async () => {
    const { server, ann, say } = await begin();
    const seen = ann.command("study");
    await server.reached("callback");
    say(showPrivately(sentence("The front")));
    await seen;
    expect(ann.text).toBe("The front");
    expect(ann.message.onlyFor).toBe(ann.id);
    expect(server.violations).toEqual([]);
  });

  test("a press that takes long changes its screen after a silent deferral", async () => {
    const { server, ann, say } = await beginOnScreen("update");
    const front = ann.message.id;
    expect(await ann.press("Again")).toEqual({ kind: "nothing" });
    say(replace(sentence("The answer")));
    await ann.next();
    expect([ann.text, ann.message.id]).toEqual(["The answer", front]);
    expect(server.violations).toEqual([]);
  });

  test("a private answer to a long press stands beside the screen", async () => {
    const { server, ann, say } = await beginOnScreen("update");
    const front = ann.message.id;
    await ann.press("Show");
    say(hint(sentence("A hint")));
    await ann.next();
    expect(ann.text).toBe("A hint");
    expect(ann.message.id).not.toBe(front);
    expect(ann.message.onlyFor).toBe(ann.id);
    expect(server.violations).toEqual([]);
  });

  test("an answer after the token has run out comes by direct message, never in the channel", async () => {
    let clockMs = Date.now();
    const nowMs = () => clockMs;
    const { server, bot, ann, say } = await begin({ clock: nowMs, botKnows: true });
    void ann.command("study");
    await server.reached("callback");
    clockMs += 16 * 60_000;
    say(showPrivately(sentence("The front")));
    await server.reached(/POST \/channels\/\d+\/messages$/);
    await bot.stop();
    const direct = [...server.state.channels.values()].find((one) => one.recipient === ann.id);
    expect(direct?.messages).toHaveLength(1);
    expect(server.channel("ml-daily").messages).toHaveLength(0);
    expect(server.violations).toEqual([]);
  });

  test("a token that Discord takes for over, though we do not: a direct message, and the channel stays empty", async () => {
    let clockMs = Date.now();
    const { server, bot, ann, say } = await begin({ clock: () => clockMs });
    void ann.command("study");
    await server.reached("callback");
    clockMs += 16 * 60_000;
    say(showPrivately(sentence("The front")));
    await bot.stop();
    expect(server.requests.some((one) => one.startsWith("PATCH /webhooks"))).toBe(true);
    const direct = [...server.state.channels.values()].find((one) => one.recipient === ann.id);
    expect(direct?.messages.map(messageText)).toEqual(["The front"]);
    expect(server.channel("ml-daily").messages).toEqual([]);
    expect(server.violations).toEqual([]);
  });

  test("where the direct messages are closed too it waits for the next command, never in the channel", async () => {
    let clockMs = Date.now();
    const nowMs = () => clockMs;
    const { server, bot, ann, say } = await begin({ clock: nowMs, botKnows: true });
    server.state.closed.add(ann.id);
    void ann.command("study");
    await server.reached("callback");
    clockMs += 16 * 60_000;
    say(showPrivately(sentence("The front")));
    await bot.stop();
    expect([...server.state.channels.values()].flatMap(({ messages }) => messages)).toEqual([]);
    expect(server.violations).toEqual([]);
  });

  test("a hint after the token has run out is let go", async () => {
    let clockMs = Date.now();
    const nowMs = () => clockMs;
    const { server, bot, ann, say } = await begin({ clock: nowMs, botKnows: true });
    void ann.command("study");
    await server.reached("callback");
    clockMs += 16 * 60_000;
    say(hint(sentence("Small")));
    await bot.stop();
    expect(server.requests.filter((one) => one.startsWith("POST /users"))).toEqual([]);
  });

  test("a form that comes too late becomes a way to ask again", async () => {
    const { server, ann, say } = await beginOnScreen("form");
    const seen = ann.press("Show");
    await server.reached("callback", 2);
    say(open(form));
    await seen;
    expect(ann.text).toContain("[Try again]");
    expect(server.violations).toEqual([]);
  });

  test("in a rush everybody is told at once, those too who came before it; however long the work takes", async () => {
    const { server, say } = await begin({ patient: true });
    const members = Array.from({ length: 120 }, (_, at) => server.member(`Member ${at}`));
    const seen = members.map((member) => member.command("study"));
    await server.reached("/callback", 120);
    say(showPrivately(sentence("The front")));
    await Promise.all(seen);
    expect(members.filter((member) => member.text !== "The front")).toEqual([]);
    expect(server.violations).toEqual([]);
  });

  test("in a rush nobody's work begins before they are told", async () => {
    const server = await openServer();
    const conversation = talk(() => showPrivately(sentence("The front")));
    const bot = await openBot(server, conversation);
    await bot.start();
    let release: () => void = () => undefined;
    const until = new Promise<void>((resolve) => {
      release = resolve;
    });
    server.faults.meet("/callback", ...Array.from({ length: 200 }, () => ({ kind: "slow", until }) as const));
    const members = Array.from({ length: 100 }, (_, at) => server.member(`Member ${at}`));
    const seen = members.map((member) => member.command("study"));
    const callbacks = () => server.requests.filter((one) => one.endsWith("/callback")).length;
    while (callbacks() < 100) await new Promise((resolve) => setImmediate(resolve));
    // Those who came while it was quiet; the last one made it a rush.
    expect(conversation.heard).toHaveLength(60);
    release();
    await Promise.all(seen);
    expect(conversation.heard).toHaveLength(100);
    expect(members.filter((member) => member.text !== "The front")).toEqual([]);
    expect(server.violations).toEqual([]);
  });
});
