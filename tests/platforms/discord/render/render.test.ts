import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { button, buttons, note, type Part, text, type View } from "../../../../src/chat/view.ts";
import { messageBody } from "../../../../src/platforms/discord/body.ts";
import { codeBlock, escapeText, inlineCode } from "../../../../src/platforms/discord/render/escape.ts";
import { renderForm } from "../../../../src/platforms/discord/render/form.ts";
import { renderView } from "../../../../src/platforms/discord/render/message.ts";
import { checkMessage } from "../../../support/discord-server/check-message.ts";
import { checkModal } from "../../../support/discord-server/check-modal.ts";

const none = new Map();
const signs = fc.string({
  unit: fc.constantFrom(
    "`",
    "*",
    "_",
    "~",
    "|",
    ">",
    "#",
    "-",
    "<",
    "@",
    "[",
    "]",
    "(",
    ")",
    "\\",
    "\n",
    " ",
    "a",
    "1",
    ".",
  ),
});

function complaintsOf(view: View): string[] {
  const { body, files } = messageBody(renderView(view, none));
  return checkMessage(body, { files: new Map(files.map(({ name }, at) => [String(at), name])), as: "post" });
}

describe("a view on Discord", () => {
  test("the daily question is one container as the payloads have it", () => {
    const atMs = 1_804_786_200_000;
    const view: View = {
      title: "Question of the day",
      parts: [
        text("When would you choose a random forest over gradient boosting?"),
        note("Week 9 · Supervised learning · medium · about 3 min out loud"),
        buttons(
          button("Answer", "1:daily-answer:d5Tq8Wn3Lx", "primary"),
          button("Reveal", "1:daily-reveal:d5Tq8Wn3Lx"),
          button("Yesterday's recap", "1:daily-recap:d4Rv6Yk1Bm"),
        ),
        note("4 of 12 have answered. Open until ", { kind: "time", atMs, as: "moment", words: "Thu" }, "."),
      ],
      fallback: "Question of the day",
    };
    expect(messageBody(renderView(view, none)).body).toEqual({
      flags: 32_768,
      allowed_mentions: { parse: [] },
      attachments: [],
      components: [
        {
          type: 17,
          components: [
            {
              type: 10,
              content:
                "## Question of the day\nWhen would you choose a random forest over gradient boosting?\n-# Week 9 · Supervised learning · medium · about 3 min out loud",
            },
            {
              type: 1,
              components: [
                { type: 2, style: 1, label: "Answer", custom_id: "1:daily-answer:d5Tq8Wn3Lx" },
                { type: 2, style: 2, label: "Reveal", custom_id: "1:daily-reveal:d5Tq8Wn3Lx" },
                { type: 2, style: 2, label: "Yesterday's recap", custom_id: "1:daily-recap:d4Rv6Yk1Bm" },
              ],
            },
            { type: 10, content: "-# 4 of 12 have answered. Open until <t:1804786200:f>." },
          ],
        },
      ],
    });
  });

  test("sets paragraphs apart, and leaves a list with the line above it", () => {
    const list: Part = { kind: "list", items: [[{ kind: "plain", text: "one" }]] };
    const view: View = {
      title: "Week 9",
      parts: [text("First."), text("Second:"), list, text("Third."), note("A note.")],
      fallback: "Week 9",
    };
    expect(renderView(view, none).components[0].components).toEqual([
      { type: 10, content: "## Week 9\nFirst.\n\nSecond:\n- one\n\nThird.\n-# A note." },
    ]);
  });

  test("what is cut stands whole in an attached file", () => {
    const long = "Words that go on and on. ".repeat(300);
    const rendered = renderView({ parts: [text(long), buttons(button("Good", "1:rate:a:good"))], fallback: "x" }, none);
    expect(JSON.stringify(rendered.components)).toContain("attachment://rest.txt");
    expect(rendered.files[0]?.data.toString()).toBe(long);
    expect(JSON.stringify(rendered.components)).toContain("1:rate:a:good");
  });

  test("two people's words stay two quotes", () => {
    const quote = (text: string, by: string) => ({ kind: "quote", text, by }) as const;
    const { components } = renderView(
      { parts: [quote("A forest", "Ben"), quote("Boosting", "Eda")], fallback: "x" },
      new Map(),
    );
    expect(components[0].components).toMatchObject([{ content: "> **Ben:** A forest\n\n> **Eda:** Boosting" }]);
  });

  test("more than 25 options become a second select of the same action", () => {
    const options = Array.from({ length: 32 }, (_, at) => ({ label: `Week ${at + 1}`, value: String(at + 1) }));
    const view: View = {
      parts: [{ kind: "select", action: "1:week", placeholder: "Go to a week", options }],
      fallback: "x",
    };
    const [container] = renderView(view, none).components;
    expect(container.components.map((row) => "components" in row && row.components[0])).toMatchObject([
      { custom_id: "1:week", placeholder: "Go to a week (1 of 2)" },
      { custom_id: "1:week~2", placeholder: "Go to a week (2 of 2)" },
    ]);
    expect(complaintsOf(view)).toEqual([]);
  });

  test("any text, in any part, keeps Discord's rules", () => {
    const spans = signs.map((words) => [{ kind: "plain" as const, text: words }]);
    const part: fc.Arbitrary<Part> = fc.oneof(
      spans.map((all): Part => ({ kind: "text", spans: all })),
      spans.map((all): Part => ({ kind: "note", spans: all })),
      signs.map((words): Part => ({ kind: "heading", text: words })),
      signs.map((words): Part => ({ kind: "quote", text: words.repeat(60), by: words })),
      signs.map((words): Part => ({ kind: "code", source: words.repeat(200), language: words })),
      spans.map((all): Part => ({ kind: "list", items: [all, all] })),
      signs.map((words): Part => ({ kind: "meter", label: words, value: 3, max: 4 })),
      signs.map((words): Part => buttons(button(words, "1:a"), button(words, "1:a"))),
      fc.constant<Part>({ kind: "divider" }),
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 40 }), signs, (parts, title) => {
        expect(complaintsOf({ title, parts, fallback: title })).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});

describe("escaping", () => {
  test.each([
    ["**bold** _it_ ~~gone~~", "\\*\\*bold\\*\\* \\_it\\_ \\~\\~gone\\~\\~"],
    ["# big\n- point\n1. first\n> quote", "\\# big\n\\- point\n1\\. first\n\\> quote"],
    // What begins nothing stays as it is: notifications show it raw.
    ["+30 points (18:30)\n-3\n1.5 hours\n-# small\n+ list", "+30 points (18:30)\n-3\n1.5 hours\n\\-# small\n\\+ list"],
    ["<@1> <#2> <t:1:R> </study:1>", "\\<@1\\> \\<#2\\> \\<t:1:R\\> \\</study:1\\>"],
    ["@everyone @here", "@\u200beveryone @\u200bhere"],
    ["[a](https://b.example)", "\\[a\\](https://b.example)"],
  ])("%j", (raw, escaped) => {
    expect(escapeText(raw)).toBe(escaped);
  });

  test("nothing in a block of code ends it", () => {
    fc.assert(
      fc.property(signs, signs, (source, language) => {
        const block = codeBlock(source, language);
        expect(block.split("```")).toHaveLength(3);
        expect(block.endsWith("\n```")).toBe(true);
      }),
    );
  });

  test("nothing in code within a sentence ends it", () => {
    fc.assert(
      fc.property(signs, (source) => {
        const code = inlineCode(source);
        if (code === "") return;
        const fence = /^`+/.exec(code)?.[0] ?? "";
        const inner = code.slice(fence.length, -fence.length);
        expect(code.endsWith(fence)).toBe(true);
        expect(new RegExp(`(?<!\`)${fence}(?!\`)`).test(inner)).toBe(false);
      }),
    );
  });
});

describe("a form on Discord", () => {
  test("every kind of field has its input, and keeps the rules", () => {
    const options = (count: number) => Array.from({ length: count }, (_, at) => ({ label: `O${at}`, value: `o${at}` }));
    const base = { label: "L".repeat(60), hint: "H".repeat(120), required: false };
    const form = (fields: Parameters<typeof renderForm>[0]["fields"]) =>
      renderForm({ title: "T".repeat(50), submit: "Save", intro: "I", action: "1:a", fields });
    const first = form([
      { ...base, kind: "one", name: "one", options: options(3), value: "o1" },
      { ...base, kind: "one", name: "long", options: options(12) },
      { ...base, kind: "many", name: "many", options: options(7), value: ["o1", "o2"] },
      { ...base, kind: "channel", name: "channel", value: "123456789012345678" },
    ]);
    const second = form([
      { ...base, kind: "file", name: "file" },
      { ...base, kind: "paragraph", name: "words", required: true, minLength: 20, maxLength: 2_000 },
      { ...base, kind: "time", name: "time", value: "18:30" },
      { ...base, kind: "date", name: "date" },
    ]);
    const typesOf = ({ components }: typeof first) =>
      components.map((one) => ("component" in one ? one.component.type : one.type));
    expect([typesOf(first), typesOf(second)]).toEqual([
      [10, 21, 3, 22, 8],
      [10, 19, 4, 4, 4],
    ]);
    expect([checkModal(first), checkModal(second)]).toEqual([[], []]);
  });
});
