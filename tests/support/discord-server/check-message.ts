import {
  checkKeys,
  checkLength,
  checkSelect,
  checkWhole,
  isObject,
  type Json,
  list,
  types,
} from "./check-component.ts";

const v2Flag = 32_768;
const ephemeralFlag = 64;
const v2Types = new Set<unknown>([
  types.section,
  types.text,
  types.thumbnail,
  types.gallery,
  types.file,
  types.separator,
  types.container,
]);

export interface MessageCheck {
  /** Names of the uploaded files, by number. */
  readonly files: ReadonlyMap<string, string>;
  /** Where it came from: an edit may leave things out, and only answers to interactions may be ephemeral. */
  readonly as: "post" | "edit" | "answer" | "update" | "follow-up" | "edit of an answer";
  /** What the edited message is made of. */
  readonly wasV2?: boolean;
}

/** Everything Discord would refuse in a message's body; empty when it may stand. */
export function checkMessage(body: unknown, check: MessageCheck): string[] {
  const found: string[] = [];
  const complaints = { add: (where: string, what: string) => void found.push(`${where}: ${what}`) };
  if (!isObject(body)) return ["the body is no object"];
  const isPost = check.as === "post";
  checkKeys(
    body,
    [
      ...["content", "embeds", "flags", "allowed_mentions", "components", "attachments", "tts", "poll"],
      ...(isPost ? ["nonce", "enforce_nonce", "message_reference", "sticker_ids"] : []),
    ],
    "message",
    complaints,
  );
  const flags = Number(body.flags ?? 0);
  const v2 = (flags & v2Flag) !== 0;
  if ((flags & ~(v2Flag | ephemeralFlag | 4 | 4096)) !== 0) complaints.add("flags", "a flag that cannot be set");
  const mayHide = check.as === "answer" || check.as === "follow-up";
  if ((flags & ephemeralFlag) !== 0 && !mayHide) complaints.add("flags", "ephemeral cannot be set here");
  if (check.wasV2 && body.flags !== undefined && !v2) complaints.add("flags", "components V2 cannot be taken off");
  const mentions = isObject(body.allowed_mentions) ? body.allowed_mentions : null;
  if (!mentions || !Array.isArray(mentions.parse) || mentions.parse.length > 0) {
    complaints.add("allowed_mentions", "must be empty: this bot pings nobody");
  }
  if (body.nonce !== undefined && String(body.nonce).length > 25) complaints.add("nonce", "over 25 characters");
  if (body.enforce_nonce === true && body.nonce === undefined) complaints.add("enforce_nonce", "without a nonce");

  const components = list(body.components);
  const all = flatten(components);
  if (v2 || (check.wasV2 && body.components !== undefined)) {
    for (const field of ["content", "embeds", "poll", "sticker_ids"]) {
      if (body[field] !== undefined && body[field] !== null) complaints.add(field, "cannot stand beside components V2");
    }
    if (components.length === 0) complaints.add("components", "an empty message");
  } else {
    if (all.some((one) => v2Types.has(one.type))) complaints.add("components", "V2 components without the flag");
    if (components.length > 5) complaints.add("components", "at most 5 rows");
    if (typeof body.content === "string") checkLength(body.content, 1, 2_000, "content", complaints);
    else if (components.length === 0 && list(body.embeds).length === 0) complaints.add("message", "empty");
  }
  if (all.length > 40) complaints.add("components", `at most 40 in all, has ${all.length}`);
  const text = all.reduce((sum, one) => sum + (one.type === types.text ? String(one.content ?? "").length : 0), 0);
  if (text > 4_000) complaints.add("components", `at most 4000 characters of text, has ${text}`);
  unique(all, "custom_id", complaints);
  unique(all, "id", complaints);
  components.forEach((one, index) => {
    checkTop(one, `components[${index}]`, complaints, false);
  });
  checkAttachments(body, all, check, complaints);
  return found;
}

type Adder = { add(where: string, what: string): void };

export function flatten(components: readonly Json[]): Json[] {
  return components.flatMap((one) => [
    one,
    ...flatten(list(one.components)),
    ...(isObject(one.accessory) ? [one.accessory] : []),
    ...(isObject(one.component) ? [one.component] : []),
  ]);
}

function unique(all: readonly Json[], field: "custom_id" | "id", complaints: Adder): void {
  const seen = new Set<unknown>();
  for (const one of all) {
    const value = one[field];
    if (value === undefined || value === 0) continue;
    if (seen.has(value)) complaints.add(field, `${String(value)} stands twice`);
    seen.add(value);
    if (field === "id") checkWhole(value, 1, 2 ** 31 - 1, "id", complaints);
  }
}

