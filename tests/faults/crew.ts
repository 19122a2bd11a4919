import { type ChildProcess, spawn } from "node:child_process";
import { setTimeout as wait } from "node:timers/promises";
import { projectRoot } from "../support/product-process.ts";
import type { EndAt, WorkerSetting } from "./delivery-worker.ts";

export interface Worker {
  readonly name: string;
  /** At work: it has said so, and is alive. */
  isReady(): boolean;
  /** With -9, and whatever it is doing: it does nothing further. It comes back at once, or after so long. */
  kill(awayMs: number): void;
}

export interface Crew {
  readonly workers: readonly Worker[];
  /** Resolves with those at work, once there are any. */
  ready(): Promise<Worker[]>;
  /** Nothing new is wanted from this moment of the test's clock on; resolves when nothing is left to do. */
  finish(endMs: number): Promise<void>;
  stop(): Promise<void>;
}

/** An end to what hangs. */
const atMostMs = 120_000;

/** Processes that come back whatever ends them. */
export function openCrew(script: string, settings: ReadonlyMap<string, WorkerSetting>): Crew {
  let stopped = false;
  let end: EndAt = { endMs: null };
  let resolveDone: () => void = () => undefined;
  const finished = new Promise<void>((resolve) => {
    resolveDone = resolve;
  });
  const children = new Set<ChildProcess>();

  function hire(name: string, setting: WorkerSetting): Worker {
    let ready = false;
    let awayMs = 0;
    let child = start();
    function start(): ChildProcess {
      const mine = spawn(process.execPath, [script, JSON.stringify(setting)], {
        cwd: projectRoot,
        stdio: ["ignore", "ignore", "inherit", "ipc"],
      });
      children.add(mine);
      mine.on("message", (said) => {
        if (said === "ready") {
          ready = mine.signalCode === null;
          mine.send(end);
        }
        if (said === "done") resolveDone();
      });
      mine.once("exit", () => {
        ready = false;
        children.delete(mine);
        setTimeout(() => {
          if (!stopped) child = start();
        }, awayMs);
        awayMs = 0;
      });
      return mine;
    }
    return {
      name,
      isReady: () => ready,
      kill(ms) {
        ready = false;
        awayMs = ms;
        child.kill("SIGKILL");
      },
    };
  }

  const workers = [...settings].map(([name, setting]) => hire(name, setting));
  return {
    workers,
    async ready() {
      for (const untilMs = Date.now() + atMostMs; Date.now() < untilMs; await wait(10)) {
        const there = workers.filter((worker) => worker.isReady());
        if (there.length > 0) return there;
      }
      throw new Error("no process came up");
    },
    async finish(endMs) {
      end = { endMs };
      for (const child of children) if (child.connected) child.send(end);
      await Promise.race([finished, tooLong("the deliveries did not come to an end")]);
    },
    async stop() {
      stopped = true;
      await Promise.all(
        [...children].map(
          (child) =>
            new Promise<void>((resolve) => {
              child.once("exit", () => resolve());
              child.kill("SIGKILL");
            }),
        ),
      );
    },
  };
}

async function tooLong(what: string): Promise<never> {
  await wait(atMostMs, undefined, { ref: false });
  throw new Error(what);
}
