import type { APIComponentInContainer, ComponentType } from "discord-api-types/v10";
import type { Part } from "../../../chat/view.ts";
import { discordLimits as limits } from "../limits.ts";

/** What a view is made of before it is fitted into Discord's limits. */
export type Block =
  | {
      readonly kind: "text";
      readonly text: string;
      readonly mayCut: boolean;
      readonly part: Part["kind"] | "title";
    }
  | {
      readonly kind: "other";
      readonly component: Exclude<APIComponentInContainer, { type: ComponentType.TextDisplay }>;
    };

/** What is said at the end of what was cut. */
const more = "\n-# … The whole text is in the attached file.";

/**
 * Cuts text blocks, the longest first, until all texts together fit one message. Views keep below that by themselves;
 * escaping and code fences can take a few over. `rest`: the whole text of what was cut, null when nothing was.
 */
export function fitTexts(blocks: readonly Block[]): { blocks: Block[]; rest: string | null } {
  const fitted = [...blocks];
  const cutTexts = new Map<number, string>();
  const over = () => totalOf(fitted) - limits.text;
  for (const anyText of [false, true]) {
    while (over() > 0) {
      const at = longest(fitted, anyText);
      const block = fitted[at];
      if (block?.kind !== "text") break;
      if (!cutTexts.has(at)) cutTexts.set(at, block.text);
      const keep = Math.max(minimum, block.text.length - over() - more.length);
      if (keep >= block.text.length) break;
      fitted[at] = { ...block, text: `${cutMarkdown(block.text, keep)}${more}` };
    }
  }
  const rest = cutTexts.size === 0 ? null : [...cutTexts.values()].map(plain).join("\n\n");
  return { blocks: fitted, rest };
}

const minimum = 200;

function totalOf(blocks: readonly Block[]): number {
  // Two more for each: joined texts have one or two line breaks between them.
  return blocks.reduce((sum, block) => sum + (block.kind === "text" ? block.text.length + 2 : 0), 0);
}

function longest(blocks: readonly Block[], anyText: boolean): number {
  let found = -1;
  let length = minimum + more.length;
  blocks.forEach((block, index) => {
    if (block.kind !== "text" || !(block.mayCut || anyText) || block.text.length <= length) return;
    found = index;
    length = block.text.length;
  });
  return found;
}

/** Cut at a word; a block of code that is cut open is closed again, and no escape is left hanging. */
function cutMarkdown(text: string, most: number): string {
  const hard = text.slice(0, most - 8);
  const space = Math.max(hard.lastIndexOf("\n"), hard.lastIndexOf(" "));
  const words = (space > most / 2 ? hard.slice(0, space) : hard)
    .replace(/[\\*`_~]+$/, "")
    .replace(/[\ud800-\udbff]$/, "");
  const fences = words.split("```").length - 1;
  if (fences % 2 === 1) return `${words}\n\`\`\``;
  return closeStyles(words);
}

/** A bold or code run that the cut went through ends here. */
function closeStyles(text: string): string {
  const line = text.slice(text.lastIndexOf("\n") + 1).replace(/\\./g, "");
  const odd = (sign: string) => (line.split(sign).length - 1) % 2 === 1;
  return `${text}${odd("**") ? "**" : ""}${odd("`") ? "`" : ""}`;
}

/** Markdown's signs taken off again, for the file. */
function plain(markdown: string): string {
  return markdown.replace(/\\([\\*_~`|[\]()<>#+.-])/g, "$1").replaceAll("\u200b", "");
}

/** Plain words cut at a word with `…`; never through a surrogate pair. */
export function shorten(text: string, most: number): string {
  const words = text.trim();
  if (words.length <= most) return words;
  const hard = words.slice(0, most - 1).replace(/[\ud800-\udbff]$/, "");
  const space = hard.lastIndexOf(" ");
  return `${(space > most * 0.6 ? hard.slice(0, space) : hard).trimEnd()}…`;
}
