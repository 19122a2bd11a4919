import type { Json } from "../slack-server/state.ts";
import { formText, openReading, type Screen, type SeenField, type SeenForm, type SeenOption } from "./screen.ts";

/** Blocks as they look on Slack. */
export function readSlackBlocks(blocks: readonly Json[]): Screen {
  const reading = openReading();
  let above = "";
  for (const block of blocks) {
    readBlock(block, above, reading);
    above = block.type === "section" && block.text ? wordsOf(block.text) : "";
  }
  return reading.done();
}

function readBlock(block: Json, above: string, reading: ReturnType<typeof openReading>) {
  switch (block.type) {
    case "header":
      return reading.line(wordsOf(block.text));
    case "section":
      if (block.text) reading.line(wordsOf(block.text));
      for (const field of listOf(block.fields)) {
        const [label = "", ...value] = wordsOf(field).split("\n");
        reading.line(`${label}: ${value.join(" ")}`);
      }
      return;
    case "context":
      return listOf(block.elements).forEach((one) => {
        reading.line(wordsOf(one));
      });
    case "image":
      return reading.picture(String(block.alt_text));
    case "rich_text":
      return reading.line(richWords(listOf(block.elements)));
    case "actions":
      return readActions(listOf(block.elements), above, reading);
    default:
      return;
  }
}

function readActions(elements: readonly Json[], above: string, reading: ReturnType<typeof openReading>) {
  const boxes = elements.find(({ type }) => type === "checkboxes");
  if (boxes) {
    const ticked = listOf(boxes.initial_options).map(({ value }) => value);
    const options = listOf(boxes.options).map((one) => ({ ...optionOf(one), ticked: ticked.includes(one.value) }));
    return reading.tickBoxes({ label: above, action: String(boxes.action_id), options });
  }
  reading.row({
    buttons: elements
      .filter(({ type }) => type === "button")
      .map((button) => ({
        label: wordsOf(button.text),
        spoken: button.accessibility_label === undefined ? null : String(button.accessibility_label),
        isPrimary: button.style === "primary",
        action: button.url === undefined ? String(button.action_id) : null,
      })),
    selects: elements
      .filter(({ type }) => type === "static_select")
      .map((select) => ({
        label: wordsOf(select.placeholder),
        action: String(select.action_id),
        options: listOf(select.options).map(optionOf),
      })),
  });
}

export function readSlackForm(view: Json): SeenForm {
  const blocks = listOf(view.blocks);
  const inputs = blocks.filter(({ type }) => type === "input");
  const intro = readSlackBlocks(blocks.filter(({ type }) => type !== "input")).text;
  const title = wordsOf(view.title);
  return {
    title,
    text: formText(
      title,
      intro,
      inputs.map(({ label, hint }) => ({ label: wordsOf(label), hint: hint ? wordsOf(hint) : "" })),
    ),
    fields: inputs.map((block): SeenField => {
      const element = block.element as Json;
      const chosen = [...listOf(element.initial_options), ...(element.initial_option ? [element.initial_option] : [])];
      const ticked = chosen.map((one) => (one as Json).value);
      const options = listOf(element.options).map((one) => ({ ...optionOf(one), ticked: ticked.includes(one.value) }));
      const preset = element.initial_value ?? element.initial_time ?? element.initial_date;
      return {
        name: String(block.block_id),
        label: wordsOf(block.label),
        kind: kinds[String(element.type)] ?? "text",
        options,
        value: options.length > 0 ? ticked.join(", ") : String(preset ?? element.initial_conversation ?? ""),
      };
    }),
  };
}

const kinds: Readonly<Record<string, SeenField["kind"]>> = {
  radio_buttons: "one",
  static_select: "one",
  checkboxes: "many",
  multi_static_select: "many",
  conversations_select: "channel",
  timepicker: "time",
  datepicker: "date",
  file_input: "file",
};

function optionOf({ text, value }: Json): SeenOption {
  return { label: wordsOf(text), value: String(value), ticked: false };
}

/** A text object as it is read. */
function wordsOf(text: unknown): string {
  const { type, text: words } = text as { type: string; text: string };
  if (type !== "mrkdwn") return words;
  return words
    .replace(/<!date\^[^|>]*\|([^>]*)>/g, "$1")
    .replace(/<https?:[^|>]*\|([^>]*)>/g, "$1")
    .replace(/(^|[\s(])[*_`](\S(?:.*?\S)?)[*_`](?=$|[\s.,:;)?])/gm, "$1$2")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");
}

function richWords(elements: readonly Json[]): string {
  const [first, second] = elements;
  if (first?.type === "rich_text_quote" && second) return `> ${richWords([second])}: ${inner(first)}`;
  return elements
    .map((one) => {
      switch (one.type) {
        case "rich_text_quote":
          return `> ${inner(one)}`;
        case "rich_text_list": {
          const from = 1 + Number(one.offset ?? 0);
          return listOf(one.elements)
            .map((item, index) => `${one.style === "ordered" ? `${from + index}.` : "•"} ${inner(item)}`)
            .join("\n");
        }
        default:
          return inner(one);
      }
    })
    .join("\n");
}

function inner(one: Json): string {
  return listOf(one.elements)
    .map((element) => String(element.type === "date" ? element.fallback : element.text))
    .join("");
}

function listOf(value: unknown): Json[] {
  return Array.isArray(value) ? (value as Json[]) : [];
}
