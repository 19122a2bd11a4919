import { setTimeout as wait } from "node:timers/promises";
import { sql } from "drizzle-orm";
import type { AppContext } from "../../src/app/context.ts";
import { openConversation } from "../../src/chat/dispatch.ts";
import type { PostOutcome } from "../../src/chat/platform.ts";
import { text } from "../../src/chat/view.ts";
import type { PlatformId } from "../../src/core/ids.ts";
import { openPostgres } from "../../src/db/open-postgres.ts";
import type { DeliveryKind } from "../../src/delivery/kind.ts";
import type { Target } from "../../src/delivery/send.ts";
import { startDeliveries } from "../../src/delivery/start.ts";
import { smallTrack } from "../support/daily-cohort.ts";
import { startPostgres } from "../support/postgres-server.ts";
import { openPerson, testContext } from "../support/world.ts";

/**
 * Posts of 1,000 cohorts at one moment, while people press buttons, through services that take 80 ms for a post and no
 * more than their rate: Discord's 50 a second for a bot, and Slack's one a second in a channel. Aims: at least 95 % of
 * the ceiling, and 99 of 100 people answered within 500 ms.
 */
const callMs = 80;
const discordPerSecond = 50;
const slackEveryMs = 1_000;
const people = 10;
const words: DeliveryKind = { name: "words", view: async () => ({ parts: [text("Hello")], fallback: "Hello" }) };

interface Service {
  readonly name: string;
  /** Cohorts that share a channel. */
  readonly cohortsInChannel: number;
  readonly postsOfCohort: number;
  post(channel: string): Promise<PostOutcome | null>;
  /** The shortest time in which the rate lets so many through. */
  leastMs(cohorts: number): number;
}

export async function run(args: readonly string[]): Promise<void> {
  const cohorts = Number(args[0] ?? 1_000);
  for (const service of [discord(), slack()]) await fanOut(service, cohorts);
}

/** Waits for its turn, as the library does: what was not used in the last second is not lost. */
function discord(): Service {
  let freeAtMs = performance.now();
  return {
    name: `Discord, ${discordPerSecond} a second`,
    cohortsInChannel: 1,
    postsOfCohort: 1,
    async post() {
      const nowMs = performance.now();
      freeAtMs = Math.max(freeAtMs, nowMs - 1_000) + 1_000 / discordPerSecond;
      await wait(Math.max(0, freeAtMs - nowMs));
      return null;
    },
    leastMs: (posts) => (Math.max(0, posts - discordPerSecond) / discordPerSecond) * 1_000,
  };
}

/** Asks to come back when the channel had a post within the last second. */
function slack(): Service {
  const nextPost = new Map<string, number>();
  return {
    name: "Slack, one a second and channel",
    cohortsInChannel: 2,
    postsOfCohort: 4,
    async post(channel) {
      const waitMs = (nextPost.get(channel) ?? 0) - performance.now();
      if (waitMs > 0) return { kind: "later", retryAfterMs: waitMs };
      nextPost.set(channel, performance.now() + slackEveryMs);
      return null;
    },
    leastMs(posts) {
      const inChannel = this.cohortsInChannel * this.postsOfCohort;
      return Math.min(posts, inChannel - 1) * slackEveryMs;
    },
  };
}

async function fanOut(service: Service, cohorts: number): Promise<void> {
  const platformId = "playground" as PlatformId;
  const posts = cohorts * service.postsOfCohort;
  const server = await startPostgres();
  const open = await openPostgres(await server.createDatabase("bench"));
  try {
    await open.migrate();
    const ctx = { ...testContext(open.db, { tracks: [smallTrack()] }), clock: { nowMs: Date.now } };
    await open.db.execute(sql`insert into learners (display_name, zone, created_at) values ('Creator', 'UTC', now())`);
    await open.db.execute(sql`
      insert into cohorts (id, name, track, first_day, zone, daily_time, daily_days, check_in_day, created_by, created_at)
      select 'c' || n, 'Bench', 'ai-ml-engineer', '2027-01-11', 'UTC', '18:30', '{1}', 7, 1, now()
      from generate_series(1, ${cohorts}::int) n`);
    await open.db.execute(sql`
      insert into places (id, cohort_id, platform, workspace, channel, channel_name, created_at)
      select 'p' || n, 'c' || n, ${platformId}, 'home', 'c' || n / ${service.cohortsInChannel}::int, 'c' || n, now()
      from generate_series(1, ${cohorts}::int) n`);
    const at = new Date().toISOString();
    await open.db.execute(sql`
      insert into deliveries (key, kind, platform, lane, cohort_id, place_id, subject, due_at, next_try_at)
      select 'words:' || n || ':' || m, 'words', ${platformId}, 'place:p' || n, 'c' || n, 'p' || n, '{}',
        ${at}::timestamptz, ${at}::timestamptz
      from generate_series(1, ${service.postsOfCohort}::int) m, generate_series(1, ${cohorts}::int) n`);

    let posted = 0;
    let allPosted: () => void = () => undefined;
    const done = new Promise<void>((resolve) => {
      allPosted = resolve;
    });
    const platform: Target = {
      id: platformId,
      async post(place) {
        const refused = await service.post(place.channel);
        if (refused) return refused;
        await wait(callMs);
        posted += 1;
        if (posted === posts) allPosted();
        return { kind: "posted", message: `m${posted}` };
      },
      edit: async () => ({ kind: "edited" }),
    };
    const crowd = openCrowd(ctx, platformId);
    const began = performance.now();
    const engine = startDeliveries({ ctx, platforms: [platform], log: ctx.log, kinds: [words] });
    engine.wake();
    await done;
    const tookMs = performance.now() - began;
    const answered = await crowd.stop();
    await engine.stop();
    const p99 = answered[Math.floor(answered.length * 0.99)] ?? Number.NaN;
    const leastMs = service.leastMs(posts) + callMs;
    console.log(
      `${service.name}: ${posts} posts of ${cohorts} cohorts in ${seconds(tookMs)} s, at best ${seconds(leastMs)} s`,
    );
    console.log(`  ${answered.length} people answered meanwhile: p99 ${Math.round(p99)} ms (aim under 500)`);
    console.log(`  ratio ${(leastMs / tookMs).toFixed(3)} (aim at least 0.95)`);
  } finally {
    await open.close();
    await server.stop();
  }
}

/** People who ask for their progress, each a few times a second, until stopped; returns how long each waited, sorted. */
function openCrowd(ctx: AppContext, id: PlatformId) {
  const capabilities = { rejectsInForm: true, channelFields: true, name: "Bench" };
  const conversation = openConversation({ ctx, platform: { id, capabilities }, wake: () => undefined });
  const answered: number[] = [];
  let over = false;
  const all = Array.from({ length: people }, async (_, n) => {
    const actor = { platform: id, scope: "", userId: `u${n}`, displayName: `U ${n}`, mayManage: false };
    const person = openPerson(conversation, actor);
    while (!over) {
      const began = performance.now();
      await person.command("progress");
      answered.push(performance.now() - began);
      await wait(200 + 20 * n);
    }
  });
  return {
    async stop() {
      over = true;
      await Promise.all(all);
      return answered.sort((a, b) => a - b);
    },
  };
}

function seconds(ms: number): string {
  return (ms / 1_000).toFixed(1);
}
