import { setTimeout as wait } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { OpenDatabase } from "../../src/db/database.ts";
import { openPostgres } from "../../src/db/open-postgres.ts";
import { isDatabaseAway } from "../../src/db/unavailable.ts";
import { type BreakableLink, openBreakableLink } from "../support/breakable-link.ts";
import { type PostgresServer, startPostgres } from "../support/postgres-server.ts";

/** What nobody caught ends the product, so it is counted here. */
const uncaught: unknown[] = [];
const note = (error: unknown) => void uncaught.push(error);

describe("Postgres that goes away", () => {
  let server: PostgresServer;
  let link: BreakableLink;
  let open: OpenDatabase | null = null;

  beforeAll(async () => {
    server = await startPostgres();
  });
  afterAll(() => server.stop());

  beforeEach(async () => {
    uncaught.length = 0;
    process.on("uncaughtException", note).on("unhandledRejection", note);
    link = await openBreakableLink(server.url("postgres"));
  });
  afterEach(async () => {
    await open?.close();
    open = null;
    await link.stop();
    process.off("uncaughtException", note).off("unhandledRejection", note);
  });

  const openHere = async (poolSize = 1) => {
    open = await openPostgres(link.url, { poolSize });
    return open;
  };
  /** Several turns of the event loop, in which what nobody catches comes to light. */
  const settle = () => wait(20);

  test.each([1, 2, 3, 4])(
    "cut off at message %i of a connection: the caller hears of it, the process lives",
    async (n) => {
      link.cutAfter(n);
      const told = await openHere().then(
        ({ ping }) =>
          ping().then(
            () => null,
            (error: unknown) => error,
          ),
        (error: unknown) => error,
      );
      await settle();
      expect(uncaught).toEqual([]);
      if (told !== null)
        expect(isDatabaseAway(told) || (told as { code?: string }).code === "database-unavailable").toBe(true);
    },
  );

  test("cut in the middle of a statement of a transaction", async () => {
    const { db, ping } = await openHere();
    const work = db.transaction(async (tx) => {
      await tx.execute(sql`select 1`);
      await tx.execute(sql`select pg_sleep(10)`);
    });
    await wait(100);
    link.cut();
    await expect(work).rejects.toSatisfy(isDatabaseAway);
    await settle();
    expect(uncaught).toEqual([]);
    await ping();
  });

  test.each(["goes on", "ends", "fails", "asks within a savepoint"])(
    "cut between two statements of a transaction, which %s",
    async (then) => {
      const { db, ping } = await openHere();
      let ended: () => void = () => undefined;
      const over = new Promise<void>((resolve) => (ended = resolve));
      const work = db.transaction(async (tx) => {
        await tx.execute(sql`select 1`);
        link.cut();
        await settle();
        ended();
        if (then === "goes on") await tx.execute(sql`select 2`);
        if (then === "fails") throw new Error("no");
        if (then === "asks within a savepoint") await tx.transaction((inner) => inner.execute(sql`select 2`));
      });
      await expect(work).rejects.toSatisfy(isDatabaseAway);
      await over;
      await settle();
      expect(uncaught).toEqual([]);
      await ping();
    },
  );

  test("a transaction whose work fails as if the database were away is rolled back all the same", async () => {
    const { db } = await openHere();
    await db.execute(sql`create table if not exists kept (n int)`);
    await db.execute(sql`truncate kept`);
    const failing = db.transaction(async (tx) => {
      await tx.execute(sql`insert into kept values (1)`);
      throw Object.assign(new Error("another server"), { code: "ECONNRESET" });
    });
    await expect(failing).rejects.toThrow("another server");
    const [row] = (await db.execute(sql`select count(*)::int as n from kept`)) as unknown as { n: number }[];
    expect(row?.n).toBe(0);
  });

  test("restarted again and again under load, everything is answered and works afterwards", async () => {
    const { db, ping } = await openHere(4);
    let stopped = false;
    let refused = 0;
    const loops = Array.from({ length: 12 }, async (_, n) => {
      while (!stopped) {
        const work =
          n % 2 === 0 ? db.execute(sql`select ${n}::int`) : db.transaction((tx) => tx.execute(sql`select 1`));
        await work.catch((error: unknown) => {
          expect(error).toSatisfy(isDatabaseAway);
          refused += 1;
        });
        await wait(1);
      }
    });
    for (let round = 0; round < 12; round++) {
      await wait(40);
      link.cut();
    }
    await server.restart();
    await wait(200);
    stopped = true;
    await Promise.all(loops);
    await ping();
    await settle();
    expect(refused).toBeGreaterThan(0);
    expect(uncaught).toEqual([]);
  });
});
