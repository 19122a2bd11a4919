import { sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import type { Action } from "../../src/chat/actions/action.ts";
import { fix } from "../../src/chat/actions/fix.ts";
import { openConversation } from "../../src/chat/dispatch.ts";
import { replace } from "../../src/chat/event.ts";
import type { PlatformId } from "../../src/core/ids.ts";
import { formDrafts } from "../../src/db/schema/index.ts";
import { openPerson, useWorld } from "../support/world.ts";

const broken: Action = {
  name: "broken",
  answers: "update",
  async run() {
    throw new Error("a secret detail");
  },
};
const away: Action = {
  name: "away",
  answers: "update",
  async run() {
    throw new Error("query failed", { cause: Object.assign(new Error("connect"), { code: "ECONNREFUSED" }) });
  },
};
const shout: Action = {
  name: "shout",
  answers: "update",
  async run(chat) {
    const { learner } = await chat.reader();
    return replace({
      parts: [{ kind: "text", spans: [{ kind: "plain", text: learner.displayName }] }],
      fallback: "name",
    });
  },
  async form() {
    return {
      title: "Shout",
      submit: "Go",
      action: "1:shout",
      fields: [{ name: "words", label: "Words", kind: "line", required: true }],
    };
  },
};
const refuse: Action = {
  name: "refuse",
  answers: "private",
  async run() {
    return { kind: "reject", reasons: { words: "Louder, please." } };
  },
  form: async () => ({
    title: "Refuse",
    submit: "Go",
    action: "1:refuse",
    fields: [{ name: "words", label: "Words", kind: "line", required: true }],
  }),
};

describe("dispatch", () => {
  const world = useWorld();
  const talk = (platform: { rejectsInForm: boolean } = { rejectsInForm: true }) =>
    openConversation({
      ctx: world.ctx,
      platform: { id: "playground" as PlatformId, capabilities: { channelFields: true, name: "Test", ...platform } },
      wake: () => undefined,
      actions: [broken, away, shout, refuse, fix],
    });
  const actor = { platform: "playground" as PlatformId, scope: "", userId: "ann", displayName: "Ann", mayManage: true };

  test("an exception becomes an apology with a reference; its text goes to the log alone", async () => {
    const ann = openPerson(talk(), actor);
    await ann.pressId("1:broken");
    expect(ann.lastReply).toMatchObject({ kind: "show", private: true });
    expect(ann.text).toMatch(
      /^That did not work on my side\. Nothing was changed; please try again\. Reference [A-Z0-9]{4}\.\n\[\*Try again\*\]$/,
    );
    expect(world.log.lines.at(-1)).toMatchObject({ level: "error", fields: { error: "a secret detail" } });
  });

  test("a database that is away is said, with what was typed", async () => {
    const ann = openPerson(talk(), actor);
    await ann.pressId("1:away");
    expect(ann.text).toContain("I cannot reach my data right now, so nothing was saved.");
  });

  test("unknown commands and forged ids get a way on", async () => {
    const ann = openPerson(talk(), actor);
    await ann.command("frobnicate");
    expect(ann.text).toContain("I do not know /frobnicate. /help shows what works.");
    for (const id of ["1:nothing-like-this", "9:rate:x", "", "💥", "1:shout:a:b:c"]) {
      await ann.pressId(id);
      expect(ann.text).toContain("I do not know this button any more.");
    }
  });

  test("a press on a channel post never changes the post", async () => {
    const ann = openPerson(talk(), actor);
    expect(await ann.pressId("1:shout", { message: "m1" })).toMatchObject({ kind: "show", private: true });
    expect(await ann.pressId("1:shout")).toMatchObject({ kind: "replace" });
  });

  test("where a form cannot be refused in place, the words are kept and Fix it brings them back", async () => {
    const ann = openPerson(talk({ rejectsInForm: false }), actor);
    await ann.submitTo("1:refuse", { words: "hello" });
    expect(ann.text).toBe("Words: Louder, please.\n> hello\n[*Fix it*]");
    await ann.press("Fix it");
    expect(ann.form.fields[0]).toMatchObject({ name: "words", value: "hello" });
    expect(await world.ctx.db.select({ n: sql<number>`count(*)::int` }).from(formDrafts)).toEqual([{ n: 1 }]);
    const ben = openPerson(talk({ rejectsInForm: false }), { ...actor, userId: "ben" });
    const draft = (await world.ctx.db.select().from(formDrafts))[0];
    await ben.pressId(`1:fix:${draft?.id}`);
    expect(ben.text).toContain("I do not know this button any more.");
  });

  test("one account is one learner, however many events come at once", async () => {
    const ann = openPerson(talk(), actor);
    await Promise.all(Array.from({ length: 5 }, () => ann.pressId("1:shout")));
    expect(
      await world.ctx.db.execute(
        sql`select (select count(*)::int from learners) as learners, (select count(*)::int from identities) as identities`,
      ),
    ).toMatchObject(
      world.database.kind === "postgres"
        ? [{ learners: 1, identities: 1 }]
        : { rows: [{ learners: 1, identities: 1 }] },
    );
  });

  test("a name cannot break out of its line", async () => {
    const ann = openPerson(talk(), { ...actor, displayName: `A\n\u202Enn\u0000 ${"x".repeat(60)}` });
    await ann.pressId("1:shout");
    expect(ann.text).toBe(`A nn ${"x".repeat(27)}`);
  });
});
