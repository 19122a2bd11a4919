import { isObject, type Json, list, types } from "./check-component.ts";
import type { State } from "./state.ts";

type Values = Readonly<Record<string, string | readonly string[]>>;

/**
 * What Discord sends of an input: the given value, or what it showed at first.
 * @throws Error for what its client does not let anybody submit.
 */
export function submittedInput(input: Json, values: Values, index: number): Json {
  const name = String(input.custom_id);
  const given = values[name];
  const base = { type: input.type, id: 100 + index, custom_id: name };
  if (input.type === types.textInput) {
    return { ...base, value: typed(input, given === undefined ? String(input.value ?? "") : String(given)) };
  }
  const shown =
    input.type === types.channelSelect ? list(input.default_values).map(({ id }) => String(id)) : presets(input);
  const picked = given === undefined ? shown : typeof given === "string" ? [given] : [...given];
  checkPicked(input, picked);
  return input.type === types.radio ? { ...base, value: picked[0] ?? null } : { ...base, values: picked };
}

function presets(input: Json): string[] {
  return list(input.options)
    .filter((one) => one.default === true)
    .map((one) => String(one.value));
}

function typed(input: Json, text: string): string {
  const isNeeded = input.required !== false;
  if (isNeeded && text === "") throw new Error(`${String(input.custom_id)} is required`);
  if (text !== "" && text.length < Number(input.min_length ?? 0)) {
    throw new Error(`${String(input.custom_id)} takes at least ${String(input.min_length)} characters`);
  }
  if (text.length > Number(input.max_length ?? 4_000)) {
    throw new Error(`${String(input.custom_id)} takes at most ${String(input.max_length)} characters`);
  }
  // A single line cannot hold a break.
  return input.style === 1 ? text.replace(/\s*\n\s*/g, " ") : text;
}

function checkPicked(input: Json, picked: readonly string[]): void {
  const name = String(input.custom_id);
  const options = list(input.options).map(({ value }) => String(value));
  const unknown = options.length > 0 ? picked.filter((value) => !options.includes(value)) : [];
  if (unknown.length > 0) throw new Error(`${name} has no ${unknown.join(", ")}`);
  const isMany = input.type === types.checkboxes;
  const least = input.required === false && picked.length === 0 ? 0 : Number(input.min_values ?? 1);
  const most = Number(input.max_values ?? (isMany ? options.length : 1));
  if (picked.length < least || picked.length > most) {
    throw new Error(`${name} takes ${least} to ${most}, not ${picked.length}`);
  }
}

/** The files among what was submitted, as Discord describes them. */
export function resolvedUploads(components: readonly Json[], state: State, filesUrl: string): Json | null {
  const attachments: Record<string, Json> = {};
  for (const { component } of components) {
    if (!isObject(component) || component.type !== types.upload || !Array.isArray(component.values)) continue;
    for (const id of component.values.map(String)) {
      const upload = state.uploads.get(id);
      if (!upload) throw new Error(`there is no file ${id}: ask the server for upload()`);
      const url = `${filesUrl}/${id}/${encodeURIComponent(upload.name)}`;
      attachments[id] = {
        id,
        filename: upload.name,
        size: upload.bytes.byteLength,
        url,
        proxy_url: url,
        ephemeral: true,
      };
    }
  }
  return Object.keys(attachments).length > 0 ? { attachments } : null;
}
