import type { IncomingMessage, ServerResponse } from "node:http";
import { App, HTTPReceiver, type Logger, LogLevel, SocketModeReceiver, webApi } from "@slack/bolt";
import { errorText } from "../../errors.ts";
import type { Log } from "../../log.ts";
import { eventsPath } from "./addresses.ts";
import type { ApiData, SlackApi } from "./api.ts";
import type { Transport } from "./config.ts";
import { slackTiming } from "./limits.ts";

/** What Slack sends, with the way to acknowledge it. `answer` goes back with the acknowledgement of a form. */
export interface Arrival {
  readonly kind: "command" | "action" | "submit" | "shortcut" | "event";
  readonly body: unknown;
  ack(answer?: object): Promise<void>;
}

export interface Connection {
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Takes requests at `/slack/events`; null in Socket Mode. */
  readonly listener: ((request: IncomingMessage, response: ServerResponse) => void) | null;
}

/** The only importer of Bolt: it verifies, parses, connects and reconnects; what arrives goes to `take`. */
export function openConnection(parts: {
  transport: Transport;
  apiUrl: string | undefined;
  log: Log;
  /** Null: no such workspace; its events are acknowledged and dropped. */
  tokenOf: (team: string) => Promise<string | null>;
  take: (arrival: Arrival) => Promise<void>;
  /** First wait after a lost or refused socket; grows with each failure. */
  reconnectMs?: number;
}): Connection {
  const { transport, log } = parts;
  const logger = boltLogger(log);
  const receiver =
    transport.kind === "socket" ? socketReceiver(transport.appToken) : httpReceiver(transport.signingSecret);

  const app = new App({
    receiver,
    logger,
    convoStore: false,
    clientOptions: clientOptions(parts.apiUrl, logger),
    authorize: async ({ teamId }) => {
      const token = teamId ? await parts.tokenOf(teamId) : null;
      if (!token) throw new Error(`no installation for workspace ${teamId ?? "?"}`);
      return { botToken: token, ...(teamId ? { teamId } : {}) };
    },
  });
  app.command(/.*/, ({ body, ack }) => parts.take({ kind: "command", body, ack: () => ack() }));
  app.action({ type: "block_actions" }, ({ body, ack }) => parts.take({ kind: "action", body, ack: () => ack() }));
  app.view({ type: "view_submission", callback_id: /.*/ }, ({ body, ack }) =>
    parts.take({
      kind: "submit",
      body,
      ack: (answer) => (answer ? ack(answer as never) : ack()),
    }),
  );
  app.shortcut({ type: "shortcut", callback_id: /.*/ }, ({ body, ack }) =>
    parts.take({ kind: "shortcut", body, ack: () => ack() }),
  );
  app.event(/.*/, ({ body }) => parts.take({ kind: "event", body, ack: async () => undefined }));
  app.error(async (error) => log.error({ error: errorText(error) }, "something from Slack could not be handled"));

  function socketReceiver(appToken: string): SocketModeReceiver {
    const socket = new SocketModeReceiver({
      appToken,
      logger,
      clientPingTimeout: parts.reconnectMs ?? 5_000,
      installerOptions: {
        clientOptions: { ...clientOptions(parts.apiUrl, logger), retryConfig: { forever: true, maxTimeout: 30_000 } },
      },
    });
    keepTrying(socket, log, parts.reconnectMs ?? 5_000);
    return socket;
  }

  function httpReceiver(signingSecret: string): HTTPReceiver {
    return new HTTPReceiver({ signingSecret, endpoints: [eventsPath], logger });
  }

  return {
    listener: receiver instanceof HTTPReceiver ? receiver.requestListener : null,
    async start() {
      if (receiver instanceof SocketModeReceiver) await receiver.start();
    },
    async stop() {
      if (receiver instanceof SocketModeReceiver) await receiver.stop();
    },
  };
}

/** After the first connection a failed attempt to come back must neither end the process nor be the last one. */
function keepTrying(socket: SocketModeReceiver, log: Log, waitMs: number): void {
  const { client } = socket;
  const start = client.start.bind(client);
  let connectedBefore = false;
  let stopped = false;
  client.on("disconnecting", () => {
    stopped = true;
  });
  client.start = async () => {
    for (;;) {
      try {
        const answer = await start();
        connectedBefore = true;
        return answer;
      } catch (error) {
        if (!connectedBefore) throw error;
        // Nobody waits for an attempt to come back, so there is nobody to tell.
        if (stopped) return { ok: false };
        log.warn({ error: errorText(error) }, "Slack cannot be reached; trying again");
        await new Promise((resolve) => setTimeout(resolve, waitMs).unref());
      }
    }
  };
}

function clientOptions(apiUrl: string | undefined, logger: Logger): webApi.WebClientOptions {
  return {
    ...(apiUrl ? { slackApiUrl: apiUrl } : {}),
    logger,
    timeout: slackTiming.callTimeoutMs,
    // A second try is made by whoever knows whether the first one may have got through.
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
  };
}

/** The Web API with a token (none: for what needs none). */
export function openApi(token: string | undefined, options: { apiUrl: string | undefined; log: Log }): SlackApi {
  const client = new webApi.WebClient(token, clientOptions(options.apiUrl, boltLogger(options.log)));
  return async (method, args) => {
    try {
      return { kind: "ok", data: { ...(await client.apiCall(method, args)) } satisfies ApiData };
    } catch (error) {
      if (error instanceof webApi.WebAPIRateLimitedError) {
        return { kind: "later", retryAfterMs: Math.max(1, error.retryAfter) * 1_000 };
      }
      if (error instanceof webApi.WebAPIPlatformError && !passing.has(error.data.error)) {
        const notes = error.data.response_metadata?.messages ?? [];
        return { kind: "error", code: error.data.error, detail: [error.data.error, ...notes].join("; ") };
      }
      throw error;
    }
  };
}

/** Slack's own trouble: the call may have had its effect. */
const passing = new Set(["internal_error", "fatal_error", "service_unavailable", "request_timeout"]);

/** Bolt's lines become ours; what it says at debug level may hold what people typed and is left out. */
function boltLogger(log: Log): Logger {
  const line = (words: readonly unknown[]) => words.map(String).join(" ").slice(0, 500);
  return {
    debug: () => undefined,
    info: (...words) => log.debug({}, line(words)),
    warn: (...words) => log.warn({}, line(words)),
    error: (...words) => log.error({}, line(words)),
    setLevel: () => undefined,
    getLevel: () => LogLevel.INFO,
    setName: () => undefined,
  };
}
