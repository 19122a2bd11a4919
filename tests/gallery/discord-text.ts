import { type Html, html } from "./html.ts";
import { fromNow, moment } from "./moments.ts";

/** Discord's Markdown, as far as the product writes it: line by line, since Discord joins no lines. */
export function discordText(content: string): Html[] {
  const made: Html[] = [];
  const lines = content.split("\n");
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? "";
    const fence = /^```(\w*)$/.exec(line);
    if (fence) {
      const end = lines.indexOf("```", at + 1);
      const source = lines.slice(at + 1, end < 0 ? undefined : end).join("\n");
      made.push(html`<pre class="d-code"><code>${source}</code></pre>`);
      at = end < 0 ? lines.length : end;
      continue;
    }
    made.push(block(line));
  }
  return made;
}

function block(line: string): Html {
  const [, mark = "", words = line] = /^(#{1,3} |-# |> |- |\d+\. )?(.*)$/.exec(line) ?? [];
  switch (mark) {
    case "# ":
    case "## ":
    case "### ":
      return html`<div class="d-heading d-heading-${mark.length - 1}">${inline(words)}</div>`;
    case "-# ":
      return html`<div class="d-small">${inline(words)}</div>`;
    case "> ":
      return html`<div class="d-quote">${inline(words)}</div>`;
    case "":
      return html`<div class="d-line">${inline(words)}</div>`;
    default:
      return html`<div class="d-item"><span>${mark === "- " ? "•" : mark}</span><span>${inline(words)}</span></div>`;
  }
}

const signs =
  /\\([\s\S])|``\s?([\s\S]+?)\s?``|`([^`]+)`|\*\*([\s\S]+?)(?<!\\)\*\*|\*([\s\S]+?)(?<!\\)\*|\[((?:\\.|[^\]\\])+)\]\(<?([^)>]+)>?\)|<t:(\d+):(\w)>/g;

function inline(text: string): Html[] {
  const made: Html[] = [];
  let from = 0;
  for (const match of text.matchAll(signs)) {
    made.push(html`${text.slice(from, match.index)}`);
    from = match.index + match[0].length;
    made.push(styled(match));
  }
  made.push(html`${text.slice(from)}`);
  return made;
}

function styled([whole, sign, code, code2, strong, emphasis, label, url, seconds, style]: RegExpMatchArray): Html {
  if (sign !== undefined) return html`${sign}`;
  if (code !== undefined || code2 !== undefined) return html`<code>${code ?? code2}</code>`;
  if (strong !== undefined) return html`<strong>${inline(strong)}</strong>`;
  if (emphasis !== undefined) return html`<em>${inline(emphasis)}</em>`;
  if (label !== undefined) return html`<a href="${url}">${inline(label)}</a>`;
  if (seconds === undefined) return html`${whole}`;
  const atMs = Number(seconds) * 1_000;
  return html`<span class="d-time">${style === "R" ? fromNow(atMs) : moment(atMs, style === "D" ? "day" : "moment")}</span>`;
}
