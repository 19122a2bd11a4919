import { createServer, type IncomingMessage, request as open, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as wait } from "node:timers/promises";

/**
 * Where a post is. `request`: on its way. `landed`: the service has acted, its answer is on its way. `answered`: the
 * answer is handed over.
 */
export type WayStep = "request" | "landed" | "answered";

export interface Way {
  /** Where this process finds the service. */
  url(worker: string): string;
  onStep(listener: (step: WayStep, worker: string) => void): void;
  stop(): Promise<void>;
}

export interface WayOptions {
  /** Origin of the service: `http://127.0.0.1:1234`. */
  readonly to: string;
  /** Requests that make a message, as `POST /path`. */
  readonly posts: RegExp;
  /** Requests that change a message or look for one. */
  readonly others: RegExp;
  /** How the service says that it has had enough for now. */
  readonly tooMany: { readonly headers: Record<string, string>; readonly body: string };
  /** 0 <= x < 1 */
  readonly random: () => number;
  /** The longest part of a way takes. */
  readonly slowestMs: number;
}

interface Answer {
  readonly status: number;
  readonly headers: IncomingMessage["headers"];
  readonly body: Buffer;
}

/**
 * The way between processes and a chat service: it takes its time and loses requests and answers of those that make a
 * message, change one or look for one. Everything else passes.
 */
export async function openWay(options: WayOptions): Promise<Way> {
  const { random, slowestMs } = options;
  const listeners: ((step: WayStep, worker: string) => void)[] = [];
  const step = (name: WayStep, worker: string) => {
    for (const listener of listeners) listener(name, worker);
  };

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [, worker = "", path = ""] = /^\/(\w+)(\/.*)$/.exec(request.url ?? "") ?? [];
    const body = await bytesOf(request);
    const name = `${request.method} ${path}`;
    const isPost = options.posts.test(name);
    const forward = () => passOn(options.to + path, request, body);
    if (!isPost && !options.others.test(name)) return give(response, await forward());
    const say = (what: WayStep) => isPost && step(what, worker);
    await wait(random() * slowestMs);
    say("request");
    const fate = random();
    if (fate < 0.04) return void response.writeHead(429, options.tooMany.headers).end(options.tooMany.body);
    // A process that is gone may have sent it all the same.
    if (fate < 0.08 || (response.closed && random() < 0.5)) return void response.destroy();
    const answer = await forward();
    say("landed");
    if (fate < 0.14) return void response.destroy();
    await wait(random() * slowestMs);
    give(response, answer);
    say("answered");
  }

  const server = createServer((request, response) => {
    handle(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: (worker) => `http://127.0.0.1:${(server.address() as AddressInfo).port}/${worker}`,
    onStep: (listener) => void listeners.push(listener),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function passOn(url: string, { method, headers }: IncomingMessage, body: Buffer): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = open(url, { method, headers: { ...headers, host: new URL(url).host } }, (response) => {
      bytesOf(response).then(
        (bytes) => resolve({ status: response.statusCode ?? 502, headers: response.headers, body: bytes }),
        reject,
      );
    });
    request.once("error", reject);
    request.end(body);
  });
}

function give(response: ServerResponse, { status, headers, body }: Answer): void {
  const { connection: _, "keep-alive": __, "transfer-encoding": ___, ...kept } = headers;
  response.writeHead(status, { ...kept, "content-length": body.length }).end(body);
}

async function bytesOf(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
