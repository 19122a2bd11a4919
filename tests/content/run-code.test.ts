import { describe, expect, test } from "vitest";
import { type ApiIndex, readApiIndex } from "../../src/content/api-names.ts";
import { formatFault } from "../../src/content/fault.ts";
import { type CodeReport, runCode } from "../../src/content/run-code.ts";
import { deckYaml, fence, lineOf, loadFixture, replaced, shortName } from "./track-folder.ts";

const python = "python3";

async function run(
  deck: string,
  interpreter = python,
  index?: ApiIndex,
): Promise<{ faults: string[]; report: CodeReport }> {
  const loaded = await loadFixture({ "decks/arrays/sums.yaml": deck });
  expect(loaded.faults).toEqual([]);
  const report = await runCode(loaded.decks, interpreter, index);
  return { faults: report.faults.map((fault) => formatFault({ ...fault, file: shortName(fault.file) })), report };
}

/** The valid deck with a card of its own at the end. */
function withCard(prompt: string, answer: string): string {
  const text = (value: string): string =>
    value
      .split("\n")
      .map((line) => `      ${line}`)
      .join("\n");
  return fence(`${deckYaml}
  - id: sum-extra
    kind: flashcard
    type: code
    difficulty: easy
    prompt: |
${text(prompt)}
    answer: |
${text(answer)}
    hint: Run it.
    sources: {sum: Notes}
`);
}

test("code that prints what its card says has no faults", async () => {
  const { faults, report } = await run(deckYaml);
  expect(faults).toEqual([]);
  expect(report).toMatchObject({ ran: 1, compiled: 0, excused: [], missing: [] });
  expect(report.python).toMatch(/^python3 3\./);
});

describe("what the code prints", () => {
  test("is compared line by line with the output fence", async () => {
    const deck = replaced(deckYaml, "      [20, 41]\n", "      [20, 40]\n");
    expect((await run(deck)).faults).toEqual([
      `sums.yaml:${lineOf(deck, "      [20, 40]")}: the code prints "[20, 41]" in line 1, the card says "[20, 40]"; correct the output fence or the code`,
    ]);
    const fewer = replaced(deckYaml, "      [20, 41]\n      3\n", "      [20, 41]\n");
    expect((await run(fewer)).faults).toEqual([
      `sums.yaml:${lineOf(fewer, "      [20, 41]")}: the code prints 2 lines, the card says 1 line; correct the output fence or the code`,
    ]);
    const more = replaced(deckYaml, "      [20, 41]\n      3\n", "      [20, 41]\n      3\n      4\n");
    expect((await run(more)).faults).toEqual([
      `sums.yaml:${lineOf(more, "      [20, 41]") + 1}: the code prints 2 lines, the card says 3 lines; correct the output fence or the code`,
    ]);
    const silent = replaced(
      replaced(deckYaml, "      print([10 + 10, 41])\n", ""),
      "      print(sum([1, 2]))\n",
      "      sum([1, 2])\n",
    );
    expect((await run(silent)).faults).toEqual([
      `sums.yaml:${lineOf(silent, "      [20, 41]")}: the code prints nothing, the card says "[20, 41]\\n3"; correct the output fence or the code`,
    ]);
  });

  test("may stand in the words of the answer, but must stand somewhere", async () => {
    const prompt = "What?\n'''python\nprint(6 * 7)\n'''";
    expect((await run(withCard(prompt, "It is `42`."))).faults).toEqual([]);
    const deck = withCard(prompt, "It is 41.");
    expect((await run(deck)).faults).toEqual([
      `sums.yaml:${lineOf(deck, "print(6 * 7)") - 1}: the code prints "42", which the card does not state; add an output fence`,
    ]);
  });

  test("is the right option of a choice card", async () => {
    const choice = (right: string): string =>
      replaced(
        deckYaml,
        "    prompt: Over which axis does `a.sum(axis=0)` add up a matrix?",
        "    prompt: |\n      Which?\n      '''python\n      print((2, 5))\n      '''",
      ).replace("Over the rows, so a value a column is left", right);
    expect((await run(choice("(2, 5)"))).faults).toEqual([]);
    const wrong = choice("(5, 2)");
    expect((await run(wrong)).faults).toEqual([
      `sums.yaml:${lineOf(wrong, "print((2, 5))") - 1}: the code prints "(2, 5)", the right option says "(5, 2)"; correct one`,
    ]);
  });
});

