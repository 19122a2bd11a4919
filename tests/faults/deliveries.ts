import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { asc } from "drizzle-orm";
import type { CohortId, PlaceId } from "../../src/core/ids.ts";
import { seeded } from "../../src/core/random.ts";
import type { OpenDatabase } from "../../src/db/database.ts";
import { openDatabase } from "../../src/db/open.ts";
import { deliveries, places } from "../../src/db/schema/index.ts";
import { compile } from "../support/compiled.ts";
import { makeCohort, publishQuestions, smallTrack } from "../support/daily-cohort.ts";
import { startPostgres } from "../support/postgres-server.ts";
import { testContext } from "../support/world.ts";
import { type Crew, openCrew, type Worker } from "./crew.ts";
import type { WorkerSetting } from "./delivery-worker.ts";
import { openService, type Service, type ServiceName, type Shown } from "./services.ts";
import { openWay, type Way, type WayStep } from "./way.ts";

/** Wed 10 Mar 2027, noon. */
const startMs = Date.UTC(2027, 2, 10, 12, 0);
const date = "2027-03-10";
/** A minute of the test's clock is a second; Discord's nonce is forgotten after five. */
const speed = 60;
/** Twelve seconds, half of them room for a call: longer than a busy machine holds a process up in the middle of one. */
const leaseMs = 12_000 * speed;
/** The next process's clock is so much ahead. */
const skewMs = 30_000;
const minuteMs = 60_000;
const minutesToday = 12 * 60 - 5;
const cohortsEachMinute = 2;
/** A kill takes less on most machines: so questions come due to the end. */
const killAtMostMs = 5_000;
/** A post comes within this while there are questions. */
const postWithinMs = 5_000;

interface Round {
  readonly service: ServiceName;
  readonly database: "postgres" | "embedded";
  readonly processes: number;
  readonly kills: number;
}

interface Totals {
  readonly deliveries: number;
  readonly missing: number;
  readonly doubled: number;
  /** Not as the database says: another text, another message, another state; or the service had to complain. */
  readonly wrong: number;
}

/** A kill at a step of a post, or at any moment. */
type Moment = WayStep | "any";
const momentNames: Record<Moment, string> = {
  request: "before the post",
  landed: "before its answer",
  answered: "before the commit",
  any: "anywhere",
};

/**
 * Questions come due, are planned, posted and edited by processes with the real adapter, which are killed (-9) all the
 * while: at any moment, or with a message on its way, its answer on its way, its answer read and not committed.
 * Requests and answers are lost besides, and Postgres is switched off and on. In the end the service shows one message
 * for each key, in its channel, as it should look.
 */
export async function run(args: readonly string[] = []): Promise<boolean> {
  const kills = Number(args[0] ?? 200);
  const onPostgres = Math.max(1, Math.round(kills * 0.35));
  const embedded = Math.max(1, Math.round(kills * 0.15));
  const rounds: Round[] = [
    { service: "discord", database: "postgres", processes: 2, kills: onPostgres },
    { service: "slack", database: "postgres", processes: 4, kills: onPostgres },
    { service: "discord", database: "embedded", processes: 1, kills: embedded },
    { service: "slack", database: "embedded", processes: 1, kills: Math.max(1, kills - 2 * onPostgres - embedded) },
  ];
  const worker = await compile("tests/faults/delivery-worker.ts");
  const all: Totals[] = [];
  async function playAll(some: readonly Round[]): Promise<void> {
    for (const round of some) {
      const beganMs = Date.now();
      const { totals, killed } = await play(round, worker.path);
      all.push(totals);
      console.log(describe(round, totals, killed, Date.now() - beganMs));
    }
  }
  // The two databases side by side: one process at a time leaves a machine half idle.
  const played = await Promise.allSettled(
    (["postgres", "embedded"] as const).map((database) =>
      playAll(rounds.filter((round) => round.database === database)),
    ),
  );
  worker.remove();
  for (const one of played) if (one.status === "rejected") throw one.reason;
  const sum = (of: (totals: Totals) => number) => all.reduce((total, one) => total + of(one), 0);
  const [missing, doubled, wrong] = [sum((one) => one.missing), sum((one) => one.doubled), sum((one) => one.wrong)];
  if (wrong > 0) console.log(`wrong ${wrong}`);
  const killed = rounds.reduce((total, round) => total + round.kills, 0);
  console.log(`kills ${killed} deliveries ${sum((one) => one.deliveries)} missing ${missing} doubled ${doubled}`);
  return missing + doubled + wrong === 0;
}

