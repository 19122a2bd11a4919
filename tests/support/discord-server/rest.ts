import type { IncomingMessage, ServerResponse } from "node:http";
import { checkCommands } from "./check-commands.ts";
import { isObject, type Json, list } from "./check-component.ts";
import { checkMessage } from "./check-message.ts";
import type { Faults } from "./faults.ts";
import { type Answered, change, isV2, type openInteractions } from "./interactions.ts";
import { type State, type StoredChannel, shownMessage, withIds } from "./state.ts";

export interface RestParts {
  readonly state: State;
  readonly token: () => string;
  readonly gateway: () => { readonly url: string; readonly shards: number };
  readonly faults: Faults;
  readonly interactions: ReturnType<typeof openInteractions>;
  readonly nowMs: () => number;
  readonly violate: (request: string, complaints: readonly string[]) => void;
  readonly note: (request: string) => void;
}

interface Asked {
  readonly body: Json | readonly unknown[];
  readonly files: ReadonlyMap<string, string>;
  readonly query: URLSearchParams;
}

/** Minutes in which a nonce is remembered. */
const nonceMs = 5 * 60_000;

/** Discord's REST interface, version 10, as far as a bot like this uses it. */
export function openRest(parts: RestParts) {
  const { state } = parts;
  const unknownChannel: Answered = { status: 404, body: { code: 10_003, message: "Unknown Channel" } };
  const unknownMessage: Answered = { status: 404, body: { code: 10_008, message: "Unknown Message" } };

  function invalid(request: string, complaints: readonly string[]): Answered {
    parts.violate(request, complaints);
    return { status: 400, body: { code: 50_035, message: "Invalid Form Body", errors: { complaints } } };
  }

  /** The channel, or why the bot may not. */
  function reach(id: string): StoredChannel | Answered {
    const channel = state.channels.get(id);
    if (!channel || channel.refusal === 10_003) return unknownChannel;
    if (channel.refusal !== null) {
      return {
        status: 403,
        body: { code: channel.refusal, message: channel.refusal === 50_001 ? "Missing Access" : "Missing Permissions" },
      };
    }
    return channel;
  }

  const table: readonly (readonly [string, (path: string[], asked: Asked) => Answered])[] = [
    ["GET /gateway/bot", gatewayBot],
    ["GET /applications/:/commands", ([, , application]) => commandsOf(application ?? "")],
    ["PUT /applications/:/commands", ([, , application], asked) => putCommands(application ?? "", "global", asked)],
    ["GET /applications/:/guilds/:/commands", ([, , , , guild]) => commandsOf(guild ?? "")],
    ["PUT /applications/:/guilds/:/commands", ([, , , , guild], asked) => putCommands(guild ?? "", "server", asked)],
    ["POST /channels/:/messages", ([, , channel], asked) => postMessage(channel ?? "", asked)],
    ["GET /channels/:/messages", ([, , channel], asked) => readMessages(channel ?? "", asked.query)],
    [
      "PATCH /channels/:/messages/:",
      ([, , channel, , message], asked) => editMessage(channel ?? "", message ?? "", asked),
    ],
    [
      "POST /channels/:/messages/:/threads",
      ([, , channel, , message], asked) => startThread(channel ?? "", message ?? "", asked),
    ],
    ["POST /users/@me/channels", (_path, asked) => openDirect(asked)],
    [
      "POST /interactions/:/:/callback",
      ([, , id, token], asked) => parts.interactions.callback(id ?? "", token ?? "", objectOf(asked), asked.files),
    ],
    [
      "PATCH /webhooks/:/:/messages/:",
      ([, , , token, , target], asked) =>
        parts.interactions.webhook("PATCH", token ?? "", target ?? "", objectOf(asked), asked.files),
    ],
    [
      "DELETE /webhooks/:/:/messages/:",
      ([, , , token, , target], asked) =>
        parts.interactions.webhook("DELETE", token ?? "", target ?? "", objectOf(asked), asked.files),
    ],
    [
      "POST /webhooks/:/:",
      ([, , , token], asked) => parts.interactions.webhook("POST", token ?? "", null, objectOf(asked), asked.files),
    ],
  ];

  const routes = table.map(([pattern, run]) => {
    const [method = "", shape = ""] = pattern.split(" ");
    return { method, shape: new RegExp(`^${shape.replaceAll(":", "[^/]+")}$`), run };
  });

  function gatewayBot(): Answered {
    const { url, shards } = parts.gateway();
    const limit = { total: 1_000, remaining: 999, reset_after: 0, max_concurrency: 1 };
    return { status: 200, body: { url, shards, session_start_limit: limit } };
  }

  function commandsOf(where: string): Answered {
    return { status: 200, body: state.commands.get(where) ?? [] };
  }

  /** Discord fills in what was left out. */
  function putCommands(where: string, scope: "global" | "server", { body }: Asked): Answered {
    const complaints = checkCommands(body, scope);
    if (complaints.length > 0) return invalid(`PUT ${scope} commands`, complaints);
    const filled = list(body).map((one) => ({
      id: state.snowflake(),
      application_id: state.applicationId,
      version: state.snowflake(),
      default_member_permissions: null,
      nsfw: false,
      description: "",
      name_localizations: null,
      description_localizations: null,
      ...one,
      ...(scope === "server"
        ? { guild_id: where }
        : { integration_types: one.integration_types ?? [0], contexts: one.contexts ?? null }),
      ...(one.type === 1 ? { options: list(one.options).map(filledOption) } : {}),
    }));
    state.commands.set(where, filled);
    return { status: 200, body: filled };
  }

  function postMessage(id: string, { body, files }: Asked): Answered {
    const channel = reach(id);
    if ("status" in channel) return channel;
    if (channel.recipient !== null && state.closed.has(channel.recipient)) {
      return { status: 403, body: { code: 50_007, message: "Cannot send messages to this user" } };
    }
    const complaints = checkMessage(body, { files, as: "post" });
    if (complaints.length > 0) return invalid("POST message", complaints);
    const data = body as Json;
    const nonce = data.nonce === undefined ? null : String(data.nonce);
    const remembered =
      data.enforce_nonce === true &&
      channel.messages.find((one) => one.nonce === nonce && parts.nowMs() - one.sentMs < nonceMs);
    if (remembered) return { status: 200, body: { ...shownMessage(remembered), nonce } };
    const made = state.message(channel, {
      flags: Number(data.flags ?? 0),
      components: list(data.components),
      content: String(data.content ?? ""),
      attachments: list(data.attachments),
      nonce,
      onlyFor: null,
    });
    return { status: 200, body: { ...shownMessage(made), nonce } };
  }

  function readMessages(id: string, query: URLSearchParams): Answered {
    const channel = reach(id);
    if ("status" in channel) return channel;
    const limit = Number(query.get("limit") ?? 50);
    if (limit < 1 || limit > 100) return invalid("GET messages", ["limit must be 1 to 100"]);
    // Without "Read Message History" the list is empty, and nothing says so.
    if ((channel.denied & 0x10000n) !== 0n) return { status: 200, body: [] };
    const before = query.get("before");
    const seen = channel.messages.filter(
      (one) => one.onlyFor === null && (before === null || BigInt(one.id) < BigInt(before)),
    );
    return {
      status: 200,
      body: seen
        .reverse()
        .slice(0, limit)
        .map((one) => shownMessage(one, state.givesBack)),
    };
  }

  function editMessage(id: string, messageId: string, { body, files }: Asked): Answered {
    const channel = reach(id);
    if ("status" in channel) return channel;
    const message = channel.messages.find((one) => one.id === messageId && one.onlyFor === null);
    if (!message) return unknownMessage;
    const complaints = checkMessage(body, { files, as: "edit", wasV2: isV2(message) });
    if (complaints.length > 0) return invalid("PATCH message", complaints);
    change(message, body as Json);
    message.components = withIds(message.components);
    return { status: 200, body: shownMessage(message) };
  }

  function startThread(id: string, messageId: string, { body }: Asked): Answered {
    const channel = reach(id);
    if ("status" in channel) return channel;
    if (!channel.messages.some((one) => one.id === messageId)) return unknownMessage;
    if (state.channels.has(messageId)) {
      return { status: 400, body: { code: 160_004, message: "A thread has already been created for this message" } };
    }
    const { name } = body as { name?: unknown };
    if (typeof name !== "string" || name.length < 1 || name.length > 100)
      return invalid("POST thread", ["name: 1 to 100 characters"]);
    state.addChannel({ id: messageId, type: 11, name, guild: channel.guild, parent: channel.id });
    return { status: 201, body: { id: messageId, type: 11, name } };
  }

  function openDirect({ body }: Asked): Answered {
    const recipient = String((body as Json).recipient_id ?? "");
    if (!/^\d{15,22}$/.test(recipient)) return { status: 404, body: { code: 10_013, message: "Unknown User" } };
    const standing = [...state.channels.values()].find((one) => one.recipient === recipient);
    const channel = standing ?? state.addChannel({ name: "", guild: null, type: 1, recipient });
    return { status: 200, body: { id: channel.id, type: 1, recipients: [{ id: recipient }] } };
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "/", "http://stand-in");
    const path = url.pathname.replace(/^\/api\/v10/, "");
    const name = `${request.method} ${path}`;
    const bytes = await readAll(request);
    parts.note(name);
    const upload = state.uploads.get(/^\/attachments\/(\d+)\//.exec(url.pathname)?.[1] ?? "");
    if (upload) return void response.writeHead(200, { "content-type": "application/octet-stream" }).end(upload.bytes);
    if (!url.pathname.startsWith("/api/v10/"))
      return send(response, { status: 404, body: { code: 0, message: "404: Not Found" } });
    const fault = parts.faults.take(name);
    if (fault?.kind === "slow") await fault.until;
    if (fault?.kind === "429") return tooMany(response, fault.retryAfterS, fault.global ?? false);
    if (fault?.kind === "error")
      return send(response, { status: fault.status, body: { code: fault.code, message: "Planned" } });
    if (fault?.kind === "500" && !fault.after) return send(response, { status: 500, body: { message: "Internal" } });
    if (fault?.kind === "reset" && !fault.after) return void request.socket.destroy();
    const isOpen = path.startsWith("/interactions/") || /^\/webhooks\/\d+\/[^/]+/.test(path);
    if (!isOpen && request.headers.authorization !== `Bot ${parts.token()}`) {
      return send(response, { status: 401, body: { code: 0, message: "401: Unauthorized" } });
    }
    const asked = { ...(await readBody(bytes, request.headers["content-type"] ?? "")), query: url.searchParams };
    const answered = route(request.method ?? "", path, asked);
    if (fault?.kind === "500") return send(response, { status: 500, body: { message: "Internal" } });
    if (fault?.kind === "reset") return void request.socket.destroy();
    send(response, answered);
  }

  function route(method: string, path: string, asked: Asked): Answered {
    for (const one of routes) if (one.method === method && one.shape.test(path)) return one.run(path.split("/"), asked);
    parts.violate(`${method} ${path}`, ["the stand-in does not know this route"]);
    return { status: 404, body: { code: 0, message: "404: Not Found" } };
  }

  return { handle };
}

