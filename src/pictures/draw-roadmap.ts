import type { RoadmapSpec, RoadmapSpecBlock } from "../core/picture-spec.ts";
import { apart } from "./apart.ts";
import { box, colours, letters, margin, measure, path, picture, widthPx, wrap, write } from "./svg.ts";

const spineX = 76;
const card = { left: 112, wide: 508, pad: 20 } as const;
const beside = { left: 676, wide: widthPx - margin - 676, pad: 16 } as const;
/** Where the dashed lines run to what is beside the road. */
const laneX = 648;
const cell = { wide: 60, tall: 46, step: 64 } as const;
const row = 38;
const pill = { tall: 36, gap: 8 } as const;

interface PlacedBlock {
  readonly block: RoadmapSpecBlock;
  readonly top: number;
  readonly tall: number;
  readonly title: readonly string[];
  readonly cellsTop: number;
}

interface Placed {
  readonly headings: readonly { readonly lines: readonly string[]; readonly top: number }[];
  readonly blocks: readonly PlacedBlock[];
  readonly bottom: number;
}

/** The whole path, top to bottom: what is behind, where the group and the reader are, what lies ahead and beside. */
export function drawRoadmap(spec: RoadmapSpec): string {
  const head = drawHead(spec);
  const placed = place(spec, head.bottom);
  const side = placeBeside(spec, placed);
  const bottom = Math.max(placed.bottom, side.bottom);
  return picture(bottom + 88, [
    ...head.parts,
    ...drawSpine(placed.blocks),
    ...placed.headings.flatMap(({ lines, top }) =>
      lines.map((line, at) => write(card.left, top + letters + at * row, line, { bold: true, fill: colours.faint })),
    ),
    ...side.parts,
    ...placed.blocks.flatMap((one) => drawBlock(one, spec)),
    ...drawLegend(bottom + 56),
  ]);
}

function drawHead({ title, lines }: RoadmapSpec): { parts: string[]; bottom: number } {
  const parts = [write(margin, 92, title, { size: 48, bold: true })];
  let y = 98;
  for (const sentence of lines) {
    for (const line of wrap(sentence, widthPx - 2 * margin, 2, { size: 30 })) {
      y += 42;
      parts.push(write(margin, y, line, { size: 30 }));
    }
  }
  return { parts, bottom: y + 24 };
}

function place({ phases, groupWeek, myWeek }: RoadmapSpec, from: number): Placed {
  const headings: { lines: string[]; top: number }[] = [];
  const blocks: PlacedBlock[] = [];
  let y = from;
  for (const phase of phases) {
    const lines = wrap(phase.title, card.wide, 2, { bold: true });
    y += 20;
    headings.push({ lines, top: y });
    y += lines.length * row + 10;
    for (const block of phase.blocks) {
      const title = wrap(block.title, card.wide - 2 * card.pad, 2, { size: 30, bold: block.state === "now" });
      const holds = (week: number | null) => week !== null && block.firstWeek <= week && week <= block.lastWeek;
      const cellsTop = y + 18 + title.length * row + (holds(groupWeek) ? pill.tall + pill.gap + 8 : 4);
      const tall = cellsTop - y + cell.tall + (holds(myWeek) && myWeek !== groupWeek ? pill.tall + pill.gap : 0) + 18;
      blocks.push({ block, top: y, tall, title, cellsTop });
      y += tall + 12;
    }
  }
  return { headings, blocks, bottom: y };
}

function drawSpine(blocks: readonly PlacedBlock[]): string[] {
  const at = blocks.map(({ top }) => top + 34);
  const last = blocks.findLastIndex(({ block }) => block.state !== "ahead");
  const [first, reached, end] = [at[0], at[last], at.at(-1)];
  const lines: string[] = [];
  if (first !== undefined && end !== undefined) {
    const ahead: readonly [number, number][] = [
      [spineX, reached ?? first],
      [spineX, end],
    ];
    lines.push(path(ahead, { dashed: true, thick: 5 }));
    if (reached !== undefined) {
      const behind: readonly [number, number][] = [
        [spineX, first],
        [spineX, reached],
      ];
      lines.push(path(behind, { line: colours.accent, thick: 6 }));
    }
  }
  return [...lines, ...blocks.flatMap(({ block, top }) => drawDot(spineX, top + 34, block.state))];
}

function drawDot(x: number, y: number, state: RoadmapSpecBlock["state"]): string[] {
  const circle = (radius: number, fill: string, line: string) =>
    box(x - radius, y - radius, 2 * radius, 2 * radius, { fill, line, radius, thick: 4 });
  switch (state) {
    case "done":
      return [
        circle(17, colours.accent, colours.accent),
        path(
          [
            [x - 8, y],
            [x - 2, y + 7],
            [x + 8, y - 7],
          ],
          { line: colours.white, thick: 4 },
        ),
      ];
    case "now":
      return [circle(17, colours.ground, colours.accent), circle(6, colours.accent, colours.accent)];
    case "ahead":
      return [circle(14, colours.ground, colours.line)];
  }
}

