/** The documented limits of Block Kit, checked strictly: unknown keys are faults too. */

type Json = Record<string, unknown>;
export type BlockSurface = "message" | "modal" | "home";

export function blockFaults(blocks: unknown, surface: BlockSurface, isFile: (id: string) => boolean): string[] {
  const faults: string[] = [];
  const say = (where: string, what: string) => void faults.push(`${where}: ${what}`);
  if (!Array.isArray(blocks)) return ["blocks: not a list"];
  const most = surface === "message" ? 50 : 100;
  if (blocks.length === 0 && surface !== "home") say("blocks", "empty");
  if (blocks.length > most) say("blocks", `${blocks.length} of at most ${most}`);
  const ids = new Set<string>();
  let characters = 0;
  blocks.forEach((block: Json, index) => {
    const where = `/blocks/${index} ${String(block.type)}`;
    checkBlock(block, where, surface, say, isFile);
    if (block.block_id !== undefined) {
      if (ids.has(String(block.block_id))) say(where, "block_id twice");
      ids.add(String(block.block_id));
    }
    characters += textLength(block);
  });
  if (surface === "message" && characters > 13_000) say("blocks", `${characters} characters`);
  return faults;
}

export function viewFaults(view: Json, isFile: (id: string) => boolean): string[] {
  const faults: string[] = [];
  const say = (where: string, what: string) => void faults.push(`${where}: ${what}`);
  if (view.type !== "modal" && view.type !== "home") return [`view type ${String(view.type)}`];
  keys(view, "view", say, [
    "type",
    "blocks",
    "title",
    "submit",
    "close",
    "callback_id",
    "private_metadata",
    "external_id",
  ]);
  if (view.type === "modal") {
    text(view.title, "title", 24, "plain_text", say);
    if (view.submit !== undefined) text(view.submit, "submit", 24, "plain_text", say);
    if (view.close !== undefined) text(view.close, "close", 24, "plain_text", say);
    const inputs = (view.blocks as Json[]).some((block) => block.type === "input");
    if (inputs && view.submit === undefined) say("view", "input blocks need a submit");
  }
  if (String(view.private_metadata ?? "").length > 3_000) say("private_metadata", "over 3000");
  if (String(view.callback_id ?? "").length > 255) say("callback_id", "over 255");
  return [...faults, ...blockFaults(view.blocks, view.type, isFile)];
}

type Say = (where: string, what: string) => void;

function checkBlock(
  block: Json,
  where: string,
  surface: BlockSurface,
  say: Say,
  isFile: (id: string) => boolean,
): void {
  switch (block.type) {
    case "header":
      keys(block, where, say, ["type", "text", "block_id"]);
      text(block.text, where, 150, "plain_text", say);
      return;
    case "section":
      keys(block, where, say, ["type", "text", "fields", "block_id", "accessory", "expand"]);
      if (block.text === undefined && block.fields === undefined) say(where, "neither text nor fields");
      if (block.text !== undefined) text(block.text, where, 3_000, "any", say);
      if (block.fields !== undefined)
        for (const one of list(block.fields, where, 10, say)) text(one, where, 2_000, "any", say);
      return;
    case "context":
      keys(block, where, say, ["type", "elements", "block_id"]);
      for (const one of list(block.elements, where, 10, say)) text(one, where, 3_000, "any", say);
      return;
    case "divider":
      keys(block, where, say, ["type", "block_id"]);
      return;
    case "image": {
      keys(block, where, say, ["type", "slack_file", "image_url", "alt_text", "title", "block_id"]);
      words(block.alt_text, `${where} alt_text`, 2_000, say);
      const file = block.slack_file as Json | undefined;
      if (!file || !isFile(String(file.id))) say(where, "no such slack_file");
      return;
    }
    case "actions": {
      keys(block, where, say, ["type", "elements", "block_id"]);
      const elements = list(block.elements, where, 25, say);
      const ids = elements.map((one) => String(one.action_id));
      if (new Set(ids).size < ids.length) say(where, `action_id twice: ${ids.join(" ")}`);
      for (const element of elements) checkElement(element, where, say, false);
      return;
    }
    case "input":
      if (surface === "message") say(where, "inputs belong into modals here");
      keys(block, where, say, ["type", "label", "element", "hint", "optional", "block_id", "dispatch_action"]);
      text(block.label, `${where} label`, 2_000, "plain_text", say);
      if (block.hint !== undefined) text(block.hint, `${where} hint`, 2_000, "plain_text", say);
      checkElement(block.element as Json, where, say, true);
      return;
    case "rich_text":
      keys(block, where, say, ["type", "elements", "block_id"]);
      for (const one of list(block.elements, where, 100, say)) rich(one, where, say);
      return;
    default:
      say(where, "unknown block type");
  }
}

