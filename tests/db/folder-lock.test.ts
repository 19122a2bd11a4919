import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { lockFolder } from "../../src/db/folder-lock.ts";

const newFolder = () => mkdtempSync(join(tmpdir(), "interleave-lock-"));

describe("the lock on the data folder", () => {
  test("a second holder is refused with a sentence that names the first", async () => {
    const folder = newFolder();
    const lock = await lockFolder(folder);
    await expect(lockFolder(folder)).rejects.toThrow(
      new RegExp(`in use by process ${process.pid} on .*; stop that one, or set DATA_DIR`),
    );
    await lock.release();
    const again = await lockFolder(folder);
    await again.release();
    expect(readdirSync(folder)).toEqual([]);
  });

  test("a lock left by kill -9 is recognised", async () => {
    const folder = newFolder();
    const script = join(folder, "holder.mts");
    writeFileSync(
      script,
      `import { lockFolder } from ${JSON.stringify(join(import.meta.dirname, "../../src/db/folder-lock.ts"))};
       await lockFolder(process.argv[2]); process.send("held"); setInterval(() => {}, 1000);`,
    );
    const child = fork(script, [folder], { execArgv: ["--import", "tsx"], cwd: join(import.meta.dirname, "../..") });
    await once(child, "message");
    await expect(lockFolder(folder)).rejects.toThrow(`process ${child.pid}`);
    child.kill("SIGKILL");
    await once(child, "exit");
    const lock = await lockFolder(folder);
    await lock.release();
  });

  test("a living process with the same number as a dead holder does not count", async () => {
    const folder = newFolder();
    const stale = {
      token: "x",
      pid: process.ppid,
      host: hostname(),
      birth: "another-boot:1",
      since: "2027-01-01T00:00:00Z",
    };
    writeFileSync(join(folder, "interleave.lock"), JSON.stringify(stale));
    const lock = await lockFolder(folder);
    await lock.release();
  });

  test("half a lock file is stale, and only one of many takes it over", async () => {
    for (let round = 0; round < 100; round++) {
      const folder = newFolder();
      writeFileSync(join(folder, "interleave.lock"), '{"pid":');
      const tries = await Promise.allSettled(Array.from({ length: 8 }, () => lockFolder(folder)));
      expect(tries.filter((one) => one.status === "fulfilled")).toHaveLength(1);
      expect(JSON.parse(readFileSync(join(folder, "interleave.lock"), "utf8"))).toMatchObject({ pid: process.pid });
      expect(readdirSync(folder)).toEqual(["interleave.lock"]);
    }
  });

  test("an unwritable folder is named", async () => {
    // Root may write anywhere, so the folder is one nobody can have: it is a file.
    await expect(lockFolder("/etc/hostname")).rejects.toThrow(
      /cannot write to the data folder \/etc\/hostname; set DATA_DIR/,
    );
  });
});
