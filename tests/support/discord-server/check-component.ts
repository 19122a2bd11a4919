/** Discord's documented rules for components, each as a sentence that names the place. */
export type Json = Record<string, unknown>;

export interface Complaints {
  add(where: string, what: string): void;
}

export const types = {
  row: 1,
  button: 2,
  stringSelect: 3,
  textInput: 4,
  userSelect: 5,
  roleSelect: 6,
  mentionableSelect: 7,
  channelSelect: 8,
  section: 9,
  text: 10,
  thumbnail: 11,
  gallery: 12,
  file: 13,
  separator: 14,
  container: 17,
  label: 18,
  upload: 19,
  radio: 21,
  checkboxes: 22,
  checkbox: 23,
} as const;

export function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
export function list(value: unknown): Json[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

export function checkKeys(value: Json, allowed: readonly string[], where: string, complaints: Complaints): void {
  for (const key of Object.keys(value)) if (!allowed.includes(key)) complaints.add(where, `unknown field ${key}`);
}

export function checkLength(
  value: unknown,
  least: number,
  most: number,
  where: string,
  complaints: Complaints,
): value is string {
  if (typeof value !== "string") {
    complaints.add(where, "must be text");
    return false;
  }
  if (value.length < least) complaints.add(where, `must have at least ${least} characters`);
  if (value.length > most) complaints.add(where, `must have at most ${most} characters, has ${value.length}`);
  return true;
}

export function checkWhole(value: unknown, least: number, most: number, where: string, complaints: Complaints): void {
  if (value === undefined) return;
  if (!Number.isInteger(value) || Number(value) < least || Number(value) > most) {
    complaints.add(where, `must be a whole number from ${least} to ${most}`);
  }
}

export interface OptionRules {
  readonly least: number;
  readonly most: number;
  /** Options that may stand picked at first. */
  readonly defaults: number;
}

export function checkOptions(value: unknown, rules: OptionRules, where: string, complaints: Complaints): void {
  const options = list(value);
  if (options.length < rules.least || options.length > rules.most) {
    complaints.add(where, `must have ${rules.least} to ${rules.most} options, has ${options.length}`);
  }
  const values = new Set<unknown>();
  options.forEach((option, index) => {
    const at = `${where}.options[${index}]`;
    checkKeys(option, ["label", "value", "description", "default", "emoji"], at, complaints);
    checkLength(option.label, 1, 100, `${at}.label`, complaints);
    checkLength(option.value, 1, 100, `${at}.value`, complaints);
    if (option.description !== undefined) checkLength(option.description, 1, 100, `${at}.description`, complaints);
    if (values.has(option.value)) complaints.add(at, "the value stands twice");
    values.add(option.value);
  });
  if (options.filter((option) => option.default === true).length > rules.defaults) {
    complaints.add(where, `at most ${rules.defaults} options may be preset`);
  }
}

/** A select of any kind, in a message or in a form. */
export function checkSelect(select: Json, where: string, complaints: Complaints, inForm: boolean): void {
  const isString = select.type === types.stringSelect;
  checkKeys(
    select,
    [
      ...["type", "id", "custom_id", "placeholder", "min_values", "max_values"],
      ...(isString ? ["options"] : ["default_values"]),
      ...(select.type === types.channelSelect ? ["channel_types"] : []),
      ...(inForm ? ["required"] : ["disabled"]),
    ],
    where,
    complaints,
  );
  checkLength(select.custom_id, 1, 100, `${where}.custom_id`, complaints);
  if (select.placeholder !== undefined) checkLength(select.placeholder, 1, 150, `${where}.placeholder`, complaints);
  checkWhole(select.min_values, 0, 25, `${where}.min_values`, complaints);
  checkWhole(select.max_values, 1, 25, `${where}.max_values`, complaints);
  const least = Number(select.min_values ?? 1);
  const most = Number(select.max_values ?? 1);
  if (least > most) complaints.add(where, "min_values is over max_values");
  if (inForm && select.required !== false && least === 0) complaints.add(where, "required, but min_values is 0");
  if (isString) {
    checkOptions(select.options, { least: 1, most: 25, defaults: most }, where, complaints);
    if (most > list(select.options).length) complaints.add(where, "max_values is over the number of options");
  } else if (list(select.default_values).length > most) complaints.add(where, "more default_values than max_values");
}
