import type { IncomingMessage, ServerResponse } from "node:http";
import type { ZodType } from "zod";

/** A request that cannot be answered, with the status and the sentence the page shows. */
export class Refusal extends Error {
  readonly status: number;

  constructor(status: number, sentence: string) {
    super(sentence);
    this.name = "Refusal";
    this.status = status;
  }
}

/** @throws Refusal when it is longer than `mostBytes`. */
export async function readBytes(request: IncomingMessage, mostBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.byteLength;
    if (length > mostBytes) throw new Refusal(413, "That is longer than I can take.");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** @throws Refusal when it is no JSON of that shape. */
export async function readJson<Body>(
  request: IncomingMessage,
  schema: ZodType<Body>,
  mostBytes: number,
): Promise<Body> {
  if (!/^application\/json\b/.test(request.headers["content-type"] ?? "")) throw new Refusal(415, "JSON, please.");
  const bytes = await readBytes(request, mostBytes);
  let value: unknown;
  try {
    value = JSON.parse(bytes.toString("utf8"));
  } catch {
    throw new Refusal(400, "I could not read that.");
  }
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw new Refusal(400, "I could not read that.");
  return parsed.data;
}

export function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json; charset=utf-8", "cache-control": "no-store" });
  response.end(JSON.stringify(body));
}

export function sendBytes(
  response: ServerResponse,
  bytes: Uint8Array,
  headers: Readonly<Record<string, string>>,
): void {
  response.writeHead(200, { "content-length": String(bytes.byteLength), ...headers });
  response.end(bytes);
}
