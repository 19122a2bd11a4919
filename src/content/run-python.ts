import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { StepResult } from "./card-code.ts";

/** Time a card's code may take. */
export const cardTimeoutMs = 20_000;

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
  try {
    const script = 'import os, sys; os.fdopen(3, "w").write(sys.version.split()[0])';
    return (await callPython(python, script, [])).lines[0];
  } catch {
    return undefined;
  }
}

/** Calls a script with JSON on its input; returns the lines it writes to file descriptor 3. Rejects if it cannot start. */
export async function callPython(
  python: string,
  script: string,
  input: unknown,
): Promise<{ lines: string[]; timedOut: boolean; stderr: string }> {
  const folder = await mkdtemp(join(tmpdir(), "interleave-code-"));
  try {
    return await new Promise((resolve, reject) => {
      const child = spawn(python, ["-X", "utf8", "-c", script], {
        cwd: folder,
        // In a group of its own, so that what it starts ends with it.
        detached: true,
        env: {
          PATH: process.env.PATH,
          HOME: folder,
          LANG: "C.UTF-8",
          TZ: "UTC",
          PYTHONHASHSEED: "0",
          PYTHONDONTWRITEBYTECODE: "1",
          MPLBACKEND: "Agg",
          OMP_NUM_THREADS: "1",
        },
        stdio: ["pipe", "ignore", "pipe", "pipe"],
      });
      let answers = "";
      let stderr = "";
      let timedOut = false;
      const timer = setTimeout(() => {
        timedOut = true;
        if (child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
      }, cardTimeoutMs);
      child.stdio[3]?.on("data", (chunk: Buffer) => {
        answers += chunk.toString("utf8");
      });
      child.stderr?.on("data", (chunk: Buffer) => {
        stderr = (stderr + chunk.toString("utf8")).slice(-2_000);
      });
      child.on("error", (error) => {
        clearTimeout(timer);
        reject(error);
      });
      child.on("close", () => {
        clearTimeout(timer);
        const last = stderr.trim().split("\n").at(-1) ?? "";
        resolve({ lines: answers.split("\n").filter((line) => line !== ""), timedOut, stderr: last });
      });
      // A script that ends before it has read its input is judged by its answers.
      child.stdin?.on("error", () => undefined);
      child.stdin?.end(JSON.stringify(input));
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
