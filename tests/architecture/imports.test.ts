import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { describe, expect, test } from "vitest";

/**
 * Which room may import which. `errors` and the logger's interface are open to all. A room is a folder of src, a
 * platform, or a file that stands alone.
 */
const mayImport: Record<string, readonly string[]> = {
  core: [],
  db: ["core"],
  app: ["core", "db"],
  chat: ["app", "core", "db/unavailable"],
  "platforms/*": ["chat", "core/ids", "core/picture-spec"],
  "platforms/index": ["platforms/*", "chat", "core/ids", "core/picture-spec"],
  delivery: ["app", "chat", "db", "core"],
  content: ["core"],
  exchange: ["core"],
  fitting: ["core"],
  pictures: ["core"],
  http: [],
  log: [],
  errors: [],
  config: ["platforms/*/config"],
  main: ["*"],
  cli: ["*"],
};
const openToAll = ["errors", "log"];
const source = resolve(import.meta.dirname, "../../src");

interface Import {
  readonly from: string;
  readonly to: string;
}

const files = listFiles(source);
const imports = files.flatMap(importsOf);

describe("the house", () => {
  test("imports run only along the arrows of the architecture", () => {
    expect(files.length).toBeGreaterThan(20);
    expect(imports.filter((one) => !allowed(one)).map((one) => `${one.from} -> ${one.to}`)).toEqual([]);
  });

  test("no imports in a circle", () => {
    expect(circles()).toEqual([]);
  });

  test("one importer for ts-fsrs, for each chat client, and one reader of the environment", () => {
    expect(importers("ts-fsrs")).toEqual(["core/scheduling/fsrs.ts"]);
    for (const file of importers("discord.js")) expect(file).toMatch(/^platforms\/discord\//);
    for (const file of importers("@slack/bolt")) expect(file).toMatch(/^platforms\/slack\//);
    const readers = files.filter((file) => /process\.env\b/.test(readFileSync(join(source, file), "utf8")));
    expect(readers).toEqual(["config.ts"]);
  });

  test("files stay under 400 lines", () => {
    const long = files.filter((file) => readFileSync(join(source, file), "utf8").split("\n").length > 400);
    expect(long).toEqual([]);
  });

  test("the core reads no clock and no random source", () => {
    const impure = files.filter(
      (file) =>
        file.startsWith("core/") &&
        /Date\.now\(|new Date\(\)|Math\.random\(|performance\.now/.test(readFileSync(join(source, file), "utf8")),
    );
    expect(impure).toEqual([]);
  });
});

function listFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" }).filter(
    (file) => file.endsWith(".ts") && !file.startsWith("platforms/playground/page/"),
  );
}

function importsOf(file: string): Import[] {
  const text = readFileSync(join(source, file), "utf8");
  const found = text.matchAll(/(?:^|\n)\s*(?:import|export)\s[^"';]*?from\s+"([^"]+)"|import\(\s*"([^"]+)"\s*\)/g);
  return [...found]
    .map((match) => match[1] ?? match[2] ?? "")
    .filter((target) => target.startsWith("."))
    .map((target) => ({ from: file, to: relative(source, join(source, dirname(file), target)) }));
}

function importers(name: string): string[] {
  return files.filter((file) =>
    new RegExp(`from "${name}(?:/[^"]*)?"|import\\("${name}`).test(readFileSync(join(source, file), "utf8")),
  );
}

function roomOf(file: string): string {
  const [first = "", second] = file.replace(/\.ts$/, "").split("/");
  if (first !== "platforms") return first;
  return second === "index" ? "platforms/index" : `platforms/${second}`;
}

function allowed({ from, to }: Import): boolean {
  const fromRoom = roomOf(from);
  const toRoom = roomOf(to);
  const target = to.replace(/\.ts$/, "");
  if (fromRoom === toRoom || openToAll.includes(target)) return true;
  const rule = mayImport[fromRoom] ?? (fromRoom.startsWith("platforms/") ? mayImport["platforms/*"] : undefined);
  if (!rule) return false;
  return rule.some(
    (one) =>
      one === "*" ||
      one === toRoom ||
      one === target ||
      (one === "platforms/*" && toRoom.startsWith("platforms/")) ||
      (one === "platforms/*/config" && /^platforms\/[^/]+\/config$/.test(target)),
  );
}

/** Circles between files, types included: what cannot be read without the other is one thing. */
function circles(): string[] {
  const next = new Map<string, string[]>();
  for (const { from, to } of imports) next.set(from, [...(next.get(from) ?? []), to]);
  const found = new Set<string>();
  const done = new Set<string>();
  const walk = (file: string, path: string[]) => {
    const at = path.indexOf(file);
    if (at >= 0) {
      found.add([...path.slice(at), file].join(" -> "));
      return;
    }
    if (done.has(file)) return;
    for (const target of next.get(file) ?? []) walk(target, [...path, file]);
    done.add(file);
  };
  for (const file of next.keys()) walk(file, []);
  return [...found];
}
