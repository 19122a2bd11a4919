import type { ListPart, MeterPart, Part, QuotePart } from "../../../chat/view.ts";
import { codeBlock, escapeLine, escapeText } from "./escape.ts";
import { spansText } from "./spans.ts";

/** Parts that are text, as Discord's Markdown; null for those that are components of their own. */
export function partText(part: Part): string | null {
  switch (part.kind) {
    case "text":
      return spansText(part.spans);
    case "heading":
      return `### ${escapeLine(part.text)}`;
    case "note":
      return eachLine(spansText(part.spans), "-# ");
    case "fields":
      return part.fields
        .map(({ label, value }) => `**${escapeLine(label)}** ${spansText(value).replaceAll("\n", " ")}`)
        .join("\n");
    case "list":
      return listText(part);
    case "quote":
      return quoteText(part);
    case "code":
      return codeBlock(part.source, part.language);
    case "meter":
      return meterText(part);
    default:
      return null;
  }
}

function listText({ items, marks = "bullets", start = 1 }: ListPart): string {
  return items
    .map((item, index) => `${markOf(marks, start + index)} ${spansText(item).replace(/\s*\n\s*/g, " ")}`)
    .join("\n");
}

function markOf(marks: NonNullable<ListPart["marks"]>, position: number): string {
  switch (marks) {
    case "bullets":
      return "-";
    case "numbers":
      return `${position}.`;
    case "letters":
      return `${String.fromCharCode(64 + position)}.`;
  }
}

/** Every line is marked, so that nothing a person wrote stands outside their quote. */
function quoteText({ text, by }: QuotePart): string {
  const words = escapeText(text.trim());
  return eachLine(by === undefined ? words : `**${escapeLine(by)}:** ${words}`, "> ");
}

function meterText({ label, value, max }: MeterPart): string {
  const cells = max > 0 ? Math.min(10, Math.max(0, Math.floor((10 * value) / max))) : 0;
  return `**${escapeLine(label)}** ${value}/${max} ${"■".repeat(cells)}${"□".repeat(10 - cells)}`;
}

function eachLine(text: string, mark: string): string {
  return text
    .split("\n")
    .map((line) => `${mark}${line}`)
    .join("\n");
}
