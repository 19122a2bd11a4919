import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { checkCommands } from "../../support/discord-server/check-commands.ts";
import type { Json } from "../../support/discord-server/check-component.ts";
import { checkMessage } from "../../support/discord-server/check-message.ts";
import { checkModal } from "../../support/discord-server/check-modal.ts";
import { type DiscordServer, startDiscord } from "../../support/discord-server/server.ts";

/** The stand-in is only worth something if it refuses what Discord would: each rule, broken once. */

const v2 = 32_768;
const mentions = { allowed_mentions: { parse: [] } };
const words = (content = "x"): Json => ({ type: 10, content });
const press = (id: string, more: Json = {}): Json => ({ type: 2, style: 2, label: "Go", custom_id: id, ...more });
const rowOf = (...components: Json[]): Json => ({ type: 1, components });
const option = (value: string, more: Json = {}): Json => ({ label: value, value, ...more });
const select = (more: Json = {}): Json => ({ type: 3, custom_id: "s", options: [option("a")], ...more });
const body = (...components: Json[]): Json => ({ flags: v2, ...mentions, components });
const numbers = (count: number) => Array.from({ length: count }, (_, at) => at);

const badMessages: readonly (readonly [string, Json, RegExp])[] = [
  ["no empty mentions", { flags: v2, components: [words()] }, /pings nobody/],
  ["mentions that ping", { ...body(words()), allowed_mentions: { parse: ["users"] } }, /pings nobody/],
  ["content beside V2", { ...body(words()), content: "x" }, /cannot stand beside components V2/],
  ["embeds beside V2", { ...body(words()), embeds: [] }, /cannot stand beside components V2/],
  ["V2 without its flag", { ...mentions, components: [words()] }, /without the flag/],
  ["a flag that cannot be set", { ...body(words()), flags: v2 | 2 }, /cannot be set/],
  ["an ephemeral post", { ...body(words()), flags: v2 | 64 }, /ephemeral cannot be set here/],
  ["an empty message", body(), /empty message/],
  ["an empty container", body({ type: 17, components: [] }), /empty container/],
  [
    "a container in a container",
    body({ type: 17, components: [{ type: 17, components: [words()] }] }),
    /in a container/,
  ],
  ["over 40 components", body(...numbers(41).map(() => words())), /at most 40/],
  ["over 4000 characters", body(words("x".repeat(2_001)), words("y".repeat(2_000))), /at most 4000/],
  ["an empty text", body(words("")), /at least 1/],
  ["the same id twice", body(rowOf(press("a"), press("a"))), /stands twice/],
  ["six buttons", body(rowOf(...numbers(6).map((at) => press(`b${at}`)))), /at most 5 buttons/],
  ["a row with nothing", body(rowOf()), /empty row/],
  ["a select beside a button", body(rowOf(press("a"), select())), /row of its own/],
  ["two selects in a row", body(rowOf(select(), select({ custom_id: "t" }))), /row of its own/],
  ["a label of 81", body(rowOf(press("a", { label: "x".repeat(81) }))), /at most 80/],
  ["an id of 101", body(rowOf(press("x".repeat(101)))), /at most 100/],
  ["a button without a label", body(rowOf({ type: 2, style: 2, custom_id: "a" })), /needs a label/],
  ["a link with an id", body(rowOf(press("a", { style: 5, url: "https://a.example" }))), /a link has no custom_id/],
  ["a link to nowhere", body(rowOf({ type: 2, style: 5, label: "x", url: "javascript:1" })), /not a web address/],
  ["26 options", body(rowOf(select({ options: numbers(26).map((at) => option(`o${at}`)) }))), /1 to 25 options/],
  ["no options", body(rowOf(select({ options: [] }))), /1 to 25 options/],
  ["a value twice", body(rowOf(select({ options: [option("a"), option("a")] }))), /the value stands twice/],
  ["an option of 101", body(rowOf(select({ options: [option("a", { label: "x".repeat(101) })] }))), /at most 100/],
  ["more picked than may be", body(rowOf(select({ max_values: 2 }))), /over the number of options/],
  [
    "a gallery without its file",
    body({ type: 12, items: [{ media: { url: "attachment://a.png" } }] }),
    /no attachment a.png/,
  ],
  [
    "an empty alt text",
    body({ type: 12, items: [{ media: { url: "https://a.example/b.png" }, description: "" }] }),
    /at least 1/,
  ],
  [
    "a listed file that is not there",
    { ...body(words()), attachments: [{ id: "0", filename: "a.png" }] },
    /no files\[0\]/,
  ],
  ["a nonce of 26", { ...body(words()), nonce: "x".repeat(26) }, /over 25/],
  ["enforce_nonce alone", { ...body(words()), enforce_nonce: true }, /without a nonce/],
  ["a field nobody knows", { ...body(words()), colour: 1 }, /unknown field colour/],
  ["an input in a message", body({ type: 4, custom_id: "a", style: 1 }), /cannot stand here/],
];

