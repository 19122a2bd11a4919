// What tsc does not carry over to dist: the playground's page beside its compiled scripts.
import { cpSync, mkdirSync, readdirSync } from "node:fs";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const page = join("platforms", "playground", "page");
const carried = new Set([".html", ".css", ".svg"]);

mkdirSync(join(root, "dist", page), { recursive: true });
for (const name of readdirSync(join(root, "src", page))) {
  if (carried.has(extname(name))) cpSync(join(root, "src", page, name), join(root, "dist", page, name));
}
