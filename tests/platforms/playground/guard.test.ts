import { request } from "node:http";
import { describe, expect, test } from "vitest";
import { showPrivately } from "../../../src/chat/event.ts";
import { useDatabase } from "../../support/database.ts";
import { closeAfterEach, openTestPlayground, sentence } from "./opened.ts";

const database = useDatabase();
closeAfterEach();

const token = "a-long-enough-secret";

interface Asked {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** With any headers, Host included, which fetch does not let through. */
function ask(port: number, method: string, path: string, headers: Record<string, string>): Promise<Asked> {
  return new Promise((resolve, reject) => {
    const asked = request({ host: "127.0.0.1", port, method, path, headers }, (response) => {
      let body = "";
      response.on("data", (chunk) => {
        body += chunk;
      });
      response.on("end", () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }));
    });
    asked.on("error", reject);
    asked.end(method === "POST" ? JSON.stringify({ name: "Zoe", zone: "UTC" }) : undefined);
  });
}

const json = { "content-type": "application/json" };

describe("who gets in", () => {
  test("this machine, asking for it by name", async () => {
    const { port } = await openTestPlayground(database.db, () => ({ kind: "nothing" }));
    for (const host of [`127.0.0.1:${port}`, `localhost:${port}`, "localhost", `[::1]:${port}`]) {
      expect((await ask(port, "GET", "/", { host })).status, host).toBe(200);
    }
    for (const host of ["evil.example", "127.0.0.1.evil.example", "localhost.evil.example:3000", "10.0.0.7:3000"]) {
      expect((await ask(port, "GET", "/", { host })).status, host).toBe(403);
    }
  });

  test("nobody a proxy speaks for", async () => {
    const { port } = await openTestPlayground(database.db, () => ({ kind: "nothing" }));
    for (const name of ["x-forwarded-for", "forwarded", "x-real-ip", "via"]) {
      expect((await ask(port, "GET", "/", { host: `localhost:${port}`, [name]: "203.0.113.9" })).status).toBe(403);
    }
  });

  test("changes come from this address only", async () => {
    const { port } = await openTestPlayground(database.db, () => ({ kind: "nothing" }));
    const host = `localhost:${port}`;
    const post = (headers: Record<string, string>) =>
      ask(port, "POST", "/playground/api/person", { host, ...json, ...headers });
    expect((await post({})).status).toBe(403);
    expect((await post({ origin: "http://evil.example" })).status).toBe(403);
    expect((await post({ origin: "null" })).status).toBe(403);
    expect((await post({ origin: `http://localhost:${port + 1}` })).status).toBe(403);
    expect((await post({ origin: `http://${host}` })).status).toBe(200);
  });

  test("another site's page reads nothing", async () => {
    const { port } = await openTestPlayground(database.db, () => ({ kind: "nothing" }));
    const host = `localhost:${port}`;
    const asked = await ask(port, "GET", "/playground/events", {
      host,
      "sec-fetch-site": "cross-site",
      "sec-fetch-mode": "no-cors",
    });
    expect(asked.status).toBe(403);
    expect((await ask(port, "GET", "/playground/events", { host, origin: "http://evil.example" })).status).toBe(403);
  });

  test("with the token: from anywhere, then by the cookie, which is not the token", async () => {
    const { port } = await openTestPlayground(database.db, () => ({ kind: "nothing" }), { token });
    const host = "study.example";
    expect((await ask(port, "GET", "/", { host })).status).toBe(403);
    expect((await ask(port, "GET", "/?token=wrong", { host })).status).toBe(403);
    const shown = await ask(port, "GET", `/?token=${token}`, { host });
    expect(shown.status).toBe(200);
    const cookie = String(shown.headers["set-cookie"]);
    expect(cookie).toMatch(/HttpOnly/);
    expect(cookie).toMatch(/SameSite=Strict/);
    expect(cookie).not.toContain(token);
    const pair = cookie.split(";")[0] ?? "";
    expect((await ask(port, "GET", "/", { host, cookie: pair })).status).toBe(200);
    expect((await ask(port, "GET", "/", { host, cookie: `${pair}x` })).status).toBe(403);
    const post = await ask(port, "POST", "/playground/api/person", {
      host,
      cookie: pair,
      ...json,
      origin: "https://study.example",
    });
    expect(post.status).toBe(200);
  });
});

describe("what is sent", () => {
  test("no inline script, no foreign source, no guessing of types", async () => {
    const { port } = await openTestPlayground(database.db, () => ({ kind: "nothing" }));
    const page = await ask(port, "GET", "/", { host: "localhost" });
    const policy = String(page.headers["content-security-policy"]);
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain("unsafe");
    expect(page.headers["x-content-type-options"]).toBe("nosniff");
    expect(page.body).not.toMatch(/https?:\/\//);
    expect(page.body).not.toMatch(/<script(?![^>]*\ssrc=)/);
    expect(page.body).not.toMatch(/\sstyle=|\son[a-z]+=/);
    const links = [...page.body.matchAll(/(?:src|href)="(\/[^"]*)"/g)].map((match) => match[1] ?? "");
    expect(links.length).toBeGreaterThan(5);
    for (const link of links) expect((await ask(port, "GET", link, { host: "localhost" })).status, link).toBe(200);
  });

  test("only the page's own files", async () => {
    const { port } = await openTestPlayground(database.db, () => ({ kind: "nothing" }));
    for (const path of [
      "/playground/../index.ts",
      "/playground/%2e%2e/index.ts",
      "/playground/main.ts",
      "/playground/",
    ]) {
      expect((await ask(port, "GET", path, { host: "localhost" })).status, path).toBe(404);
    }
  });

  test("a link with another scheme is shown as words", async () => {
    const { post, snapshot } = await openTestPlayground(database.db, () =>
      showPrivately({
        ...sentence("x"),
        parts: [
          { kind: "text", spans: [{ kind: "link", label: "click", url: "javascript:alert(1)" }] },
          { kind: "buttons", buttons: [{ label: "B", style: "plain", press: { url: "data:text/html,x" } }] },
        ],
      }),
    );
    await post("command", { as: "ann", conversation: "ml-daily", key: "1", text: "/study" });
    expect(JSON.stringify((await snapshot("ann")).messages)).not.toMatch(/javascript:|data:text/);
  });
});
