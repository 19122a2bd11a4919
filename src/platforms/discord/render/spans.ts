import type { Span, TimeSpan } from "../../../chat/view.ts";
import { escapeLine, escapeText, inlineCode, webAddress } from "./escape.ts";

/** Spans as Discord's Markdown. */
export function spansText(spans: readonly Span[]): string {
  let text = "";
  for (const span of spans) {
    const next = spanText(span);
    // Two styles side by side would run into one run of signs.
    const runsTogether = /[*`_]$/.test(text) && /^[*`_]/.test(next);
    text += runsTogether ? `\u200b${next}` : next;
  }
  return text;
}

function spanText(span: Span): string {
  switch (span.kind) {
    case "plain":
      return escapeText(span.text);
    case "person":
      return escapeLine(span.name);
    case "strong":
      return styled("**", span.text);
    case "emphasis":
      return styled("*", span.text);
    case "code":
      return inlineCode(span.text);
    case "link": {
      const url = webAddress(span.url);
      const label = escapeLine(span.label);
      return url === null || label === "" ? label : `[${label}](<${url}>)`;
    }
    case "time":
      return timeText(span);
  }
}

/** Style signs must touch the words: spaces stay outside. */
function styled(signs: string, text: string): string {
  const [, before = "", words = "", after = ""] = /^(\s*)([\s\S]*?)(\s*)$/.exec(text) ?? [];
  return words === "" ? escapeText(text) : `${before}${signs}${escapeText(words)}${signs}${after}`;
}

/** Each reader sees their own clock and language. In private the distance comes first, as our own wording has it. */
function timeText({ atMs, as }: TimeSpan): string {
  const seconds = Math.floor(atMs / 1_000);
  switch (as) {
    case "day":
      return `<t:${seconds}:D>`;
    case "moment":
      return `<t:${seconds}:f>`;
    case "until":
      return `<t:${seconds}:R> (<t:${seconds}:f>)`;
  }
}
