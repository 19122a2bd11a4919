import type { ListItem, PhrasingContent, RootContent } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { type Part, plainText, type Span } from "./view.ts";
import { cut } from "./wording.ts";

/**
 * The Markdown of cards (paragraphs, lists, strong, emphasis, inline code, fences) as parts of a view. Anything else an
 * author may have slipped in comes out as its plain words.
 */
export interface CardTextOptions {
  /** Formulas as their reading instead of a picture. */
  readonly textOnly?: boolean;
  /** Unique in the view: names the pictures. */
  readonly name?: string;
}

const picturesAtMost = 2;

export function cardParts(markdown: string, options: CardTextOptions = {}): Part[] {
  const parts: Part[] = [];
  let pictures = options.textOnly ? picturesAtMost : 0;
  for (const node of fromMarkdown(markdown).children) {
    if (node.type === "list") {
      const items = node.children.flatMap(itemSpans);
      parts.push(
        node.ordered ? { kind: "list", items, marks: "numbers", start: node.start ?? 1 } : { kind: "list", items },
      );
    } else if (node.type === "code") {
      const isFormula = node.lang === "tex";
      if (isFormula && pictures < picturesAtMost) {
        pictures += 1;
        const reading = node.meta?.trim() || node.value;
        parts.push({
          kind: "picture",
          name: `${options.name ?? "formula"}-${pictures}`,
          spec: { kind: "formula", tex: node.value },
          alt: reading,
          text: reading,
        });
      } else if (isFormula) {
        parts.push({ kind: "code", source: node.meta?.trim() || node.value, language: "" });
      } else {
        parts.push({ kind: "code", source: node.value, language: languageOf(node.lang) });
      }
    } else {
      addParagraph(parts, blockSpans(node));
    }
  }
  return parts;
}

/** One paragraph's spans; several run together. */
export function cardSpans(markdown: string): Span[] {
  return joined(fromMarkdown(markdown).children.map(blockSpans), " ");
}

/** The words alone, for lists, titles and fallbacks; fences are left out. */
export function cardWords(markdown: string): string {
  return fromMarkdown(markdown)
    .children.filter((node) => node.type !== "code")
    .map((node) => plainText(blockSpans(node)))
    .join(" ")
    .replace(/\s+/g, " ")
    .trim();
}

/** Characters a part takes of a view's text. */
export function partLength(part: Part): number {
  switch (part.kind) {
    case "text":
    case "note":
      return plainText(part.spans).length;
    case "list":
      return part.items.reduce((sum, item) => sum + plainText(item).length + 3, 0);
    case "code":
      return part.source.length + 8;
    case "quote":
      return part.text.length + 2;
    case "heading":
      return part.text.length + 4;
    case "picture":
      return part.text?.length ?? 0;
    case "fields":
      return part.fields.reduce((sum, one) => sum + one.label.length + plainText(one.value).length + 3, 0);
    default:
      return 0;
  }
}

/**
 * Keeps the parts within a number of characters: prose and lists are cut at a word, code and formulas never; they stay
 * or go whole. `cut` says that there is more to show.
 */
export function fitParts(parts: readonly Part[], budget: number): { parts: Part[]; cut: boolean } {
  const kept: Part[] = [];
  let left = budget;
  for (const part of parts) {
    const length = partLength(part);
    if (length <= left) {
      kept.push(part);
      left -= length;
      continue;
    }
    const shorter = shortened(part, left);
    if (shorter) kept.push(shorter);
    return { parts: kept, cut: true };
  }
  return { parts: kept, cut: false };
}

/**
 * Fewer parts with the same words, no further than needed: lists become lines of text, then headings, then code blocks
 * that follow each other become one, and at last the line between front and answer goes.
 */
export function squeezeParts(parts: readonly Part[], most: number): Part[] {
  let squeezed = [...parts];
  for (const step of squeezes) {
    if (squeezed.length <= most) break;
    squeezed = step(squeezed);
  }
  return squeezed;
}

const squeezes: readonly ((parts: readonly Part[]) => Part[])[] = [
  (parts) => asText(parts, (part) => (part.kind === "list" ? listLines(part.items, markOf(part)) : null)),
  (parts) =>
    asText(parts, (part) =>
      part.kind === "heading" ? ([{ kind: "strong", text: part.text }] satisfies Span[]) : null,
    ),
  joinCode,
  (parts) => parts.filter(({ kind }) => kind !== "divider"),
];

function asText(parts: readonly Part[], spansOf: (part: Part) => readonly Span[] | null): Part[] {
  const merged: Part[] = [];
  for (const part of parts) {
    const spans = part.kind === "text" ? part.spans : spansOf(part);
    if (spans) addParagraph(merged, spans);
    else merged.push(part);
  }
  return merged;
}

