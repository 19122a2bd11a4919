import { describe, expect, test } from "vitest";
import { hint, nothing, open, type Reply, replace, showPrivately } from "../../../src/chat/event.ts";
import { button, buttons, type Form } from "../../../src/chat/view.ts";
import { messageText } from "../../support/discord-server/member.ts";
import { closeAfterEach, onePixel, openBot, openServer, sentence, talk } from "./opened.ts";

const soon = { deferAfterMs: 20, formAfterMs: 20 };
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

describe("answering on Discord", () => {
  closeAfterEach();

  test("a command that takes long is deferred in private, and its edit brings the screen", async () => {
    const server = await openServer();
    const { reply, say } = later();
    const bot = await openBot(
      server,
      talk(() => reply),
      { limits: soon },
    );
    await bot.start();
    const ann = server.member("Ann");
    const seen = ann.command("study");
    await server.reached("callback");
    say(showPrivately(sentence("The front")));
    await seen;
    expect(ann.text).toBe("The front");
    expect(ann.message.onlyFor).toBe(ann.id);
    expect(server.violations).toEqual([]);
  });

  test("a press that takes long changes its screen after a silent deferral", async () => {
    const server = await openServer();
    const { reply, say } = later();
    const bot = await openBot(
      server,
      talk(
        (event) => (event.kind === "command" ? showPrivately(sentence("The front", turn)) : reply),
        (event) => (event.kind === "command" ? "private" : "update"),
      ),
      { limits: soon },
    );
    await bot.start();
    const ann = server.member("Ann");
    await ann.command("study");
    const front = ann.message.id;
    expect(await ann.press("Again")).toEqual({ kind: "nothing" });
    say(replace(sentence("The answer")));
    await ann.next();
    expect([ann.text, ann.message.id]).toEqual(["The answer", front]);
    expect(server.violations).toEqual([]);
  });

  test("a private answer to a long press stands beside the screen", async () => {
    const server = await openServer();
    const { reply, say } = later();
    const bot = await openBot(
      server,
      talk(
        (event) => (event.kind === "command" ? showPrivately(sentence("The front", turn)) : reply),
        (event) => (event.kind === "command" ? "private" : "update"),
      ),
      { limits: soon },
    );
    await bot.start();
    const ann = server.member("Ann");
    await ann.command("study");
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
    const server = await openServer({ nowMs });
    const { reply, say } = later();
    const bot = await openBot(
      server,
      talk(() => reply),
      { limits: soon, nowMs },
    );
    await bot.start();
    const ann = server.member("Ann");
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
    const server = await openServer({ nowMs: () => clockMs });
    const { reply, say } = later();
    const bot = await openBot(
      server,
      talk(() => reply),
      { limits: soon },
    );
    await bot.start();
    const ann = server.member("Ann");
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
    const server = await openServer({ nowMs });
    const { reply, say } = later();
    const bot = await openBot(
      server,
      talk(() => reply),
      { limits: soon, nowMs },
    );
    await bot.start();
    const ann = server.member("Ann");
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
    const server = await openServer({ nowMs });
    const { reply, say } = later();
    const bot = await openBot(
      server,
      talk(() => reply),
      { limits: soon, nowMs },
    );
    await bot.start();
    void server.member("Ann").command("study");
    await server.reached("callback");
    clockMs += 16 * 60_000;
    say(hint(sentence("Small")));
    await bot.stop();
    expect(server.requests.filter((one) => one.startsWith("POST /users"))).toEqual([]);
  });

  test("a form that comes too late becomes a way to ask again", async () => {
    const server = await openServer();
    const { reply, say } = later();
    const bot = await openBot(
      server,
      talk(
        (event) => (event.kind === "command" ? showPrivately(sentence("The front", turn)) : reply),
        (event) => (event.kind === "command" ? "private" : "form"),
      ),
      { limits: soon },
    );
    await bot.start();
    const ann = server.member("Ann");
    await ann.command("study");
    const seen = ann.press("Show");
    await server.reached("callback", 2);
    say(open(form));
    await seen;
    expect(ann.text).toContain("[Try again]");
    expect(server.violations).toEqual([]);
  });

  test("in a rush everybody is told at once, those too who came before it; however long the work takes", async () => {
    const server = await openServer();
    const { reply, say } = later();
    const bot = await openBot(
      server,
      talk(() => reply),
      { limits: { deferAfterMs: 60_000, formAfterMs: 60_000 } },
    );
    await bot.start();
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

  test("the same interaction again has no second effect", async () => {
    const server = await openServer();
    const conversation = talk(() => showPrivately(sentence("The front")));
    const bot = await openBot(server, conversation);
    await bot.start();
    const ann = server.member("Ann");
    await ann.command("study");
    ann.repeatLast();
    await ann.command("study");
    expect(conversation.heard).toHaveLength(2);
    expect(server.violations).toEqual([]);
  });

  test("in the direct message nothing is hidden, and screens change in place", async () => {
    const server = await openServer();
    const conversation = talk((event) =>
      event.kind === "command" ? showPrivately(sentence("The front", turn)) : replace(sentence("The answer")),
    );
    const bot = await openBot(server, conversation);
    await bot.start();
    const ann = server.member("Ann");
    ann.channel = null;
    await ann.command("study");
    expect(ann.message.onlyFor).toBeNull();
    const front = ann.message.id;
    await ann.press("Show answer");
    expect([ann.text, ann.message.id]).toEqual(["The answer", front]);
    expect(conversation.heard.map(({ place }) => place)).toEqual([{ kind: "direct" }, { kind: "direct" }]);
    expect(server.violations).toEqual([]);
  });

  test("the same action twice on a screen is the same action", async () => {
    const server = await openServer();
    const conversation = talk((event) =>
      event.kind === "command" ? showPrivately(sentence("The front", turn)) : nothing,
    );
    const bot = await openBot(server, conversation);
    await bot.start();
    const ann = server.member("Ann");
    await ann.command("study");
    await ann.press("Show answer");
    await ann.press("Again");
    expect(conversation.heard.slice(1).map((event) => event.kind === "action" && event.id)).toEqual([
      "1:turn:p1",
      "1:turn:p1",
    ]);
    expect(server.violations).toEqual([]);
  });

  test("a receipt that was lost: asked again, and one answer all the same", async () => {
    const server = await openServer();
    const bot = await openBot(
      server,
      talk(() => showPrivately(sentence("The front"))),
    );
    await bot.start();
    server.faults.meet("/callback", { kind: "reset", after: true });
    await server.member("Ann").command("study");
    await server.reached("/callback", 2);
    expect(server.channel("ml-daily").messages).toHaveLength(1);
    // The stand-in notes the repeated first answer; Discord refuses it, and nothing is shown twice.
    expect(server.violations).toEqual(["callback type 4: a second first answer"]);
  });

  test("a Discord that stumbles or limits is asked again in time", async () => {
    const server = await openServer();
    const bot = await openBot(
      server,
      talk(() => showPrivately(sentence("The front"))),
    );
    await bot.start();
    const ann = server.member("Ann");
    server.faults.meet("/callback", { kind: "500" }, { kind: "429", retryAfterS: 0.05 }, { kind: "reset" });
    await ann.command("study");
    await ann.command("study");
    expect(server.channel("ml-daily").messages).toHaveLength(2);
    expect(server.violations).toEqual([]);
  });

  test("somebody's menu entry asks for their progress", async () => {
    const server = await openServer();
    const conversation = talk(() => showPrivately(sentence("Ben keeps this private.")));
    const bot = await openBot(server, conversation);
    await bot.start();
    const ben = server.member("Ben");
    await server.member("Ann").menu("Their progress", ben.id);
    expect(conversation.heard[0]).toMatchObject({ kind: "command", name: "progress", options: { member: ben.id } });
  });

  test("suggestions come while an option is typed", async () => {
    const server = await openServer();
    const many = Array.from({ length: 40 }, (_, at) => ({ name: `Topic ${at} ${"x".repeat(200)}`, value: `t${at}` }));
    const bot = await openBot(
      server,
      talk(
        () => nothing,
        undefined,
        async () => many,
      ),
    );
    await bot.start();
    const choices = await server.member("Ann").type("study", "topic", "num");
    expect(choices).toHaveLength(25);
    expect(server.violations).toEqual([]);
  });

  test("pictures go along with their words for those who do not see them", async () => {
    const server = await openServer();
    const view = sentence("Softmax", {
      kind: "picture",
      name: "formula-1",
      spec: { kind: "formula", tex: "x^2" },
      alt: "x squared",
      text: "x squared",
    });
    const bot = await openBot(
      server,
      talk(() => showPrivately(view)),
      { pictures: onePixel },
    );
    await bot.start();
    const ann = server.member("Ann");
    await ann.command("study");
    expect(ann.text).toBe("Softmax\n{pic x squared}");
    expect(ann.message.attachments).toMatchObject([{ filename: "formula-1.png", description: "x squared" }]);
    expect(server.violations).toEqual([]);
  });

  test("without its picture the words stand", async () => {
    const server = await openServer();
    const spec = { kind: "formula", tex: "x^2" } as const;
    const view = sentence("Softmax", { kind: "picture", name: "formula-1", spec, alt: "x squared", text: "x squared" });
    const bot = await openBot(
      server,
      talk(() => showPrivately(view)),
    );
    await bot.start();
    const ann = server.member("Ann");
    await ann.command("study");
    expect(ann.text).toBe("Softmax\nx squared");
  });
});
