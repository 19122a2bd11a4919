import { isZone, zonesMatching } from "../../core/study-day.ts";
import { clockTime } from "../wording.ts";
import type { Suggestion } from "./spec.ts";

/** As many as a list of completions shows. */
const most = 25;

/** Zones for completion, each with the time it is there: by city as `zonesMatching` reads it, else by any part of a name. */
export function suggestedZones(typed: string, nowMs: number, present: string): Suggestion[] {
  const words = typed.trim();
  const found = words === "" ? [present] : zonesMatching(words);
  const zones = found.length > 0 ? found : namesHolding(words);
  return zones
    .filter(isZone)
    .slice(0, most)
    .map((zone) => ({ name: `${zone.replaceAll("_", " ")} (${clockTime(nowMs, zone)})`, value: zone }));
}

/** Those whose city begins with it first. */
function namesHolding(words: string): string[] {
  const wanted = plain(words);
  const names = Intl.supportedValuesOf("timeZone").filter((zone) => plain(zone).includes(wanted));
  const begins = (zone: string) => plain(zone.slice(zone.lastIndexOf("/") + 1)).startsWith(wanted);
  return [...names.filter(begins), ...names.filter((zone) => !begins(zone))];
}

function plain(text: string): string {
  return text.toLowerCase().replace(/[\s_-]+/g, " ");
}
