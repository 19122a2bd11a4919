import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { eq, sql } from "drizzle-orm";
import { openConversation } from "../../src/chat/dispatch.ts";
import { text } from "../../src/chat/view.ts";
import { openPostgres } from "../../src/db/open-postgres.ts";
import { deliveries } from "../../src/db/schema/index.ts";
import type { DeliveryKind } from "../../src/delivery/kind.ts";
import { openSender } from "../../src/delivery/send.ts";
import { discordId } from "../../src/platforms/discord/config.ts";
import { openDiscord } from "../../src/platforms/discord/index.ts";
import { smallTrack } from "../support/daily-cohort.ts";
import type { Fault } from "../support/discord-server/faults.ts";
import type { DiscordMember } from "../support/discord-server/member.ts";
import { type DiscordServer, startDiscord } from "../support/discord-server/server.ts";
import { startPostgres } from "../support/postgres-server.ts";
import { testContext } from "../support/world.ts";

/**
 * A post for each of a thousand cohorts through discord.js, on a stand-in Discord that lets 50 requests through in any
 * second and takes 80 ms for each, while people ask for their progress. The sender, the adapter and the conversation
 * are a process of their own. Aims: at least 95 % of the ceiling, 99 of 100 people answered within 500 ms.
 * `npm run bench -- discord-fanout 1000`.
 */
const perSecond = 50;
const callMs = 80;
const people = 10;

export async function run(args: readonly string[]): Promise<void> {
  if (args[0] === "worker") return work(JSON.parse(args[1] ?? "{}") as Setting);
  const posts = Number(args[0] ?? 1_000);
  const names = Array.from({ length: posts }, (_, at) => `c${at}`);
  const server = await startPostgres();
  const discord = await startDiscord({ channels: names });
  try {
    const databaseUrl = await server.createDatabase("bench");
    await owe(databaseUrl, discord, names);
    const worker = startWorker({ databaseUrl, apiUrl: discord.apiUrl, token: discord.token, server: discord.guild.id });
    await once(worker, "message");
    const limits = limitGlobally(discord);
    const answered: number[] = [];
    let over = false;
    const asking = Array.from({ length: people }, async (_, at) => {
      const member = discord.member(`Member ${at}`);
      while (!over) {
        answered.push(await ask(member));
        await wait(200 + 20 * at);
      }
    });
    const began = performance.now();
    worker.send("go");
    await once(worker, "message");
    const seconds = (performance.now() - began) / 1_000;
    over = true;
    await Promise.all(asking);
    worker.disconnect();
    await once(worker, "exit");
    const standing = (name: string) => discord.channel(name).messages.filter(({ onlyFor }) => onlyFor === null);
    const missed = names.filter((name) => standing(name).length !== 1).length;
    const ratio = limits.let / seconds / perSecond;
    answered.sort((a, b) => a - b);
    const p99 = answered[Math.floor(answered.length * 0.99)] ?? Number.NaN;
    console.log(
      `${posts} posts in ${seconds.toFixed(1)} s: ${(limits.let / seconds).toFixed(1)} requests a second of ${perSecond}`,
    );
    console.log(`${limits.refused} requests were over the limit; ${missed} places have not exactly one post`);
    console.log(`${answered.length} people answered meanwhile: p99 ${Math.round(p99)} ms (aim under 500)`);
    console.log(`ratio ${ratio.toFixed(3)} (aim at least 0.95)`);
    if (missed > 0) throw new Error("a post is missing or doubled");
    if (discord.violations.length > 0) throw new Error(discord.violations.slice(0, 5).join("\n"));
  } finally {
    await discord.stop();
    await server.stop();
  }
}

