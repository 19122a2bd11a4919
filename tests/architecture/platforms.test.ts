import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { platforms } from "../../src/platforms/index.ts";

test("every folder of platforms is in the registry, under its own name, with its parts", () => {
  const root = join(import.meta.dirname, "../../src/platforms");
  const folders = readdirSync(root, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  expect(Object.keys(platforms).sort()).toEqual(folders.map(({ name }) => name).sort());
  for (const { name } of folders) {
    expect(readdirSync(join(root, name)), name).toEqual(
      expect.arrayContaining(["index.ts", "parse.ts", "limits.ts", "config.ts"]),
    );
  }
});
