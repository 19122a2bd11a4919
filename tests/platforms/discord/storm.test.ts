import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { CohortId, PlaceId, PlatformId } from "../../../src/core/ids.ts";
import { seeded } from "../../../src/core/random.ts";
import { oweDeliveries } from "../../../src/db/deliveries.ts";
import { deliveries, places } from "../../../src/db/schema/index.ts";
import { makeCohort } from "../../support/daily-cohort.ts";
import { useDatabase } from "../../support/database.ts";
import type { Fault } from "../../support/discord-server/faults.ts";
import { testContext } from "../../support/world.ts";
import { closeAfterEach, openServer } from "./opened.ts";

const posts = 200;
const root = join(import.meta.dirname, "../../..");

// Two processes in turn: PGlite belongs to one.
describe("a storm", () => {
  const database = useDatabase();
  closeAfterEach();

  test("200 daily posts under limits, errors, lost answers and a killed process: each exactly once", async () => {
    const names = Array.from({ length: posts }, (_, at) => `daily-${at}`);
    const server = await openServer({ channels: names });
    const ctx = testContext(database.db, { startMs: Date.now() });
    await makeCohort(ctx);
    await database.db.insert(places).values(
      names.map((name) => ({
        id: name as PlaceId,
        cohortId: "spring" as CohortId,
        platform: "discord" as PlatformId,
        workspace: server.guild.id,
        channel: server.channel(name).id,
        channelName: name,
        createdAt: Date.now(),
      })),
    );
    await oweDeliveries(
      database.db,
      names.map((name) => ({
        key: `daily:spring:2027-03-10:${name}`,
        kind: "words",
        platform: "discord" as PlatformId,
        to: { placeId: name as PlaceId },
        subject: {},
        dueAtMs: Date.now() - 1_000,
      })),
    );
    const random = seeded("storm");
    server.faults.storm((request) => (/^(POST|GET) .*messages$/.test(request) ? misfortune(random()) : null));

    const first = startWorker(database.url ?? "", server.apiUrl, server.token);
    await server.reached(/^POST .*messages$/, 90);
    first.kill("SIGKILL");
    await once(first, "exit");
    const stoodThen = names.filter((name) => server.channel(name).messages.length > 0).length;
    const second = startWorker(database.url ?? "", server.apiUrl, server.token);
    const [code] = await once(second, "exit");

    expect(code).toBe(0);
    expect(stoodThen).toBeGreaterThan(0);
    expect(stoodThen).toBeLessThan(posts);
    const counts = names.map((name) => server.channel(name).messages.length);
    expect(counts.filter((count) => count !== 1)).toEqual([]);
    const rows = await database.db.select({ state: deliveries.state, ref: deliveries.messageRef }).from(deliveries);
    expect(rows.filter(({ state, ref }) => state !== "sent" || ref === null)).toEqual([]);
    expect(server.violations).toEqual([]);
  }, 120_000);
});

/** One in three requests meets something. */
function misfortune(dice: number): Fault | null {
  if (dice < 0.18) return { kind: "429", retryAfterS: 0.05 };
  if (dice < 0.2) return { kind: "429", retryAfterS: 0.2, global: true };
  if (dice < 0.22) return { kind: "429", retryAfterS: 6 };
  if (dice < 0.26) return { kind: "500", after: true };
  if (dice < 0.3) return { kind: "reset", after: true };
  if (dice < 0.33) return { kind: "reset" };
  return null;
}

function startWorker(databaseUrl: string, apiUrl: string, token: string): ChildProcess {
  const setting = JSON.stringify({ databaseUrl, apiUrl, token });
  return spawn(process.execPath, ["--import", "tsx", "tests/support/discord-worker.ts", setting], {
    cwd: root,
    stdio: ["ignore", "inherit", "inherit"],
  });
}
