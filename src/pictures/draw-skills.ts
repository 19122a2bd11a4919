import type { SkillsSpec } from "../core/picture-spec.ts";
import { bar, box, colours, letters, margin, picture, widthPx, wrap, write } from "./svg.ts";

type Skill = SkillsSpec["tiers"][number]["skills"][number];

const row = 38;
const dot = { x: margin + 16, radius: 15 } as const;
const title = { left: margin + 52, wide: 468 } as const;
const meter = { left: 604, wide: 230 } as const;

/** The checklist: what the cards show as a bar, what the learner says as a dot. */
export function drawSkills(spec: SkillsSpec): string {
  const parts = [write(margin, 92, "Skills", { size: 48, bold: true }), ...drawLegend(146)];
  let y = 252;
  for (const tier of spec.tiers) {
    if (tier.skills.length === 0) continue;
    parts.push(write(margin, y, tier.title, { size: 32, bold: true }));
    y += 18;
    for (const skill of tier.skills) {
      const lines = wrap(skill.title, title.wide, 2);
      parts.push(...drawSkill(skill, lines, y + 34));
      y += lines.length * row + 14;
    }
    y += 50;
  }
  return picture(y - 30, parts);
}

function drawSkill({ evidence, says }: Skill, lines: readonly string[], y: number): string[] {
  return [
    ...drawDot(dot.x, y - 10, says),
    ...lines.map((line, at) => write(title.left, y + at * row, line)),
    ...(evidence
      ? [
          ...bar(meter.left, y - 20, meter.wide, evidence.recalledPercent, evidence.seenPercent),
          write(widthPx - margin, y, `${Math.floor(evidence.recalledPercent)}%`, { anchor: "end" }),
        ]
      : [write(widthPx - margin, y, "your word only", { anchor: "end", fill: colours.faint })]),
  ];
}

/** Empty, half and full; nothing said has none. */
function drawDot(x: number, y: number, says: Skill["says"]): string[] {
  if (says === null) return [];
  const { radius } = dot;
  const ring = box(x - radius, y - radius, 2 * radius, 2 * radius, {
    fill: says === "done" ? colours.accent : colours.ground,
    line: says === "not-started" ? colours.line : colours.accent,
    radius,
    thick: 4,
  });
  const half = `<path d="M${x} ${y - radius} A${radius} ${radius} 0 0 0 ${x} ${y + radius} Z" fill="${colours.accent}"/>`;
  const tick = `<path d="M${x - 7} ${y} L${x - 2} ${y + 6} L${x + 7} ${y - 6}" fill="none" stroke="${colours.white}" stroke-width="4"/>`;
  return [ring, says === "in-progress" ? half : says === "done" ? tick : ""];
}

function drawLegend(y: number): string[] {
  const words = (x: number, at: number, what: string) => write(x, at, what, { fill: colours.faint });
  const swatch = (x: number, at: number, fill: string) => box(x, at - letters + 8, 34, 20, { fill });
  return [
    words(margin, y, "You say:"),
    ...drawDot(216, y - 10, "done"),
    words(242, y, "done"),
    ...drawDot(354, y - 10, "in-progress"),
    words(380, y, "in progress"),
    ...drawDot(586, y - 10, "not-started"),
    words(612, y, "not started"),
    words(margin, y + 40, "Your cards:"),
    swatch(250, y + 40, colours.accent),
    words(294, y + 40, "would recall today"),
    swatch(590, y + 40, colours.middle),
    words(634, y + 40, "met"),
  ];
}
