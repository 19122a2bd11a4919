import { setTimeout as wait } from "node:timers/promises";
import { sql } from "drizzle-orm";
import type { AppContext } from "../../src/app/context.ts";
import { text } from "../../src/chat/view.ts";
import { openPostgres } from "../../src/db/open-postgres.ts";
import { deliveries } from "../../src/db/schema/index.ts";
import type { DeliveryKind } from "../../src/delivery/kind.ts";
import { openSender } from "../../src/delivery/send.ts";
import { openDiscord } from "../../src/platforms/discord/index.ts";

/** A process that posts what is owed to Discord, with the real sender, until all is sent or it is killed. */
const { databaseUrl, apiUrl, token } = JSON.parse(process.argv[2] ?? "{}") as Record<string, string>;
const database = await openPostgres(databaseUrl ?? "", { poolSize: 8 });
const quiet = () => undefined;
const log = { debug: quiet, info: quiet, warn: quiet, error: quiet };
const ctx: AppContext = {
  db: database.db,
  clock: { nowMs: Date.now },
  random: { number: Math.random, id: () => Math.random().toString(36).slice(2, 12) },
  log,
  tracks: new Map(),
};
const words: DeliveryKind = {
  name: "words",
  async view(_ctx, { key }) {
    return { parts: [text(key)], fallback: key };
  },
};
const platform = await openDiscord({
  config: { DISCORD_TOKEN: token, DISCORD_API_URL: apiUrl },
  store: { knownServers: async () => [], keepServers: async () => undefined },
  pictures: { draw: () => Promise.reject(new Error("nothing is drawn here")) },
  log,
  newId: ctx.random.id,
  nowMs: Date.now,
});
await platform.start({
  deliver: async () => ({ kind: "nothing" }),
  answers: () => "private",
  suggest: async () => [],
  commands: [],
});
const sender = openSender({
  ctx,
  platform,
  kinds: [words],
  // A killed process's claims run out soon, so that the test is short.
  limits: { leaseMs: 9_000, callTimeoutMs: 7_000, slots: 32 },
});
for (;;) {
  await sender.drain();
  const [open] = await ctx.db
    .select({ count: sql<number>`count(*)::int` })
    .from(deliveries)
    .where(sql`${deliveries.state} = 'owed'`);
  if (open?.count === 0) break;
  await wait(100);
}
await platform.stop();
await database.close();
process.exit(0);
