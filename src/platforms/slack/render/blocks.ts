import type {
  Button,
  ButtonsPart,
  FieldsPart,
  ListPart,
  NotePart,
  Option,
  Part,
  Span,
  View,
} from "../../../chat/view.ts";
import { plainText } from "../../../chat/view.ts";
import { cut, meter } from "../../../chat/wording.ts";
import { slackLimits as limits } from "../limits.ts";
import { shortened } from "./shorten.ts";
import { escaped, isRisky, isWebAddress, mrkdwn, pieces, plain, type RichElement, toMrkdwn, toRich } from "./text.ts";

/** A block of Block Kit, as it goes over the wire. */
export type Block = Readonly<Record<string, unknown>> & { readonly type: string };

/** Id of the uploaded file of a picture; null when it could not be drawn or uploaded. */
export type FileOf = (name: string) => string | null;

export interface Surroundings {
  /** Everybody there reads it: meters without cells. */
  readonly shared: boolean;
  readonly fileOf: FileOf;
}

/** The blocks of a view: its title as header, then part by part. */
export function toBlocks(whole: View, around: Surroundings): Block[] {
  const view = shortened(whole);
  const blocks: Block[] = view.title ? [header(view.title)] : [];
  for (const part of view.parts) {
    const last = blocks.at(-1);
    // The select of a screen stands in the row before it.
    if (part.kind === "select" && last && isRoomyRow(last)) {
      blocks[blocks.length - 1] = { ...last, elements: [...(last.elements as Block[]), select(part)] };
    } else blocks.push(...blocksOf(part, around));
  }
  return blocks.length > 0 ? blocks : [section(escaped(view.fallback))];
}

/** What notifications and screen readers say; read as mrkdwn too, so nothing in it may ping. */
export function fallbackText(view: View): string {
  return escaped(cut(view.fallback, limits.fallbackText / 5)) || " ";
}

function isRoomyRow(block: Block): boolean {
  return block.type === "actions" && (block.elements as Block[]).every((element) => element.type === "button");
}

function blocksOf(part: Part, around: Surroundings): Block[] {
  switch (part.kind) {
    case "text":
      return paragraph(part.spans);
    case "heading":
      return paragraph([{ kind: "strong", text: part.text }]);
    case "fields":
      return fieldRows(part);
    case "list":
      return list(part);
    case "quote":
      return [quote(part.text, part.by)];
    case "code":
      return [rich([{ type: "rich_text_preformatted", elements: [{ type: "text", text: part.source || " " }] }])];
    case "picture": {
      const file = around.fileOf(part.name);
      if (file) return [{ type: "image", slack_file: { id: file }, alt_text: cut(part.alt, limits.alt) }];
      return part.text === null ? [context([plain(pictureMissing)])] : paragraph([{ kind: "plain", text: part.text }]);
    }
    case "meter":
      return paragraph([
        { kind: "strong", text: part.label },
        { kind: "plain", text: `: ${meter(part.value, part.max, !around.shared)}` },
      ]);
    case "note":
      return note(part);
    case "divider":
      return [{ type: "divider" }];
    case "buttons":
      return buttonRow(part);
    case "select":
      return [{ type: "actions", elements: [select(part)] }];
    case "ticks":
      return [
        ...paragraph([{ kind: "strong", text: part.label }]),
        {
          type: "actions",
          elements: [
            {
              type: "checkboxes",
              action_id: part.action,
              options: part.options.map(option),
              ...initialOptions(part.options, part.ticked),
            },
          ],
        },
      ];
    case "file":
      // Uploaded beside the message.
      return [context([plain(part.name)])];
  }
}

const pictureMissing = "The picture could not be drawn; the same facts are below.";

function header(title: string): Block {
  return { type: "header", text: plain(cut(title, limits.header)) };
}

function section(text: string): Block {
  return { type: "section", text: mrkdwn(text) };
}

export function paragraph(spans: readonly Span[]): Block[] {
  if (plainText(spans).trim() === "") return [];
  const text = toMrkdwn(spans);
  if (!isRisky(spans) && text.length <= limits.sectionText) return [section(text)];
  if (!isRisky(spans) && spans.every((span) => span.kind === "plain")) {
    // Cut before escaping, so that no escape is torn; every character may become five.
    return pieces(plainText(spans), limits.sectionText / 5).map((piece) => section(escaped(piece)));
  }
  return [rich([{ type: "rich_text_section", elements: toRich(spans) }])];
}

