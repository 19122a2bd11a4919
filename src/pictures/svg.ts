/** What all drawings are made of. Lengths are in pixels of a picture 1,000 wide, which a phone shows at about a third. */
export const widthPx = 1_000;
export const margin = 56;
/** The smallest letters there are. */
export const letters = 28;
export const colours = {
  ground: "#fdfcfa",
  ink: "#1d2021",
  faint: "#5c6160",
  track: "#e7e3da",
  line: "#b9b4a8",
  accent: "#0d6b63",
  strong: "#0a544e",
  middle: "#8fcfc4",
  pale: "#d3ece7",
  white: "#ffffff",
} as const;

/** Opaque and light, so that it can be read in a dark chat as in a light one. */
export function picture(heightPx: number, parts: readonly string[]): string {
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${widthPx}" height="${Math.ceil(heightPx)}" font-family="DejaVu Sans" font-size="${letters}">`,
    `<rect width="${widthPx}" height="${Math.ceil(heightPx)}" fill="${colours.ground}"/>`,
    ...parts,
    "</svg>",
  ].join("");
}

export interface Lettering {
  readonly size?: number;
  readonly bold?: boolean;
  readonly fill?: string;
  readonly anchor?: "middle" | "end";
}

/** `y` is the base line. */
export function write(x: number, y: number, words: string, { size, bold, fill, anchor }: Lettering = {}): string {
  if (words === "") return "";
  const attributes = [
    `x="${round(x)}" y="${round(y)}" fill="${fill ?? colours.ink}"`,
    size ? `font-size="${size}"` : "",
    bold ? 'font-weight="bold"' : "",
    anchor ? `text-anchor="${anchor}"` : "",
  ].filter(Boolean);
  return `<text ${attributes.join(" ")}>${escaped(words)}</text>`;
}

export interface Look {
  readonly fill?: string;
  readonly line?: string;
  readonly dashed?: boolean;
  readonly radius?: number;
  readonly thick?: number;
}

export function box(x: number, y: number, wide: number, tall: number, look: Look): string {
  const { fill = "none", line, dashed, radius = 6, thick = 3 } = look;
  const edge = line ? ` stroke="${line}" stroke-width="${thick}"${dashed ? ' stroke-dasharray="8 7"' : ""}` : "";
  return `<rect x="${round(x)}" y="${round(y)}" width="${round(wide)}" height="${round(tall)}" rx="${radius}" fill="${fill}"${edge}/>`;
}

export function path(points: readonly (readonly [number, number])[], look: Look): string {
  const { line = colours.line, dashed, thick = 4 } = look;
  const way = points.map(([x, y], at) => `${at === 0 ? "M" : "L"}${round(x)} ${round(y)}`).join(" ");
  return `<path d="${way}" fill="none" stroke="${line}" stroke-width="${thick}"${dashed ? ' stroke-dasharray="8 7"' : ""}/>`;
}

/** A bar with its share filled. */
export function bar(x: number, y: number, wide: number, percent: number, behind = 0): string[] {
  const tall = 20;
  const filled = (share: number, fill: string) =>
    share <= 0 ? "" : box(x, y, Math.max(6, (wide * Math.min(100, share)) / 100), tall, { fill });
  return [
    box(x, y, wide, tall, { fill: colours.track }),
    filled(behind, colours.middle),
    filled(percent, colours.accent),
  ].filter(Boolean);
}

/** Lines no wider than `wide`; what is left after `most` lines ends in `…`. */
export function wrap(words: string, wide: number, most: number, lettering: Lettering = {}): string[] {
  const lines: string[] = [];
  let line = "";
  const rest = words.split(/\s+/).filter(Boolean);
  while (rest.length > 0) {
    const longer = line === "" ? (rest[0] ?? "") : `${line} ${rest[0]}`;
    if (line !== "" && measure(longer, lettering) > wide) {
      if (lines.length === most - 1) return [...lines, fitted(`${line} ${rest.join(" ")}`, wide, lettering)];
      lines.push(line);
      line = "";
      continue;
    }
    line = longer;
    rest.shift();
  }
  return line === "" ? lines : [...lines, fitted(line, wide, lettering)];
}

/** Cut, with `…`, to be no wider than `wide`. */
export function fitted(words: string, wide: number, lettering: Lettering = {}): string {
  if (measure(words, lettering) <= wide) return words;
  const letterList = [...words];
  while (letterList.length > 0 && measure(`${letterList.join("").trimEnd()}…`, lettering) > wide) letterList.pop();
  return `${letterList.join("").trimEnd()}…`;
}

/** How wide words are; what is not ASCII counts as a wide letter. */
export function measure(words: string, { size = letters, bold = false }: Lettering = {}): number {
  const widths = bold ? boldWidths : plainWidths;
  let thousandths = 0;
  for (const letter of words) thousandths += widths[(letter.codePointAt(0) ?? 0) - 32] ?? 1_000;
  return (thousandths * size) / 1_000;
}

function escaped(words: string): string {
  return words.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

function round(px: number): number {
  return Math.round(px * 10) / 10;
}

/** Advance widths of the font's letters from the space to the tilde, in thousandths of its size. */
const plainWidths = [
  318, 401, 460, 838, 636, 950, 780, 275, 390, 390, 500, 838, 318, 361, 318, 337, 636, 636, 636, 636, 636, 636, 636,
  636, 636, 636, 337, 337, 838, 838, 838, 531, 1000, 684, 686, 698, 770, 632, 575, 775, 752, 295, 295, 656, 557, 863,
  748, 787, 603, 787, 695, 635, 611, 732, 684, 989, 685, 611, 685, 390, 337, 390, 838, 500, 500, 613, 635, 550, 635,
  615, 352, 635, 634, 278, 278, 579, 278, 974, 634, 612, 635, 635, 411, 521, 392, 634, 592, 818, 592, 592, 525, 636,
  337, 636, 838,
];
const boldWidths = [
  348, 456, 521, 838, 696, 1002, 872, 306, 457, 457, 523, 838, 380, 415, 380, 365, 696, 696, 696, 696, 696, 696, 696,
  696, 696, 696, 400, 400, 838, 838, 838, 580, 1000, 774, 762, 734, 830, 683, 683, 821, 837, 372, 372, 775, 637, 995,
  837, 850, 733, 850, 770, 720, 682, 812, 774, 1103, 771, 724, 725, 457, 365, 457, 838, 500, 500, 675, 716, 593, 716,
  678, 435, 716, 712, 343, 343, 665, 343, 1042, 712, 687, 716, 716, 493, 595, 478, 712, 652, 924, 645, 652, 582, 712,
  365, 712, 838,
];
