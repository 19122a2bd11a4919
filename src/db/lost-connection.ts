import { setTimeout as wait } from "node:timers/promises";
import type { Sql } from "postgres";
import { isDatabaseAway } from "./unavailable.ts";

/** An error that speaks of a lost connection is believed if the connection closes within this time. */
const proofMs = 1_000;

interface Fate {
  over: boolean;
  readonly end: Promise<void>;
}

type Client = Record<string, unknown>;
type Work = (tx: Client) => unknown;

/**
 * The client, with transactions that outlive their connection. Once that is gone, postgres.js must not be handed another
 * statement for it, its own `rollback` included: it would write to a socket that is null, in a timer of its own where
 * nobody can catch, and so end the process (porsager/postgres#1208). Here nothing follows the loss, and the transaction
 * rejects since its connection closed.
 */
export function withSafeTransactions(sql: Sql): Sql {
  return new Proxy(sql, {
    get: (target, name) => (name === "begin" ? (work: Work) => begin(target, work) : Reflect.get(target, name)),
  });
}

function begin(sql: Sql, work: Work): Promise<unknown> {
  let end: () => void = () => undefined;
  const fate: Fate = { over: false, end: new Promise((resolve) => (end = resolve)) };
  const outcome = sql.begin((tx) => unlessLost(fate, () => work(guarded(tx as unknown as Client, fate))));
  const ended = () => {
    fate.over = true;
    end();
  };
  outcome.then(ended, ended);
  return outcome;
}

/** Never settles once the connection is lost, so that nothing is rolled back or committed on it. */
async function unlessLost(fate: Fate, work: () => unknown): Promise<unknown> {
  try {
    const result = await work();
    if (!fate.over) return result;
  } catch (error) {
    if (isDatabaseAway(error)) await Promise.race([fate.end, wait(proofMs, undefined, { ref: false })]);
    if (!fate.over) throw error;
  }
  return new Promise(() => undefined);
}

function guarded(tx: Client, fate: Fate): Client {
  return new Proxy(tx, {
    get(target, name) {
      const value = Reflect.get(target, name) as (...args: unknown[]) => unknown;
      if (name === "unsafe") return unlessOver(fate, value);
      if (name !== "savepoint") return value;
      return unlessOver(fate, (work) =>
        value((inner: Client) => unlessLost(fate, () => (work as Work)(guarded(inner, fate)))),
      );
    },
  });
}

function unlessOver<Args extends unknown[]>(fate: Fate, call: (...args: Args) => unknown) {
  return (...args: Args): unknown => {
    if (fate.over)
      throw Object.assign(new Error("the connection of this transaction closed"), { code: "CONNECTION_CLOSED" });
    return call(...args);
  };
}