describe("Python", () => {
  test("runs the fences of a card in one process, also after an error, which is the last line", async () => {
    const prompt =
      "What?\n'''python\nimport sys\nvalues = [1]\nprint('first')\nvalues[5]\n'''\n'''output\nfirst\nIndexError: list index out of range\n'''";
    const answer = "'''python\nprint(len(values), __name__)\n'''\n'''output\n1 __main__\n'''";
    expect((await run(withCard(prompt, answer))).faults).toEqual([]);
    const unsaid = withCard("What?\n'''python\n[1][5]\n'''", "Nothing.");
    expect((await run(unsaid)).faults).toEqual([
      `sums.yaml:${lineOf(unsaid, "[1][5]") - 1}: the code raises "IndexError: list index out of range", which the card does not state; add an output fence`,
    ]);
  });

  test("only compiles what may not run, and says why", async () => {
    const { faults, report } = await run(
      withCard("'''python noRun: needs a GPU\nx = to_gpu(1)\n'''\nWhat?", "It fails."),
    );
    expect(faults).toEqual([]);
    expect(report).toMatchObject({ ran: 1, compiled: 1, excused: [{ reason: "needs a GPU", fences: 1 }] });
    const broken = withCard("'''python noRun: needs a GPU\nx = = 1\n'''\nWhat?", "It fails.");
    expect((await run(broken)).faults).toEqual([
      `sums.yaml:${lineOf(broken, "noRun")}: this does not compile (invalid syntax); correct it`,
    ]);
    const imports = withCard("'''python noRun: needs a GPU\nfrom json import dumb\n'''\nWhat?", "It fails.");
    expect((await run(imports)).faults[0]).toMatch(/cannot import name 'dumb' from 'json'.*; correct the import$/);
  });

  test("names a missing module, and a missing Python", async () => {
    const deck = withCard("'''python\nimport no_such_module.part\n'''\nWhat?", "It fails.");
    const { faults, report } = await run(deck);
    expect(faults).toEqual([
      `sums.yaml:${lineOf(deck, "no_such_module") - 1}: module "no_such_module" is not installed in ${report.python}; install it, use --python, or write "noRun: reason"`,
    ]);
    expect(report.missing).toEqual([{ module: "no_such_module", fences: 1 }]);
    expect((await run(deckYaml, "/no/such/python")).faults).toEqual([
      `run-code:1: there is no Python under "/no/such/python"; install it, or name one with --python`,
    ]);
  });

  test("that ends the process is noticed, at the fence that did it", async () => {
    const deck = withCard("'''python\nimport os\nos._exit(3)\n'''\nWhat?", "It ends.");
    expect((await run(deck)).faults).toEqual([
      `sums.yaml:${lineOf(deck, "import os") - 1}: Python ended here without an answer; correct the code`,
    ]);
  });

  test("API names in inline code must exist", async () => {
    const deck = withCard(
      "Does `json.dumps(x)` call `json.dump_all`?",
      "No; `collections.abc.Mapping` neither, `x.shape` nor `os.path.joyn`.",
    );
    const { faults, report } = await run(deck);
    expect(faults.map((fault) => fault.replace(/^sums\.yaml:\d+: /, ""))).toEqual([
      expect.stringMatching(/^"json.dump_all" does not exist in json.*; correct the name$/),
      `"os.path.joyn" does not exist in os; correct the name`,
    ]);
    expect(report.names.resolved).toBe(2);
  });

  test("API names of a class exist if it has them, or sets them on itself", async () => {
    const deck = withCard(
      "What is `threading.Thread.daemon`?",
      "`threading.Thread._target`, no `threading.Thread.demon`.",
    );
    const { faults } = await run(deck);
    expect(faults.map((fault) => fault.replace(/^sums\.yaml:\d+: /, ""))).toEqual([
      expect.stringMatching(/^"threading.Thread.demon" does not exist in threading.*; correct the name$/),
    ]);
  });

  test("API names of a library that is not here must be in the index, also in code that is only compiled", async () => {
    const code =
      "'''python noRun: no such library\nimport tensorflow as tf\nfrom tokenizers import Tokenizer\ntf.madeup(1)\n'''";
    const deck = withCard(`Is \`tf.function\` used?\n${code}`, "No.");
    const index = { file: "api-index.txt", names: new Set(["tensorflow.function", "tokenizers.Tokenizer"]) };
    const { faults, report } = await run(deck, python, index);
    expect(faults).toEqual([
      `sums.yaml:${lineOf(deck, "tf.madeup")}: "tf.madeup" cannot be asked of tensorflow here, nor is it in api-index.txt; look it up in the library's published reference, then add "tensorflow.madeup <version>" there`,
    ]);
    expect(report.names.indexed).toBe(2);
    expect((await run(deck)).report.names.unresolved).toMatchObject([
      { library: "tensorflow" },
      { library: "tokenizers" },
    ]);
  });

  test("a short name stands for what the card imports under it", async () => {
    const code = (line: string): string => `'''python noRun: no such library\n${line}\nF.lit(1)\n'''`;
    const index = {
      file: "api-index.txt",
      names: new Set(["pyspark.sql.functions.lit", "pyspark.sql.functions", "pyspark.sql.Window"]),
    };
    const spark = withCard(`${code("from pyspark.sql import Window, functions as F")}\nWhat?`, "`F.lit` is it.");
    expect((await run(spark, python, index)).faults).toEqual([]);
    const torch = withCard(`${code("x = 1")}\nWhat?`, "Nothing.");
    expect((await run(torch, python, index)).faults).toHaveLength(1);
  });

  test("the shipped index is read", async () => {
    const { names } = await readApiIndex("content/ai-ml-engineer");
    expect(names).toContain("tensorflow.function");
    expect((await readApiIndex("no/such/track")).names.size).toBe(0);
  });
});

