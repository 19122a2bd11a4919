import { describe, expect, test } from "vitest";
import { hint, open, replace, showPrivately } from "../../../src/chat/event.ts";
import { button, buttons } from "../../../src/chat/view.ts";
import { useDatabase } from "../../support/database.ts";
import { channel, closeAfterEach, openEvents, openTestPlayground, sentence, wordsOf } from "./opened.ts";

const database = useDatabase();
closeAfterEach();

const inChannel = { as: "ann", conversation: "ml-daily" };
const inDirect = { as: "ann", conversation: "@ann" };

describe("posts", () => {
  test("the same key is the same message, also after a restart", async () => {
    const first = await openTestPlayground(database.db, () => ({ kind: "nothing" }));
    const once = await first.playground.post(channel, sentence("one"), { key: "daily:1", mayExist: false });
    const twice = await Promise.all([
      first.playground.post(channel, sentence("one"), { key: "daily:1", mayExist: true }),
      first.playground.post(channel, sentence("two"), { key: "daily:2", mayExist: false }),
      first.playground.post(channel, sentence("two"), { key: "daily:2", mayExist: true }),
    ]);
    await first.stop();
    const second = await openTestPlayground(database.db, () => ({ kind: "nothing" }));
    const again = await second.playground.post(channel, sentence("one"), { key: "daily:1", mayExist: true });
    expect(twice[0]).toEqual(once);
    expect(twice[1]).toEqual(twice[2]);
    expect(again).toEqual(once);
    expect((await second.snapshot("ann")).messages.map(wordsOf)).toEqual(["one", "two"]);
  });

  test("an edit changes what everybody sees; a message or channel that is not there is refused", async () => {
    const { playground, snapshot } = await openTestPlayground(database.db, () => ({ kind: "nothing" }));
    const posted = await playground.post(channel, sentence("before"), { key: "k", mayExist: false });
    if (posted.kind !== "posted") throw new Error("not posted");
    expect(await playground.edit(posted.message, sentence("after"))).toEqual({ kind: "edited" });
    expect((await snapshot("ben")).messages.map(wordsOf)).toEqual(["after"]);
    expect(await playground.edit("nowhere", sentence("x"))).toMatchObject({ kind: "refused", reason: "gone" });
    const elsewhere = { workspace: "playground", channel: "other" };
    expect(await playground.post(elsewhere, sentence("x"), { key: "y", mayExist: false })).toMatchObject({
      kind: "refused",
      reason: "gone",
    });
    expect(await playground.access?.(elsewhere)).toMatchObject({ ok: false });
    expect(await playground.access?.(channel)).toEqual({ ok: true, name: "ml-daily" });
  });

  test("a thread hangs under its post, a direct message reaches one person", async () => {
    const { playground, snapshot } = await openTestPlayground(database.db, () => ({ kind: "nothing" }));
    const posted = await playground.post(channel, sentence("post"), { key: "k", mayExist: false });
    if (posted.kind !== "posted") throw new Error("not posted");
    await playground.threads?.reply(posted.message, sentence("reply"), { key: "t", mayExist: false });
    const person = { scope: "", userId: "ann" };
    await playground.directMessages?.send(person, sentence("for Ann"), { key: "d", mayExist: false });
    const ann = (await snapshot("ann")).messages;
    expect(ann.map(wordsOf)).toEqual(["post", "reply", "for Ann"]);
    expect(ann[1]?.thread).toBe(posted.message);
    expect((await snapshot("ben")).messages.map(wordsOf)).toEqual(["post", "reply"]);
    const nobody = await playground.directMessages?.send({ scope: "", userId: "zoe" }, sentence("x"), {
      key: "z",
      mayExist: false,
    });
    expect(nobody).toMatchObject({ kind: "refused" });
  });
});

