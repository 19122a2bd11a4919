import { chmod, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  choosePython,
  describePython,
  environmentWarnings,
  installAdvice,
  parseRequirements,
  readRequirements,
} from "../../src/content/python-environment.ts";

/** Two real packages of our own, and interpreters that find none, one or both of them. */
let folder = "";
const pythons = { none: "", one: "", both: "" };

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "interleave-python-"));
  await chmod(folder, 0o755);
  for (const [name, packages] of Object.entries({
    none: {},
    one: { nunpy: "1.24.9" },
    both: { nunpy: "2.0.1", padnas: "1.5.3" },
  })) {
    const modules = join(folder, `${name}-modules`);
    await mkdir(modules);
    for (const [module, version] of Object.entries(packages)) {
      await writeFile(join(modules, `${module}.py`), `__version__ = "${version}"\n`);
    }
    const script = join(folder, name);
    await writeFile(script, `#!/bin/sh\nPYTHONPATH=${modules} exec python3 "$@"\n`);
    await chmod(script, 0o755);
    pythons[name as keyof typeof pythons] = script;
  }
});

afterAll(() => rm(folder, { recursive: true, force: true }));

const packages = [
  { name: "nunpy", version: "1.24.2" },
  { name: "padnas", version: "1.5.3" },
];
const requirements = { file: resolve("content/requirements.txt"), packages };

test("the requirements of the shipped decks are pinned, NumPy first", async () => {
  const { packages } = await readRequirements("content/ai-ml-engineer");
  expect(packages.map(({ name }) => name)).toEqual([
    ..."numpy scipy pandas matplotlib seaborn scikit-learn torch".split(" "),
  ]);
});

test("only pinned lines count", () => {
  const text = "# numpy==1.0\nnumpy==1.24.2  # why\n\nscikit-learn==1.2.1\npandas>=1\n";
  expect(parseRequirements(text)).toEqual([
    { name: "numpy", version: "1.24.2" },
    { name: "scikit-learn", version: "1.2.1" },
  ]);
});

test("a folder without the file asks for nothing", async () => {
  expect((await readRequirements(join(folder, "track"))).packages).toEqual([]);
});

describe("of several Pythons", () => {
  const chosen = async (...names: (keyof typeof pythons)[]) => {
    const environment = await choosePython(["/no/such/python", ...names.map((name) => pythons[name])], packages);
    return environment?.python.split("/").at(-1);
  };

  test("the first that has everything is taken, else the one that has most", async () => {
    expect(await chosen("none", "one", "both")).toBe("both");
    expect(await chosen("both", "one")).toBe("both");
    expect(await chosen("one", "none")).toBe("one");
  });

  test("one without the first package will not do", async () => {
    expect(await chosen("none")).toBeUndefined();
    expect(installAdvice(["python3", "/usr/bin/python3"], requirements)).toBe(
      'there is no Python with nunpy under python3 or /usr/bin/python3; install it: on Debian 12 "apt-get install python3-nunpy python3-padnas", elsewhere "pip install -r content/requirements.txt" and --python',
    );
  });
});

test("what was found is said, and what differs is warned of", async () => {
  const one = await choosePython([pythons.one], packages);
  const both = await choosePython([pythons.both], packages);
  if (!one || !both) throw new Error("no Python was chosen");
  expect(describePython(one)).toMatch(/^Python: .*\/one 3\.\d+\.\d+, with nunpy 1\.24\.9$/);
  expect(environmentWarnings(one, requirements)).toEqual([
    "padnas is not installed; content/requirements.txt asks for 1.5.3",
  ]);
  expect(environmentWarnings(both, requirements)).toEqual([
    "nunpy is 2.0.1 here; content/requirements.txt asks for 1.24.2",
  ]);
});
