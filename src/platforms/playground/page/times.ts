/** How the page words its own times, in the reader's zone: 24-hour clock, day before month. */

const formats = new Map<string, Intl.DateTimeFormat>();

function parts(atMs: number, zone: string): Record<string, string> {
  const format =
    formats.get(zone) ??
    new Intl.DateTimeFormat("en-GB", {
      timeZone: zone,
      weekday: "short",
      day: "numeric",
      month: "short",
      year: "numeric",
      hour: "2-digit",
      minute: "2-digit",
      hourCycle: "h23",
    });
  formats.set(zone, format);
  return Object.fromEntries(format.formatToParts(atMs).map((part) => [part.type, part.value]));
}

const months: Readonly<Record<string, string>> = { Sept: "Sep" };

/** `18:41` */
export function clockTime(atMs: number, zone: string): string {
  const { hour, minute } = parts(atMs, zone);
  return `${hour}:${minute}`;
}

/** `Wed 10 Mar 2027`: tells two days apart, too. */
export function dayName(atMs: number, zone: string): string {
  const { weekday, day, month = "", year } = parts(atMs, zone);
  return `${weekday} ${day} ${months[month] ?? month} ${year}`;
}

/** `Wed 10 Mar` */
export function shortDay(atMs: number, zone: string): string {
  return dayName(atMs, zone).replace(/ \d+$/, "");
}

/** `Wed 10 Mar 2027, 18:41 (Berlin)` */
export function absolute(atMs: number, zone: string): string {
  const city = zone.slice(zone.lastIndexOf("/") + 1).replaceAll("_", " ");
  return `${dayName(atMs, zone)}, ${clockTime(atMs, zone)} (${city})`;
}

/** `Today`, `Yesterday`, or the day. */
export function dayHeading(atMs: number, nowMs: number, zone: string): string {
  const day = dayName(atMs, zone);
  if (day === dayName(nowMs, zone)) return "Today";
  if (day === dayName(nowMs - 24 * 3_600_000, zone)) return "Yesterday";
  return day.slice(-4) === dayName(nowMs, zone).slice(-4) ? shortDay(atMs, zone) : day;
}
