import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { asc } from "drizzle-orm";
import type { CohortId } from "../../src/core/ids.ts";
import { seeded } from "../../src/core/random.ts";
import type { OpenDatabase } from "../../src/db/database.ts";
import { openDatabase } from "../../src/db/open.ts";
import { deliveries } from "../../src/db/schema/index.ts";
import { compile } from "../support/compiled.ts";
import { makeCohort, publishQuestions, smallTrack } from "../support/daily-cohort.ts";
import { type PostgresServer, startPostgres } from "../support/postgres-server.ts";
import { projectRoot } from "../support/product-process.ts";
import { type Remembers, type ServiceStep, type StrictService, startStrictService } from "../support/strict-service.ts";
import { testContext } from "../support/world.ts";
import type { WorkerSetting } from "./delivery-worker.ts";

/** Wed 10 Mar 2027, noon. */
const startMs = Date.UTC(2027, 2, 10, 12, 0);
/** A minute of the test's clock is two seconds. */
const speed = 30;
/** Sixteen seconds, half of them room for a call: longer than a busy machine holds a process up in the middle of one. */
const leaseMs = 16_000 * speed;
const minuteMs = 60_000;
const placesEach = 2;
/** An end to what hangs. */
const roundAtMostMs = 120_000;

interface Round {
  readonly name: string;
  readonly database: "postgres" | "embedded";
  readonly remembers: Remembers;
  readonly processes: number;
  readonly kills: number;
}

interface Totals {
  readonly deliveries: number;
  readonly missing: number;
  readonly doubled: number;
  /** Not as the database says: another text, another message, another state; or two posts at once in a place. */
  readonly wrong: number;
}

/**
 * Questions come due, are planned, posted and edited by several processes, which are killed (-9) all the while: at any
 * moment, or right before a message lands, before its answer, before its commit. The service loses requests and answers
 * besides, and the database is switched off and on. In the end each key stands once in its place, as it should look.
 */
export async function run(args: readonly string[] = []): Promise<boolean> {
  const kills = Number(args[0] ?? 200);
  const share = (part: number) => Math.max(1, Math.round(kills * part));
  const postgres = share(0.4);
  const embedded = share(0.1);
  const rounds: Round[] = [
    { name: "postgres, 2 processes, nonce", database: "postgres", remembers: "nonce", processes: 2, kills: postgres },
    { name: "embedded, nonce", database: "embedded", remembers: "nonce", processes: 1, kills: embedded },
    { name: "embedded, metadata", database: "embedded", remembers: "metadata", processes: 1, kills: embedded },
  ];
  const so = rounds.reduce((sum, round) => sum + round.kills, 0);
  rounds.splice(1, 0, {
    name: "postgres, 4 processes, metadata",
    database: "postgres",
    remembers: "metadata",
    processes: 4,
    kills: Math.max(1, kills - so),
  });
  const worker = await compile("tests/faults/delivery-worker.ts");
  const all: Totals[] = [];
  for (const round of rounds) {
    const beganMs = Date.now();
    const totals = await play(round, worker.path);
    all.push(totals);
    const seconds = Math.round((Date.now() - beganMs) / 1_000);
    console.log(
      `${round.name}: kills ${round.kills} deliveries ${totals.deliveries} missing ${totals.missing} doubled ${totals.doubled} wrong ${totals.wrong} (${seconds} s)`,
    );
  }
  worker.remove();
  const sum = (of: (totals: Totals) => number) => all.reduce((total, one) => total + of(one), 0);
  const [missing, doubled, wrong] = [sum((one) => one.missing), sum((one) => one.doubled), sum((one) => one.wrong)];
  if (wrong > 0) console.log(`wrong ${wrong}`);
  const killed = rounds.reduce((total, round) => total + round.kills, 0);
  console.log(`kills ${killed} deliveries ${sum((one) => one.deliveries)} missing ${missing} doubled ${doubled}`);
  return missing + doubled + wrong === 0;
}

