import type { ProgressSpec } from "../core/picture-spec.ts";
import { bar, box, colours, fitted, margin, picture, widthPx, write } from "./svg.ts";

const heightPx = 1_250;
/** What the roadmap's part takes where there is one. */
const roadTall = 166;
const inner = widthPx - 2 * margin;
/** Of a day's reviews: none, 1, from 10, from 25, from 50. The number stands in the cell: the shade only repeats it. */
const shades = [
  { from: 50, fill: colours.strong, text: colours.white },
  { from: 25, fill: "#17796f", text: colours.white },
  { from: 10, fill: colours.middle, text: colours.ink },
  { from: 1, fill: colours.pale, text: colours.ink },
  { from: 0, fill: "#f1eee7", text: colours.faint },
] as const;

/** The picture of a learner's progress, for a phone: three numbers, calendar, forecast, roadmap, blocks. */
export function drawProgress(spec: ProgressSpec): string {
  const road = spec.road ? roadTall : 0;
  return picture(heightPx + 36 + road, [
    ...drawNumbers(spec, 112),
    ...drawCalendar(spec, 272),
    ...drawForecast(spec, 640),
    ...drawRoad(spec.road, 866),
    ...drawBlocks(spec, 866 + road),
  ]);
}

function drawNumbers({ due, streakDays, freezesLeft, retention }: ProgressSpec, y: number): string[] {
  const parts = retention
    ? [
        retention.youngPercent === null ? "" : `young ${retention.youngPercent}%`,
        retention.maturePercent === null ? "" : `old ${retention.maturePercent}%`,
      ].filter(Boolean)
    : [];
  const numbers = [
    { value: String(due), lines: ["due now"] },
    {
      value: String(streakDays),
      lines: [streakDays === 1 ? "day in a row" : "days in a row", freezeWords(freezesLeft)],
    },
    retention
      ? {
          value: `${Math.round(retention.percent)}%`,
          lines: [`recalled, aim ${Math.round(retention.aimPercent)}%`, parts.join(", ")],
        }
      : { value: "–", lines: ["recalled so far"] },
  ];
  return numbers.flatMap(({ value, lines }, place) => {
    const x = margin + (place * inner) / 3;
    return [
      write(x, y, value, { size: 76, bold: true }),
      ...lines.map((line, at) => write(x, y + 44 + at * 36, line, { fill: colours.faint })),
    ];
  });
}

function freezeWords(left: number | null): string {
  if (left === null) return "on a break";
  return left === 1 ? "1 freeze left" : `${left} freezes left`;
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
    return [box(margin + place * column, y + 20 + weekday * row, column - gap, row - gap, { fill: "#f7f5f0" })];
  });
  const cells = spec.days.flatMap(({ day, reviews, mark }) => {
    const back = lastWeek - weekOf(day);
    if (back >= columns) return [];
    const x = margin + (columns - 1 - back) * column;
    const top = y + 20 + weekdayOf(day) * row;
    const shade = shades.find(({ from }) => reviews >= from) ?? shades[4];
    const words = reviews > 0 ? (reviews > 999 ? "999" : String(reviews)) : mark === "freeze" ? "F" : mark ? "P" : "";
    return [
      box(x, top, column - gap, row - gap, { fill: shade.fill }),
      write(x + (column - gap) / 2, top + 28, words, { anchor: "middle", fill: shade.text }),
    ];
  });
  const marks = [
    spec.days.some((day) => day.mark === "freeze") ? "F freeze" : "",
    spec.days.some((day) => day.mark === "paused") ? "P pause" : "",
  ].filter((words) => words !== "");
  return [headline(y, "Reviews a day"), beside(y, ["15 weeks", ...marks].join(" · ")), ...before, ...cells];
}

function drawForecast(spec: ProgressSpec, y: number): string[] {
  const days = spec.forecast.slice(0, 14);
  const most = Math.max(1, ...days);
  const [tallest, step] = [84, inner / 14];
  const floor = y + 146;
  return [
    headline(y, "Coming back"),
    beside(y, "the next 14 days, today first"),
    ...days.flatMap((cards, day) => {
      const tall = Math.max(3, Math.round((tallest * cards) / most));
      const x = margin + day * step;
      return [
        box(x, floor - tall, step - 10, tall, { fill: day === 0 ? colours.accent : colours.middle, radius: 4 }),
        write(x + (step - 10) / 2, floor - tall - 8, String(cards), { anchor: "middle" }),
      ];
    }),
  ];
}

/** A cell a week: those the learner's cards reach are filled, the group's is ringed and pointed at. */
function drawRoad(road: ProgressSpec["road"], y: number): string[] {
  if (!road) return [];
  const { weeks, groupWeek, myWeek, words } = road;
  const step = inner / weeks;
  const top = y + 22;
  const where =
    groupWeek === null ? `you: week ${myWeek} of ${weeks}` : `▲ group: week ${groupWeek}, you: week ${myWeek}`;
  const cells = Array.from({ length: weeks }, (_, at) => {
    const fill = at < myWeek ? colours.accent : colours.track;
    return box(margin + at * step, top, step - 4, 26, { fill, radius: 4 });
  });
  const middle = margin + ((groupWeek ?? 0) - 0.5) * step - 2;
  const pointer = `<path d="M${middle - 10} ${top + 46} L${middle + 10} ${top + 46} L${middle} ${top + 31} Z" fill="${colours.ink}"/>`;
  return [
    headline(y, "Roadmap"),
    beside(y, where),
    ...cells,
    ...(groupWeek === null ? [] : [pointer]),
    write(margin, top + 84, fitted(words ?? "", inner), { fill: colours.faint }),
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
      const fill = reached ? colours.ink : colours.faint;
      return [
        write(margin, base, fitted(title, barFrom - margin - 16), { fill }),
        ...bar(barFrom, base - 20, barWide, share),
        write(widthPx - margin, base, reached ? `${Math.floor(share)}%` : "ahead", { anchor: "end", fill }),
      ];
    }),
  ];
}

function headline(y: number, words: string): string {
  return write(margin, y, words, { size: 32, bold: true });
}

function beside(y: number, words: string): string {
  return write(widthPx - margin, y, words, { anchor: "end", fill: colours.faint });
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
