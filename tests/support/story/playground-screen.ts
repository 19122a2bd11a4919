import type { ShownForm, ShownPart, ShownSpan, ShownView } from "../../../src/platforms/playground/page/protocol.ts";
import { formText, openReading, type Screen, type SeenField, type SeenForm } from "./screen.ts";

/** A view as the page shows it. */
export function readPlaygroundView(view: ShownView): Screen {
  const reading = openReading();
  if (view.title) reading.line(view.title);
  for (const part of view.parts) readPart(part, reading);
  return reading.done();
}

function readPart(part: ShownPart, reading: ReturnType<typeof openReading>) {
  switch (part.kind) {
    case "text":
    case "note":
      return reading.line(words(part.spans));
    case "heading":
      return reading.line(part.text);
    case "fields":
      return part.fields.forEach(({ label, value }) => {
        reading.line(`${label}: ${words(value)}`);
      });
    case "list":
      return part.items.forEach((item, index) => {
        const marks = {
          bullets: "•",
          numbers: `${part.start + index}.`,
          letters: `${String.fromCharCode(65 + index)}.`,
        };
        reading.line(`${marks[part.marks]} ${words(item)}`);
      });
    case "quote":
      return reading.line(`> ${part.by ? `${part.by}: ` : ""}${part.text}`);
    case "code":
      return reading.line(part.source);
    case "picture":
      return part.picture ? reading.picture(part.alt) : reading.line(part.text ?? "The picture could not be drawn.");
    case "meter":
      return reading.line(`${part.label}: ${part.value}/${part.max}`);
    case "divider":
      return;
    case "buttons":
      return reading.row({
        buttons: part.buttons.map(({ label, spoken, style, press }) => ({
          label,
          spoken: spoken ?? null,
          isPrimary: style === "primary",
          action: "action" in press ? press.action : null,
        })),
        selects: [],
      });
    case "select":
      return reading.row({
        buttons: [],
        selects: [
          {
            label: part.placeholder,
            action: part.action,
            options: part.options.map(({ label, value }) => ({ label, value, ticked: false })),
          },
        ],
      });
    case "ticks":
      reading.line(part.label);
      return reading.tickBoxes({
        label: part.label,
        action: part.action,
        options: part.options.map(({ label, value }) => ({ label, value, ticked: part.ticked.includes(value) })),
      });
    case "file":
      return reading.line(`{file ${part.name}}`);
  }
}

function words(spans: readonly ShownSpan[]): string {
  return spans
    .map((span) => {
      switch (span.kind) {
        case "link":
          return span.label;
        case "time":
          return span.words;
        case "person":
          return span.name;
        default:
          return span.text;
      }
    })
    .join("");
}

export function readPlaygroundForm(form: ShownForm): SeenForm {
  return {
    title: form.title,
    text: formText(
      form.title,
      form.intro ?? "",
      form.fields.map(({ label, hint = "" }) => ({ label, hint })),
    ),
    fields: form.fields.map((field): SeenField => {
      const value = "value" in field && field.value !== undefined ? field.value : "";
      const given = typeof value === "string" ? [value] : value;
      return {
        name: field.name,
        label: field.label,
        kind: field.kind === "line" || field.kind === "paragraph" ? "text" : field.kind,
        options:
          "options" in field
            ? field.options.map((one) => ({ label: one.label, value: one.value, ticked: given.includes(one.value) }))
            : [],
        value: given.join(", "),
      };
    }),
  };
}