function checkElement(element: Json, where: string, say: Say, isInput: boolean): void {
  const at = `${where} ${String(element?.type)}`;
  words(element?.action_id, `${at} action_id`, 255, say);
  const common = ["type", "action_id"];
  const options = () => list(element.options, at, element.type === "static_select" ? 100 : 10, say);
  switch (element?.type) {
    case "button":
      keys(element, at, say, [...common, "text", "url", "value", "style", "accessibility_label"]);
      text(element.text, at, 75, "plain_text", say);
      if (element.accessibility_label !== undefined) words(element.accessibility_label, `${at} label`, 75, say);
      if (element.url !== undefined) words(element.url, `${at} url`, 3_000, say);
      if (element.style !== undefined && !["primary", "danger"].includes(String(element.style))) say(at, "style");
      return;
    case "static_select":
      keys(element, at, say, [...common, "placeholder", "options", "initial_option"]);
      if (element.placeholder !== undefined) text(element.placeholder, at, 150, "plain_text", say);
      for (const one of options()) option(one, at, say);
      initial(element, "initial_option", at, say);
      return;
    case "checkboxes":
    case "radio_buttons":
    case "multi_static_select":
      keys(element, at, say, [...common, "options", "initial_options", "initial_option"]);
      for (const one of options()) option(one, at, say);
      initial(element, "initial_options", at, say);
      initial(element, "initial_option", at, say);
      return;
    case "plain_text_input":
      if (!isInput) say(at, "only in an input block");
      keys(element, at, say, [...common, "multiline", "max_length", "min_length", "initial_value", "placeholder"]);
      if (Number(element.max_length ?? 1) > 3_000) say(at, "max_length over 3000");
      if (String(element.initial_value ?? "").length > Number(element.max_length ?? 3_000))
        say(at, "initial_value over max_length");
      return;
    case "conversations_select":
      keys(element, at, say, [...common, "filter", "initial_conversation", "placeholder"]);
      return;
    case "timepicker":
      keys(element, at, say, [...common, "initial_time"]);
      return;
    case "datepicker":
      keys(element, at, say, [...common, "initial_date"]);
      return;
    case "file_input":
      keys(element, at, say, [...common, "max_files", "filetypes"]);
      return;
    default:
      say(at, "unknown element");
  }
}

function option(one: Json, where: string, say: Say): void {
  keys(one, `${where} option`, say, ["text", "value", "description"]);
  text(one.text, `${where} option`, 75, "any", say);
  words(one.value, `${where} option value`, 150, say);
  if (one.description !== undefined) text(one.description, `${where} option description`, 75, "any", say);
}

function initial(element: Json, name: string, where: string, say: Say): void {
  if (element[name] === undefined) return;
  const chosen = Array.isArray(element[name]) ? (element[name] as Json[]) : [element[name] as Json];
  if (chosen.length === 0) say(where, `${name} empty`);
  const all = (element.options as Json[]).map((one) => JSON.stringify(one));
  for (const one of chosen) if (!all.includes(JSON.stringify(one))) say(where, `${name} is not among the options`);
}

function rich(element: Json, where: string, say: Say): void {
  switch (element.type) {
    case "rich_text_list":
      keys(element, where, say, ["type", "style", "elements", "indent", "offset", "border"]);
      if (!["bullet", "ordered"].includes(String(element.style))) say(where, "list style");
      for (const one of list(element.elements, where, 100, say)) rich(one, where, say);
      return;
    case "rich_text_section":
    case "rich_text_quote":
    case "rich_text_preformatted":
      keys(element, where, say, ["type", "elements", "border"]);
      for (const one of list(element.elements, where, 500, say)) {
        if (one.type === "text") words(one.text, `${where} text`, 13_000, say);
        else if (one.type === "link") words(one.url, `${where} link`, 3_000, say);
        else if (one.type === "date") words(one.format, `${where} date`, 200, say);
        else say(where, `rich text element ${String(one.type)}`);
      }
      return;
    default:
      say(where, `rich text ${String(element.type)}`);
  }
}

function text(value: unknown, where: string, most: number, kind: "plain_text" | "any", say: Say): void {
  const one = value as Json | undefined;
  if (!one || (one.type !== "plain_text" && one.type !== "mrkdwn")) {
    say(where, "not a text object");
    return;
  }
  if (kind === "plain_text" && one.type !== "plain_text") say(where, "must be plain_text");
  keys(one, where, say, one.type === "mrkdwn" ? ["type", "text", "verbatim"] : ["type", "text", "emoji"]);
  words(one.text, where, most, say);
  if (one.type === "mrkdwn" && one.verbatim !== true) say(where, "mrkdwn without verbatim");
}

function words(value: unknown, where: string, most: number, say: Say): void {
  if (typeof value !== "string" || value === "") say(where, "empty");
  else if (value.length > most) say(where, `${value.length} of at most ${most}`);
}

function list(value: unknown, where: string, most: number, say: Say): Json[] {
  if (!Array.isArray(value) || value.length === 0) {
    say(where, "an empty list");
    return [];
  }
  if (value.length > most) say(where, `${value.length} of at most ${most}`);
  return value as Json[];
}

function keys(value: Json, where: string, say: Say, known: readonly string[]): void {
  for (const key of Object.keys(value)) if (!known.includes(key)) say(where, `unknown key ${key}`);
}

function textLength(value: unknown): number {
  if (Array.isArray(value)) return value.reduce<number>((sum, one) => sum + textLength(one), 0);
  if (typeof value !== "object" || value === null) return 0;
  return Object.entries(value).reduce(
    (sum, [key, one]) => sum + (key === "text" && typeof one === "string" ? one.length : textLength(one)),
    0,
  );
}
