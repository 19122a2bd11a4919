import { describe, expect, test } from "vitest";
import { cardParts, cardSpans, cardWords, fitParts, squeezeParts } from "../../src/chat/card-text.ts";
import type { Part } from "../../src/chat/view.ts";

describe("card text", () => {
  test("a line break inside a paragraph is a space; paragraphs stay apart", () => {
    expect(cardParts("One sentence.\nAnother.\n\nA new paragraph.")).toEqual([
      {
        kind: "text",
        spans: [
          { kind: "plain", text: "One sentence. Another." },
          { kind: "plain", text: "\n\n" },
          { kind: "plain", text: "A new paragraph." },
        ],
      },
    ]);
  });

  test("strong, emphasis and inline code are spans", () => {
    expect(cardSpans("The **right *one*** is *this* `np.dot`.")).toEqual([
      { kind: "plain", text: "The " },
      { kind: "strong", text: "right one" },
      { kind: "plain", text: " is " },
      { kind: "emphasis", text: "this" },
      { kind: "plain", text: " " },
      { kind: "code", text: "np.dot" },
      { kind: "plain", text: "." },
    ]);
  });

  test("lists keep their numbers, nested items follow", () => {
    expect(cardParts("3. three\n4. four\n   - inside")).toEqual([
      {
        kind: "list",
        marks: "numbers",
        start: 3,
        items: [
          [{ kind: "plain", text: "three" }],
          [{ kind: "plain", text: "four" }],
          [{ kind: "plain", text: "inside" }],
        ],
      },
    ]);
  });

  test("what follows a fence's language is for the checker", () => {
    const markdown = "```python noRun: needs a GPU\nprint(1)\n```\n```output\n1\n```\n```sh run\nls\n```";
    expect(cardParts(markdown)).toEqual([
      { kind: "code", source: "print(1)", language: "python" },
      { kind: "code", source: "1", language: "" },
      { kind: "code", source: "ls", language: "sh" },
    ]);
  });

  test("a formula is a picture with its reading; text only, the reading", () => {
    const markdown = "```tex softmax(Q Kᵀ / √d) V\n\\frac{a}{b}\n```";
    expect(cardParts(markdown, { name: "answer" })).toEqual([
      {
        kind: "picture",
        name: "answer-1",
        spec: { kind: "formula", tex: "\\frac{a}{b}" },
        alt: "softmax(Q Kᵀ / √d) V",
        text: "softmax(Q Kᵀ / √d) V",
      },
    ]);
    expect(cardParts(markdown, { textOnly: true })).toEqual([
      { kind: "code", source: "softmax(Q Kᵀ / √d) V", language: "" },
    ]);
  });

  test("what no card should hold comes out as words, never as markup", () => {
    expect(cardParts("# Title\n\n<b>bold</b> [a link](https://x.org) ![alt](y.png) @everyone")).toEqual([
      {
        kind: "text",
        spans: [
          { kind: "plain", text: "Title" },
          { kind: "plain", text: "\n\n" },
          { kind: "plain", text: "<b>bold</b> a link alt @everyone" },
        ],
      },
    ]);
  });

  test("words alone leave code blocks out", () => {
    expect(cardWords("What does `f` print?\n```python\nf()\n```\nSay why.")).toBe("What does f print? Say why.");
    expect(cardWords("")).toBe("");
  });

  test("prose is cut at a word, code never, and the rest is announced", () => {
    const long = cardParts(`${"word ".repeat(200)}\n\n\`\`\`python\nprint(1)\n\`\`\``);
    const fitted = fitParts(long, 100);
    expect(fitted.cut).toBe(true);
    expect(fitted.parts).toHaveLength(1);
    const [text] = fitted.parts as [Extract<Part, { kind: "text" }>];
    const words = text.spans.map((span) => ("text" in span ? span.text : "")).join("");
    expect(words.length).toBeLessThanOrEqual(100);
    expect(words).toMatch(/word…$/);
    expect(fitParts(long, 2_000)).toEqual({ parts: long, cut: false });
    const code = cardParts("```python\nprint(1234567890)\n```");
    expect(fitParts(code, 10)).toEqual({ parts: [], cut: true });
  });

  test("too many parts run together without losing a word", () => {
    const parts = cardParts("One.\n\n- a\n- b\n\nTwo.\n\n1. c\n2. d\n\nThree.");
    expect(parts).toHaveLength(5);
    const [only, ...more] = squeezeParts(parts, 3);
    expect(more).toEqual([]);
    const spans = only?.kind === "text" ? only.spans : [];
    expect(spans.map((span) => ("text" in span ? span.text : "")).join("")).toBe(
      "One.\n\n• a\n• b\n\nTwo.\n\n1. c\n2. d\n\nThree.",
    );
  });
});