async function play(round: Round, script: string): Promise<Totals> {
  const folder = mkdtempSync(join(tmpdir(), "interleave-deliveries-"));
  const server = round.database === "postgres" ? await startPostgres() : null;
  const databaseUrl = server ? await server.createDatabase("deliveries") : null;
  const random = seeded(`${round.name} ${round.kills}`);
  const service = await startStrictService({ remembers: round.remembers, nonceMs: 4_000, random, slowestMs: 120 });
  try {
    const openHere = () => openDatabase({ databaseUrl: databaseUrl ?? undefined, dataDir: folder });
    // A kill takes a second or more of the processes' time.
    const minutes = Math.ceil((round.kills * (server ? 1_000 : 3_000) * speed) / minuteMs);
    const keys = await prepare(await openHere(), minutes);
    const crew = openCrew(round, script, {
      databaseUrl,
      dataDir: folder,
      serviceUrl: service.url,
      startMs,
      realStartMs: Date.now(),
      speed,
      endMs: startMs + minutes * minuteMs,
      leaseMs,
    });
    try {
      await killAll(round, crew, service, server, random);
      await crew.done();
    } finally {
      await crew.stop();
    }
    return await check(await openHere(), service, keys);
  } finally {
    await service.stop();
    await server?.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Cohorts that come due minute by minute, in two places each; returns the keys that will be owed. */
async function prepare(open: OpenDatabase, minutes: number): Promise<string[]> {
  await open.migrate();
  const ctx = testContext(open.db, { startMs: startMs - minuteMs, tracks: [smallTrack()] });
  await publishQuestions(
    ctx,
    Array.from({ length: 40 }, (_, at) => ({ prompt: `Question number ${at + 1}?`, week: 1 })),
  );
  const keys: string[] = [];
  // Between one and eight a minute, at least 60 in all.
  const each = Math.min(8, Math.max(1, Math.ceil(60 / minutes)));
  for (let n = 0; n < minutes * each; n++) {
    const time = new Date(startMs + (n % minutes) * minuteMs).toISOString().slice(11, 16);
    const id = `c${n}` as CohortId;
    const channels = Array.from({ length: placesEach }, (_, at) => `${id}-${at}`);
    await makeCohort(ctx, { id, zone: "UTC", time, days: [1, 2, 3, 4, 5, 6, 7], places: channels });
    keys.push(...channels.map((channel) => `daily:${id}:2027-03-10:${id}-${channel}`));
  }
  await open.close();
  return keys;
}

interface Worker {
  readonly name: string;
  child: ChildProcess;
  ready: boolean;
}

/** The processes; whoever is killed is started again at once. */
function openCrew(round: Round, script: string, setting: Omit<WorkerSetting, "name" | "skewMs">) {
  let stopped = false;
  let resolveDone: () => void = () => undefined;
  const finished = new Promise<void>((resolve) => {
    resolveDone = resolve;
  });
  const workers: Worker[] = Array.from({ length: round.processes }, (_, n) => {
    // Clocks of different machines are never the same.
    const mine: WorkerSetting = { ...setting, name: `w${n}`, skewMs: (n - (round.processes - 1) / 2) * 5_000 };
    const worker: Worker = { name: mine.name, child: start(mine), ready: false };
    return worker;

    function start(of: WorkerSetting): ChildProcess {
      const child = spawn(process.execPath, [script, JSON.stringify(of)], {
        cwd: projectRoot,
        stdio: ["ignore", "ignore", "inherit", "ipc"],
      });
      child.on("message", (said) => {
        if (said === "ready") worker.ready = true;
        if (said === "done") resolveDone();
      });
      child.once("exit", () => {
        worker.ready = false;
        if (!stopped) worker.child = start(of);
      });
      return child;
    }
  });
  return {
    workers,
    done: () => Promise.race([finished, tooLong("the deliveries did not come to an end")]),
    async stop() {
      stopped = true;
      await Promise.all(workers.map((worker) => killed(worker)));
    },
  };
}

async function killed(worker: Worker): Promise<void> {
  const { child } = worker;
  worker.ready = false;
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  child.kill("SIGKILL");
  await gone;
}

async function killAll(
  round: Round,
  crew: ReturnType<typeof openCrew>,
  service: StrictService,
  server: PostgresServer | null,
  random: () => number,
): Promise<void> {
  let armed: { step: ServiceStep; hit: (worker: Worker) => void } | null = null;
  service.onStep((step, name) => {
    const worker = crew.workers.find((one) => one.name === name);
    if (!worker?.ready || armed?.step !== step) return;
    const { hit } = armed;
    armed = null;
    // At once, before the service does anything further.
    worker.child.kill("SIGKILL");
    worker.ready = false;
    hit(worker);
  });
  const steps: readonly ServiceStep[] = ["request", "landed", "answered"];
  for (let n = 0; n < round.kills; n++) {
    if (n === Math.floor(round.kills / 2)) await server?.restart();
    if (random() < 0.6) {
      const step = steps[Math.floor(random() * steps.length)] ?? "landed";
      const hit = new Promise<true>((resolve) => {
        armed = { step, hit: () => resolve(true) };
      });
      const struck = await Promise.race([hit, wait(3_000, false)]);
      armed = null;
      if (struck) continue;
    } else await wait(random() * 600);
    const [victim] = (await readyOnes(crew.workers)).sort(() => random() - 0.5);
    if (victim) await killed(victim);
  }
}

async function readyOnes(workers: readonly Worker[]): Promise<Worker[]> {
  for (const untilMs = Date.now() + 60_000; Date.now() < untilMs; await wait(10)) {
    const ready = workers.filter((worker) => worker.ready);
    if (ready.length > 0) return ready;
  }
  throw new Error("no process came up within a minute");
}

async function tooLong(what: string): Promise<never> {
  await wait(roundAtMostMs, undefined, { ref: false });
  throw new Error(what);
}

async function check(open: OpenDatabase, service: StrictService, keys: readonly string[]): Promise<Totals> {
  const rows = await open.db.select().from(deliveries).orderBy(asc(deliveries.id));
  await open.close();
  const posted = new Map<string, typeof service.messages>();
  for (const message of service.messages) posted.set(message.key, [...(posted.get(message.key) ?? []), message]);
  const stored = new Map(rows.map((row) => [row.key, row]));
  const wrong = keys.filter((key) => {
    const row = stored.get(key);
    const [message] = posted.get(key) ?? [];
    return row?.state !== "sent" || message?.id !== row.messageRef || message.text !== `${key} v${row.wantedVersion}`;
  });
  for (const key of wrong.slice(0, 5)) console.log(`wrong: ${key}`, stored.get(key), posted.get(key));
  const known = new Set(keys);
  return {
    deliveries: keys.length,
    missing: keys.filter((key) => !posted.has(key)).length,
    doubled: [...posted].filter(([key, messages]) => messages.length > 1 || !known.has(key)).length,
    wrong: wrong.length + service.overlaps + (rows.length - keys.length),
  };
}
