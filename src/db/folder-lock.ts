import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { link, readFile, rename, stat, unlink, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { AppError } from "../errors.ts";

interface Holder {
  readonly token: string;
  readonly pid: number;
  readonly host: string;
  /** What tells this process from a later one with the same number; empty where the system does not say. */
  readonly birth: string;
  readonly since: string;
}

/**
 * Takes the folder for this process. A lock left by a killed process is recognised and taken over.
 * @throws AppError `data-folder-locked` naming the process that holds it, `data-folder-unwritable`.
 */
export async function lockFolder(folder: string): Promise<{ release(): Promise<void> }> {
  const path = join(folder, "interleave.lock");
  const mine: Holder = {
    token: randomUUID(),
    pid: process.pid,
    host: hostname(),
    birth: birthOf(process.pid),
    since: new Date().toISOString(),
  };
  const draft = join(folder, `interleave.lock.${mine.token}`);
  try {
    await writeFile(draft, JSON.stringify(mine));
  } catch (cause) {
    throw new AppError(
      "data-folder-unwritable",
      `cannot write to the data folder ${folder}; set DATA_DIR to one I may write to`,
      { cause },
    );
  }
  try {
    for (let attempt = 0; attempt < 20; attempt++) {
      // A hard link appears whole or not at all: nobody ever reads half a lock.
      const taken = await link(draft, path).then(
        () => true,
        (error: NodeJS.ErrnoException) => {
          if (error.code === "EEXIST") return false;
          throw new AppError("data-folder-unwritable", `cannot lock the data folder ${folder}`, { cause: error });
        },
      );
      if (taken) return { release: () => releaseIfMine(path, mine.token) };
      // Before it is read: what is judged stale below must be this very file.
      const standing = await identityOf(path);
      const holder = await readHolder(path);
      if (holder && isAlive(holder)) {
        throw new AppError(
          "data-folder-locked",
          `the data folder ${folder} is in use by process ${holder.pid} on ${holder.host} since ${holder.since}; stop that one, or set DATA_DIR to another folder`,
        );
      }
      if (standing && (await takeOver(path, draft, standing)))
        return { release: () => releaseIfMine(path, mine.token) };
    }
    throw new AppError("data-folder-locked", `the data folder ${folder} is being taken by another process; try again`);
  } finally {
    await unlink(draft).catch(() => undefined);
  }
}

async function readHolder(path: string): Promise<Holder | null> {
  try {
    return JSON.parse(await readFile(path, "utf8")) as Holder;
  } catch {
    return null;
  }
}

/**
 * Puts this process's lock in place of a stale one. Only who holds the ticket named after that very file may replace it,
 * and looks again before doing so: a slow process that still means the old file finds another one there and gives up.
 */
async function takeOver(path: string, draft: string, stale: string): Promise<boolean> {
  const ticket = `${path}.${stale}`;
  const mine = await link(draft, ticket).then(
    () => true,
    () => false,
  );
  if (!mine) {
    const holder = await readHolder(ticket);
    if (holder && !isAlive(holder)) await unlink(ticket).catch(() => undefined);
    return false;
  }
  try {
    if ((await identityOf(path)) !== stale) return false;
    const mineInPlace = `${draft}.in-place`;
    await link(draft, mineInPlace);
    await rename(mineInPlace, path);
    return true;
  } finally {
    await unlink(ticket).catch(() => undefined);
  }
}

/** What tells one file from another that stood at the same path; null if there is none. */
async function identityOf(path: string): Promise<string | null> {
  try {
    const { ino, mtimeNs } = await stat(path, { bigint: true });
    return `${ino}-${mtimeNs}`;
  } catch {
    return null;
  }
}

async function releaseIfMine(path: string, token: string): Promise<void> {
  if ((await readHolder(path))?.token === token) await unlink(path).catch(() => undefined);
}

/** A holder on another host (a shared folder) cannot be asked, so it counts as alive. In a container every host name is new and the process number repeats, so a host that differs with our own number is a former life. */
function isAlive(holder: Holder): boolean {
  if (holder.host !== hostname()) return holder.pid !== process.pid;
  if (holder.pid === process.pid) return holder.birth === birthOf(process.pid) && holder.birth !== "";
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EPERM") return false;
  }
  const birth = birthOf(holder.pid);
  return birth === "" || holder.birth === "" || birth === holder.birth;
}

/** Start time of a process in clock ticks since boot (field 22 of /proc/PID/stat), with the boot's id; Linux only. */
function birthOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const started = stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19];
    return `${readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim()}:${started}`;
  } catch {
    return "";
  }
}