function filledOption(option: Json): Json {
  const options = list(option.options).map(filledOption);
  return {
    ...option,
    ...(options.length > 0 ? { options } : { options: undefined }),
    required: option.required === true ? true : undefined,
  };
}

function objectOf({ body }: Asked): Json {
  return isObject(body) ? body : {};
}

async function readAll(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** JSON, or a form whose `payload_json` is the body and whose `files[n]` are the files. */
async function readBody(
  bytes: Buffer,
  contentType: string,
): Promise<{ body: Json | unknown[]; files: Map<string, string> }> {
  const files = new Map<string, string>();
  if (bytes.length === 0) return { body: {}, files };
  if (!contentType.startsWith("multipart/")) return { body: JSON.parse(bytes.toString("utf8")) as Json, files };
  const form = await new Response(new Uint8Array(bytes), { headers: { "content-type": contentType } }).formData();
  for (const [key, value] of form) {
    const number = /^files\[(\d+)\]$/.exec(key)?.[1];
    if (number !== undefined && typeof value !== "string") files.set(number, value.name);
  }
  const payload = form.get("payload_json");
  return { body: typeof payload === "string" ? (JSON.parse(payload) as Json) : {}, files };
}

function send(response: ServerResponse, { status, body }: Answered): void {
  // An empty answer carries no JSON content type.
  if (body === undefined) response.writeHead(status).end();
  else response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}

function tooMany(response: ServerResponse, retryAfterS: number, global: boolean): void {
  response.writeHead(429, {
    "content-type": "application/json",
    "retry-after": String(retryAfterS),
    ...(global ? { "x-ratelimit-global": "true", "x-ratelimit-scope": "global" } : { "x-ratelimit-scope": "user" }),
  });
  response.end(JSON.stringify({ message: "You are being rate limited.", retry_after: retryAfterS, global }));
}
