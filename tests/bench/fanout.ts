import { setTimeout as wait } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { openConversation } from "../../src/chat/dispatch.ts";
import { text } from "../../src/chat/view.ts";
import type { PlatformId } from "../../src/core/ids.ts";
import { openPostgres } from "../../src/db/open-postgres.ts";
import type { DeliveryKind } from "../../src/delivery/kind.ts";
import { openSender, type Target } from "../../src/delivery/send.ts";
import { smallTrack } from "../support/daily-cohort.ts";
import { startPostgres } from "../support/postgres-server.ts";
import { openPerson, testContext } from "../support/world.ts";

/**
 * A question for many places through a service that takes 50 posts a second and 80 ms for each, while people press
 * buttons. Aims: at least 95 % of the ceiling, and 99 of 100 people answered within 500 ms.
 */
const perSecond = 50;
const callMs = 80;
const platformId = "playground" as PlatformId;
const words: DeliveryKind = { name: "words", view: async () => ({ parts: [text("Hello")], fallback: "Hello" }) };

export async function run(args: readonly string[]): Promise<void> {
  const posts = Number(args[0] ?? 1_500);
  const server = await startPostgres();
  const open = await openPostgres(await server.createDatabase("bench"));
  try {
    await open.migrate();
    const ctx = testContext(open.db, { tracks: [smallTrack()] });
    await open.db.execute(sql`insert into learners (display_name, zone, created_at) values ('Creator', 'UTC', now())`);
    await open.db.execute(sql`
      insert into cohorts (id, name, track, first_day, zone, daily_time, daily_days, check_in_day, created_by, created_at)
      select 'c' || n, 'Bench', 'ai-ml-engineer', '2027-01-11', 'UTC', '18:30', '{1}', 7, 1, now()
      from generate_series(1, ${posts}::int) n`);
    await open.db.execute(sql`
      insert into places (id, cohort_id, platform, workspace, channel, channel_name, created_at)
      select 'p' || n, 'c' || n, ${platformId}, 'home', 'c' || n, 'c' || n, now() from generate_series(1, ${posts}::int) n`);
    const at = new Date(ctx.clock.nowMs()).toISOString();
    await open.db.execute(sql`
      insert into deliveries (key, kind, platform, lane, cohort_id, place_id, subject, due_at, next_try_at)
      select 'words:' || n, 'words', ${platformId}, 'place:p' || n, 'c' || n, 'p' || n, '{}', ${at}::timestamptz,
        ${at}::timestamptz
      from generate_series(1, ${posts}::int) n`);

    // What the service lets through: 50 in any second; what was not used in the last one is not lost.
    let freeAtMs = performance.now();
    let posted = 0;
    const platform: Target = {
      id: platformId,
      async post() {
        const nowMs = performance.now();
        freeAtMs = Math.max(freeAtMs, nowMs - 1_000) + 1_000 / perSecond;
        await wait(Math.max(0, freeAtMs - nowMs) + callMs);
        posted += 1;
        return { kind: "posted", message: `m${posted}` };
      },
      edit: async () => ({ kind: "edited" }),
    };

    const capabilities = { rejectsInForm: true, channelFields: true, name: "Bench" };
    const conversation = openConversation({ ctx, platform: { id: platformId, capabilities }, wake: () => undefined });
    const answered: number[] = [];
    let over = false;
    const people = Array.from({ length: 10 }, async (_, n) => {
      const actor = { platform: platformId, scope: "", userId: `u${n}`, displayName: `U ${n}`, mayManage: false };
      const person = openPerson(conversation, actor);
      while (!over) {
        const began = performance.now();
        await person.command("progress");
        answered.push(performance.now() - began);
        await wait(200 + 20 * n);
      }
    });

    const began = performance.now();
    await openSender({ ctx, platform, kinds: [words] }).drain();
    const seconds = (performance.now() - began) / 1_000;
    over = true;
    await Promise.all(people);
    answered.sort((a, b) => a - b);
    const p99 = answered[Math.floor(answered.length * 0.99)] ?? Number.NaN;
    console.log(
      `${posted} posts in ${seconds.toFixed(1)} s: ${(posted / seconds).toFixed(1)} a second of ${perSecond}`,
    );
    console.log(`${answered.length} presses answered meanwhile: p99 ${Math.round(p99)} ms (aim under 500)`);
    console.log(`ratio ${(posted / seconds / perSecond).toFixed(3)} (aim at least 0.95)`);
  } finally {
    await open.close();
    await server.stop();
  }
}
