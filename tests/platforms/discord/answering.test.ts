import { describe, expect, test } from "vitest";
import { nothing, replace, showPrivately } from "../../../src/chat/event.ts";
import { button, buttons } from "../../../src/chat/view.ts";
import { closeAfterEach, onePixel, openBot, openServer, sentence, talk } from "./opened.ts";

const turn = buttons(button("Show answer", "1:turn:p1"), button("Again", "1:turn:p1"));

describe("answering on Discord", () => {
  closeAfterEach();

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
