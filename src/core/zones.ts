import { abbreviations, placesByZone, presentNames } from "./zone-places.ts";

const validity = new Map<string, boolean>();

/** Whether a text names a zone of the IANA database, in whatever case. Offsets such as `+05:00` are no zones. */
export function isZone(text: string): boolean {
  const known = validity.get(text);
  if (known !== undefined) return known;
  const valid = /^[a-z]/i.test(text) && resolve(text) !== null;
  if (validity.size >= 2_000) validity.clear();
  validity.set(text, valid);
  return valid;
}

/** The runtime's name of a zone, or null. Runtimes keep some names of the past; `presentNames` has today's. */
function resolve(text: string): string | null {
  try {
    const { timeZone } = new Intl.DateTimeFormat("en", { timeZone: text }).resolvedOptions();
    return presentNames[timeZone] ?? timeZone;
  } catch {
    return null;
  }
}

/** Case, accents, and what stands between words do not matter: `São_Paulo`, `sao paulo`. */
function fold(text: string): string {
  return text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

let index: ReadonlyMap<string, readonly string[]> | null = null;

/** Folded name (city, region and city, known place) to the zones it may mean. */
function zoneIndex(): ReadonlyMap<string, readonly string[]> {
  if (index !== null) return index;
  const built = new Map<string, string[]>();
  const add = (name: string, zone: string) => {
    const key = fold(name);
    const zones = built.get(key) ?? [];
    if (!zones.includes(zone)) zones.push(zone);
    built.set(key, zones);
  };
  for (const listed of Intl.supportedValuesOf("timeZone")) {
    const zone = presentNames[listed] ?? listed;
    for (const name of new Set([listed, zone])) {
      const parts = name.split("/");
      for (let from = 0; from < parts.length; from += 1) add(parts.slice(from).join(" "), zone);
    }
  }
  for (const [zone, places] of Object.entries(placesByZone)) {
    for (const place of places.split(", ")) add(place, zone);
  }
  for (const [name, zones] of Object.entries(abbreviations)) {
    for (const zone of zones) add(name, zone);
  }
  index = built;
  return built;
}

/** As many as a select can hold. */
const maxMatches = 25;

/**
 * The zones a person may mean by a city or zone as typed: `Berlin`, `asia/kolkata`, `new york`, `Springfield`. One
 * when it is clear, several when it is not, none when unknown; beginnings of three letters on are tried last.
 */
export function zonesMatching(text: string): string[] {
  const typed = text.trim();
  if (typed === "" || typed.length > 100) return [];
  if (/[/]|^(utc|gmt)$/i.test(typed)) {
    const zone = isZone(typed.replace(/\s+/g, "_")) ? resolve(typed.replace(/\s+/g, "_")) : null;
    if (zone !== null) return [zone];
  }
  const zones = zoneIndex();
  // "Berlin, Germany" means Berlin.
  for (const key of [fold(typed), fold(typed.split(",")[0] ?? "")]) {
    const exact = zones.get(key);
    if (exact !== undefined) return [...exact];
  }
  const start = fold(typed);
  if (start.length < 3) return [];
  const found = new Set<string>();
  for (const [name, named] of zones) {
    if (name.startsWith(start)) for (const zone of named) found.add(zone);
  }
  // A whole region is no answer.
  return found.size > maxMatches ? [] : [...found].sort();
}
