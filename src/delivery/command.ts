import { parseArgs } from "node:util";
import { openProductClock } from "../app/installation/product-clock.ts";
import type { Database } from "../db/database.ts";
import { type Delivery, parkedMs } from "../db/deliveries.ts";
import { cancelDeliveries, findDeliveries, listDeliveries, retryDeliveries } from "../db/delivery-admin.ts";

export interface DeliveriesIo {
  out(text: string): void;
  err(text: string): void;
}

/** What the command needs of an open database. */
export interface OpenForDeliveries {
  readonly db: Database;
  close(): Promise<void>;
}

const states = ["owed", "sent", "skipped", "dead"] as const;
const usage = `Usage:
  deliveries list [--state owed|sent|skipped|dead] [--cohort ID] [--limit N] [--json]
                                  what needs a look: dead, tried in vain, or waiting for a blocked place
  deliveries retry KEY ... | --dead   send again, now; a blocked place counts as open again
  deliveries cancel KEY ...           never send
A KEY is a delivery's key or its number, as list shows them.`;
const mostDead = 1_000;

/** `interleave deliveries ...`. Returns the exit code: 0 done, 1 not all of it, 2 not understood. */
export async function deliveriesCommand(
  args: readonly string[],
  io: DeliveriesIo,
  open: () => Promise<OpenForDeliveries>,
): Promise<number> {
  const [name, ...rest] = args;
  const read = { list: readList, retry: readRetry, cancel: readCancel }[name ?? ""];
  if (!read) {
    io.err(name === undefined ? usage : `There is no "deliveries ${name}".\n${usage}`);
    return 2;
  }
  let work: Work;
  try {
    work = read(rest);
  } catch (error) {
    io.err(`${error instanceof Error ? error.message : String(error)}\n${usage}`);
    return 2;
  }
  const database = await open();
  try {
    const clock = await openProductClock(database.db);
    return await work(database.db, io, clock.nowMs());
  } finally {
    await database.close();
  }
}

/** @throws Error with a sentence when the arguments make no sense. */
type ReadArgs = (args: string[]) => Work;
type Work = (db: Database, io: DeliveriesIo, nowMs: number) => Promise<number>;

const readList: ReadArgs = (args) => {
  const { values } = parseArgs({
    args,
    options: {
      state: { type: "string" },
      cohort: { type: "string" },
      limit: { type: "string", default: "50" },
      json: { type: "boolean", default: false },
    },
  });
  const state = values.state === undefined ? null : states.find((one) => one === values.state);
  if (state === undefined) throw new Error(`There is no state "${values.state}".`);
  const limit = Number(values.limit);
  if (!Number.isInteger(limit) || limit < 1) throw new Error("--limit is a whole number from 1 on.");
  return async (db, io, nowMs) => {
    const rows = await listDeliveries(db, { state, cohortId: values.cohort ?? null, limit });
    if (values.json) io.out(JSON.stringify(rows, null, 2));
    else if (rows.length === 0) io.out(state === null ? "Nothing needs a look." : `Nothing is ${state}.`);
    else io.out(table(rows, nowMs));
    return 0;
  };
};

const readRetry: ReadArgs = (args) => {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { dead: { type: "boolean", default: false } },
  });
  if (values.dead === positionals.length > 0) throw new Error("Name deliveries, or all that are dead with --dead.");
  return async (db, io, nowMs) => {
    const rows = values.dead
      ? await listDeliveries(db, { state: "dead", cohortId: null, limit: mostDead })
      : await findDeliveries(db, positionals);
    const done = await retryDeliveries(db, rows, nowMs);
    return report(io, { rows, done, names: positionals, verb: "will be sent within a minute" });
  };
};

const readCancel: ReadArgs = (args) => {
  const { positionals } = parseArgs({ args, allowPositionals: true, options: {} });
  if (positionals.length === 0) throw new Error("Name the deliveries.");
  return async (db, io, nowMs) => {
    const rows = await findDeliveries(db, positionals);
    const done = await cancelDeliveries(db, rows, nowMs);
    return report(io, { rows, done, names: positionals, verb: "cancelled" });
  };
};

interface Outcome {
  readonly rows: readonly Delivery[];
  readonly done: readonly string[];
  readonly names: readonly string[];
  readonly verb: string;
}

function report(io: DeliveriesIo, { rows, done, names, verb }: Outcome): number {
  for (const key of done) io.out(`${key}: ${verb}`);
  const left = rows.filter(({ key }) => !done.includes(key));
  for (const { key, state } of left) {
    io.err(
      `${key}: ${state === "owed" ? "is being sent at this moment; try again in two minutes" : `is ${state} already`}`,
    );
  }
  const unknown = names.filter((name) => !rows.some(({ key, id }) => key === name || String(id) === name));
  for (const name of unknown) io.err(`${name}: no such delivery`);
  if (rows.length === 0 && names.length === 0) io.out("Nothing is dead.");
  return left.length + unknown.length === 0 ? 0 : 1;
}

function table(rows: readonly Delivery[], nowMs: number): string {
  const lines = rows.map((row) => [
    String(row.id),
    row.state,
    row.key,
    moment(row.dueAt),
    String(row.attempts),
    nextWords(row, nowMs),
    row.lastError ?? "",
  ]);
  const head = ["id", "state", "key", "due (UTC)", "tries", "next try", "last error"];
  const widths = head.map((title, at) => Math.max(title.length, ...lines.map((line) => line[at]?.length ?? 0)));
  return [head, ...lines]
    .map((line) =>
      line
        .map((cell, at) => cell.padEnd(widths[at] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

function nextWords({ state, nextTryAt, claimedUntil }: Delivery, nowMs: number): string {
  if (state !== "owed") return "";
  if (nextTryAt === parkedMs) return "when its place is open";
  if (claimedUntil !== null && claimedUntil > nowMs) return "under way";
  return nextTryAt <= nowMs ? "now" : moment(nextTryAt);
}

function moment(ms: number): string {
  return new Date(ms).toISOString().slice(0, 16).replace("T", " ");
}
