import { type Html, html } from "./html.ts";
import { moment } from "./moments.ts";

type Json = Readonly<Record<string, unknown>>;

const signs =
  /<!date\^(\d+)\^([^|]+)\|[^>]*>|<(https?:[^|>]+)\|([^>]+)>|(?<!\w)\*([^*\n]+)\*|(?<!\w)_([^_\n]+)_|`([^`\n]+)`/g;

/** Slack's mrkdwn, as far as the product writes it. */
export function mrkdwn(text: string): Html[] {
  const made: Html[] = [];
  let from = 0;
  for (const match of text.matchAll(signs)) {
    made.push(html`${unescaped(text.slice(from, match.index))}`);
    from = match.index + match[0].length;
    made.push(styled(match));
  }
  made.push(html`${unescaped(text.slice(from))}`);
  return made;
}

function styled([whole, seconds, format, url, label, strong, emphasis, code]: RegExpMatchArray): Html {
  if (seconds !== undefined) return html`${date(Number(seconds), format ?? "")}`;
  if (url !== undefined) return html`<a href="${unescaped(url)}">${unescaped(label ?? url)}</a>`;
  if (strong !== undefined) return html`<b>${mrkdwn(strong)}</b>`;
  if (emphasis !== undefined) return html`<i>${mrkdwn(emphasis)}</i>`;
  return html`<code>${unescaped(code ?? whole)}</code>`;
}

/** One element of rich text. */
export function rich(element: Json): Html {
  switch (element.type) {
    case "text":
      return withStyle(String(element.text), element.style as Json | undefined);
    case "link":
      return html`<a href="${String(element.url)}">${String(element.text ?? element.url)}</a>`;
    case "date":
      return html`${date(Number(element.timestamp), String(element.format))}`;
    case "rich_text_section":
      return html`<div>${all(element)}</div>`;
    case "rich_text_quote":
      return html`<blockquote>${all(element)}</blockquote>`;
    case "rich_text_preformatted":
      return html`<pre class="s-code">${all(element)}</pre>`;
    case "rich_text_list": {
      const start = Number(element.offset ?? 0) + 1;
      const items = list(element.elements).map((item) => html`<li>${rich(item)}</li>`);
      return element.style === "ordered" ? html`<ol start="${start}">${items}</ol>` : html`<ul>${items}</ul>`;
    }
    default:
      throw new Error(`the gallery cannot draw Slack's rich text ${String(element.type)} yet; add it here`);
  }
}

function withStyle(text: string, style: Json | undefined): Html {
  if (style?.code) return html`<code>${text}</code>`;
  if (style?.bold) return html`<b>${text}</b>`;
  if (style?.italic) return html`<i>${text}</i>`;
  return html`${text}`;
}

function all(element: Json): Html[] {
  return list(element.elements).map(rich);
}
function list(value: unknown): Json[] {
  return Array.isArray(value) ? (value as Json[]) : [];
}
function date(seconds: number, format: string): string {
  return moment(seconds * 1_000, format.includes("{time}") ? "moment" : "day");
}
function unescaped(text: string): string {
  return text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}
