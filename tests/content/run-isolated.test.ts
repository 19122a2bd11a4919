import { tmpdir } from "node:os";
import { expect, test } from "vitest";
import { runIsolated } from "../../src/content/run-isolated.ts";

const sh = (script: string, timeoutMs: number) => runIsolated(["sh", "-c", script], tmpdir(), "", timeoutMs);

test("a program that takes too long is ended with what it started", async () => {
  expect(await sh("echo a; sleep 30 & sleep 30", 300)).toMatchObject({ status: null, stdout: "a\n", timedOut: true });
});

test("a program that has ended, but left one behind that holds its output, is reported", async () => {
  expect(await sh("echo a; setsid sleep 3 &", 300)).toMatchObject({ status: 0, stdout: "a\n", timedOut: true });
});
