import { fork } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { PGlite } from "@electric-sql/pglite";
import { drizzle } from "drizzle-orm/pglite";
import { migrate } from "drizzle-orm/pglite/migrator";
import { AppError } from "../errors.ts";
import type { OpenDatabase } from "./database.ts";
import { lockFolder } from "./folder-lock.ts";
import { migrationsFolder } from "./migrations-folder.ts";
import * as schema from "./schema/index.ts";

export interface OpenEmbedded {
  readonly onCreate?: () => void;
  readonly givenUp?: AbortSignal;
}

/** PGlite's own 128 MB of buffers are resident from the first moment; the files are in the system's cache anyway. */
const startParams = [...PGlite.defaultStartParams, "-c", "shared_buffers=32MB"];

/**
 * Opens the embedded database in `dataDir/database`, guarded by a lock of our own: PGlite has none, and a second
 * process on the same folder loses rows silently. `onCreate` is called where it must be made first, which takes
 * seconds of another process: time for other work in this one. `givenUp` ends that process.
 * @throws AppError `data-folder-locked` naming the holder, `data-folder-unwritable` naming the folder.
 */
export async function openEmbedded(dataDir: string, options: OpenEmbedded = {}): Promise<OpenDatabase> {
  try {
    await mkdir(dataDir, { recursive: true });
  } catch (cause) {
    throw new AppError(
      "data-folder-unwritable",
      `cannot write to the data folder ${dataDir}; set DATA_DIR to one I may write to`,
      { cause },
    );
  }
  const lock = await lockFolder(dataDir);
  try {
    const folder = join(dataDir, "database");
    if (!existsSync(join(folder, "PG_VERSION"))) {
      const made = initialise(folder, options.givenUp);
      options.onCreate?.();
      await made;
    }
    const client = await PGlite.create(folder, { startParams });
    const db = drizzle(client, { schema, casing: "snake_case" });
    return {
      db,
      kind: "embedded",
      migrate: () => migrate(db, { migrationsFolder }),
      async analyze() {
        await client.exec("analyze");
      },
      async ping() {
        await client.query("select 1");
      },
      async close() {
        // PGlite does not checkpoint by itself: without this the next start replays everything.
        await client.exec("checkpoint").catch(() => undefined);
        await client.close();
        await lock.release();
      },
    };
  } catch (cause) {
    await lock.release();
    if (cause instanceof AppError) throw cause;
    throw new AppError("data-folder-unwritable", `cannot open the embedded database in ${dataDir}`, { cause });
  }
}

/** Creating a database takes 800 MB that WebAssembly never gives back, so it happens in a process that ends. */
function initialise(folder: string, givenUp?: AbortSignal): Promise<void> {
  const ending = extname(import.meta.url);
  const script = fileURLToPath(new URL(`./initialise-embedded${ending}`, import.meta.url));
  // Run from source (tests, development), the child needs the same loader.
  const execArgv = ending === ".ts" ? ["--import", "tsx"] : [];
  return new Promise((resolve, reject) => {
    const child = fork(script, [folder], {
      stdio: ["ignore", "ignore", "pipe", "ipc"],
      execArgv,
      ...(givenUp && { signal: givenUp, killSignal: "SIGKILL" as const }),
    });
    let said = "";
    child.stderr?.on("data", (chunk: Buffer) => {
      said += chunk.toString();
    });
    child.once("error", reject);
    child.once("exit", (code) => {
      if (code === 0) resolve();
      else reject(new Error(`creating the database ended with code ${code}: ${said.trim().slice(-500)}`));
    });
  });
}
