import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));
const sources = `${root}src/platforms/playground/page/`;
const built = `${root}dist/platforms/playground/page/`;

/** Compiles the playground's page if it is not there or older than its source. Call before the playground is opened from source. */
export function buildPage(): void {
  if (isFresh()) return;
  execFileSync(process.execPath, [`${root}node_modules/typescript/bin/tsc`, "-p", `${sources}tsconfig.json`], {
    stdio: "inherit",
  });
}

function isFresh(): boolean {
  const scripts = readdirSync(sources).filter((name) => name.endsWith(".ts"));
  return scripts.every((name) => {
    const target = `${built}${name.replace(/\.ts$/, ".js")}`;
    return existsSync(target) && statSync(target).mtimeMs >= statSync(`${sources}${name}`).mtimeMs;
  });
}
