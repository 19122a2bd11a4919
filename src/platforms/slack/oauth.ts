import { randomBytes, timingSafeEqual } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Route } from "../../chat/platform.ts";
import { errorText } from "../../errors.ts";
import type { Log } from "../../log.ts";
import { installPath, redirectPath } from "./addresses.ts";
import { memberOf, type SlackApi, textOf } from "./api.ts";
import { botScopes } from "./manifest.ts";
import type { StoredWorkspace } from "./store.ts";
import type { TokenBox } from "./token-box.ts";

/** How long somebody may take at Slack between the two addresses. */
const stateTtlMs = 10 * 60_000;
const cookieName = "interleave_slack_install";

/**
 * The install flow: `/slack/install` leads to Slack, which leads back with a code. The state ties both to one browser:
 * it is signed, runs out, and must match a cookie, so that nobody can be made to finish somebody else's installation.
 */
export function installRoutes(parts: {
  clientId: string;
  clientSecret: string;
  publicUrl: string;
  /** Slack's site where it is not slack.com. */
  siteUrl: string;
  box: TokenBox;
  /** Calls that need no token. */
  api: SlackApi;
  log: Log;
  nowMs: () => number;
  installed: (workspace: StoredWorkspace) => Promise<void>;
}): Route[] {
  const { clientId, clientSecret, box, log, nowMs } = parts;
  const publicUrl = parts.publicUrl.replace(/\/+$/, "");
  const redirectUri = `${publicUrl}${redirectPath}`;
  const cookieTail = `Path=/slack; HttpOnly; SameSite=Lax${publicUrl.startsWith("https:") ? "; Secure" : ""}`;

  function begin(response: ServerResponse): void {
    const nonce = randomBytes(18).toString("base64url");
    const signed = `${nonce}.${nowMs() + stateTtlMs}`;
    const address = new URL("/oauth/v2/authorize", parts.siteUrl);
    address.search = new URLSearchParams({
      client_id: clientId,
      scope: Object.keys(botScopes).join(","),
      redirect_uri: redirectUri,
      state: `${signed}.${box.sign(signed)}`,
    }).toString();
    response.writeHead(302, {
      location: address.href,
      "set-cookie": `${cookieName}=${nonce}; Max-Age=${stateTtlMs / 1_000}; ${cookieTail}`,
      "cache-control": "no-store",
    });
    response.end();
  }

  async function finish(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const query = new URL(request.url ?? "/", publicUrl).searchParams;
    if (!isOurs(query.get("state") ?? "", cookieOf(request))) {
      return page(response, 400, "This link has run out or was opened in another browser. Please begin again.", true);
    }
    const code = query.get("code");
    if (!code) return page(response, 200, "Nothing was installed.", true);
    const answer = await parts
      .api("oauth.v2.access", { client_id: clientId, client_secret: clientSecret, code, redirect_uri: redirectUri })
      .catch((error: unknown) => {
        log.warn({ error: errorText(error) }, "Slack did not answer an installation");
        return null;
      });
    if (answer?.kind !== "ok") {
      log.warn({ error: answer?.kind === "error" ? answer.code : "no answer" }, "an installation failed");
      return page(response, 502, "Slack did not finish the installation. Please begin again.", true);
    }
    const team = textOf(answer.data, "team", "id");
    const token = textOf(answer.data, "access_token");
    // Its token would be for all workspaces at once, and events would name an organisation instead of a workspace.
    if (memberOf(answer.data, "is_enterprise_install") === true || !team) {
      const name = textOf(answer.data, "enterprise", "name");
      log.warn(
        { enterprise: textOf(answer.data, "enterprise", "id") },
        "an organisation-wide installation was refused",
      );
      return page(response, 400, wholeOrganisation(name), true);
    }
    if (!token) return page(response, 502, "Slack did not finish the installation. Please begin again.", true);
    await parts.installed({
      team,
      name: textOf(answer.data, "team", "name"),
      botUserId: textOf(answer.data, "bot_user_id"),
      token: box.seal(team, token),
      installedBy: textOf(answer.data, "authed_user", "id"),
      installedAt: nowMs(),
    });
    page(response, 200, "Interleave is installed. Go back to Slack: I have sent you a message.", false);
  }

  function isOurs(state: string, cookie: string): boolean {
    const [nonce = "", until = "", signature = ""] = state.split(".");
    return same(signature, box.sign(`${nonce}.${until}`)) && same(nonce, cookie) && Number(until) >= nowMs();
  }

  function page(response: ServerResponse, status: number, sentence: string, again: boolean): void {
    response.writeHead(status, {
      "content-type": "text/html; charset=utf-8",
      "content-security-policy": "default-src 'none'",
      "cache-control": "no-store",
      "set-cookie": `${cookieName}=; Max-Age=0; ${cookieTail}`,
    });
    const link = again ? `<p><a href="${installPath}">Begin again</a></p>` : "";
    response.end(`<!doctype html><html lang="en"><title>Interleave</title><p>${sentence}</p>${link}</html>\n`);
  }

  return [
    { method: "GET", path: installPath, handle: (_request, response) => begin(response) },
    { method: "GET", path: redirectPath, handle: finish },
  ];
}

function wholeOrganisation(name: string): string {
  const which = name === "" ? "" : ` (${name.replace(/[<>&"]/g, "").slice(0, 100)})`;
  return `That was an installation for the whole organisation${which}. I work in single workspaces: begin again and choose one of them. Nothing was kept.`;
}

function cookieOf(request: IncomingMessage): string {
  const pairs = (request.headers.cookie ?? "").split(";").map((pair) => pair.trim().split("="));
  return pairs.find(([name]) => name === cookieName)?.[1] ?? "";
}

function same(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length > 0 && a.length === b.length && timingSafeEqual(a, b);
}
