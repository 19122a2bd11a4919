import { spawn } from "node:child_process";
import type { Readable } from "node:stream";

/** Time the code of one card may take: long, since importing a library on a busy machine takes most of it. */
export const cardTimeoutMs = 60_000;

export type Finished = {
  /** Exit code; null if it was killed. 127 if there is no such program. */
  status: number | null;
  stdout: string;
  stderr: string;
  /** What was written to file descriptor 3. */
  answers: string;
  timedOut: boolean;
};

/**
 * Runs a program in a folder with nothing of our environment but the search path, and ends it, with everything it
 * started, when the time is over.
 */
export function runIsolated(
  command: readonly string[],
  folder: string,
  input: string,
  timeoutMs = cardTimeoutMs,
): Promise<Finished> {
  const clean = 'exec env -i PATH="$PATH" "$@"';
  const settings = [`HOME=${folder}`, "LANG=C.UTF-8", "TZ=UTC"];
  return new Promise((resolve, reject) => {
    const child = spawn("sh", ["-c", clean, "sh", ...settings, ...command], {
      cwd: folder,
      // In a group of its own, so that what it starts can be ended with it.
      detached: true,
      stdio: ["pipe", "pipe", "pipe", "pipe"],
    });
    let timedOut = false;
    const timer = setTimeout(() => {
      timedOut = true;
      if (child.pid !== undefined) endGroup(child.pid);
      // What left the group may still hold the streams; without this nobody would be told.
      for (const stream of child.stdio) stream?.destroy();
    }, timeoutMs);
    const stdout = collect(child.stdout);
    const stderr = collect(child.stderr);
    const answers = collect(child.stdio[3] as Readable | null);
    child.on("error", (error) => {
      clearTimeout(timer);
      reject(error);
    });
    child.on("close", (status) => {
      clearTimeout(timer);
      resolve({ status, stdout: stdout(), stderr: stderr(), answers: answers(), timedOut });
    });
    // A program that ends before it has read its input is judged by its answers.
    child.stdin?.on("error", () => undefined);
    child.stdin?.end(input);
  });
}

/** Ends every process of a group; it may have ended by itself. */
function endGroup(pid: number): void {
  try {
    process.kill(-pid, "SIGKILL");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}

function collect(stream: Readable | null): () => string {
  const chunks: Buffer[] = [];
  stream?.on("data", (chunk: Buffer) => chunks.push(chunk));
  return () => Buffer.concat(chunks).toString("utf8");
}

/** The last line a program complained with. */
export function lastLine(stderr: string): string {
  return stderr.trim().split("\n").at(-1) ?? "";
}