function describe(round: Round, totals: Totals, killed: readonly Moment[], tookMs: number): string {
  const { service, database, processes, kills } = round;
  const moments = (Object.keys(momentNames) as Moment[])
    .map((moment) => `${killed.filter((one) => one === moment).length} ${momentNames[moment]}`)
    .join(", ");
  return `${service}, ${database}, processes ${processes}: kills ${kills} deliveries ${totals.deliveries} missing ${totals.missing} doubled ${totals.doubled} wrong ${totals.wrong} (${moments}; ${Math.round(tookMs / 1_000)} s)`;
}

async function play(round: Round, script: string): Promise<{ totals: Totals; killed: Moment[] }> {
  const folder = mkdtempSync(join(tmpdir(), "interleave-deliveries-"));
  const server = round.database === "postgres" ? await startPostgres() : null;
  const databaseUrl = server ? await server.createDatabase("deliveries") : null;
  const random = seeded(`${round.service} ${round.database} ${round.kills}`);
  // It stands still until everything is prepared.
  let realStartMs: number | null = null;
  const nowMs = () => startMs + (realStartMs === null ? 0 : (Date.now() - realStartMs) * speed);
  const service = await openService[round.service](nowMs);
  const way = await openWay({ ...service, random, slowestMs: 120 });
  try {
    const openHere = () => openDatabase({ databaseUrl: databaseUrl ?? undefined, dataDir: folder });
    const minutes = Math.min(minutesToday, Math.ceil((round.kills * killAtMostMs * speed) / minuteMs) + 5);
    const dueMsOf = await prepare(await openHere(), service, minutes);
    realStartMs = Date.now();
    const settings = Array.from({ length: round.processes }, (_, n): [string, WorkerSetting] => [
      `w${n}`,
      {
        ...{ databaseUrl, dataDir: folder, service: round.service, settings: service.settings(way.url(`w${n}`)) },
        ...{ startMs, realStartMs: realStartMs ?? 0, speed, leaseMs },
        // Clocks of different machines are never the same.
        skewMs: (n - (round.processes - 1) / 2) * skewMs,
      },
    ]);
    const crew = openCrew(script, new Map(settings));
    let endMs: number;
    let killed: Moment[];
    try {
      killed = await killAll(round.kills, { crew, way, random, middle: async () => server?.restart() });
      endMs = nowMs();
      await crew.finish(endMs);
    } finally {
      await crew.stop();
    }
    const keys = [...dueMsOf].filter(([, dueMs]) => dueMs <= endMs).map(([key]) => key);
    return { totals: await check(await openHere(), service, keys), killed };
  } finally {
    await way.stop();
    await service.stop();
    await server?.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Cohorts that come due minute by minute, in two places each; returns the keys that will be owed, and when. */
async function prepare(open: OpenDatabase, service: Service, minutes: number): Promise<Map<string, number>> {
  await open.migrate();
  const ctx = testContext(open.db, { startMs: startMs - minuteMs, tracks: [smallTrack()] });
  await publishQuestions(
    ctx,
    Array.from({ length: 40 }, (_, at) => ({ prompt: `Question number ${at + 1}?`, week: 1 })),
  );
  const due = new Map<string, number>();
  const rows: (typeof places.$inferInsert)[] = [];
  for (let n = 0; n < minutes * cohortsEachMinute; n++) {
    const dueMs = startMs + Math.floor(n / cohortsEachMinute) * minuteMs;
    const time = new Date(dueMs).toISOString().slice(11, 16);
    const cohortId = `c${n}` as CohortId;
    await makeCohort(ctx, { id: cohortId, zone: "UTC", time, days: [1, 2, 3, 4, 5, 6, 7] });
    for (const which of [0, 1]) {
      const channel = service.channels[(2 * n + which) % service.channels.length] ?? "";
      const id = `${cohortId}-${which}` as PlaceId;
      const { platform, workspace } = service;
      rows.push({ id, cohortId, platform, workspace, channel, channelName: channel, createdAt: startMs });
      due.set(`daily:${cohortId}:${date}:${id}`, dueMs);
    }
  }
  await open.db.delete(places);
  await open.db.insert(places).values(rows);
  await open.close();
  return due;
}

interface KillParts {
  readonly crew: Crew;
  readonly way: Way;
  readonly random: () => number;
  /** What happens half-way. */
  readonly middle: () => Promise<unknown>;
}

async function killAll(kills: number, { crew, way, random, middle }: KillParts): Promise<Moment[]> {
  const killed: Moment[] = [];
  let armed: { step: WayStep; hit: () => void } | null = null;
  function kill(victim: Worker, at: Moment): void {
    killed.push(at);
    // Now and then the others are left alone for a while.
    victim.kill(crew.workers.length > 1 && random() < 0.3 ? random() * 3_000 : 0);
  }
  way.onStep((step, name) => {
    const worker = crew.workers.find((one) => one.name === name);
    if (!worker?.isReady() || armed?.step !== step) return;
    const { hit } = armed;
    armed = null;
    const strike = () => {
      kill(worker, step);
      hit();
    };
    // At once, before anything further happens; whoever has the answer, at any moment until it is committed.
    if (step === "answered") setTimeout(strike, random() * 15);
    else strike();
  });
  const steps: readonly WayStep[] = ["request", "landed", "answered"];
  for (let n = 0; n < kills; n++) {
    if (n === Math.floor(kills / 2)) await middle();
    await crew.ready();
    if (random() < 0.75) {
      const step = steps[Math.floor(random() * steps.length)] ?? "landed";
      const hit = new Promise<void>((resolve) => {
        armed = { step, hit: resolve };
      });
      await Promise.race([hit, wait(postWithinMs)]);
      // Where a post has come so far, its process is killed this moment.
      if (armed === null) {
        await hit;
        continue;
      }
      armed = null;
    } else await wait(random() * 600);
    const [victim] = (await crew.ready()).sort(() => random() - 0.5);
    if (victim) kill(victim, "any");
  }
  return killed;
}

/** By what the service shows. */
async function check(open: OpenDatabase, service: Service, keys: readonly string[]): Promise<Totals> {
  const rows = await open.db.select().from(deliveries).orderBy(asc(deliveries.id));
  const placed = new Map((await open.db.select().from(places)).map(({ id, channel }) => [id, channel]));
  await open.close();
  const shown = new Map<string | null, Shown[]>();
  for (const message of service.shown(keys)) shown.set(message.key, [...(shown.get(message.key) ?? []), message]);
  const stored = new Map(rows.map((row) => [row.key, row]));
  const wrong = keys.filter((key) => {
    const row = stored.get(key);
    const message = shown.get(key)?.[0];
    const channel = row?.placeId && placed.get(row.placeId);
    return (
      row?.state !== "sent" ||
      message?.ref !== row.messageRef ||
      message.channel !== channel ||
      !message.words.includes(`${key} v${row.wantedVersion}.`)
    );
  });
  for (const key of wrong.slice(0, 5)) console.log(`wrong: ${key}`, stored.get(key), shown.get(key));
  const complaints = service.complaints();
  if (complaints.length > 0) console.log(complaints.slice(0, 5));
  const strange = shown.get(null)?.length ?? 0;
  return {
    deliveries: keys.length,
    missing: keys.filter((key) => !shown.has(key)).length,
    doubled: strange + keys.filter((key) => (shown.get(key)?.length ?? 0) > 1).length,
    wrong: wrong.length + complaints.length + Math.abs(rows.length - keys.length),
  };
}
