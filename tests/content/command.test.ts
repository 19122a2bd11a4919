import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { contentCommand } from "../../src/content/command.ts";
import { jsonSchemas } from "../../src/content/json-schema.ts";
import { deckYaml, draw, idsTxt, replaced, writeTrack } from "./track-folder.ts";

async function run(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  let out = "";
  let err = "";
  const code = await contentCommand(args, {
    out: (text) => {
      out += `${text}\n`;
    },
    err: (text) => {
      err += `${text}\n`;
    },
    drawFormula: draw,
  });
  return { code, out, err };
}

describe("content check", () => {
  test("exits 0 without faults, although the track still lacks much", async () => {
    const { code, out } = await run("check", await writeTrack());
    expect(code).toBe(0);
    expect(out).toContain(
      "Still lacking:\n  block arrays: 3 of 60 concept cards, 1 of 10 interview questions (first release)",
    );
    expect(out).toMatch(/^arrays +3 +60 +90 +1 +0 +10 +20$/m);
    expect(out).toMatch(/^arrays +1 +1 +3 +1$/m);
    expect(out).toMatch(/^models +32 +0 +0 +0$/m);
    expect(out).toMatch(/: 1 of 1 decks read, 0 faults, \d+ lacking\n$/);
  });

  test("exits 1 with every fault at its line", async () => {
    const dir = await writeTrack({ "decks/arrays/sums.yaml": replaced(deckYaml, "week: 1", "week: 99") });
    const { code, out } = await run("check", dir);
    expect(code).toBe(1);
    expect(out.split("\n")[0]).toBe(
      `${dir}/decks/arrays/sums.yaml:4: week 99 is past the end of the block, which has 30; week counts inside the block`,
    );
  });

  test("--json gives faults, lacks, counts and totals, also for a folder of tracks", async () => {
    const dir = await writeTrack();
    const { code, out } = await run("check", "--json", join(dir, ".."));
    expect(code).toBe(0);
    const counts = { flashcard: 2, choice: 1, interview: 1, design: 0, concept: 3 };
    expect(JSON.parse(out)).toMatchObject({
      ok: true,
      faults: [],
      counts: { blocks: { arrays: counts }, weeks: { small: { 1: { decks: 1, concept: 3, interview: 1 } } } },
      totals: counts,
    });
    expect(JSON.parse(out).lacks).toContain("topic fitting: no deck names it");
  });

  test("--fix adds new ids, sorted, and keeps retired ones", async () => {
    const dir = await writeTrack({ "ids.txt": "sum-tail flashcard retired 2026-11 sum-size\nsum-axis choice\n" });
    const { code, out } = await run("check", "--fix", dir);
    expect(code).toBe(0);
    expect(out).toContain("ids.txt: 3 ids added");
    expect(await readFile(join(dir, "ids.txt"), "utf8")).toBe(`${idsTxt}sum-tail flashcard retired 2026-11 sum-size\n`);
  });

  test("a folder that is not there is said, not thrown", async () => {
    const { code, err } = await run("check", "/no/such/folder");
    expect(code).toBe(2);
    expect(err).toMatch(/^Cannot read \/no\/such\/folder: /);
  });
});

test("content run-code says what ran", async () => {
  const { code, out } = await run("run-code", await writeTrack());
  expect(code).toBe(0);
  expect(out).toMatch(/^Python: python3 3\.\d+\.\d+\n/);
  expect(out).toContain("1 fences ran, 0 were only compiled or parsed, 0 of them excused\n");
  expect(out).not.toContain("WARNING");
});

describe("content run-code, with requirements beside the track,", () => {
  const withRequirements = async (text: string): Promise<string> => {
    const dir = await writeTrack();
    await writeFile(join(dir, "..", "requirements.txt"), text);
    return dir;
  };

  test("warns at the end of what differs from them", async () => {
    const dir = await withRequirements("json==0.0.1\nno-such-package==1.2.3\n");
    const { code, out } = await run("run-code", dir);
    expect(code).toBe(0);
    expect(out).toMatch(/^Python: python3 3\.\d+\.\d+, with json 2\.0\.9\n/);
    expect(out).toMatch(
      /WARNING: .*:\n {2}json is 2\.0\.9 here; .*requirements\.txt asks for 0\.0\.1\n {2}no-such-package is not installed; .* 1\.2\.3\n0 faults\n$/,
    );
  });

  test("says what to install when no Python will do", async () => {
    const dir = await withRequirements("no-such-package==1.2.3\n");
    const { code, err } = await run("run-code", dir);
    expect(code).toBe(1);
    expect(err).toMatch(/^there is no Python with no-such-package under python3 or \/usr\/bin\/python3; install it: /);
    const named = await run("run-code", "--python", "python3", dir);
    expect(named).toMatchObject({ code: 0, out: expect.stringContaining("no-such-package is not installed") });
  });
});

test("what is not understood shows the usage", async () => {
  expect(await run("chekc")).toMatchObject({
    code: 2,
    err: expect.stringContaining('There is no "content chekc".\nUsage:'),
  });
  expect(await run()).toMatchObject({ code: 2, err: expect.stringMatching(/^Usage:/) });
  expect(await run("check", "--fast")).toMatchObject({ code: 2, err: expect.stringContaining("--fast") });
});

test.each(jsonSchemas())("content/schema/$name is current", async ({ name, text }) => {
  expect(await readFile(join("content/schema", name), "utf8"), "run `npm run -s cli -- content schema`").toBe(text);
});