describe("events", () => {
  test("a command carries who, where and what, members by id", async () => {
    const { post, heard } = await openTestPlayground(database.db, () => ({ kind: "nothing" }));
    await post("command", { ...inChannel, key: "1", text: "/study topic: linear algebra with: Ben count: 5" });
    await post("command", { ...inDirect, key: "2", text: "/study trees and forests 7" });
    expect(heard).toMatchObject([
      {
        kind: "command",
        key: "playground:ann:1",
        name: "study",
        options: { topic: "linear algebra", with: "ben", count: "5" },
        actor: { platform: "playground", scope: "", userId: "ann", displayName: "Ann", mayManage: true },
        place: { kind: "channel", workspace: "playground", channel: "ml-daily", channelName: "ml-daily" },
      },
      { options: { topic: "trees and forests", count: "7" }, place: { kind: "direct" } },
    ]);
  });

  test("a private answer is seen by one person and survives a restart; dismissing removes it", async () => {
    const first = await openTestPlayground(database.db, () => showPrivately(sentence("secret")));
    await first.post("command", { ...inChannel, key: "1", text: "/study" });
    await first.stop();
    const { snapshot, post } = await openTestPlayground(database.db, () => ({ kind: "nothing" }));
    const [message] = (await snapshot("ann")).messages;
    expect(message).toMatchObject({ onlyYou: true, because: "/study" });
    expect(wordsOf(message)).toBe("secret");
    expect((await snapshot("ben")).messages).toEqual([]);
    await post("dismiss", { as: "ben", message: message?.id });
    expect((await snapshot("ann")).messages).toHaveLength(1);
    await post("dismiss", { as: "ann", message: message?.id });
    expect((await snapshot("ann")).messages).toEqual([]);
  });

  test("replace changes the private screen in place, and answers beside a post", async () => {
    const { post, playground, snapshot, heard } = await openTestPlayground(database.db, (event) =>
      event.kind === "command" ? showPrivately(sentence("front")) : replace(sentence("back")),
    );
    const shown = (await (await post("command", { ...inChannel, key: "1", text: "/study" })).json()) as {
      message: string;
    };
    const press = { ...inChannel, key: "2", message: shown.message, action: "1:answer:x", values: [] };
    expect(await (await post("press", press)).json()).toEqual({ kind: "done", message: shown.message });
    const posted = await playground.post(channel, sentence("post"), { key: "k", mayExist: false });
    if (posted.kind !== "posted") throw new Error("not posted");
    await post("press", { ...press, key: "3", message: posted.message });
    const seen = (await snapshot("ann")).messages;
    expect(seen.map((message) => [wordsOf(message), message.onlyYou])).toEqual([
      ["back", true],
      ["post", false],
      ["back", true],
    ]);
    expect(heard.map((event) => (event.kind === "action" ? event.message : "command"))).toEqual([
      "command",
      undefined,
      posted.message,
    ]);
  });

  test("pressed twice is two events, in order; the same key is one", async () => {
    const order: string[] = [];
    let running = 0;
    const { post, heard } = await openTestPlayground(database.db, async (event) => {
      running += 1;
      expect(running).toBe(1);
      await new Promise((resolve) => setImmediate(resolve));
      order.push(event.key);
      running -= 1;
      return hint(sentence(event.key));
    });
    const press = { ...inChannel, message: "x", action: "1:rate:p:good", values: [] };
    const answers = await Promise.all(
      ["a", "b", "b", "c"].map(async (key) => (await post("press", { ...press, key })).json()),
    );
    expect(order).toEqual(["playground:ann:a", "playground:ann:b", "playground:ann:c"]);
    expect(heard).toHaveLength(3);
    expect(answers[1]).toEqual(answers[2]);
  });

  test("a form opens in the answer, a refusal names its fields, nobody presses what they do not see", async () => {
    const form = { title: "T", submit: "S", action: "1:f", fields: [] };
    const { post, heard } = await openTestPlayground(database.db, (event) => {
      if (event.kind === "command") return showPrivately(sentence("secret"));
      return event.kind === "form" ? { kind: "reject", reasons: { words: "More, please." } } : open(form);
    });
    const press = { ...inChannel, key: "1", message: "gone", action: "1:open", values: [] };
    expect(await (await post("press", press)).json()).toEqual({ kind: "form", form });
    const submit = { ...inChannel, key: "2", message: null, action: "1:f", values: { words: "x", many: ["a", "b"] } };
    expect(await (await post("submit", submit)).json()).toEqual({
      kind: "reject",
      reasons: { words: "More, please." },
    });
    expect(heard[1]).toMatchObject({ kind: "form", id: "1:f", values: { words: "x", many: ["a", "b"] } });
    expect((await post("command", { as: "ben", conversation: "@ann", key: "3", text: "/study" })).status).toBe(404);
    expect((await post("command", { as: "zoe", conversation: "ml-daily", key: "3", text: "/study" })).status).toBe(404);
  });

  test("a file goes in and out unchanged", async () => {
    const bytes = new Uint8Array([0, 1, 2, 250, 251, 255]);
    const { url, playground, post, snapshot } = await openTestPlayground(database.db, () =>
      showPrivately({
        parts: [{ kind: "file", name: "cards ü.csv", bytes }, buttons(button("A", "1:a"))],
        fallback: "f",
      }),
    );
    const sent = await fetch(`${url}/playground/api/file?as=ann&name=deck.csv`, {
      method: "POST",
      body: bytes,
      headers: { origin: url },
    });
    const { reference } = (await sent.json()) as { reference: string };
    expect(await playground.files?.open(reference, 6)).toEqual(expect.objectContaining({ length: 6 }));
    expect([...((await playground.files?.open(reference, 6)) ?? [])]).toEqual([...bytes]);
    await expect(playground.files?.open(reference, 5)).rejects.toThrow();
    await post("command", { ...inChannel, key: "1", text: "/study" });
    const [message] = (await snapshot("ann")).messages;
    const part = message?.content.kind === "view" ? message.content.view.parts[0] : null;
    if (part?.kind !== "file") throw new Error("no file part");
    const got = await fetch(`${url}${part.href}`);
    expect([...new Uint8Array(await got.arrayBuffer())]).toEqual([...bytes]);
    expect(got.headers.get("content-disposition")).toContain("attachment");
  });

  test("bodies that are too long, no JSON or of another shape are refused", async () => {
    const { url, post, heard } = await openTestPlayground(database.db, () => ({ kind: "nothing" }));
    expect((await post("command", { ...inChannel, key: "1", text: "no slash" })).status).toBe(400);
    expect((await post("command", { ...inChannel, key: "1", text: `/${"x".repeat(70_000)}` })).status).toBe(413);
    const broken = await fetch(`${url}/playground/api/command`, {
      method: "POST",
      body: "{",
      headers: { origin: url, "content-type": "application/json" },
    });
    expect(broken.status).toBe(400);
    expect((await post("toString", {})).status).toBe(404);
    expect(heard).toEqual([]);
  });
});

