import type { ServerResponse } from "node:http";
import type { HttpRoute } from "./server.ts";

const readyWithinMs = 2_000;

/**
 * `/healthz`: the process answers. `/readyz`: it can do its work.
 * `missing` names what is not there yet, in words for an operator; empty: ready. It may reject or hang.
 */
export function healthRoutes(parts: { missing: () => Promise<readonly string[]> }): readonly HttpRoute[] {
  return [
    { method: "GET", path: "/healthz", handle: (_request, response) => send(response, 200, { status: "ok" }) },
    {
      method: "GET",
      path: "/readyz",
      async handle(_request, response) {
        const missing = await whatIsMissing(parts.missing);
        if (missing.length === 0) send(response, 200, { status: "ready" });
        else send(response, 503, { status: "not ready", missing });
      },
    },
  ];
}

async function whatIsMissing(ask: () => Promise<readonly string[]>): Promise<readonly string[]> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<readonly string[]>((resolve) => {
    timer = setTimeout(() => resolve([`no answer within ${readyWithinMs / 1_000} s`]), readyWithinMs);
  });
  try {
    return await Promise.race([ask(), late]);
  } catch {
    // The cause is in the log of whoever asked; an open address does not show it.
    return ["the check itself failed"];
  } finally {
    clearTimeout(timer);
  }
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { "content-type": "application/json; charset=utf-8", "cache-control": "no-store" });
  response.end(`${JSON.stringify(body)}\n`);
}
