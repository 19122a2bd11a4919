import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { cardTexts } from "./card-texts.ts";
import type { DeckCard } from "./deck-schema.ts";
import { excuseOf, splitFences } from "./fences.ts";
import { callPython } from "./run-python.ts";
import type { Path } from "./yaml-file.ts";

/** Short names that decks use without saying so. */
const aliases: Record<string, string> = {
  F: "torch.nn.functional",
  keras: "keras",
  nn: "torch.nn",
  np: "numpy",
  optim: "torch.optim",
  pd: "pandas",
  plt: "matplotlib.pyplot",
  sns: "seaborn",
  tf: "tensorflow",
};

/** Modules whose dotted names are looked up. Others could be variables: `pred.shape`, `queue.put`. */
const modules = new Set([
  ..."abc asyncio bisect collections concurrent contextlib copy dataclasses datetime functools gc heapq inspect".split(
    " ",
  ),
  ..."itertools json logging math multiprocessing operator os pathlib pickle statistics sys threading timeit".split(
    " ",
  ),
  ..."tracemalloc typing warnings weakref accelerate datasets fastapi faiss huggingface_hub langchain".split(" "),
  ..."matplotlib mlflow numpy onnx onnxruntime pandas peft pydantic pyspark scipy seaborn sklearn tensorflow".split(
    " ",
  ),
  ..."tokenizers torch torchvision transformers xgboost".split(" "),
]);

/** Decks speak of these versions or newer. In an older library a name that is missing says nothing. */
const spokenOf: Record<string, string> = {
  matplotlib: "3.9",
  numpy: "2.0",
  pandas: "2.2",
  scipy: "1.14",
  seaborn: "0.13",
  sklearn: "1.5",
  torch: "2.6",
};

function isOlder(version: string, than: string): boolean {
  const [have = [], want = []] = [version, than].map((text) =>
    text.split(".").map((part) => Number.parseInt(part, 10)),
  );
  const differs = want.findIndex((part, index) => (have[index] ?? 0) !== part);
  return differs >= 0 && (have[differs] ?? 0) < (want[differs] ?? 0);
}

export type ApiName = { path: Path; line: number; written: string; full: string };

/** Dotted names of libraries on a card, such as `np.linalg.inv`: in inline code, and in Python that is only compiled. */
export function apiNames(card: DeckCard): ApiName[] {
  const own = { ...aliases, ...importedNames(card) };
  return cardTexts(card)
    .filter(({ side, text }) => side !== "sample" && text.includes("`"))
    .flatMap(({ path, text }) => {
      const { prose, fences } = splitFences(text);
      const compiled = fences.flatMap((fence) =>
        fence.language === "python" && excuseOf(fence) ? namesInCode(fence.code, fence.line + 1, own) : [],
      );
      const inline = [...prose.matchAll(/`([A-Za-z_]\w*(?:\.[A-Za-z_]\w*)+)(?:\([^`]*\))?`/g)].flatMap(
        ([, written = ""]) => {
          const [root = "", ...rest] = written.split(".");
          const module = own[root] ?? (modules.has(root) ? root : undefined);
          if (!module) return [];
          const line = Math.max(
            0,
            text.split("\n").findIndex((one) => one.includes(`\`${written}`)),
          );
          return [{ path, line, written, full: [module, ...rest].join(".") }];
        },
      );
      return [...inline, ...compiled.map((name) => ({ path, ...name }))];
    });
}

/** Names that the card's code gives to what it imports: `F` may be torch's or Spark's functions. */
function importedNames(card: DeckCard): Record<string, string> {
  const names: Record<string, string> = {};
  for (const { text } of cardTexts(card)) {
    for (const [, module, list = ""] of text.matchAll(/^\s*from ([\w.]+) import ([\w, ]+)$/gm)) {
      for (const [, part, alias = ""] of list.matchAll(/(\w+) as (\w+)/g)) names[alias] = `${module}.${part}`;
    }
  }
  return names;
}

