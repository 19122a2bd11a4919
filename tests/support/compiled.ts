import { execFile } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { projectRoot } from "./product-process.ts";

export interface Compiled {
  /** Of the JavaScript. */
  readonly path: string;
  remove(): void;
}

/** A script of the tests as JavaScript, for processes that are started hundreds of times: node alone starts fastest. */
export async function compile(script: string): Promise<Compiled> {
  const folder = join(projectRoot, "dist", `test-${process.pid}`);
  mkdirSync(folder, { recursive: true });
  const config = join(folder, "tsconfig.json");
  writeFileSync(
    config,
    JSON.stringify({
      extends: "../../tsconfig.json",
      compilerOptions: { noEmit: false, rootDir: "../..", outDir: "." },
      include: [],
      exclude: [],
      files: [join(projectRoot, script)],
    }),
  );
  await promisify(execFile)(process.execPath, [join(projectRoot, "node_modules/typescript/bin/tsc"), "-p", config]);
  return {
    path: join(folder, script.replace(/\.ts$/, ".js")),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
