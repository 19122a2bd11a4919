import { createHash, timingSafeEqual } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";

export type Admission =
  | { readonly kind: "in"; readonly cookie: string | null }
  | { readonly kind: "out"; readonly sentence: string };

const cookieName = "interleave_playground";
const forwardedHeaders = ["forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via"];

/**
 * Who may use the playground: a program on this machine that asks for this machine by name, or one that shows the
 * token. A proxy on this machine speaks for strangers, so its requests need the token too.
 */
export function openGuard(token: string | undefined): (request: IncomingMessage) => Admission {
  const wanted = token === undefined ? null : digest(token);

  return (request) => {
    if (!originMatches(request)) return out("Requests from another site are not answered.");
    if (wanted) {
      const shown = new URL(request.url ?? "/", "http://local").searchParams.get("token");
      if (shown !== null && same(digest(shown), wanted)) return { kind: "in", cookie: cookieOf(wanted, request) };
      const cookie = readCookie(request);
      if (cookie !== null && same(cookie, wanted)) return { kind: "in", cookie: null };
    }
    if (isLocal(request)) return { kind: "in", cookie: null };
    return out(
      wanted
        ? "The playground opens with its token: add ?token=… to the address."
        : "The playground answers only on the machine it runs on, at http://127.0.0.1. To use it from elsewhere, set PLAYGROUND_TOKEN and open it with ?token=…",
    );
  };
}

function out(sentence: string): Admission {
  return { kind: "out", sentence };
}

function isLocal(request: IncomingMessage): boolean {
  if (forwardedHeaders.some((name) => request.headers[name] !== undefined)) return false;
  return isLoopback(request.socket.remoteAddress) && namesThisMachine(request.headers.host);
}

function isLoopback(address: string | undefined): boolean {
  if (address === undefined) return false;
  return address === "::1" || /^(::ffff:)?127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/i.test(address);
}

/** Keeps out pages whose own name was pointed at 127.0.0.1. */
function namesThisMachine(host: string | undefined): boolean {
  return host !== undefined && /^(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?$/i.test(host);
}

/** An `Origin`, where there is one, is this address; whatever changes something must have one. */
function originMatches(request: IncomingMessage): boolean {
  const { origin, host } = request.headers;
  const site = request.headers["sec-fetch-site"];
  if (request.method !== "GET" && request.method !== "HEAD") {
    if (origin === undefined) return false;
  } else if (site === "cross-site" && request.headers["sec-fetch-mode"] !== "navigate") {
    return false;
  }
  if (origin === undefined) return true;
  try {
    return new URL(origin).host === new URL(`http://${host}`).host;
  } catch {
    return false;
  }
}

function digest(text: string): string {
  return createHash("sha256").update(`interleave playground\n${text}`).digest("base64url");
}

function same(one: string, other: string): boolean {
  const left = Buffer.from(one);
  const right = Buffer.from(other);
  return left.length === right.length && timingSafeEqual(left, right);
}

function cookieOf(value: string, request: IncomingMessage): string {
  const secure = request.headers["x-forwarded-proto"] === "https" ? "; Secure" : "";
  return `${cookieName}=${value}; HttpOnly; SameSite=Strict; Path=/${secure}`;
}

function readCookie(request: IncomingMessage): string | null {
  for (const pair of (request.headers.cookie ?? "").split(";")) {
    const [name, value] = pair.trim().split("=", 2);
    if (name === cookieName && value) return value;
  }
  return null;
}

/** On everything the playground sends. */
export function setSecurityHeaders(response: ServerResponse): void {
  response.setHeader(
    "content-security-policy",
    [
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      "img-src 'self'",
      "connect-src 'self'",
      "form-action 'none'",
      "base-uri 'none'",
      "frame-ancestors 'none'",
    ].join("; "),
  );
  response.setHeader("x-content-type-options", "nosniff");
  response.setHeader("referrer-policy", "no-referrer");
  response.setHeader("cross-origin-opener-policy", "same-origin");
  response.setHeader("cross-origin-resource-policy", "same-origin");
}