/** What code imports from libraries, and dotted names that begin with one; `line` is that of its first line. */
function namesInCode(code: string, line: number, names: Readonly<Record<string, string>>): Omit<ApiName, "path">[] {
  return code.split("\n").flatMap((text, index) => {
    const at = { line: line + index };
    const [, module = "", list = ""] = /^\s*from ([\w.]+) import ([\w, ]+)$/.exec(text) ?? [];
    if (module) {
      if (!modules.has(module.split(".")[0] ?? "")) return [];
      return list.split(",").map((one) => {
        const written = `${module}.${one.trim().split(" ")[0]}`;
        return { ...at, written, full: written };
      });
    }
    const uncommented = text.replace(/#.*$/, "").replace(/"[^"]*"|'[^']*'/g, '""');
    if (/^\s*import /.test(uncommented)) return [];
    return [...uncommented.matchAll(/(?<![\w.])([A-Za-z_]\w*)((?:\.[A-Za-z_]\w*)+)/g)].flatMap(
      ([written, root = "", rest = ""]) => {
        const library = names[root] ?? (modules.has(root) && code.includes(`import ${root}`) ? root : undefined);
        return library ? [{ ...at, written, full: `${library}${rest}` }] : [];
      },
    );
  });
}

/** Names that libraries not installed here are known to have, from their published reference. */
export type ApiIndex = { file: string; names: ReadonlySet<string> };

/** `api-index.txt` beside the tracks: a name and the version it was looked up in a line; no names if there is none. */
export async function readApiIndex(trackDir: string): Promise<ApiIndex> {
  const file = join(dirname(trackDir), "api-index.txt");
  let text = "";
  try {
    text = await readFile(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
  }
  const names = text.split("\n").flatMap((line) => /^([\w.]+) \d\S*$/.exec(line)?.[1] ?? []);
  return { file, names: new Set(names) };
}

const resolver = String.raw`
import importlib, importlib.util, inspect, io, json, os, re, sys, warnings
names = json.load(sys.stdin)
answers = os.fdopen(3, "w", encoding="utf-8")
warnings.simplefilter("ignore")
sys.stdout = sys.stderr = io.StringIO()

def is_set_on_instances(cls, name):
    # Set in a method or declared only: not visible on the class.
    for one in cls.__mro__:
        if name in getattr(one, "__annotations__", {}) or name in getattr(one, "__constants__", ()):
            return True
        try:
            source = inspect.getsource(one)
        except (OSError, TypeError):
            continue
        if re.search(r"self\.%s\b|def __getattr__" % re.escape(name), source):
            return True
    return False

def resolve(name):
    parts = name.split(".")
    if importlib.util.find_spec(parts[0]) is None:
        return "not installed"
    at = None
    for used in range(len(parts), 0, -1):
        try:
            at = importlib.import_module(".".join(parts[:used]))
            break
        except ModuleNotFoundError as error:
            # A module it needs is not there: that says nothing about the name.
            if error.name and not name.startswith(error.name):
                return "not installed"
        except BaseException:
            return "not installed"
    for part in parts[used:]:
        if not hasattr(at, part):
            if isinstance(at, type) and is_set_on_instances(at, part):
                return "ok"
            return "unknown %s %s" % (parts[0], getattr(sys.modules[parts[0]], "__version__", ""))
        at = getattr(at, part)
    return "ok"

for name in names:
    answers.write(json.dumps(resolve(name)) + "\n")
    answers.flush()
answers.close()
os._exit(0)
`;

export type NameAnswer =
  | { kind: "exists" }
  /** The library is not there, or too old to ask. */
  | { kind: "cannot-tell"; library: string }
  | { kind: "unknown"; library: string };

/** Asks Python for each name. Libraries come with their version where it is known. */
export async function resolveNames(python: string, names: readonly string[]): Promise<Map<string, NameAnswer>> {
  const unique = [...new Set(names)].sort();
  if (unique.length === 0) return new Map();
  const { lines } = await callPython(python, resolver, unique);
  return new Map(unique.map((name, index) => [name, answerOf(name, lines[index])]));
}

function answerOf(name: string, line: string | undefined): NameAnswer {
  const top = name.split(".")[0] ?? name;
  const answer = line === undefined ? "not installed" : String(JSON.parse(line));
  if (answer === "ok") return { kind: "exists" };
  if (answer === "not installed") return { kind: "cannot-tell", library: top };
  const [, , version = ""] = answer.split(" ");
  const library = `${top} ${version}`.trimEnd();
  const wanted = spokenOf[top];
  if (wanted && isOlder(version, wanted)) return { kind: "cannot-tell", library: `${library} (older than ${wanted})` };
  return { kind: "unknown", library };
}