test("SQL runs on a database that each card finds empty; output is columns, errors are Postgres' own", async () => {
  const table = "'''sql\nCREATE TABLE t (a int, b text);\nINSERT INTO t VALUES (1, 'x'), (2, NULL);\n'''";
  const select = "'''sql\nSELECT a, b, a > 1 AS big FROM t ORDER BY a;\n'''";
  const columns = "'''output\na | b | big\n--+---+----\n1 | x | f\n2 |   | t\n'''";
  const card = (id: string, prompt: string, answer: string): string =>
    `  - id: ${id}${withCard(prompt, answer).split("  - id: sum-extra")[1]}`;
  const deck = [
    deckYaml,
    card("sql-right", `${table}\n${select}`, columns),
    card("sql-wrong", `${table}\n${select}`, columns.replace("1 | x | f", "1 | y | f")),
    card("sql-error", `${table}\n'''sql\nSELECT c FROM t;\n'''`, `'''output\nERROR: column "c" does not exist\n'''`),
    card("sql-empty", "'''sql\nSELECT count(*) FROM t;\n'''", `It raises ERROR: relation "t" does not exist.`),
    card("sql-words", "'''sql\nSELECT g FROM generate_series(1, 3) g;\n'''", "The rows 1, 2, 3."),
  ].join("\n");
  expect((await run(deck)).faults).toEqual([
    `sums.yaml:${lineOf(deck, "1 | y | f")}: the code prints "1 | x | f" in line 3, the card says "1 | y | f"; correct the output fence or the code`,
  ]);
}, 90_000);

describe("shell", () => {
  test("is parsed, and run where it says so, in an empty folder", async () => {
    const deck = withCard("'''sh run\nls | wc -l\ntouch a\nls\n'''\nWhat?", "'''output\n0\na\n'''");
    expect((await run(deck)).faults).toEqual([]);
    const parsed = withCard("'''sh\ndocker run nothing\n'''\nWhat?", "Nothing.");
    const { faults, report } = await run(parsed);
    expect(faults).toEqual([]);
    expect(report).toMatchObject({ ran: 1, compiled: 1 });
    const broken = withCard("'''sh\nif true\n'''\nWhat?", "Nothing.");
    expect((await run(broken)).faults[0]).toMatch(/bash cannot read this \(.*syntax error.*\); correct it$/);
  });
});

test("output without code before it", async () => {
  const deck = withCard("What?\n'''output\n1\n'''", "1");
  const line = deck.split("\n").findLastIndex((one) => one.includes("```output")) + 1;
  expect((await run(deck)).faults).toEqual([
    `sums.yaml:${line}: this output has no code before it; add the code or make it a text fence`,
  ]);
});
