import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { AppError, errorText } from "../errors.ts";
import type { Log } from "../log.ts";

/** The twin of `Route` in `chat/platform.ts`: this folder knows nothing of the conversation. */
export interface HttpRoute {
  readonly method: "GET" | "POST";
  /** Exact path, or a prefix ending in `/*`. The longest match answers; HEAD goes to GET. */
  readonly path: string;
  handle(request: IncomingMessage, response: ServerResponse): void | Promise<void>;
}

export interface HttpServer {
  /** With the address to type into a browser; a wildcard host reads as 127.0.0.1. */
  readonly url: string;
  readonly port: number;
  /** Event streams end at once, requests under way have 4 s. May be called twice. */
  close(): Promise<void>;
}

/** A request whose body is longer, or does not say how long it is, never reaches a route. */
const mostBodyBytes = 12 * 1024 * 1024;
const closingMs = 4_000;

/** @throws AppError `configuration` when the address cannot be taken, saying what to do. */
export async function openServer(options: {
  host: string;
  port: number;
  routes: readonly HttpRoute[];
  log: Log;
}): Promise<HttpServer> {
  const { host, log } = options;
  const find = routeFinder(options.routes);
  const open = new Set<ServerResponse>();
  const server = createServer((request, response) => {
    open.add(response);
    response.once("close", () => open.delete(response));
    answer(find, log, request, response);
  });
  const sockets = new Set<Socket>();
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });
  server.headersTimeout = 10_000;
  server.requestTimeout = 60_000;
  server.keepAliveTimeout = 5_000;
  server.maxRequestsPerSocket = 0;
  await listen(server, host, options.port);
  const { port } = server.address() as AddressInfo;

  let closing: Promise<void> | undefined;
  return {
    url: `http://${shownHost(host)}:${port}`,
    port,
    close() {
      closing ??= closeServer(server, open, sockets);
      return closing;
    },
  };
}

type Finder = (method: string, path: string) => HttpRoute | "no-path" | "no-method";

function routeFinder(routes: readonly HttpRoute[]): Finder {
  const exact = routes.filter((route) => !route.path.endsWith("/*"));
  const prefixes = routes
    .filter((route) => route.path.endsWith("/*"))
    .sort((one, other) => other.path.length - one.path.length);
  return (method, path) => {
    const wanted = method === "HEAD" ? "GET" : method;
    const here = [
      ...exact.filter((route) => route.path === path),
      ...prefixes.filter((route) => path.startsWith(route.path.slice(0, -1))),
    ];
    if (here.length === 0) return "no-path";
    return here.find((route) => route.method === wanted) ?? "no-method";
  };
}

function answer(find: Finder, log: Log, request: IncomingMessage, response: ServerResponse): void {
  const path = pathOf(request);
  const route = path === null ? "no-path" : find(request.method ?? "", path);
  const refusal = typeof route === "string" ? refusals[route] : bodyRefusal(request);
  if (refusal || typeof route === "string") {
    refuse(response, ...(refusal ?? refusals["no-path"]));
    return;
  }
  Promise.resolve()
    .then(() => route.handle(request, response))
    .catch((error: unknown) => {
      log.error({ method: request.method, path, error: errorText(error) }, "an http request failed");
      if (response.headersSent) response.destroy();
      else refuse(response, 500, "That did not work on my side. Please try again.");
    });
}

const refusals = {
  "no-path": [404, "There is nothing at this address."],
  "no-method": [405, "This address does not take that method."],
} as const;

function bodyRefusal(request: IncomingMessage): readonly [number, string] | null {
  if (request.headers["transfer-encoding"] !== undefined) return [411, "Say how long the body is."];
  if (Number(request.headers["content-length"] ?? 0) > mostBodyBytes) return [413, "That is too long for me."];
  return null;
}

function pathOf(request: IncomingMessage): string | null {
  try {
    return new URL(request.url ?? "/", "http://local").pathname;
  } catch {
    return null;
  }
}

function refuse(response: ServerResponse, status: number, sentence: string): void {
  response.writeHead(status, {
    "content-type": "text/plain; charset=utf-8",
    "x-content-type-options": "nosniff",
    // What is still coming of a refused body is not read.
    connection: "close",
  });
  response.end(`${sentence}\n`);
}

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      reject(new AppError("configuration", whyNoAddress(error, host, port), { cause: error }));
    });
    server.listen(port, host, resolve);
  });
}

function whyNoAddress(error: NodeJS.ErrnoException, host: string, port: number): string {
  switch (error.code) {
    case "EADDRINUSE":
      return `Port ${port} on ${host} is taken by another program. Set PORT to a free one, for example PORT=${port < 65_535 ? port + 1 : 3000}, or end that program.`;
    case "EACCES":
      return `I may not open port ${port} on ${host}. Set PORT to one above 1023, for example PORT=3000.`;
    case "EADDRNOTAVAIL":
    case "ENOTFOUND":
      return `${host} is not an address of this machine. Set HOST to one that is: 127.0.0.1 for this machine alone, 0.0.0.0 for all.`;
    default:
      return `I could not open port ${port} on ${host}. Check PORT and HOST.`;
  }
}

function shownHost(host: string): string {
  if (host === "0.0.0.0" || host === "::") return "127.0.0.1";
  return host.includes(":") ? `[${host}]` : host;
}

async function closeServer(
  server: Server,
  open: ReadonlySet<ServerResponse>,
  sockets: ReadonlySet<Socket>,
): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  for (const response of open) {
    if (response.req.headers.accept?.includes("text/event-stream")) response.end();
  }
  // Connections that wait for a request go at once, busy ones when they are answered. Node's own way keeps those that
  // never sent anything.
  const sweep = () => {
    const busy = new Set([...open].map((response) => response.socket));
    for (const socket of sockets) if (!busy.has(socket)) socket.destroy();
  };
  const sweeping = setInterval(sweep, 50);
  const hurry = setTimeout(() => server.closeAllConnections(), closingMs);
  await closed;
  clearInterval(sweeping);
  clearTimeout(hurry);
}
