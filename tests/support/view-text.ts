import type { Button, Form, Part, Span, View } from "../../src/chat/view.ts";

/**
 * A view in the notation of the screens document: `#` title, `##` heading, `>` quote, `~` note, `──` divider, `[*X*]`
 * primary, `[X]` plain, `[!X!]` danger, `▾` select, `☐`/`☑` ticks. For reading in tests.
 */
export function viewText(view: View): string {
  return [...(view.title ? [`# ${view.title}`] : []), ...view.parts.map(partText)].join("\n");
}

export function formText(form: Form): string {
  const fields = form.fields.map((field) => `${field.label} (${field.kind}${field.hint ? `; ${field.hint}` : ""})`);
  return [`form "${form.title}" / "${form.submit}"`, ...(form.intro ? [form.intro] : []), ...fields].join("\n");
}

function partText(part: Part): string {
  switch (part.kind) {
    case "text":
      return spansText(part.spans);
    case "heading":
      return `## ${part.text}`;
    case "fields":
      return part.fields.map((field) => `${field.label}: ${spansText(field.value)}`).join("\n");
    case "list":
      return part.items
        .map((item, index) => `${marker(part.marks, index, part.start ?? 1)} ${spansText(item)}`)
        .join("\n");
    case "quote":
      return `> ${part.by ? `${part.by}: ` : ""}${part.text}`;
    case "code":
      return `\`\`\`${part.language}\n${part.source}\n\`\`\``;
    case "picture":
      return `{pic ${part.alt}}`;
    case "meter":
      return `${part.label} ${part.value}/${part.max}`;
    case "note":
      return `~ ${spansText(part.spans)}`;
    case "divider":
      return "──";
    case "buttons":
      return part.buttons.map(buttonText).join(" ");
    case "select":
      return `▾ ${part.placeholder}: ${part.options.map((option) => option.label).join(" | ")}`;
    case "ticks":
      return [
        part.label,
        ...part.options.map((option) => `${part.ticked.includes(option.value) ? "☑" : "☐"} ${option.label}`),
      ].join("\n");
    case "file":
      return `{file ${part.name}}`;
  }
}

function marker(marks: "bullets" | "numbers" | "letters" | undefined, index: number, start: number): string {
  if (marks === "numbers") return `${start + index}.`;
  if (marks === "letters") return `${"ABCDEFGHIJ"[index]}.`;
  return "•";
}

function buttonText(button: Button): string {
  if ("url" in button.press) return `[${button.label} ↗]`;
  if (button.style === "primary") return `[*${button.label}*]`;
  return button.style === "danger" ? `[!${button.label}!]` : `[${button.label}]`;
}

function spansText(spans: readonly Span[]): string {
  return spans
    .map((span) =>
      span.kind === "link"
        ? `${span.label} ↗`
        : span.kind === "time"
          ? span.words
          : span.kind === "person"
            ? span.name
            : span.text,
    )
    .join("");
}
