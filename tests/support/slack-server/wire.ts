import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { acceptSocket, type Socket } from "../discord-server/websocket.ts";
import { methods, scopesOf } from "./methods.ts";
import type { Fault, Json, State, Team } from "./state.ts";

export interface Wire {
  readonly url: string;
  readonly appToken: string;
  /** Scopes the app was given; what needs another one is refused. */
  scopes: ReadonlySet<string>;
  /** Sockets that are refused before one is let in. */
  refuseSockets: number;
  readonly sockets: ReadonlySet<Socket>;
  /** Hands an envelope to a socket; its acknowledgement. */
  send(envelope: Json): Promise<Json>;
  /** Answers of the OAuth exchange, by code. */
  readonly grants: Map<string, Json>;
  close(): Promise<void>;
}

/** HTTP and web sockets of the stand-in, on 127.0.0.1. */
export async function openWire(state: State, ackWithinMs: number): Promise<Wire> {
  const appToken = "xapp-1-standin";
  const waiting = new Map<string, (payload: Json) => void>();
  const sockets = new Set<Socket>();
  const grants = new Map<string, Json>();
  const server = createServer((request, response) => {
    serve(request, response).catch((cause: unknown) => {
      state.problems.push(`stand-in: ${String(cause)}`);
      response.destroy();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const wire = {
    url: `http://${address}/api/`,
    appToken,
    scopes: new Set<string>() as ReadonlySet<string>,
    refuseSockets: 0,
    sockets,
    grants,
  };

  server.on("upgrade", (request, stream) => {
    if (wire.refuseSockets > 0) {
      wire.refuseSockets--;
      stream.end("HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\n\r\n");
      state.changed();
      return;
    }
    const socket = acceptSocket(request, stream);
    sockets.add(socket);
    socket.onEnd(() => sockets.delete(socket));
    socket.onText((text) => {
      const { envelope_id, payload } = JSON.parse(text) as { envelope_id: string; payload?: Json };
      waiting.get(envelope_id)?.(payload ?? {});
      waiting.delete(envelope_id);
      state.changed();
    });
    socket.send(JSON.stringify({ type: "hello", num_connections: 1 }));
    state.changed();
  });

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = new URL(request.url ?? "/", "http://local").pathname;
    const body = await readBody(request);
    if (path.startsWith("/upload/")) return upload(path.slice("/upload/".length), body, response);
    if (path.startsWith("/respond/")) return respond(path.slice("/respond/".length), request, body, response);
    if (!path.startsWith("/api/")) return end(response, 404, {});
    const method = path.slice("/api/".length);
    const type = request.headers["content-type"] ?? "";
    if (request.method !== "POST" || !type.startsWith("application/x-www-form-urlencoded")) {
      state.problems.push(`${method}: ${request.method} with ${type}`);
    }
    const args = decode(new URLSearchParams(body.toString("utf8")));
    const token = (request.headers.authorization ?? "").replace(/^Bearer /, "");
    const fault = strikes(state, method);
    if (fault?.as === "429") {
      response.setHeader("retry-after", String(fault.retryAfter ?? 1));
      return end(response, 429, { ok: false, error: "ratelimited" });
    }
    if (fault?.as === "500") return end(response, 500, {});
    if (fault?.as === "reset") {
      response.destroy();
      return;
    }
    if (fault && fault.as !== "lost") return end(response, 200, { ok: false, error: fault.as });
    const answer = answerOf(method, token, args);
    state.changed();
    if (fault?.as === "lost") {
      response.destroy();
      return;
    }
    end(response, 200, answer);
  }

  function answerOf(method: string, token: string, args: Json): Json {
    if (method === "apps.connections.open") {
      if (token !== appToken) return { ok: false, error: "invalid_auth" };
      return { ok: true, url: `ws://${address}/link/?ticket=${state.next()}` };
    }
    if (method === "oauth.v2.access") {
      const grant = grants.get(String(args.code));
      grants.delete(String(args.code));
      return grant ?? { ok: false, error: "invalid_code" };
    }
    const team = [...state.teams.values()].find((one) => one.token === token);
    if (!team) return { ok: false, error: token ? "invalid_auth" : "not_authed" };
    if (team.dead) return { ok: false, error: team.dead };
    state.calls.push({ method, args, team: team.id });
    const needed = scopesOf[method]?.(args) ?? [];
    for (const scope of needed) state.scopesUsed.add(scope);
    if (needed.some((scope) => !wire.scopes.has(scope)))
      return { ok: false, error: "missing_scope", needed: needed.join(",") };
    if (method === "files.getUploadURLExternal") return place(team, args);
    const known = methods[method];
    if (!known) {
      state.problems.push(`no such method: ${method}`);
      return { ok: false, error: "unknown_method" };
    }
    return known(state, team, args);
  }

  function place(_team: Team, { filename, length }: Json): Json {
    if (!filename || !Number(length)) return { ok: false, error: "invalid_arguments" };
    const id = `F${state.next()}`;
    state.files.set(id, { name: String(filename), bytes: 0, done: false, channel: null });
    return { ok: true, file_id: id, upload_url: `http://${address}/upload/${id}` };
  }

  function upload(id: string, body: Buffer, response: ServerResponse): void {
    const file = state.files.get(id);
    if (file) file.bytes = body.byteLength;
    end(response, file ? 200 : 404, {});
  }

  const uses = new Map<string, number>();
  function respond(id: string, request: IncomingMessage, body: Buffer, response: ServerResponse): void {
    const used = (uses.get(id) ?? 0) + 1;
    uses.set(id, used);
    const [channel = "", user = ""] = id.split("-");
    if (used > 5 || strikes(state, "response_url")) {
      end(response, 404, { ok: false, error: "used_url" });
      return;
    }
    if (!request.headers["content-type"]?.startsWith("application/json")) state.problems.push("response_url: not JSON");
    const { text, blocks, response_type } = JSON.parse(body.toString("utf8")) as Json;
    if (response_type !== "ephemeral") state.problems.push(`response_url: ${String(response_type)}`);
    state.ephemerals.push({
      channel,
      user,
      text: String(text),
      blocks: (blocks ?? []) as Json[],
      ts: `${state.next()}.0`,
      responseUrl: true,
    });
    state.changed();
    end(response, 200, { ok: true });
  }

  return Object.assign(wire, {
    async send(envelope: Json): Promise<Json> {
      const [socket] = sockets;
      if (!socket) throw new Error("no socket is open");
      const id = `E${state.next()}`;
      const acknowledged = new Promise<Json>((resolve) => waiting.set(id, resolve));
      socket.send(JSON.stringify({ ...envelope, envelope_id: id }));
      return late(acknowledged, ackWithinMs, state, String(envelope.type));
    },
    async close() {
      for (const socket of sockets) socket.drop();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  });
}

/** Slack waits 3 s; what comes later is as good as not there. */
export async function late(answer: Promise<Json>, mostMs: number, state: State, what: string): Promise<Json> {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<Json>((resolve) => {
    timer = setTimeout(() => {
      state.problems.push(`${what}: not acknowledged within ${mostMs} ms`);
      resolve({});
    }, mostMs);
  });
  const first = await Promise.race([answer, over]);
  clearTimeout(timer);
  return first;
}

function strikes(state: State, method: string): Fault | null {
  const at = state.faults.findIndex((fault) => fault.method === method);
  const fault = state.faults[at];
  if (!fault) return null;
  if (fault.skip) {
    fault.skip--;
    return null;
  }
  state.faults.splice(at, 1);
  return fault;
}

/** Forms with JSON inside, as Slack's own client sends them. */
function decode(form: URLSearchParams): Json {
  return Object.fromEntries(
    [...form].map(([name, value]) => {
      const isJson = /^[[{]/.test(value) && name !== "text";
      return [name, isJson ? JSON.parse(value) : value === "true" ? true : value === "false" ? false : value];
    }),
  );
}

export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  return Buffer.concat(pieces);
}

function end(response: ServerResponse, status: number, body: Json): void {
  response.writeHead(status, { "content-type": "application/json" });
  response.end(JSON.stringify(body));
}