function checkTop(one: Json, where: string, complaints: Adder, inContainer: boolean): void {
  switch (one.type) {
    case types.row:
      checkRow(one, where, complaints);
      return;
    case types.text:
      checkKeys(one, ["type", "id", "content"], where, complaints);
      checkLength(one.content, 1, 4_000, `${where}.content`, complaints);
      return;
    case types.separator:
      checkKeys(one, ["type", "id", "divider", "spacing"], where, complaints);
      checkWhole(one.spacing, 1, 2, `${where}.spacing`, complaints);
      return;
    case types.gallery: {
      checkKeys(one, ["type", "id", "items"], where, complaints);
      const items = list(one.items);
      if (items.length < 1 || items.length > 10) complaints.add(where, "must have 1 to 10 items");
      items.forEach((item, index) => {
        const at = `${where}.items[${index}]`;
        checkKeys(item, ["media", "description", "spoiler"], at, complaints);
        if (!isObject(item.media) || typeof item.media.url !== "string") complaints.add(at, "needs media.url");
        if (item.description !== undefined) checkLength(item.description, 1, 1_024, `${at}.description`, complaints);
      });
      return;
    }
    case types.file:
      checkKeys(one, ["type", "id", "file", "spoiler"], where, complaints);
      if (!isObject(one.file) || !/^attachment:\/\//.test(String(one.file.url))) {
        complaints.add(where, "a file must be an attachment of the message");
      }
      return;
    case types.section: {
      const texts = list(one.components);
      if (texts.length < 1 || texts.length > 3) complaints.add(where, "must have 1 to 3 texts");
      if (!isObject(one.accessory)) complaints.add(where, "needs an accessory");
      return;
    }
    case types.container: {
      checkKeys(one, ["type", "id", "components", "accent_color", "spoiler"], where, complaints);
      if (inContainer) complaints.add(where, "a container cannot stand in a container");
      const inner = list(one.components);
      if (inner.length === 0) complaints.add(where, "an empty container");
      inner.forEach((child, index) => {
        checkTop(child, `${where}.components[${index}]`, complaints, true);
      });
      return;
    }
    default:
      complaints.add(where, `component type ${String(one.type)} cannot stand here`);
  }
}

function checkRow(row: Json, where: string, complaints: Adder): void {
  checkKeys(row, ["type", "id", "components"], where, complaints);
  const inner = list(row.components);
  const buttons = inner.filter(({ type }) => type === types.button);
  const selects = inner.filter(({ type }) => [3, 5, 6, 7, 8].includes(Number(type)));
  if (inner.length === 0) complaints.add(where, "an empty row");
  if (buttons.length + selects.length < inner.length) complaints.add(where, "only buttons or a select in a row");
  if (buttons.length > 5) complaints.add(where, "at most 5 buttons in a row");
  if (selects.length > 1 || (selects.length === 1 && buttons.length > 0)) {
    complaints.add(where, "one select takes a row of its own");
  }
  inner.forEach((one, index) => {
    const at = `${where}.components[${index}]`;
    if (one.type === types.button) checkButton(one, at, complaints);
    else checkSelect(one, at, complaints, false);
  });
}

function checkButton(button: Json, where: string, complaints: Adder): void {
  checkKeys(button, ["type", "id", "style", "label", "emoji", "custom_id", "url", "disabled"], where, complaints);
  checkWhole(button.style, 1, 5, `${where}.style`, complaints);
  if (button.label !== undefined) checkLength(button.label, 1, 80, `${where}.label`, complaints);
  else if (button.emoji === undefined) complaints.add(where, "needs a label or an emoji");
  if (button.style === 5) {
    checkLength(button.url, 1, 512, `${where}.url`, complaints);
    if (!/^(https?|discord):\/\//.test(String(button.url))) complaints.add(`${where}.url`, "not a web address");
    if (button.custom_id !== undefined) complaints.add(where, "a link has no custom_id");
  } else {
    checkLength(button.custom_id, 1, 100, `${where}.custom_id`, complaints);
    if (button.url !== undefined) complaints.add(where, "only a link has a url");
  }
}

function checkAttachments(body: Json, all: readonly Json[], check: MessageCheck, complaints: Adder): void {
  const attachments = list(body.attachments);
  const named = new Set<string>();
  for (const one of attachments) {
    checkKeys(one, ["id", "filename", "description", "title"], "attachments", complaints);
    const file = check.files.get(String(one.id));
    if (typeof one.id !== "string") complaints.add("attachments", "the id must be text");
    if (file === undefined) complaints.add("attachments", `there is no files[${String(one.id)}]`);
    else if (one.filename !== file) complaints.add("attachments", `files[${String(one.id)}] is called ${file}`);
    if (one.description !== undefined) checkLength(one.description, 1, 1_024, "attachments.description", complaints);
    named.add(String(one.filename));
  }
  if (check.files.size > 10) complaints.add("attachments", "at most 10 files");
  for (const [id, name] of check.files) {
    if (!attachments.some((one) => one.id === id)) complaints.add("attachments", `${name} is not listed`);
  }
  const used = new Set<string>();
  for (const one of all) {
    const urls = [
      ...list(one.items).map((item) => (isObject(item.media) ? item.media.url : undefined)),
      isObject(one.file) ? one.file.url : undefined,
    ];
    for (const url of urls) {
      const name = /^attachment:\/\/(.+)$/.exec(String(url ?? ""))?.[1];
      if (name === undefined) continue;
      used.add(name);
      if (!named.has(name)) complaints.add("components", `there is no attachment ${name}`);
    }
  }
  for (const name of named) if (!used.has(name)) complaints.add("attachments", `${name} is shown nowhere`);
}
