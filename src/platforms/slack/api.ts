/**
 * Slack's Web API as the rest of this folder sees it: one call, its answer as data. Rejects when it is not known whether
 * the call had its effect (time-out, reset, 5xx).
 */
export type SlackApi = (method: string, args: Record<string, unknown>) => Promise<ApiAnswer>;

export type ApiAnswer =
  | { readonly kind: "ok"; readonly data: ApiData }
  /** Slack's error code, such as `not_in_channel`. */
  | { readonly kind: "error"; readonly code: string; readonly detail: string }
  | { readonly kind: "later"; readonly retryAfterMs: number };

export type ApiData = Readonly<Record<string, unknown>>;

/** One member of an answer as text; empty when it is none. */
export function textOf(data: unknown, ...path: readonly string[]): string {
  const value = memberOf(data, ...path);
  return typeof value === "string" ? value : "";
}

export function memberOf(data: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (value, name) =>
      typeof value === "object" && value !== null ? (value as Record<string, unknown>)[name] : undefined,
    data,
  );
}

export function listOf(data: unknown, ...path: readonly string[]): readonly unknown[] {
  const value = memberOf(data, ...path);
  return Array.isArray(value) ? value : [];
}
