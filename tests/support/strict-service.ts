import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as wait } from "node:timers/promises";

/**
 * How the service tells a repeated post from a new one. `nonce`: it knows a key again for a while after a post, then
 * forgets it (Discord). `metadata`: never; messages can be looked up by their key (Slack).
 */
export type Remembers = "nonce" | "metadata";

export interface ServiceMessage {
  readonly id: string;
  readonly key: string;
  readonly channel: string;
  text: string;
}

/** `request`: received, nothing done yet. `landed`: the message stands, no answer yet. `answered`: it was sent off. */
export type ServiceStep = "request" | "landed" | "answered";

export interface StrictService {
  readonly url: string;
  readonly messages: readonly ServiceMessage[];
  /** Posts that reached a channel while another was under way there. */
  readonly overlaps: number;
  /** Called at each step of each post and edit. */
  onStep(listener: (step: ServiceStep, worker: string) => void): void;
  stop(): Promise<void>;
}

export interface ServiceOptions {
  readonly remembers: Remembers;
  /** How long a nonce is known. */
  readonly nonceMs: number;
  /** 0 <= x < 1 */
  readonly random: () => number;
  /** The longest a call takes. */
  readonly slowestMs: number;
}

/**
 * A chat service of another process's, over HTTP, no kinder than the real ones: it takes its time, loses requests and
 * answers, asks to come back later, and posts again what it is asked to post again.
 */
export async function startStrictService(options: ServiceOptions): Promise<StrictService> {
  const { random } = options;
  const messages: ServiceMessage[] = [];
  const nonces = new Map<string, { message: ServiceMessage; untilMs: number }>();
  const underWay = new Map<string, number>();
  const listeners: ((step: ServiceStep, worker: string) => void)[] = [];
  let overlaps = 0;

  const step = (name: ServiceStep, worker: string) => {
    for (const listener of listeners) listener(name, worker);
  };

  function land(key: string, channel: string, text: string): ServiceMessage {
    const known = options.remembers === "nonce" ? nonces.get(key) : undefined;
    if (known && known.untilMs > Date.now()) return known.message;
    const message = { id: `m${messages.length + 1}`, key, channel, text };
    messages.push(message);
    nonces.set(key, { message, untilMs: Date.now() + options.nonceMs });
    return message;
  }

  async function post(body: Record<string, string>, worker: string, response: ServerResponse): Promise<void> {
    const { key = "", channel = "", text = "" } = body;
    const others = underWay.get(channel) ?? 0;
    if (others > 0) overlaps += 1;
    underWay.set(channel, others + 1);
    try {
      await change(worker, response, () => land(key, channel, text));
    } finally {
      underWay.set(channel, (underWay.get(channel) ?? 1) - 1);
    }
  }

  async function change(worker: string, response: ServerResponse, act: () => ServiceMessage | null): Promise<void> {
    await wait(random() * options.slowestMs);
    step("request", worker);
    const fate = random();
    if (fate < 0.04) return answer(response, 429, { retryAfterMs: 1_000 });
    if (fate < 0.08 || (response.closed && random() < 0.5)) return void response.destroy();
    const message = act();
    step("landed", worker);
    if (fate < 0.14) return void response.destroy();
    await wait(random() * options.slowestMs);
    answer(response, message ? 200 : 404, message ?? {});
    step("answered", worker);
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "/", "http://service");
    const worker = String(request.headers["x-worker"]);
    if (request.method === "GET" && url.pathname === "/find") {
      const key = url.searchParams.get("key");
      const found = messages.find((one) => one.key === key);
      return answer(response, 200, { found: found?.id ?? null });
    }
    const body = JSON.parse(await bodyOf(request)) as Record<string, string>;
    if (url.pathname === "/post") return post(body, worker, response);
    return change(worker, response, () => {
      const message = messages.find((one) => one.id === body.id);
      if (message) message.text = body.text ?? "";
      return message ?? null;
    });
  }

  const server = createServer((request, response) => {
    handle(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    messages,
    get overlaps() {
      return overlaps;
    },
    onStep: (listener) => void listeners.push(listener),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function answer(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}
