import { readFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { callPython } from "./run-python.ts";

/** A line of `requirements.txt`. */
export type Requirement = { name: string; version: string };

export type Requirements = { file: string; packages: Requirement[] };

/** What a Python has of what the cards ask for. */
export type PythonEnvironment = {
  python: string;
  /** Version of the interpreter. */
  version: string;
  /** Version by package name; undefined if it cannot be imported. */
  found: Record<string, string | undefined>;
};

/** Where Python is looked for when nobody names one: the one on the path, then Debian's. */
export const usualPythons = ["python3", "/usr/bin/python3"] as const;

/** `requirements.txt` beside the tracks, with pinned versions; no packages if there is none. */
export async function readRequirements(trackDir: string): Promise<Requirements> {
  const file = join(dirname(trackDir), "requirements.txt");
  try {
    return { file, packages: parseRequirements(await readFile(file, "utf8")) };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return { file, packages: [] };
    throw error;
  }
}

export function parseRequirements(text: string): Requirement[] {
  return text.split("\n").flatMap((line) => {
    const [, name, version] = /^([\w.-]+)==(\d[\w.+-]*)\s*(?:#.*)?$/.exec(line.trim()) ?? [];
    return name && version ? [{ name, version }] : [];
  });
}

/** Names under which packages are imported, where they differ. */
const importNames: Record<string, string> = { "scikit-learn": "sklearn", pyyaml: "yaml" };

const prober = String.raw`
import importlib, io, json, os, sys, warnings
names = json.load(sys.stdin)
answers = os.fdopen(3, "w", encoding="utf-8")
warnings.simplefilter("ignore")
sys.stdout = sys.stderr = io.StringIO()

def version_of(name):
    try:
        return str(getattr(importlib.import_module(name), "__version__", "unknown"))
    except BaseException:
        return None

answers.write(json.dumps([sys.version.split()[0]] + [version_of(name) for name in names]) + "\n")
answers.close()
os._exit(0)
`;

/** What is installed there; undefined if there is no Python under that name. */
export async function probePython(
  python: string,
  packages: readonly Requirement[],
): Promise<PythonEnvironment | undefined> {
  const modules = packages.map(({ name }) => importNames[name] ?? name);
  const [line] = (await callPython(python, prober, modules)).lines;
  if (line === undefined) return undefined;
  const [version = "", ...versions] = JSON.parse(line) as (string | null)[];
  return {
    python,
    version: version ?? "",
    found: Object.fromEntries(packages.map(({ name }, index) => [name, versions[index] ?? undefined])),
  };
}

/**
 * The first Python of the list that has every package, else the one that has most, the first of equals; it must have
 * the first package of the file, without which hardly any card runs. Undefined if none will do.
 */
export async function choosePython(
  pythons: readonly string[],
  packages: readonly Requirement[],
): Promise<PythonEnvironment | undefined> {
  let best: PythonEnvironment | undefined;
  for (const python of pythons) {
    const probed = await probePython(python, packages);
    if (!probed) continue;
    const [first] = packages;
    if (first && probed.found[first.name] === undefined) continue;
    if (!best || countFound(probed) > countFound(best)) best = probed;
    if (countFound(best) === packages.length) break;
  }
  return best;
}

function countFound({ found }: PythonEnvironment): number {
  return Object.values(found).filter((version) => version !== undefined).length;
}

export function describePython({ python, version, found }: PythonEnvironment): string {
  const packages = Object.entries(found).flatMap(([name, has]) => (has === undefined ? [] : [`${name} ${has}`]));
  return [`Python: ${python} ${version}`, packages.join(", ")].filter((part) => part !== "").join(", with ");
}

/** A sentence for each package that is missing or of another version than the file asks for. */
export function environmentWarnings({ found }: PythonEnvironment, requirements: Requirements): string[] {
  const file = relative(process.cwd(), requirements.file);
  return requirements.packages.flatMap(({ name, version }) => {
    const has = found[name];
    if (has === undefined) return [`${name} is not installed; ${file} asks for ${version}`];
    return release(has) === release(version) ? [] : [`${name} is ${has} here; ${file} asks for ${version}`];
  });
}

/** "1.13.0a0+git" and "1.13.1" are of one release: the third number holds repairs only. */
function release(version: string): string {
  return version.split(".").slice(0, 2).join(".");
}

/** What to do when no Python will do. */
export function installAdvice(tried: readonly string[], { file, packages }: Requirements): string {
  const path = relative(process.cwd(), file);
  const debian = packages.map(({ name }) => `python3-${importNames[name] ?? name}`).join(" ");
  const what = packages[0] ? `no Python with ${packages[0].name}` : "no Python";
  const ways = `on Debian 12 "apt-get install ${debian || "python3"}", elsewhere "pip install -r ${path}" and --python`;
  return `there is ${what} under ${tried.join(" or ")}; install it: ${ways}`;
}
