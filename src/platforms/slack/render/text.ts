import type { Span, TimeSpan } from "../../../chat/view.ts";
import { plainText } from "../../../chat/view.ts";

/** Spans as Slack's mrkdwn, or as rich text where mrkdwn would read marks into somebody's words. */

export interface Mrkdwn {
  readonly type: "mrkdwn";
  readonly text: string;
  readonly verbatim: true;
}
export interface PlainText {
  readonly type: "plain_text";
  readonly text: string;
  readonly emoji: false;
}

export function plain(text: string): PlainText {
  return { type: "plain_text", text, emoji: false };
}
export function mrkdwn(text: string): Mrkdwn {
  return { type: "mrkdwn", text, verbatim: true };
}

/** Slack's control characters: with these escaped nothing can mention, link or ping. */
export function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

/**
 * Whether mrkdwn would format what is meant literally: bold, italic, strike, code, a quote at the start of a line, an
 * emoji's name. Slack has no way to escape these.
 */
export function isRisky(spans: readonly Span[]): boolean {
  return spans.some((span) => {
    if (span.kind === "code") return /[`\n]/.test(span.text) || span.text.trim() === "";
    const words = plainText([span]);
    const marked = span.kind !== "plain" && span.kind !== "person" && span.kind !== "link";
    return (
      /[*_~`]/.test(words) ||
      /(^|\n)\s*>/.test(words) ||
      /:[\w+'-]+:/.test(words) ||
      (marked && /^\s|\s$|\n/.test(words))
    );
  });
}

export function toMrkdwn(spans: readonly Span[]): string {
  return spans.map(mrkdwnOf).join("");
}

function mrkdwnOf(span: Span): string {
  switch (span.kind) {
    case "plain":
      return escaped(span.text);
    case "person":
      return escaped(span.name);
    case "strong":
      return span.text ? `*${escaped(span.text)}*` : "";
    case "emphasis":
      return span.text ? `_${escaped(span.text)}_` : "";
    case "code":
      return `\`${escaped(span.text)}\``;
    case "link":
      return isWebAddress(span.url)
        ? `<${linkTarget(span.url)}|${escaped(span.label).replaceAll("|", "¦")}>`
        : escaped(span.label);
    case "time":
      return `<!date^${Math.floor(span.atMs / 1000)}^${dateFormat(span)}|${escaped(span.words).replaceAll("|", "¦")}>`;
  }
}

function dateFormat({ as }: TimeSpan): string {
  return as === "day" ? "{date_short_pretty}" : "{date_short_pretty} {time}";
}

export function isWebAddress(url: string): boolean {
  return /^https?:\/\/[^\s]+$/i.test(url) && url.length <= 3_000;
}

/** Characters that would end the link early. */
function linkTarget(url: string): string {
  return url.replaceAll("&", "&amp;").replaceAll("<", "%3C").replaceAll(">", "%3E").replaceAll("|", "%7C");
}

export type RichElement =
  | { type: "text"; text: string; style?: { bold?: true; italic?: true; code?: true } }
  | { type: "link"; url: string; text: string }
  | { type: "date"; timestamp: number; format: string; fallback: string };

/** Rich text is never parsed for marks, so words stand as they are. Empty texts are refused by Slack and left out. */
export function toRich(spans: readonly Span[]): RichElement[] {
  return spans.flatMap((span): RichElement[] => {
    switch (span.kind) {
      case "link":
        return isWebAddress(span.url) && span.label
          ? [{ type: "link", url: span.url, text: span.label }]
          : richText(span.label);
      case "time":
        return [
          { type: "date", timestamp: Math.floor(span.atMs / 1000), format: dateFormat(span), fallback: span.words },
        ];
      case "person":
        return richText(span.name);
      case "strong":
        return richText(span.text, { bold: true });
      case "emphasis":
        return richText(span.text, { italic: true });
      case "code":
        return richText(span.text, { code: true });
      default:
        return richText(span.text);
    }
  });
}

function richText(text: string, style?: { bold?: true; italic?: true; code?: true }): RichElement[] {
  if (text === "") return [];
  return [style ? { type: "text", text, style } : { type: "text", text }];
}

/** Pieces of at most `most` characters, cut at a line or a word. */
export function pieces(text: string, most: number): string[] {
  const all: string[] = [];
  let rest = text;
  while (rest.length > most) {
    const window = rest.slice(0, most);
    const at = Math.max(window.lastIndexOf("\n"), window.lastIndexOf(" "));
    const end = at > most / 2 ? at : most;
    all.push(rest.slice(0, end));
    rest = rest.slice(end).replace(/^\s/, "");
  }
  if (rest !== "") all.push(rest);
  return all;
}
