import {
  checkKeys,
  checkLength,
  checkOptions,
  checkSelect,
  checkWhole,
  isObject,
  type Json,
  list,
  types,
} from "./check-component.ts";
import { flatten } from "./check-message.ts";

/** Everything Discord would refuse in a form. */
export function checkModal(data: unknown): string[] {
  const found: string[] = [];
  const complaints = { add: (where: string, what: string) => void found.push(`${where}: ${what}`) };
  if (!isObject(data)) return ["the form is no object"];
  checkKeys(data, ["custom_id", "title", "components"], "form", complaints);
  checkLength(data.title, 1, 45, "title", complaints);
  checkLength(data.custom_id, 1, 100, "custom_id", complaints);
  const components = list(data.components);
  if (components.length < 1 || components.length > 5) {
    complaints.add("components", `a form has 1 to 5 components, this has ${components.length}`);
  }
  const seen = new Set<unknown>();
  for (const { custom_id } of flatten(components)) {
    if (custom_id === undefined) continue;
    if (seen.has(custom_id)) complaints.add("custom_id", `${String(custom_id)} stands twice`);
    seen.add(custom_id);
  }
  components.forEach((one, index) => {
    const where = `components[${index}]`;
    if (one.type === types.text) {
      checkKeys(one, ["type", "id", "content"], where, complaints);
      checkLength(one.content, 1, 4_000, `${where}.content`, complaints);
    } else if (one.type === types.label) {
      checkKeys(one, ["type", "id", "label", "description", "component"], where, complaints);
      checkLength(one.label, 1, 45, `${where}.label`, complaints);
      if (one.description !== undefined) checkLength(one.description, 1, 100, `${where}.description`, complaints);
      if (isObject(one.component)) checkInput(one.component, `${where}.component`, complaints);
      else complaints.add(where, "a label needs its component");
    } else complaints.add(where, `component type ${String(one.type)} cannot stand in a form`);
  });
  return found;
}

function checkInput(input: Json, where: string, complaints: { add(where: string, what: string): void }): void {
  checkLength(input.custom_id, 1, 100, `${where}.custom_id`, complaints);
  const group = ["type", "id", "custom_id", "options", "required"];
  switch (input.type) {
    case types.textInput: {
      checkKeys(
        input,
        ["type", "id", "custom_id", "style", "min_length", "max_length", "required", "value", "placeholder"],
        where,
        complaints,
      );
      checkWhole(input.style, 1, 2, `${where}.style`, complaints);
      checkWhole(input.min_length, 0, 4_000, `${where}.min_length`, complaints);
      checkWhole(input.max_length, 1, 4_000, `${where}.max_length`, complaints);
      if (input.placeholder !== undefined) checkLength(input.placeholder, 1, 100, `${where}.placeholder`, complaints);
      const most = Number(input.max_length ?? 4_000);
      if (input.value !== undefined) checkLength(input.value, 0, most, `${where}.value`, complaints);
      return;
    }
    case types.stringSelect:
    case types.userSelect:
    case types.roleSelect:
    case types.mentionableSelect:
    case types.channelSelect:
      checkSelect(input, where, complaints, true);
      return;
    case types.radio:
      checkKeys(input, group, where, complaints);
      checkOptions(input.options, { least: 2, most: 10, defaults: 1 }, where, complaints);
      return;
    case types.checkboxes: {
      checkKeys(input, [...group, "min_values", "max_values"], where, complaints);
      const count = list(input.options).length;
      checkWhole(input.min_values, 0, 10, `${where}.min_values`, complaints);
      checkWhole(input.max_values, 1, Math.min(10, Math.max(1, count)), `${where}.max_values`, complaints);
      const most = Number(input.max_values ?? count);
      if (Number(input.min_values ?? 1) > most) complaints.add(where, "min_values is over max_values");
      if (input.required !== false && input.min_values === 0) complaints.add(where, "required, but min_values is 0");
      checkOptions(input.options, { least: 1, most: 10, defaults: most }, where, complaints);
      return;
    }
    case types.upload:
      checkKeys(input, ["type", "id", "custom_id", "required", "min_values", "max_values"], where, complaints);
      checkWhole(input.min_values, 0, 10, `${where}.min_values`, complaints);
      checkWhole(input.max_values, 1, 10, `${where}.max_values`, complaints);
      if (input.required !== false && input.min_values === 0) complaints.add(where, "required, but min_values is 0");
      return;
    case types.checkbox:
      checkKeys(input, ["type", "id", "custom_id", "default"], where, complaints);
      return;
    default:
      complaints.add(where, `component type ${String(input.type)} cannot stand in a label`);
  }
}
