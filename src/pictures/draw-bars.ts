import type { BarsSpec } from "../core/picture-spec.ts";
import { box, colours, fitted, margin, measure, picture, widthPx, wrap, write } from "./svg.ts";

const labelWide = 230;
const bars = { left: margin + labelWide, tall: 26 } as const;
const row = 42;
const mostWordsWide = 340;

/** A row each: its name, a bar with its words, and where it was expected to end. */
export function drawBars({ title, note, rows, most }: BarsSpec): string {
  const parts = [write(margin, 92, title, { size: 48, bold: true })];
  let y = 96;
  for (const line of wrap(note, widthPx - 2 * margin, 2)) {
    y += 40;
    parts.push(write(margin, y, line, { fill: colours.faint }));
  }
  y += 60;
  const room = Math.max(1, most ?? Math.max(...rows.map(({ value }) => value)));
  const wordsWide = Math.min(mostWordsWide, Math.max(60, ...rows.map(({ words }) => measure(words) + 1)));
  const wide = widthPx - margin - wordsWide - 20 - bars.left;
  const lengthOf = (value: number) => (wide * Math.min(value, room)) / room;
  for (const { label, value, words, expected } of rows) {
    const top = y - 23;
    parts.push(
      write(margin, y, fitted(label, labelWide - 12)),
      box(bars.left, top, wide, bars.tall, { fill: most === null ? colours.ground : colours.track }),
      value > 0 ? box(bars.left, top, Math.max(4, lengthOf(value)), bars.tall, { fill: colours.accent }) : "",
      expected === null
        ? ""
        : box(bars.left + lengthOf(expected) - 4, top - 7, 8, bars.tall + 14, {
            fill: colours.ink,
            line: colours.ground,
            thick: 2,
            radius: 3,
          }),
      write(widthPx - margin, y, fitted(words, wordsWide), { anchor: "end" }),
    );
    y += row + (expected === null ? 0 : 22);
  }
  return picture(y + 10, parts);
}