describe("the stream", () => {
  test("tells each person what they may see, and resumes where it broke off", async () => {
    const { url, post, playground } = await openTestPlayground(database.db, () => showPrivately(sentence("secret")));
    const ann = await openEvents(url, "ann");
    const ben = await openEvents(url, "ben");
    const begun = await ann.next();
    await ben.next();
    await post("command", { ...inChannel, key: "1", text: "/study" });
    await playground.post(channel, sentence("for all"), { key: "k", mayExist: false });
    expect(wordsOf(await ann.message())).toBe("secret");
    expect(wordsOf(await ann.message())).toBe("for all");
    expect(wordsOf(await ben.message())).toBe("for all");
    await ann.close();
    const back = await openEvents(url, "ann", begun.id);
    expect((await back.next()).name).toBe("message");
    expect(wordsOf(await back.message())).toBe("for all");
    const afresh = await openEvents(url, "ann", "another-process~3");
    expect((await afresh.next()).name).toBe("snapshot");
    await Promise.all([ben.close(), back.close(), afresh.close()]);
  });

  test("an added person appears for everybody; a taken name is refused", async () => {
    const { url, post, snapshot } = await openTestPlayground(database.db, () => ({ kind: "nothing" }));
    const ann = await openEvents(url, "ann");
    await ann.next();
    const made = await post("person", { name: "  Zoë\u202e \n Ünal ", zone: "Asia/Kolkata" });
    expect(await made.json()).toEqual({ id: "zoe-unal", name: "Zoë Ünal", zone: expect.stringMatching(/^Asia\//) });
    expect((await ann.next()).name).toBe("people");
    expect((await post("person", { name: "ann", zone: "UTC" })).status).toBe(409);
    expect((await post("person", { name: " ", zone: "UTC" })).status).toBe(409);
    expect((await snapshot("zoe-unal")).me).toBe("zoe-unal");
    await ann.close();
  });

  test("the clock moves forward only, tells its progress, and is absent without a control", async () => {
    let now = 1_000;
    const clock = {
      nowMs: () => now,
      async moveTo(toMs: number) {
        now = toMs;
      },
    };
    const { url, post } = await openTestPlayground(database.db, () => ({ kind: "nothing" }), { clock });
    const ann = await openEvents(url, "ann");
    await ann.next();
    expect((await post("clock", { toMs: 999 })).status).toBe(400);
    expect((await post("clock", { toMs: now + 90 * 86_400_000 })).status).toBe(400);
    expect((await post("clock", { toMs: 3_601_000 })).status).toBe(200);
    expect((await ann.next()).data).toMatchObject({ moving: { fromMs: 1_000, toMs: 3_601_000 } });
    expect((await ann.next()).data).toMatchObject({ nowMs: 3_601_000, moving: null, canMove: true });
    await ann.close();
    const fixed = await openTestPlayground(database.db, () => ({ kind: "nothing" }));
    expect((await fixed.snapshot("ann")).clock.canMove).toBe(false);
    expect((await fixed.post("clock", { toMs: Number.MAX_SAFE_INTEGER })).status).toBe(400);
  });
});
