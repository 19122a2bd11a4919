import { setTimeout as wait } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { findReader } from "../../src/app/people/reader.ts";
import type { PlatformId, StudyDay } from "../../src/core/ids.ts";
import type { Database } from "../../src/db/database.ts";
import { openPostgres } from "../../src/db/open-postgres.ts";
import { reviews as reviewRows } from "../../src/db/schema/index.ts";
import type { DiscordMember } from "../support/discord-server/member.ts";
import { startDiscord } from "../support/discord-server/server.ts";
import { startPostgres } from "../support/postgres-server.ts";
import { startProductProcess } from "../support/product-process.ts";
import { cohortOf } from "../support/study-cards.ts";
import { testContext } from "../support/world.ts";

/**
 * A thousand members press a rating within one second: the product as one process of its own on a real Postgres, the
 * stand-in Discord and its members in this one. Ends with how long the first answers took, as Discord counts them, and
 * rejects when one came after 3 s or a rating is missing or doubled. `npm run bench -- discord-burst 1000`.
 */
const inFlight = 40;
const burstMs = 1_000;

export async function run(args: readonly string[]): Promise<void> {
  const people = Number(args[0] ?? 1_000);
  const server = await startPostgres();
  const discord = await startDiscord();
  try {
    const url = await server.createDatabase("burst");
    const database = await openPostgres(url, { poolSize: 4 });
    await database.migrate();
    const members = Array.from({ length: people }, (_, at) => discord.member(`Member ${at}`));
    await seed(database.db, members);
    const product = await startProductProcess({
      DATABASE_URL: url,
      DISCORD_TOKEN: discord.token,
      DISCORD_API_URL: discord.apiUrl,
    });
    try {
      await inParallel(members, toTheAnswer);
      const before = await counted(database.db);
      const startedMs = performance.now();
      const answers = await Promise.all(members.map((member, at) => pressAt(member, (at * burstMs) / people)));
      const spentMs = Math.round(performance.now() - startedMs);
      const after = await counted(database.db);
      const rated = after.reviews - before.reviews;
      const answered = answers.filter((ms) => ms !== null).sort((a, b) => a - b);
      const share = (part: number) =>
        Math.round(answered[Math.min(answered.length - 1, Math.floor(answered.length * part))] ?? Number.NaN);
      console.log(
        `${people} presses within ${burstMs} ms, all screens shown after ${spentMs} ms; ${rated} ratings stored`,
      );
      console.log(
        `first answer p50 ${share(0.5)} ms, p95 ${share(0.95)} ms, p99 ${share(0.99)} ms, last ${share(1)} ms`,
      );
      console.log(`${((after.commits - before.commits) / people).toFixed(1)} database commits a press`);
      const late = people - answered.length;
      if (late > 0) throw new Error(`${late} of ${people} presses were not answered within 3 s`);
      if (rated !== people) throw new Error(`${people} ratings were pressed, ${rated} are stored`);
      if (discord.violations.length > 0) throw new Error(discord.violations.slice(0, 5).join("\n"));
    } finally {
      await product.stop();
    }
    await database.close();
  } finally {
    await discord.stop();
    await server.stop();
  }
}

async function counted(db: Database): Promise<{ reviews: number; commits: number }> {
  const [row] = await db
    .select({ commits: sql<number>`xact_commit::int` })
    .from(sql`pg_stat_database`)
    .where(sql`datname = current_database()`);
  return { reviews: await db.$count(reviewRows), commits: row?.commits ?? Number.NaN };
}

/** Everybody is in one cohort whose cards are open. */
async function seed(db: Database, members: readonly DiscordMember[]): Promise<void> {
  const ctx = testContext(db, { startMs: Date.now() });
  const readers = [];
  for (const { id, name } of members) {
    readers.push(
      await findReader(ctx, { platform: "discord" as PlatformId, scope: "", userId: id, displayName: name }),
    );
  }
  const twoWeeksAgo = new Date(Date.now() - 14 * 86_400_000).toISOString().slice(0, 10) as StudyDay;
  await cohortOf(ctx, readers, { firstDay: twoWeeksAgo });
}

/** /study, and on until the four ratings stand there. */
async function toTheAnswer(member: DiscordMember): Promise<void> {
  await settled(member, member.command("study"));
  for (let step = 0; step < 4 && !member.text.includes("[Good"); step++) {
    const label = ["Start", "Show answer", "Learn"].find((one) => member.text.includes(`[${one}`));
    if (!label) throw new Error(`no way on from\n${member.text}`);
    await settled(member, member.press(label));
  }
}

/** What was deferred is waited for. */
async function settled(member: DiscordMember, seen: ReturnType<DiscordMember["next"]>): Promise<void> {
  if ((await seen).kind === "nothing") await member.next();
}

/** Milliseconds until the first answer, once the screen is there too; null: none came in time. */
async function pressAt(member: DiscordMember, afterMs: number): Promise<number | null> {
  await wait(afterMs);
  try {
    await settled(member, member.press("Good"));
  } catch {
    return null;
  }
  return member.answeredAfterMs;
}

async function inParallel<Item>(items: readonly Item[], act: (item: Item) => Promise<void>): Promise<void> {
  let at = 0;
  const worker = async () => {
    for (let item = items[at++]; item !== undefined; item = items[at++]) await act(item);
  };
  await Promise.all(Array.from({ length: inFlight }, worker));
}
