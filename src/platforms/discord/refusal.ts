import { DiscordAPIError, HTTPError, RateLimitError } from "discord.js";
import type { EditOutcome, PostOutcome } from "../../chat/platform.ts";

type Refused = Extract<PostOutcome, { kind: "refused" | "later" }>;

/** Discord's codes (Opcodes and Status Codes, JSON error codes) that say nothing may be sent there for now. */
const reasons = new Map<number | string, "no-access" | "gone" | "closed">([
  [10003, "gone"],
  [10004, "gone"],
  [10008, "gone"],
  [10013, "gone"],
  [50001, "no-access"],
  [50013, "no-access"],
  [50007, "closed"],
  [50278, "closed"],
  [20026, "closed"],
  [160005, "no-access"],
  [50083, "no-access"],
]);

/** What an error of Discord means for a message; rethrows what leaves it unknown whether the message stands. */
export function refusalOf(error: unknown): Refused {
  if (error instanceof RateLimitError) {
    return { kind: "later", retryAfterMs: Math.max(error.retryAfter, error.timeToReset, 1_000) };
  }
  if (error instanceof DiscordAPIError) {
    const known = reasons.get(error.code);
    const detail = `${error.message} (${error.code})`;
    if (known) return { kind: "refused", reason: known, detail };
    if (error.status === 403) return { kind: "refused", reason: "no-access", detail };
    if (error.status === 404) return { kind: "refused", reason: "gone", detail };
  }
  throw error;
}

export function editRefusalOf(error: unknown): EditOutcome {
  const refusal = refusalOf(error);
  if (refusal.kind === "later") return refusal;
  const reason = refusal.reason === "gone" ? "gone" : "no-access";
  return { kind: "refused", reason, detail: refusal.detail };
}

/** Discord's code of an error, or null. */
export function codeOf(error: unknown): number | null {
  return error instanceof DiscordAPIError && typeof error.code === "number" ? error.code : null;
}
export function isBadBody(error: unknown): boolean {
  return error instanceof DiscordAPIError && error.status === 400;
}

/** No answer of Discord's at all. */
export function isBroken(error: unknown): boolean {
  const answered = error instanceof DiscordAPIError || error instanceof HTTPError || error instanceof RateLimitError;
  return !answered;
}