function drawBlock({ block, top, tall, title, cellsTop }: PlacedBlock, spec: RoadmapSpec): string[] {
  const { state, firstWeek, lastWeek, words } = block;
  const now = spec.groupWeek ?? spec.myWeek ?? 0;
  const left = card.left + card.pad;
  const weeks = Array.from({ length: lastWeek - firstWeek + 1 }, (_, at) => firstWeek + at);
  const look = {
    done: { fill: colours.ground, line: colours.middle },
    now: { fill: "#eef7f5", line: colours.accent, thick: 5 },
    ahead: { fill: colours.ground, line: colours.line, thick: 2 },
  }[state];
  const middleOf = (week: number) => left + (week - firstWeek) * cell.step + cell.wide / 2;
  const together = spec.groupWeek !== null && spec.groupWeek === spec.myWeek;
  const marks = [
    ...(spec.groupWeek !== null && weeks.includes(spec.groupWeek)
      ? drawPill(
          middleOf(spec.groupWeek),
          cellsTop - pill.tall - pill.gap,
          together ? "group and you" : "group",
          "down",
        )
      : []),
    ...(spec.myWeek !== null && !together && weeks.includes(spec.myWeek)
      ? drawPill(middleOf(spec.myWeek), cellsTop + cell.tall + pill.gap, "you", "up")
      : []),
  ];
  return [
    box(card.left, top, card.wide, tall, { ...look, radius: 14 }),
    ...title.map((line, at) =>
      write(left, top + 18 + letters + at * row, line, {
        size: 30,
        bold: state === "now",
        fill: state === "ahead" ? colours.faint : colours.ink,
      }),
    ),
    ...weeks.flatMap((week, at) => drawCell(left + at * cell.step, cellsTop, week, now)),
    write(left + weeks.length * cell.step + 12, cellsTop + 33, words, {
      bold: state === "now",
      fill: state === "ahead" ? colours.faint : colours.ink,
    }),
    ...marks,
  ];
}

function drawCell(x: number, y: number, week: number, now: number): string[] {
  const look =
    week < now
      ? { fill: colours.pale, line: colours.pale, words: colours.ink }
      : week === now
        ? { fill: colours.accent, line: colours.accent, words: colours.white }
        : { fill: colours.ground, line: colours.line, thick: 2, words: colours.faint };
  return [
    box(x, y, cell.wide, cell.tall, look),
    write(x + cell.wide / 2, y + 33, String(week), { anchor: "middle", fill: look.words, bold: week === now }),
  ];
}

/** A name whose tip touches a week's cell. */
function drawPill(middle: number, y: number, name: string, tip: "down" | "up"): string[] {
  const wide = measure(name, { bold: true }) + 28;
  const x = Math.max(card.left + 10, middle - wide / 2);
  const [base, point] = tip === "down" ? [y + pill.tall - 1, y + pill.tall + 8] : [y + 1, y - 8];
  return [
    box(x, y, wide, pill.tall, { fill: colours.ink, radius: 18 }),
    `<path d="M${middle - 10} ${base} L${middle + 10} ${base} L${middle} ${point} Z" fill="${colours.ink}"/>`,
    write(x + wide / 2, y + 27, name, { anchor: "middle", bold: true, fill: colours.white }),
  ];
}

function placeBeside(
  { beside: besides }: RoadmapSpec,
  { blocks, bottom }: Placed,
): { parts: string[]; bottom: number } {
  const opens = [...besides].sort((a, b) => a.firstWeek - b.firstWeek);
  const nodes = opens.map((block) => {
    const title = wrap(block.title, beside.wide - 2 * beside.pad, 2);
    const words = block.state === "ahead" ? [] : [block.words].filter(Boolean);
    const lines = [...title, `week${block.firstWeek === block.lastWeek ? "" : "s"} ${weeksWords(block)}`, ...words];
    const from = blocks.find(({ block: { firstWeek, lastWeek } }) => {
      return firstWeek <= block.firstWeek && block.firstWeek <= lastWeek;
    });
    const fromY = from ? from.cellsTop + cell.tall / 2 : (blocks[0]?.top ?? 0);
    return { block, lines, titles: title.length, fromY, tall: lines.length * 36 + 24 };
  });
  const tops = apart(
    nodes.map(({ fromY, tall }) => ({ wanted: fromY - tall / 2, tall })),
    { from: (blocks[0]?.top ?? 0) - 40, gap: 14 },
  );
  const last = nodes.at(-1);
  return {
    parts: nodes.flatMap((node, at) => drawBeside(node, tops[at] ?? 0)),
    bottom: Math.max(bottom, (tops.at(-1) ?? 0) + (last?.tall ?? 0)),
  };
}

function drawBeside(
  {
    block,
    lines,
    titles,
    fromY,
    tall,
  }: {
    block: RoadmapSpecBlock;
    lines: readonly string[];
    titles: number;
    fromY: number;
    tall: number;
  },
  top: number,
): string[] {
  const { state } = block;
  const open = state !== "ahead";
  const line = open ? colours.accent : colours.line;
  const way: readonly [number, number][] = [
    [card.left + card.wide, fromY],
    [laneX, fromY],
    [laneX, top + tall / 2],
    [beside.left, top + tall / 2],
  ];
  return [
    path(way, { line, dashed: true, thick: 3 }),
    box(beside.left, top, beside.wide, tall, {
      fill: state === "now" ? "#eef7f5" : colours.ground,
      line,
      dashed: !open,
      radius: 12,
    }),
    ...lines.map((words, at) =>
      write(beside.left + beside.pad, top + 40 + at * 36, words, {
        fill: at < titles && open ? colours.ink : colours.faint,
        bold: state === "now" && at < titles,
      }),
    ),
  ];
}

function weeksWords({ firstWeek, lastWeek }: RoadmapSpecBlock): string {
  return firstWeek === lastWeek ? String(firstWeek) : `${firstWeek}–${lastWeek}`;
}

function drawLegend(y: number): string[] {
  let x = margin + 20;
  return (["done", "now", "ahead"] as const)
    .flatMap((state) => {
      const parts = [...drawDot(x, y - 10, state), write(x + 28, y, state, { fill: colours.faint })];
      x += 28 + measure(state) + 52;
      return parts;
    })
    .concat(write(x - 12, y, "·  % would recall today", { fill: colours.faint }));
}
