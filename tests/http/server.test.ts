import { connect } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { AppError } from "../../src/errors.ts";
import { healthRoutes } from "../../src/http/health.ts";
import { type HttpRoute, type HttpServer, openServer } from "../../src/http/server.ts";
import { openLog } from "../../src/log.ts";

const log = openLog("silent");
const open: HttpServer[] = [];

async function serve(routes: readonly HttpRoute[]): Promise<HttpServer> {
  const server = await openServer({ host: "127.0.0.1", port: 0, routes, log });
  open.push(server);
  return server;
}

afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()));
});

const say =
  (words: string): HttpRoute["handle"] =>
  (_request, response) => {
    response.end(words);
  };

describe("routes", () => {
  test("the exact path wins over a prefix, the longer prefix over the shorter", async () => {
    const { url } = await serve([
      { method: "GET", path: "/a/*", handle: say("short") },
      { method: "GET", path: "/a/b/*", handle: say("long") },
      { method: "GET", path: "/a/b/c", handle: say("exact") },
    ]);
    const read = async (path: string) => (await fetch(`${url}${path}`)).text();
    expect(await read("/a/b/c?x=1")).toBe("exact");
    expect(await read("/a/b/d")).toBe("long");
    expect(await read("/a/x")).toBe("short");
  });

  test("an unknown path is 404, a known one with another method 405, HEAD goes to GET", async () => {
    const { url } = await serve([{ method: "GET", path: "/here", handle: say("yes") }]);
    expect((await fetch(`${url}/there`)).status).toBe(404);
    expect((await fetch(`${url}/here`, { method: "POST", body: "x" })).status).toBe(405);
    const head = await fetch(`${url}/here`, { method: "HEAD" });
    expect([head.status, await head.text()]).toEqual([200, ""]);
  });

  test("a route that throws gives 500 without a word of why", async () => {
    const { url } = await serve([
      {
        method: "GET",
        path: "/bad",
        handle() {
          throw new Error("the password is 1234");
        },
      },
    ]);
    const answer = await fetch(`${url}/bad`);
    expect(answer.status).toBe(500);
    expect(await answer.text()).not.toContain("1234");
  });
});

describe("bodies", () => {
  test("over 12 MB, or of a length not told, they never reach a route", async () => {
    let reached = 0;
    const { url, port } = await serve([
      {
        method: "POST",
        path: "/in",
        handle(_request, response) {
          reached += 1;
          response.end("ok");
        },
      },
    ]);
    const told = await raw(port, "POST /in HTTP/1.1\r\nHost: x\r\nContent-Length: 12582913\r\n\r\n");
    expect(told).toContain("413");
    const untold = await raw(port, "POST /in HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
    expect(untold).toContain("411");
    expect(reached).toBe(0);
    expect(await (await fetch(`${url}/in`, { method: "POST", body: "small" })).text()).toBe("ok");
  });
});

describe("opening and closing", () => {
  test("a taken port is told with what to do", async () => {
    const { port } = await serve([]);
    const second = openServer({ host: "127.0.0.1", port, routes: [], log });
    await expect(second).rejects.toBeInstanceOf(AppError);
    await expect(second).rejects.toMatchObject({
      code: "configuration",
      message: expect.stringContaining(`Port ${port} on 127.0.0.1 is taken`),
    });
    await expect(second).rejects.toThrow(/Set PORT/);
  });

  test("a host that is not ours is told", async () => {
    await expect(openServer({ host: "203.0.113.1", port: 0, routes: [], log })).rejects.toThrow(/Set HOST/);
  });

  test("event streams end at once; a request under way is still answered", async () => {
    let finish: (() => void) | undefined;
    const server = await serve([
      {
        method: "GET",
        path: "/events",
        handle(_request, response) {
          response.writeHead(200, { "content-type": "text/event-stream" });
          response.write(": hello\n\n");
        },
      },
      {
        method: "GET",
        path: "/slow",
        handle: (_request, response) =>
          new Promise<void>((resolve) => {
            finish = () => {
              response.end("done");
              resolve();
            };
          }),
      },
    ]);
    const stream = await fetch(`${server.url}/events`, { headers: { accept: "text/event-stream" } });
    const slow = fetch(`${server.url}/slow`).then((answer) => answer.text());
    while (!finish) await new Promise((resolve) => setImmediate(resolve));
    const closing = server.close();
    expect(await stream.text()).toBe(": hello\n\n");
    finish();
    expect(await slow).toBe("done");
    await closing;
    await expect(fetch(`${server.url}/events`)).rejects.toThrow();
  });
});

describe("health", () => {
  test("alive always, ready once nothing is missing", async () => {
    let missing: () => Promise<readonly string[]> = async () => ["the database does not answer"];
    const { url } = await serve(healthRoutes({ missing: () => missing() }));
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    const early = await fetch(`${url}/readyz`);
    expect([early.status, await early.json()]).toEqual([
      503,
      { status: "not ready", missing: ["the database does not answer"] },
    ]);
    missing = () => Promise.reject(new Error("connection string with a password"));
    const broken = await fetch(`${url}/readyz`);
    expect([broken.status, await broken.text()]).toEqual([503, expect.not.stringContaining("password")]);
    missing = async () => [];
    expect((await fetch(`${url}/readyz`)).status).toBe(200);
  });
});

/** What a server answers to bytes that no client would send. */
function raw(port: number, bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, "127.0.0.1", () => socket.write(bytes));
    let got = "";
    socket.on("data", (chunk) => {
      got += chunk;
    });
    socket.on("close", () => resolve(got));
    socket.on("error", reject);
  });
}