/** At most so many in any second, other than answers to interactions, which Discord does not count. */
function limitGlobally(discord: DiscordServer): { let: number; refused: number } {
  const counts = { let: 0, refused: 0 };
  let recent: number[] = [];
  discord.faults.storm((request): Fault | null => {
    if (/ \/(interactions|webhooks)\//.test(request)) return null;
    const nowMs = performance.now();
    recent = recent.filter((at) => at > nowMs - 1_000);
    const [oldest] = recent;
    if (recent.length >= perSecond && oldest !== undefined) {
      counts.refused += 1;
      return { kind: "429", retryAfterS: (oldest + 1_000 - nowMs) / 1_000, global: true };
    }
    recent.push(nowMs);
    counts.let += 1;
    return { kind: "slow", until: wait(callMs) };
  });
  return counts;
}

/** Milliseconds from /progress to the whole answer. */
async function ask(member: DiscordMember): Promise<number> {
  const began = performance.now();
  await member.command("progress");
  return performance.now() - began;
}

async function owe(databaseUrl: string, discord: DiscordServer, names: readonly string[]): Promise<void> {
  const open = await openPostgres(databaseUrl, { poolSize: 2 });
  await open.migrate();
  const channels = sql`jsonb_array_elements_text(${JSON.stringify(names.map((name) => discord.channel(name).id))}::jsonb)`;
  await open.db.execute(sql`insert into learners (display_name, zone, created_at) values ('Creator', 'UTC', now())`);
  await open.db.execute(sql`
    insert into cohorts (id, name, track, first_day, zone, daily_time, daily_days, check_in_day, created_by, created_at)
    select 'c' || n, 'Bench', 'ai-ml-engineer', '2027-01-11', 'UTC', '18:30', '{1}', 7, 1, now()
    from generate_series(1, ${names.length}::int) n`);
  await open.db.execute(sql`
    insert into places (id, cohort_id, platform, workspace, channel, channel_name, created_at)
    select 'p' || n, 'c' || n, ${discordId}, ${discord.guild.id}, channel, 'c' || n, now()
    from ${channels} with ordinality as all_channels (channel, n)`);
  await open.db.execute(sql`
    insert into deliveries (key, kind, platform, lane, cohort_id, place_id, subject, due_at, next_try_at)
    select 'words:' || n, 'words', ${discordId}, 'place:p' || n, 'c' || n, 'p' || n, '{}', now(), now()
    from generate_series(1, ${names.length}::int) n`);
  await open.close();
}

interface Setting {
  readonly databaseUrl: string;
  readonly apiUrl: string;
  readonly token: string;
  /** Where all the places are. */
  readonly server: string;
}

function startWorker(setting: Setting): ChildProcess {
  const root = join(import.meta.dirname, "../..");
  const args = ["--import", "tsx", "tests/bench/run.ts", "discord-fanout", "worker", JSON.stringify(setting)];
  return spawn(process.execPath, args, { cwd: root, stdio: ["ignore", "inherit", "inherit", "ipc"] });
}

const words: DeliveryKind = { name: "words", view: async () => ({ parts: [text("Hello")], fallback: "Hello" }) };

/** Says when it is connected, sends what is owed when told to, says when nothing is owed any more, ends when let go. */
async function work({ databaseUrl, apiUrl, token, server }: Setting): Promise<void> {
  const database = await openPostgres(databaseUrl);
  const ctx = { ...testContext(database.db, { tracks: [smallTrack()] }), clock: { nowMs: Date.now } };
  const platform = await openDiscord({
    config: { DISCORD_TOKEN: token, DISCORD_API_URL: apiUrl },
    // Known already: nobody is greeted.
    store: { knownServers: async () => [server], keepServers: async () => undefined },
    pictures: { draw: () => Promise.reject(new Error("nothing is drawn here")) },
    log: ctx.log,
    newId: ctx.random.id,
    nowMs: Date.now,
  });
  await platform.start(openConversation({ ctx, platform, wake: () => undefined }));
  const sender = openSender({ ctx, platform, kinds: [words] });
  process.send?.("connected");
  await once(process, "message");
  const owed = () => database.db.$count(deliveries, eq(deliveries.state, "owed"));
  do await sender.drain();
  while ((await owed()) > 0);
  process.send?.("sent");
  await once(process, "disconnect");
  await platform.stop();
  await database.close();
}