const label = (component: Json, more: Json = {}): Json => ({ type: 18, label: "L", component, ...more });
const input = (more: Json = {}): Json => ({ type: 4, custom_id: "i", style: 1, ...more });
const modal = (...components: Json[]): Json => ({ custom_id: "m", title: "T", components });
const badModals: readonly (readonly [string, Json, RegExp])[] = [
  ["a title of 46", { ...modal(label(input())), title: "x".repeat(46) }, /at most 45/],
  ["no components", modal(), /1 to 5/],
  ["six components", modal(...numbers(6).map((at) => label(input({ custom_id: `i${at}` })))), /1 to 5/],
  ["an input without a label", modal(input()), /cannot stand in a form/],
  ["a button in a form", modal(label(press("a"))), /cannot stand in a label/],
  ["a label of 46", modal(label(input(), { label: "x".repeat(46) })), /at most 45/],
  ["a description of 101", modal(label(input(), { description: "x".repeat(101) })), /at most 100/],
  ["the same name twice", modal(label(input()), label(input())), /stands twice/],
  ["a value over its own limit", modal(label(input({ max_length: 3, value: "long" }))), /at most 3/],
  ["a radio group of one", modal(label({ type: 21, custom_id: "r", options: [option("a")] })), /2 to 10/],
  [
    "two presets in a radio group",
    modal(label({ type: 21, custom_id: "r", options: ["a", "b"].map((one) => option(one, { default: true })) })),
    /at most 1/,
  ],
  [
    "eleven checkboxes",
    modal(label({ type: 22, custom_id: "c", options: numbers(11).map((at) => option(`o${at}`)) })),
    /1 to 10/,
  ],
  [
    "required, yet none",
    modal(label({ type: 22, custom_id: "c", min_values: 0, options: [option("a")] })),
    /required, but/,
  ],
  ["a disabled select", modal(label(select({ disabled: false }))), /unknown field disabled/],
];

const command = (more: Json = {}): Json => ({ type: 1, name: "study", description: "Cards", ...more });
const badCommands: readonly (readonly [string, Json, RegExp])[] = [
  ["a capital", command({ name: "Study" }), /breaks the rule/],
  ["a space", command({ name: "my study" }), /breaks the rule/],
  ["no description", command({ description: "" }), /at least 1/],
  ["a description of 101", command({ description: "x".repeat(101) }), /at most 100/],
  [
    "required after optional",
    command({
      options: [
        { type: 3, name: "a", description: "a" },
        { type: 3, name: "b", description: "b", required: true },
      ],
    }),
    /come first/,
  ],
  [
    "a subcommand beside an option",
    command({
      options: [
        { type: 1, name: "a", description: "a" },
        { type: 3, name: "b", description: "b" },
      ],
    }),
    /beside other options/,
  ],
  [
    "26 choices",
    command({
      options: [
        {
          type: 3,
          name: "a",
          description: "a",
          choices: numbers(26).map((at) => ({ name: `n${at}`, value: `v${at}` })),
        },
      ],
    }),
    /over 25 choices/,
  ],
  [
    "choices beside autocomplete",
    command({
      options: [{ type: 3, name: "a", description: "a", autocomplete: true, choices: [{ name: "a", value: "a" }] }],
    }),
    /beside autocomplete/,
  ],
  ["a described menu command", { type: 2, name: "Menu", description: "x" }, /has neither/],
];

describe("the stand-in refuses", () => {
  test.each(badMessages)("a message with %s", (_name, message, complaint) => {
    expect(checkMessage(message, { files: new Map(), as: "post" }).join("\n")).toMatch(complaint);
  });
  test("a file that is shown nowhere, or not listed", () => {
    const files = new Map([["0", "a.png"]]);
    expect(checkMessage(body(words()), { files, as: "post" })).toEqual(["attachments: a.png is not listed"]);
    const listed = { ...body(words()), attachments: [{ id: "0", filename: "a.png" }] };
    expect(checkMessage(listed, { files, as: "post" })).toEqual(["attachments: a.png is shown nowhere"]);
  });
  test.each(badModals)("a form with %s", (_name, form, complaint) => {
    expect(checkModal(form).join("\n")).toMatch(complaint);
  });
  test.each(badCommands)("a command with %s", (_name, one, complaint) => {
    expect(checkCommands([one], "global").join("\n")).toMatch(complaint);
  });
  test("contexts on a command of one server", () => {
    expect(checkCommands([command({ contexts: [0] })], "server").join()).toMatch(/for global commands/);
  });
  test("nothing of a body that keeps the rules", () => {
    const good = body({ type: 17, components: [words(), rowOf(press("a"), press("b")), rowOf(select())] });
    expect(checkMessage(good, { files: new Map(), as: "post" })).toEqual([]);
    expect(checkModal(modal(label(input())))).toEqual([]);
    expect(checkCommands([command()], "global")).toEqual([]);
  });
});

