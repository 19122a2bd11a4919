import { fork } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { openEmbedded } from "../../src/db/open-embedded.ts";
import { learners } from "../../src/db/schema/index.ts";

describe("the embedded database", () => {
  test("keeps what was written, and a second process is refused", async () => {
    const folder = mkdtempSync(join(tmpdir(), "interleave-data-"));
    const first = await openEmbedded(folder);
    await first.migrate();
    await first.db.insert(learners).values({ displayName: "Ann", zone: "UTC", createdAt: 1 });

    const script = join(folder, "second.mts");
    writeFileSync(
      script,
      `import { openEmbedded } from ${JSON.stringify(join(import.meta.dirname, "../../src/db/open-embedded.ts"))};
       await openEmbedded(process.argv[2]).then(() => process.send("opened"), (error) => process.send(error.message));
       process.exit(0);`,
    );
    const second = fork(script, [folder], { execArgv: ["--import", "tsx"], cwd: join(import.meta.dirname, "../..") });
    const [said] = await once(second, "message");
    expect(said).toMatch(new RegExp(`in use by process ${process.pid}`));

    await first.close();
    expect(existsSync(join(folder, "interleave.lock"))).toBe(false);
    const again = await openEmbedded(folder);
    await again.migrate();
    expect(await again.db.select().from(learners)).toHaveLength(1);
    const buffers = sql<number>`pg_size_bytes(current_setting('shared_buffers'))::int`;
    expect(await again.db.select({ buffers }).from(learners)).toEqual([{ buffers: 32 * 1024 * 1024 }]);
    await again.close();
  }, 60_000);

  test("given up while it is being made, it leaves nothing behind that looks like a database", async () => {
    const folder = mkdtempSync(join(tmpdir(), "interleave-data-"));
    const giveUp = new AbortController();
    await expect(openEmbedded(folder, { givenUp: giveUp.signal, onCreate: () => giveUp.abort() })).rejects.toThrow();
    expect(existsSync(join(folder, "interleave.lock"))).toBe(false);
    expect(existsSync(join(folder, "database"))).toBe(false);
  });

  test("a folder that cannot be written is named", async () => {
    await expect(openEmbedded("/etc/hostname/data")).rejects.toThrow(
      /cannot write to the data folder \/etc\/hostname\/data; set DATA_DIR/,
    );
  });
});