function rich(elements: readonly object[]): Block {
  return { type: "rich_text", elements };
}

function quote(words: string, by: string | undefined): Block {
  const spoken = { type: "rich_text_quote", elements: [{ type: "text", text: words || " " }] };
  if (!by) return rich([spoken]);
  return rich([spoken, { type: "rich_text_section", elements: [{ type: "text", text: by, style: { italic: true } }] }]);
}

function list({ items, marks = "bullets", start = 1 }: ListPart): Block[] {
  const shown = items.filter((item) => plainText(item).trim() !== "");
  if (shown.length === 0) return [];
  if (marks === "letters") {
    const lines = shown.flatMap((item, index): RichElement[] => [
      { type: "text", text: `${index > 0 ? "\n" : ""}${String.fromCharCode(65 + index)}. ` },
      ...toRich(item),
    ]);
    return [rich([{ type: "rich_text_section", elements: lines }])];
  }
  return [
    rich([
      {
        type: "rich_text_list",
        style: marks === "numbers" ? "ordered" : "bullet",
        ...(marks === "numbers" && start > 1 ? { offset: start - 1 } : {}),
        elements: shown.map((item) => ({ type: "rich_text_section", elements: toRich(item) })),
      },
    ]),
  ];
}

function fieldRows({ fields }: FieldsPart): Block[] {
  const shown = fields.map(({ label, value }) => {
    const labelled: Span = { kind: "strong", text: label };
    const text = `*${escaped(label)}*\n${toMrkdwn(value)}`;
    if (!isRisky([labelled, ...value]) && text.length <= limits.fieldText) return mrkdwn(text);
    return plain(cut(`${label}\n${plainText(value)}`, limits.fieldText));
  });
  const rows: Block[] = [];
  for (let at = 0; at < shown.length; at += limits.fieldsInSection) {
    rows.push({ type: "section", fields: shown.slice(at, at + limits.fieldsInSection) });
  }
  return rows;
}

function note({ spans }: NotePart): Block[] {
  if (plainText(spans).trim() === "") return [];
  const text = toMrkdwn(spans);
  if (!isRisky(spans) && text.length <= limits.sectionText) return [context([mrkdwn(text)])];
  return [context([plain(cut(plainText(spans), limits.sectionText))])];
}

function context(elements: readonly object[]): Block {
  return { type: "context", elements };
}

function buttonRow({ buttons }: ButtonsPart): Block[] {
  const rows: Block[][] = [];
  for (const element of buttons.map(buttonElement)) {
    // An id may stand once in a block.
    const row = rows.find((one) => one.every(({ action_id }) => action_id !== element.action_id));
    if (row) row.push(element);
    else rows.push([element]);
  }
  return rows.map((elements) => ({ type: "actions", elements }));
}

function buttonElement(button: Button, index: number): Block {
  const { press, spoken } = button;
  return {
    type: "button",
    text: plain(cut(button.label, limits.buttonText)),
    // Slack tells us of presses on links too; this id says that there is nothing to do.
    action_id: "action" in press ? press.action : `${linkAction}${index}`,
    ...("url" in press && isWebAddress(press.url) ? { url: press.url } : {}),
    ...(button.style === "plain" ? {} : { style: button.style }),
    ...(spoken ? { accessibility_label: cut(spoken, limits.accessibilityLabel) } : {}),
  };
}

export const linkAction = "link:";

function select(part: Extract<Part, { kind: "select" }>): Block {
  return {
    type: "static_select",
    action_id: part.action,
    placeholder: plain(cut(part.placeholder, limits.placeholder)),
    options: part.options.map(option),
  };
}

export function option({ label, value, description }: Option): object {
  return {
    text: plain(cut(label, limits.optionText)),
    value,
    ...(description ? { description: plain(cut(description, limits.optionDescription)) } : {}),
  };
}

export function initialOptions(options: readonly Option[], values: readonly string[]): object {
  const chosen = options.filter(({ value }) => values.includes(value)).map(option);
  return chosen.length > 0 ? { initial_options: chosen } : {};
}
