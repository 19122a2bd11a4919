import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { StepResult } from "./card-code.ts";
import { cardTimeoutMs, lastLine, runIsolated } from "./run-isolated.ts";

/**
 * Runs each fence in one namespace that looks like `__main__`, and answers on file descriptor 3. Fences that may not
 * run are compiled, and what they import is imported where it is installed.
 */
const runner = String.raw`
import ast, contextlib, importlib.util, io, json, linecache, os, sys, traceback, types, warnings

steps = json.load(sys.stdin)
sys.stdin = io.StringIO()
answers = os.fdopen(3, "w", encoding="utf-8")
main = types.ModuleType("__main__")
sys.modules["__main__"] = main
warnings.simplefilter("ignore")

def missing_of(error):
    if not isinstance(error, ModuleNotFoundError) or not error.name:
        return None
    top = error.name.split(".")[0]
    try:
        return top if importlib.util.find_spec(top) is None else None
    except (ImportError, ValueError):
        return top

def run(number, step):
    name = "<fence %d>" % (number + 1)
    printed = io.StringIO()
    answer = {"printed": "", "raised": False}
    try:
        tree = ast.parse(step["code"], name)
        code = compile(tree, name, "exec")
    except SyntaxError as error:
        if step["run"]:
            last = "".join(traceback.format_exception_only(type(error), error)).strip().splitlines()[-1]
            return {"printed": last, "raised": True}
        return {"printed": "", "raised": False, "broken": "this does not compile (%s); correct it" % error.msg}
    if not step["run"]:
        imports = [node for node in ast.walk(tree) if isinstance(node, (ast.Import, ast.ImportFrom))]
        for node in imports:
            one = ast.Module([node], [])
            try:
                exec(compile(one, name, "exec"), {})
            except ModuleNotFoundError as error:
                if missing_of(error) is None:
                    answer["broken"] = "%s; correct the import" % error
            except ImportError as error:
                answer["broken"] = "%s; correct the import" % error
            except BaseException:
                pass
        return answer
    linecache.cache[name] = (len(step["code"]), None, step["code"].splitlines(True), name)
    try:
        with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(io.StringIO()):
            exec(code, main.__dict__)
    except BaseException as error:
        answer["raised"] = True
        last = "".join(traceback.format_exception_only(type(error), error)).rstrip()
        text = printed.getvalue()
        answer["printed"] = text + ("\n" if text and not text.endswith("\n") else "") + last
        missing = missing_of(error)
        if missing:
            answer["missing"] = missing
        return answer
    answer["printed"] = printed.getvalue()
    return answer

for number, step in enumerate(steps):
    answers.write(json.dumps(run(number, step)) + "\n")
    answers.flush()
answers.close()
os._exit(0)
`;

/** Runs the Python of one card in a process and a folder of its own. A step that was not reached is `broken`. */
export async function runPython(
  python: string,
  steps: readonly { code: string; run: boolean }[],
): Promise<StepResult[]> {
  const { lines, timedOut, stderr } = await callPython(python, runner, steps);
  const results = lines.map((line) => JSON.parse(line) as StepResult);
  const seconds = cardTimeoutMs / 1_000;
  const broken = timedOut
    ? `this is still running after ${seconds} s; make it smaller`
    : `Python ended here without an answer${stderr ? ` (${stderr})` : ""}; correct the code`;
  return steps.map((_, index) => {
    const result = results[index];
    if (result) return result;
    return index === results.length ? { printed: "", raised: false, broken } : { printed: "", raised: false };
  });
}

/** Version of the interpreter, or undefined if there is none under that name. */
export async function pythonVersion(python: string): Promise<string | undefined> {
  const script = 'import os, sys; os.fdopen(3, "w").write(sys.version.split()[0])';
  return (await callPython(python, script, [])).lines[0];
}

const settings = ["PYTHONHASHSEED=0", "PYTHONDONTWRITEBYTECODE=1", "MPLBACKEND=Agg", "OMP_NUM_THREADS=1"];

/** Calls a script with JSON on its input, in an empty folder; returns the lines it writes to file descriptor 3. */
export async function callPython(
  python: string,
  script: string,
  input: unknown,
): Promise<{ lines: string[]; timedOut: boolean; stderr: string }> {
  const folder = await mkdtemp(join(tmpdir(), "interleave-code-"));
  try {
    const command = [...settings, python, "-X", "utf8", "-c", script];
    const { answers, timedOut, stderr } = await runIsolated(command, folder, JSON.stringify(input));
    return { lines: answers.split("\n").filter((line) => line !== ""), timedOut, stderr: lastLine(stderr) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
