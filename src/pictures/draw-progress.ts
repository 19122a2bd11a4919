import type { ProgressSpec } from "../core/picture-spec.ts";

const [widthPx, heightPx] = [1_000, 1_250];
const margin = 56;
const inner = widthPx - 2 * margin;
/** The smallest letters; on a phone they are shown at a third of this. */
const letters = 28;
const ink = "#1d2021";
const faint = "#5c6160";
const track = "#e7e3da";
const accent = "#0d6b63";
/** Of a day's reviews: none, 1, from 10, from 25, from 50. The number stands in the cell: the shade only repeats it. */
const shades = [
  { from: 50, fill: "#0a544e", text: "#ffffff" },
  { from: 25, fill: "#17796f", text: "#ffffff" },
  { from: 10, fill: "#8fcfc4", text: ink },
  { from: 1, fill: "#d3ece7", text: ink },
  { from: 0, fill: "#f1eee7", text: faint },
] as const;

/** The picture of a learner's progress, opaque, portrait, for a phone: three numbers, calendar, forecast, blocks. */
export function drawProgress(spec: ProgressSpec): string {
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${widthPx}" height="${heightPx}" font-family="DejaVu Sans" font-size="${letters}">`,
    `<rect width="${widthPx}" height="${heightPx}" fill="#fdfcfa"/>`,
    ...drawNumbers(spec, 112),
    ...drawCalendar(spec, 236),
    ...drawForecast(spec, 604),
    ...drawBlocks(spec, 830),
    "</svg>",
  ].join("");
}

function drawNumbers(spec: ProgressSpec, y: number): string[] {
  const { retention } = spec;
  const numbers = [
    { value: String(spec.due), label: "due now" },
    { value: String(spec.streakDays), label: spec.streakDays === 1 ? "day in a row" : "days in a row" },
    retention
      ? { value: `${Math.round(retention.percent)}%`, label: `recalled, aim ${Math.round(retention.aimPercent)}%` }
      : { value: "–", label: "recalled so far" },
  ];
  return numbers.flatMap(({ value, label }, place) => {
    const x = margin + (place * inner) / 3;
    return [write(x, y, value, `font-size="76" font-weight="bold"`), write(x, y + 44, label, `fill="${faint}"`)];
  });
}

function drawCalendar(spec: ProgressSpec, y: number): string[] {
  const last = spec.days.at(-1);
  if (!last) return [];
  const [columns, row, gap] = [15, 40, 4];
  const column = inner / columns;
  const lastWeek = weekOf(last.day);
  const first = spec.days[0] ?? last;
  // Days before the first one stand empty, so that a new learner sees the room there is.
  const before = Array.from({ length: columns * 7 }, (_, at) => at).flatMap((at) => {
    const [place, weekday] = [Math.floor(at / 7), at % 7];
    const day = (lastWeek - (columns - 1 - place)) * 7 - 3 + weekday;
    if (day >= dayNumber(first.day)) return [];
    const [x, top] = [margin + place * column, y + 20 + weekday * row];
    return [`<rect x="${x}" y="${top}" width="${column - gap}" height="${row - gap}" rx="6" fill="#f7f5f0"/>`];
  });
  const cells = spec.days.flatMap(({ day, reviews, mark }) => {
    const back = lastWeek - weekOf(day);
    if (back >= columns) return [];
    const x = margin + (columns - 1 - back) * column;
    const top = y + 20 + weekdayOf(day) * row;
    const shade = shades.find(({ from }) => reviews >= from) ?? shades[4];
    const words = reviews > 0 ? (reviews > 999 ? "999" : String(reviews)) : mark === "freeze" ? "F" : mark ? "P" : "";
    return [
      `<rect x="${x}" y="${top}" width="${column - gap}" height="${row - gap}" rx="6" fill="${shade.fill}"/>`,
      write(x + (column - gap) / 2, top + 28, words, `text-anchor="middle" fill="${shade.text}"`),
    ];
  });
  const marks = [
    spec.days.some((day) => day.mark === "freeze") ? "F freeze" : "",
    spec.days.some((day) => day.mark === "paused") ? "P pause" : "",
  ].filter((words) => words !== "");
  return [
    headline(y, "Reviews a day"),
    write(widthPx - margin, y, ["15 weeks", ...marks].join(" · "), `text-anchor="end" fill="${faint}"`),
    ...before,
    ...cells,
  ];
}

function drawForecast(spec: ProgressSpec, y: number): string[] {
  const days = spec.forecast.slice(0, 14);
  const most = Math.max(1, ...days);
  const [tallest, step] = [84, inner / 14];
  const floor = y + 146;
  return [
    headline(y, "Coming back"),
    write(widthPx - margin, y, "the next 14 days, today first", `text-anchor="end" fill="${faint}"`),
    ...days.flatMap((cards, day) => {
      const tall = Math.max(3, Math.round((tallest * cards) / most));
      const x = margin + day * step;
      return [
        `<rect x="${x}" y="${floor - tall}" width="${step - 10}" height="${tall}" rx="4" fill="${day === 0 ? accent : "#8fcfc4"}"/>`,
        write(x + (step - 10) / 2, floor - tall - 8, String(cards), `text-anchor="middle"`),
      ];
    }),
  ];
}

function drawBlocks(spec: ProgressSpec, y: number): string[] {
  const row = 37;
  const [barFrom, barWide] = [margin + 560, 220];
  return [
    headline(y, "Would recall today"),
    ...spec.blocks.slice(0, 10).flatMap(({ title, percent, reached }, place) => {
      const base = y + 42 + place * row;
      const share = Math.max(0, Math.min(100, percent));
      const colour = reached ? ink : faint;
      return [
        write(margin, base, cut(title, 32), `fill="${colour}"`),
        `<rect x="${barFrom}" y="${base - 20}" width="${barWide}" height="20" rx="6" fill="${track}"/>`,
        share > 0
          ? `<rect x="${barFrom}" y="${base - 20}" width="${Math.max(6, (barWide * share) / 100)}" height="20" rx="6" fill="${accent}"/>`
          : "",
        write(
          widthPx - margin,
          base,
          reached ? `${Math.floor(share)}%` : "ahead",
          `text-anchor="end" fill="${colour}"`,
        ),
      ];
    }),
  ];
}

function headline(y: number, words: string): string {
  return write(margin, y, words, `font-size="32" font-weight="bold"`);
}

function write(x: number, y: number, words: string, attributes = ""): string {
  if (words === "") return "";
  const fill = attributes.includes("fill=") ? "" : `fill="${ink}"`;
  return `<text x="${x}" y="${y}" ${fill} ${attributes}>${escaped(words)}</text>`;
}

function escaped(words: string): string {
  return words.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

function cut(words: string, most: number): string {
  return words.length <= most ? words : `${words.slice(0, most - 1).trimEnd()}…`;
}

/** Days since the epoch, of a `YYYY-MM-DD`. */
function dayNumber(day: string): number {
  return Math.round(Date.parse(`${day}T00:00:00Z`) / 86_400_000);
}

/** Monday is 0; the epoch's day was a Thursday. */
function weekdayOf(day: string): number {
  return (((dayNumber(day) + 3) % 7) + 7) % 7;
}

function weekOf(day: string): number {
  return Math.floor((dayNumber(day) + 3) / 7);
}
