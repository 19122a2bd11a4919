import { describe, expect, test } from "vitest";
import { commands } from "../../../src/chat/commands/index.ts";
import { readTyped, usageLines } from "../../../src/platforms/slack/language.ts";

const specs = commands.map(({ spec }) => spec);
const read = (command: string, text: string, prefix = "") => readTyped(command, text, specs, prefix);

describe("what people type", () => {
  test.each([
    ["/study", "", { name: "study", options: {} }],
    ["/study", "numpy 10", { name: "study", options: { topic: "numpy", count: "10" } }],
    ["/study", "10", { name: "study", options: { count: "10" } }],
    ["/study", "linear algebra", { name: "study", options: { topic: "linear algebra" } }],
    ["/study", "count: 5 topic: linear algebra", { name: "study", options: { count: "5", topic: "linear algebra" } }],
    ["/leaderboard", "Month", { name: "leaderboard", options: { period: "month" } }],
    ["/roadmap", "9", { name: "roadmap", options: { week: "9" } }],
    ["/progress", "<@U123ABC|ann> streak", { name: "progress", options: { member: "U123ABC", show: "streak" } }],
    ["/progress", "show: streak", { name: "progress", options: { show: "streak" } }],
    ["/cohort", "join", { name: "cohort", subcommand: "join", options: {} }],
    ["/card", "search a &amp; b &lt;c&gt;", { name: "card", subcommand: "search", options: { words: "a & b <c>" } }],
    ["/interleave", "study numpy 10", { name: "study", options: { topic: "numpy", count: "10" } }],
    ["/interleave", "", { name: "help", options: {} }],
    ["/interleave", "nonsense", { name: "nonsense", options: {} }],
    ["/help", "help", { name: "help", options: {} }],
  ])("%s %s", (command, text, wanted) => {
    expect(read(command, text)).toEqual({ kind: "command", ...wanted });
  });

  test("with a prefix, with and without it", () => {
    expect(read("/il-study", "numpy", "il-")).toMatchObject({ name: "study", options: { topic: "numpy" } });
    expect(read("/il-interleave", "study", "il-")).toMatchObject({ name: "study" });
  });

  test.each([
    ["/study", "help", null],
    ["/cohort", "", null],
    ["/cohort", "dance", "dance"],
    ["/leaderboard", "yesterday", "yesterday"],
    ["/roadmap", "99", "99"],
    ["/card", "search", "words"],
  ])("%s %s is answered with how it goes", (command, text, problem) => {
    expect(read(command, text)).toMatchObject({ kind: "usage", problem });
  });

  test("usage names every form", () => {
    const study = specs.find(({ name }) => name === "study")!;
    expect(usageLines(study, "il-")).toEqual(["/il-study [topic] [count]"]);
    const cohort = specs.find(({ name }) => name === "cohort")!;
    expect(usageLines(cohort, "")).toContain("/cohort create");
  });
});
