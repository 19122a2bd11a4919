import { isObject, type Json, list, types } from "../discord-server/check-component.ts";
import { formText, openReading, type Screen, type SeenField, type SeenForm, type SeenOption } from "./screen.ts";

/** Components as they look on Discord, in a reader's time zone. */
export function readDiscordComponents(components: readonly Json[], zone: string): Screen {
  const reading = openReading();
  let above = "";
  const walk = (one: Json) => {
    switch (one.type) {
      case types.text: {
        const text = plainWords(String(one.content), zone);
        above = text.split("\n").at(-1) ?? "";
        return reading.line(text);
      }
      case types.gallery:
        return list(one.items).forEach((item) => {
          reading.picture(String(item.description));
        });
      case types.file:
        return reading.line(`{file ${String(isObject(one.file) ? one.file.url : "")}}`);
      case types.row:
        return readRow(list(one.components), above, reading);
      default:
        return list(one.components).forEach(walk);
    }
  };
  components.forEach(walk);
  return reading.done();
}

function readRow(children: readonly Json[], above: string, reading: ReturnType<typeof openReading>) {
  const [only] = children;
  // Tick boxes are a select that may stay empty, under their label.
  if (only && only.type !== types.button && only.min_values === 0) {
    reading.tickBoxes({ label: above, action: String(only.custom_id), options: list(only.options).map(optionOf) });
    return;
  }
  reading.row({
    buttons: children
      .filter(({ type }) => type === types.button)
      .map((button) => ({
        label: String(button.label),
        spoken: null,
        isPrimary: button.style === 1,
        action: button.custom_id === undefined ? null : String(button.custom_id),
      })),
    selects: children
      .filter(({ type }) => type !== types.button)
      .map((select) => ({
        label: String(select.placeholder),
        action: String(select.custom_id),
        options: list(select.options).map(optionOf),
      })),
  });
}

function optionOf(option: Json): SeenOption {
  return { label: String(option.label), value: String(option.value), ticked: option.default === true };
}

export function readDiscordForm(form: Json): SeenForm {
  const tops = list(form.components);
  const intro = tops.filter(({ type }) => type === types.text).map(({ content }) => plainWords(String(content), "UTC"));
  const labelled = tops.flatMap((top) => (isObject(top.component) ? [{ top, input: top.component }] : []));
  return {
    title: String(form.title),
    text: formText(
      String(form.title),
      intro.join("\n"),
      labelled.map(({ top }) => ({ label: String(top.label), hint: String(top.description ?? "") })),
    ),
    fields: labelled.map(({ top, input }): SeenField => {
      const options = list(input.options).map(optionOf);
      const chosen = options.filter(({ ticked }) => ticked).map(({ value }) => value);
      return {
        name: String(input.custom_id),
        label: String(top.label),
        kind: kindOf(input),
        options,
        value: options.length > 0 ? chosen.join(", ") : String(input.value ?? ""),
      };
    }),
  };
}

function kindOf(input: Json): SeenField["kind"] {
  if (input.type === types.textInput) {
    if (input.placeholder === "12 Mar") return "date";
    return input.placeholder === "18:30" ? "time" : "text";
  }
  if (input.type === types.channelSelect) return "channel";
  if (input.type === types.upload) return "file";
  return Number(input.max_values ?? 1) > 1 || input.type === types.checkboxes ? "many" : "one";
}

/** Markdown as it is read. */
function plainWords(markdown: string, zone: string): string {
  return markdown
    .split("\n")
    .map((line) => lineWords(line, zone))
    .filter((line) => line !== null)
    .join("\n");
}

function lineWords(line: string, zone: string): string | null {
  if (line.startsWith("```")) return null;
  return line
    .replace(/^(?:#{1,3}|-#) /, "")
    .replace(/^- /, "• ")
    .replace(
      /^(> )?\*\*((?:\\.|[^*\\])+)\*\* /,
      (_all, quote = "", label: string) => `${quote}${label.endsWith(":") ? label : `${label}:`} `,
    )
    .replace(/<t:(\d+)(?::(\w))?>/g, (_all, seconds: string, style = "f") => timeWords(Number(seconds), style, zone))
    .replace(/\[((?:\\.|[^\]\\])*)\]\(<[^>]*>\)/g, "$1")
    .replace(/(^|[^\\])(?:\*\*|`{1,2})/g, "$1")
    .replace(/(^|[^\\])(?:\*\*|`{1,2})/g, "$1")
    .replace(/\\([\\*_~`|[\]()<>#+.-])/g, "$1")
    .replaceAll("\u200b", "");
}

function timeWords(seconds: number, style: string, zone: string): string {
  if (style === "R") return "in a while";
  const parts = new Intl.DateTimeFormat("en-GB", {
    timeZone: zone,
    weekday: "short",
    day: "numeric",
    month: "short",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  }).formatToParts(seconds * 1_000);
  const of = (type: string) => parts.find((part) => part.type === type)?.value ?? "";
  const day = `${of("weekday")} ${of("day")} ${of("month").replace("Sept", "Sep")}`;
  return style === "D" ? day : `${day} ${of("hour")}:${of("minute")}`;
}
