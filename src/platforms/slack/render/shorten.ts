import type { Part, Span, View } from "../../../chat/view.ts";
import { cut } from "../../../chat/wording.ts";
import { slackLimits } from "../limits.ts";

/** Views keep to neutral limits far below Slack's; should one not, its words are cut so that the rest still shows. */
export function shortened(view: View): View {
  let left = slackLimits.messageText - slackLimits.header - 1_000;
  const take = (text: string, most: number): string => {
    const kept = cut(text, Math.max(1, Math.min(most, left)));
    left -= kept.length;
    return kept;
  };
  return { ...view, parts: view.parts.map((part) => shorter(part, take)) };
}

type Take = (text: string, most: number) => string;

const longestPart = 4_000;

function shorter(part: Part, take: Take): Part {
  switch (part.kind) {
    case "text":
    case "note":
      return { ...part, spans: spans(part.spans, take) };
    case "heading":
      return { ...part, text: take(part.text, slackLimits.header) };
    case "list":
      return { ...part, items: part.items.map((item) => spans(item, take)) };
    case "fields":
      return {
        ...part,
        fields: part.fields.map(({ label, value }) => ({ label: take(label, 100), value: spans(value, take, 800) })),
      };
    case "quote":
      return { ...part, text: take(part.text, longestPart) };
    case "code":
      return { ...part, source: take(part.source, longestPart) };
    default:
      return part;
  }
}

function spans(all: readonly Span[], take: Take, most = longestPart): Span[] {
  return all.map((span) => {
    switch (span.kind) {
      case "link":
        return { ...span, label: take(span.label, most) };
      case "person":
        return { ...span, name: take(span.name, most) };
      case "time":
        return span;
      default:
        return { ...span, text: take(span.text, most) };
    }
  });
}
