const firstMs = 2_000;
const longestMs = 30 * 60_000;

/** Doubles from 2 s to half an hour; `jitter` in [0, 1) takes up to half of it off, so that many do not come back at once. */
export function backOffMs(attempts: number, jitter: number): number {
  const full = Math.min(longestMs, firstMs * 2 ** Math.min(20, Math.max(0, attempts - 1)));
  return Math.round(full * (1 - jitter / 2));
}
