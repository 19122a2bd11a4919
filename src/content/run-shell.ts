import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { StepResult } from "./card-code.ts";
import { cardTimeoutMs } from "./run-python.ts";

/** Parses each script with bash; those to run follow each other in one folder, empty at first. */
export async function runShell(steps: readonly { code: string; run: boolean }[]): Promise<StepResult[]> {
  const folder = await mkdtemp(join(tmpdir(), "interleave-code-"));
  try {
    const results: StepResult[] = [];
    for (const { code, run } of steps) {
      const parsed = await bash(["-n"], code, folder);
      if (parsed.status !== 0) {
        results.push({ printed: "", raised: false, broken: `bash cannot read this (${parsed.stderr}); correct it` });
      } else if (!run) results.push({ printed: "", raised: false });
      else {
        const done = await bash([], code, folder);
        const broken = done.timedOut
          ? `this is still running after ${cardTimeoutMs / 1_000} s; make it smaller`
          : undefined;
        const printed = [done.stdout.trimEnd(), done.status === 0 ? "" : done.stderr].filter(Boolean).join("\n");
        results.push({ printed, raised: done.status !== 0, ...(broken && { broken }) });
      }
    }
    return results;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

type Done = { status: number | null; stdout: string; stderr: string; timedOut: boolean };

function bash(options: string[], script: string, folder: string): Promise<Done> {
  return new Promise((resolve, reject) => {
    const child = spawn("bash", [...options, "-s"], {
      cwd: folder,
      detached: true,
      env: {
        PATH: process.env.PATH,
        HOME: folder,
        LANG: "C.UTF-8",
        TZ: "UTC",
        GIT_CONFIG_NOSYSTEM: "1",
        GIT_AUTHOR_NAME: "Ada",
        GIT_AUTHOR_EMAIL: "ada@example.org",
        GIT_COMMITTER_NAME: "Ada",
        GIT_COMMITTER_EMAIL: "ada@example.org",
      },
      stdio: ["pipe", "pipe", "pipe"],
    });
    let stdout = "";
    let stderr = "";
    let timedOut = false;
    const timer = setTimeout(() => {
      timedOut = true;
      if (child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
    }, cardTimeoutMs);
    child.stdout.on("data", (chunk: Buffer) => {
      stdout += chunk.toString("utf8");
    });
    child.stderr.on("data", (chunk: Buffer) => {
      stderr += chunk.toString("utf8");
    });
    child.on("error", (error) => {
      clearTimeout(timer);
      reject(error);
    });
    child.on("close", (status) => {
      clearTimeout(timer);
      resolve({ status, stdout, stderr: stderr.trim().split("\n").at(-1) ?? "", timedOut });
    });
    child.stdin.on("error", () => undefined);
    child.stdin.end(script);
  });
}
