import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { StepResult } from "./card-code.ts";
import { cardTimeoutMs, type Finished, lastLine, runIsolated } from "./run-isolated.ts";

/** Parses each script with bash; those to run follow each other in one folder, empty at first. */
export async function runShell(steps: readonly { code: string; run: boolean }[]): Promise<StepResult[]> {
  const folder = await mkdtemp(join(tmpdir(), "interleave-code-"));
  try {
    const results: StepResult[] = [];
    for (const { code, run } of steps) {
      const parsed = await bash(["-n"], code, folder);
      if (parsed.status !== 0) {
        results.push({
          printed: "",
          raised: false,
          broken: `bash cannot read this (${lastLine(parsed.stderr)}); correct it`,
        });
      } else if (!run) results.push({ printed: "", raised: false });
      else {
        const done = await bash([], code, folder);
        const broken = done.timedOut
          ? `this is still running after ${cardTimeoutMs / 1_000} s; make it smaller`
          : undefined;
        const printed = [done.stdout.trimEnd(), done.status === 0 ? "" : lastLine(done.stderr)]
          .filter(Boolean)
          .join("\n");
        results.push({ printed, raised: done.status !== 0, ...(broken && { broken }) });
      }
    }
    return results;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function bash(options: readonly string[], script: string, folder: string): Promise<Finished> {
  return runIsolated([...settings, "bash", ...options, "-s"], folder, script);
}

const settings = [
  "GIT_CONFIG_NOSYSTEM=1",
  "GIT_AUTHOR_NAME=Ada",
  "GIT_AUTHOR_EMAIL=ada@example.org",
  "GIT_COMMITTER_NAME=Ada",
  "GIT_COMMITTER_EMAIL=ada@example.org",
];
