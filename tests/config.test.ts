import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { readConfig } from "../src/config.ts";

const nowhere = join(tmpdir(), "no-such-file.env");

describe("configuration", () => {
  test("needs nothing", () => {
    expect(readConfig({}, nowhere)).toMatchObject({
      PORT: 3000,
      HOST: "127.0.0.1",
      DATA_DIR: "data",
      CONTENT_DIR: "content",
      LOG_LEVEL: "info",
    });
  });

  test("names every wrong value at once: what it was and what is wanted", () => {
    const wrong = {
      PORT: "eighty",
      LOG_LEVEL: "loud",
      DATABASE_URL: "mysql://root:hunter2@db/x",
      PLAYGROUND: "perhaps",
    };
    expect(() => readConfig(wrong, nowhere)).toThrow(/PORT is "eighty"; wanted: a port number/);
    expect(() => readConfig(wrong, nowhere)).toThrow(/LOG_LEVEL is "loud"; wanted: one of debug, info/);
    expect(() => readConfig(wrong, nowhere)).toThrow(
      /DATABASE_URL is set \(25 characters\); wanted: an address such as postgres:/,
    );
    expect(() => readConfig(wrong, nowhere)).toThrow(/PLAYGROUND is "perhaps"/);
    expect(() => readConfig(wrong, nowhere)).not.toThrow(/hunter2/);
  });

  test("a port out of range and an empty value", () => {
    expect(() => readConfig({ PORT: "70000" }, nowhere)).toThrow(/PORT is "70000"/);
    expect(readConfig({ PORT: " ", DATABASE_URL: "" }, nowhere).PORT).toBe(3000);
  });

  test("reads .env, and the environment wins", () => {
    const path = join(mkdtempSync(join(tmpdir(), "interleave-env-")), ".env");
    writeFileSync(path, 'PORT=4000\nLOG_LEVEL="warn"\n');
    expect(readConfig({ PORT: "5000" }, path)).toMatchObject({ PORT: 5000, LOG_LEVEL: "warn" });
  });
});
