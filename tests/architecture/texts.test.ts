import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const source = join(import.meta.dirname, "../../src");
const texts = join(source, "chat/texts");

/** Knip sees exports, not the keys of an object: a text that no screen says any more would stay for good. */
test("every text is said somewhere", () => {
  const code = readdirSync(source, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .map((file) => readFileSync(join(source, file), "utf8"))
    .join("\n");
  const unsaid = readdirSync(texts).flatMap((file) => {
    const keys = readFileSync(join(texts, file), "utf8").matchAll(/^ {2}(\w+):/gm);
    return [...keys].flatMap(([, key]) => (new RegExp(`\\.${key}\\b`).test(code) ? [] : [`${file} ${key}`]));
  });
  expect(unsaid).toEqual([]);
});
