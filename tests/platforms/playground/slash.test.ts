import { describe, expect, test } from "vitest";
import type { ShownCommand } from "../../../src/platforms/playground/page/protocol.ts";
import { completeSlash, readSlash } from "../../../src/platforms/playground/page/slash.ts";

const commands: readonly ShownCommand[] = [
  {
    name: "study",
    summary: "",
    group: "Study",
    options: [
      { name: "topic", summary: "", kind: "text", completes: true },
      { name: "count", summary: "", kind: "number" },
    ],
  },
  {
    name: "progress",
    summary: "",
    group: "Study",
    options: [
      { name: "member", summary: "", kind: "member" },
      { name: "show", summary: "", kind: "choice", choices: [{ name: "My streak", value: "streak" }] },
    ],
  },
  {
    name: "card",
    summary: "",
    group: "You",
    subcommands: [
      { name: "search", summary: "", options: [{ name: "words", summary: "", kind: "text", required: true }] },
      { name: "flag", summary: "" },
    ],
  },
];

describe("reading", () => {
  test.each([
    ["/study", { name: "study", options: {} }],
    ["/study numpy arrays 5", { name: "study", options: { topic: "numpy arrays", count: "5" } }],
    ["/study 5", { name: "study", options: { count: "5" } }],
    ["/study count: 5 topic: linear algebra", { name: "study", options: { count: "5", topic: "linear algebra" } }],
    ["/study topic:5", { name: "study", options: { topic: "5" } }],
    ["/study bayes: a theorem", { name: "study", options: { topic: "bayes: a theorem" } }],
    ["/progress Ann Lee", { name: "progress", options: { member: "Ann Lee" } }],
    ["/progress show: my streak", { name: "progress", options: { show: "streak" } }],
    ["/progress streak", { name: "progress", options: { show: "streak" } }],
    ["/card search words: a: b", { name: "card", subcommand: "search", options: { words: "a: b" } }],
    ["/card search log loss", { name: "card", subcommand: "search", options: { words: "log loss" } }],
    ["/card", { name: "card", subcommand: "", options: {} }],
    ["/STUDY", { name: "study", options: {} }],
    ["/nothing known here", { name: "nothing", options: {} }],
    ["/", { name: "", options: {} }],
  ])("%s", (text, read) => {
    expect(readSlash(text, commands)).toEqual(read);
  });

  test("other words are no command", () => {
    expect(readSlash("study", commands)).toBeNull();
  });
});

describe("completing", () => {
  test("a command, a subcommand, an option, a value", () => {
    expect(completeSlash("hello", commands)).toBeNull();
    expect(completeSlash("/st", commands)).toEqual({ stage: "command", typed: "st" });
    expect(completeSlash("/card ", commands)).toMatchObject({ stage: "subcommand", typed: "" });
    expect(completeSlash("/card sea", commands)).toMatchObject({ stage: "subcommand", typed: "sea" });
    expect(completeSlash("/card search ", commands)).toMatchObject({ stage: "option", current: null, typed: "" });
    expect(completeSlash("/study ", commands)).toMatchObject({ stage: "option", current: null });
    expect(completeSlash("/study num", commands)).toMatchObject({ current: { name: "topic" }, typed: "num" });
    const value = completeSlash("/study count: 5 topic: lin al", commands);
    expect(value).toMatchObject({ current: { name: "topic" }, typed: "lin al", open: [], from: 16 });
  });
});
