import { sampleNowMs, sampleZone } from "./sample.ts";

/** Moments as the platforms write them for a reader in the sample's zone, in British English. */
export function moment(atMs: number, style: "day" | "moment"): string {
  const day: Intl.DateTimeFormatOptions = { day: "numeric", month: "long", year: "numeric" };
  const time: Intl.DateTimeFormatOptions = style === "day" ? {} : { hour: "2-digit", minute: "2-digit" };
  return new Intl.DateTimeFormat("en-GB", { timeZone: sampleZone, ...day, ...time }).format(atMs);
}

export function fromNow(atMs: number): string {
  const minutes = Math.round((atMs - sampleNowMs) / 60_000);
  const format = new Intl.RelativeTimeFormat("en-GB");
  if (Math.abs(minutes) < 60) return format.format(minutes, "minute");
  if (Math.abs(minutes) < 1_440) return format.format(Math.round(minutes / 60), "hour");
  return format.format(Math.round(minutes / 1_440), "day");
}