function joinCode(parts: readonly Part[]): Part[] {
  const joinedUp: Part[] = [];
  for (const part of parts) {
    const last = joinedUp.at(-1);
    if (part.kind === "code" && last?.kind === "code") {
      joinedUp[joinedUp.length - 1] = { ...last, source: `${last.source}\n\n${part.source}` };
    } else joinedUp.push(part);
  }
  return joinedUp;
}

function markOf(part: Extract<Part, { kind: "list" }>): (index: number) => string {
  const start = part.start ?? 1;
  if (part.marks === "numbers") return (index) => `${start + index}. `;
  if (part.marks === "letters") return (index) => `${"ABCDEFGHIJ"[index] ?? "•"}. `;
  return () => "• ";
}

function shortened(part: Part, left: number): Part | null {
  if (left < 40) return null;
  if (part.kind === "text") return { ...part, spans: cutSpans(part.spans, left) };
  if (part.kind !== "list") return null;
  const items: Span[][] = [];
  let room = left;
  for (const item of part.items) {
    const length = plainText(item).length + 3;
    if (length > room) break;
    items.push([...item]);
    room -= length;
  }
  return items.length > 0 ? { ...part, items: [...items, [{ kind: "plain", text: "…" }]] } : null;
}

function cutSpans(spans: readonly Span[], most: number): Span[] {
  const kept: Span[] = [];
  let left = most;
  for (const span of spans) {
    const length = plainText([span]).length;
    if (length <= left - 1) {
      kept.push(span);
      left -= length;
      continue;
    }
    if (span.kind === "plain" || span.kind === "strong" || span.kind === "emphasis") {
      kept.push({ ...span, text: cut(span.text, Math.max(1, left)) });
    } else kept.push({ kind: "plain", text: "…" });
    break;
  }
  return kept;
}

function listLines(items: readonly (readonly Span[])[], mark: (index: number) => string): Span[] {
  return joined(
    items.map((item, index) => [{ kind: "plain", text: mark(index) }, ...item]),
    "\n",
  );
}

function addParagraph(parts: Part[], spans: readonly Span[]): void {
  if (spans.length === 0) return;
  const last = parts.at(-1);
  if (last?.kind === "text") {
    parts[parts.length - 1] = { kind: "text", spans: [...last.spans, { kind: "plain", text: "\n\n" }, ...spans] };
  } else parts.push({ kind: "text", spans });
}

/** What follows a fence's language is for the checker. */
function languageOf(lang: string | null | undefined): string {
  return !lang || lang === "output" || lang === "text" ? "" : lang;
}

function itemSpans(item: ListItem): Span[][] {
  const own = joined(
    item.children.filter((child) => child.type !== "list").map((child) => blockSpans(child)),
    " ",
  );
  const nested = item.children.flatMap((child) => (child.type === "list" ? child.children.flatMap(itemSpans) : []));
  return own.length > 0 ? [own, ...nested] : nested;
}

function blockSpans(node: RootContent): Span[] {
  switch (node.type) {
    case "paragraph":
    case "heading":
      return merge(node.children.flatMap((child) => phrasing(child, "plain")));
    case "blockquote":
      return joined(node.children.map(blockSpans), " ");
    case "list":
      return joined(node.children.flatMap(itemSpans), "; ");
    case "code":
      return [{ kind: "code", text: node.value }];
    case "html":
      return [{ kind: "plain", text: node.value }];
    default:
      return [];
  }
}

function phrasing(node: PhrasingContent, as: "plain" | "strong" | "emphasis"): Span[] {
  switch (node.type) {
    case "text":
      // A line break inside a paragraph is a space: authors write one sentence a line.
      return [{ kind: as, text: node.value.replace(/\s*\n\s*/g, " ") }];
    case "inlineCode":
      return [{ kind: "code", text: node.value }];
    case "strong":
      return node.children.flatMap((child) => phrasing(child, "strong"));
    case "emphasis":
      return node.children.flatMap((child) => phrasing(child, as === "strong" ? "strong" : "emphasis"));
    case "break":
      return [{ kind: as, text: " " }];
    case "html":
      return [{ kind: as, text: node.value }];
    case "link":
    case "delete":
    case "linkReference":
      return node.children.flatMap((child) => phrasing(child, as));
    case "image":
    case "imageReference":
      return node.alt ? [{ kind: as, text: node.alt }] : [];
    default:
      return [];
  }
}

/** Neighbours of one kind are one span. */
function merge(spans: readonly Span[]): Span[] {
  const merged: Span[] = [];
  for (const span of spans) {
    const last = merged.at(-1);
    if (
      last &&
      last.kind === span.kind &&
      (span.kind === "plain" || span.kind === "strong" || span.kind === "emphasis")
    ) {
      merged[merged.length - 1] = { ...span, text: (last as typeof span).text + span.text };
    } else merged.push(span);
  }
  return merged;
}

function joined(groups: readonly (readonly Span[])[], by: string): Span[] {
  return merge(
    groups
      .filter((group) => group.length > 0)
      .flatMap((group, index): Span[] => (index === 0 ? [...group] : [{ kind: "plain", text: by }, ...group])),
  );
}