describe("a bad bot", () => {
  let server: DiscordServer;
  let clockMs = Date.now();
  beforeEach(async () => {
    clockMs = Date.now();
    server = await startDiscord({ nowMs: () => clockMs });
  });
  afterEach(() => server.stop());

  /** An interaction that the test answers by hand. */
  function begin(pressed = false) {
    const raw: Json[] = [];
    server.gateway.listen((event, data) => {
      if (event === "INTERACTION_CREATE") raw.push(data as Json);
    });
    server.state.commands.set("x", [{ id: "1", ...command() }]);
    const ann = server.member("Ann");
    const channel = server.channel("ml-daily");
    const message = server.state.message(channel, {
      ...{ flags: v2, components: [words()], content: "", attachments: [], nonce: null },
      onlyFor: null,
    });
    const seen = pressed ? ann.pressId("1:a", message) : ann.command("study");
    seen.catch(() => undefined);
    const { id, token } = raw[0] as { id: string; token: string };
    const send = (method: string, path: string, json: Json) =>
      fetch(`${server.apiUrl}/v10${path}`, {
        method,
        headers: { "content-type": "application/json" },
        body: JSON.stringify(json),
      });
    return {
      answer: (json: Json) => send("POST", `/interactions/${id}/${token}/callback`, json),
      edit: (json: Json) => send("PATCH", `/webhooks/${server.state.applicationId}/${token}/messages/@original`, json),
      follow: (json: Json) => send("POST", `/webhooks/${server.state.applicationId}/${token}`, json),
      done: () => ann.finish(),
    };
  }

  test("answers twice", async () => {
    const { answer } = begin();
    expect((await answer({ type: 4, data: body(words()) })).status).toBe(204);
    expect((await answer({ type: 4, data: body(words()) })).status).toBe(400);
    expect(server.violations).toEqual(["callback type 4: a second first answer"]);
  });

  test("answers after 3 s", async () => {
    const { answer, done } = begin();
    clockMs += 3_001;
    expect((await answer({ type: 5 })).status).toBe(404);
    expect(server.violations.join()).toMatch(/came after 3001 ms/);
    done();
  });

  test("follows up before the first answer", async () => {
    const { follow, edit, done } = begin();
    expect((await follow(body(words()))).status).toBe(404);
    expect((await edit(body(words()))).status).toBe(404);
    expect(server.violations).toHaveLength(2);
    done();
  });

  test("defers with more than the ephemeral flag", async () => {
    const { answer, done } = begin();
    expect((await answer({ type: 5, data: { flags: 64 | v2 } })).status).toBe(400);
    expect(server.violations.join()).toMatch(/ephemeral flag alone/);
    done();
  });

  test("updates a message that is not there, or defers it", async () => {
    const { answer, done } = begin();
    expect((await answer({ type: 7, data: body(words()) })).status).toBe(400);
    expect((await answer({ type: 6 })).status).toBe(400);
    expect(server.violations).toHaveLength(2);
    done();
  });

  test("takes V2 off a message again", async () => {
    const { answer, done } = begin(true);
    expect((await answer({ type: 7, data: { ...mentions, flags: 0, content: "x" } })).status).toBe(400);
    expect(server.violations.join()).toMatch(/cannot be taken off/);
    done();
  });

  test("uses a token after 15 minutes", async () => {
    const { answer, edit } = begin();
    await answer({ type: 5, data: { flags: 64 } });
    clockMs += 15 * 60_000 + 1;
    const late = await edit(body(words()));
    expect([late.status, ((await late.json()) as Json).code]).toEqual([401, 50_027]);
  });

  test("hides a follow-up to a public deferral, and it stays public", async () => {
    const { answer, follow } = begin();
    await answer({ type: 5 });
    await follow({ ...body(words()), flags: v2 | 64 });
    expect(server.channel("ml-daily").messages.at(-1)?.onlyFor).toBeNull();
  });

  test("comes with another token", async () => {
    const answer = await fetch(`${server.apiUrl}/v10/channels/1/messages`, { headers: { authorization: "Bot x" } });
    expect(answer.status).toBe(401);
  });
});
