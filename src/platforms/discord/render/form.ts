import { ChannelType, ComponentType, TextInputStyle } from "discord.js";
import type {
  APIComponentInLabel,
  APILabelComponent,
  APIModalInteractionResponseCallbackData,
  APITextDisplayComponent,
} from "discord-api-types/v10";
import type { Field, Form, Option } from "../../../chat/view.ts";
import { discordLimits as limits } from "../limits.ts";
import { shorten } from "./budget.ts";
import { escapeText } from "./escape.ts";
import { optionOf } from "./message.ts";

/** Ends the id of a select that holds several: what is submitted does not say. */
export const listMark = "[]";

/** A form as a modal. Its submit button has Discord's own word. */
export function renderForm(form: Form): APIModalInteractionResponseCallbackData {
  const intro: APITextDisplayComponent[] = form.intro
    ? [{ type: ComponentType.TextDisplay, content: escapeText(shorten(form.intro, 1_500)) }]
    : [];
  // Fields are what a form is for: an intro that leaves no room for one gives way.
  const room = form.fields.length + intro.length <= limits.formComponents;
  return {
    custom_id: form.action,
    title: shorten(form.title, limits.formTitle) || "…",
    components: [...(room ? intro : []), ...form.fields.map(labelled)].slice(0, limits.formComponents),
  };
}

function labelled(field: Field): APILabelComponent {
  return {
    type: ComponentType.Label,
    label: shorten(field.label, limits.fieldLabel) || "…",
    ...(field.hint ? { description: shorten(field.hint, limits.fieldDescription) } : {}),
    component: input(field),
  };
}

function input(field: Field): APIComponentInLabel {
  const { name, required } = field;
  switch (field.kind) {
    case "line":
    case "paragraph": {
      const most = Math.min(limits.line, field.maxLength ?? (field.kind === "line" ? 200 : 2_000));
      return {
        type: ComponentType.TextInput,
        custom_id: name,
        style: field.kind === "line" ? TextInputStyle.Short : TextInputStyle.Paragraph,
        required,
        max_length: most,
        // Not Discord's own check of the least: what is too short is refused by us, with what was typed kept.
        ...(field.value ? { value: cutAt(field.value, most) } : {}),
      };
    }
    case "time":
    case "date":
      return {
        type: ComponentType.TextInput,
        custom_id: name,
        style: TextInputStyle.Short,
        required,
        max_length: 40,
        placeholder: field.kind === "time" ? "18:30" : "12 Mar",
        ...(field.value ? { value: cutAt(field.value, 40) } : {}),
      };
    case "one":
      return oneOf(name, required, field.options, field.value);
    case "many":
      return manyOf(name, required, field.options, field.value ?? []);
    case "channel":
      return {
        type: ComponentType.ChannelSelect,
        custom_id: name,
        channel_types: [ChannelType.GuildText, ChannelType.GuildAnnouncement],
        required,
        min_values: required ? 1 : 0,
        max_values: 1,
        ...(field.value ? { default_values: [{ id: field.value, type: "channel" }] } : {}),
      } as APIComponentInLabel;
    case "file":
      return { type: ComponentType.FileUpload, custom_id: name, required, min_values: required ? 1 : 0, max_values: 1 };
  }
}

/** A radio group holds 2 to 10; otherwise a select. */
function oneOf(name: string, required: boolean, all: readonly Option[], value?: string): APIComponentInLabel {
  const options = all.slice(0, limits.selectOptions).map((option) => ({
    ...optionOf(option),
    ...(option.value === value ? { default: true } : {}),
  }));
  if (options.length >= 2 && options.length <= limits.groupOptions) {
    return { type: ComponentType.RadioGroup, custom_id: name, required, options };
  }
  return {
    type: ComponentType.StringSelect,
    custom_id: name,
    required,
    min_values: required ? 1 : 0,
    max_values: 1,
    options,
  };
}

function manyOf(
  name: string,
  required: boolean,
  all: readonly Option[],
  values: readonly string[],
): APIComponentInLabel {
  const options = all.slice(0, limits.selectOptions).map((option) => ({
    ...optionOf(option),
    ...(values.includes(option.value) ? { default: true } : {}),
  }));
  const range = { required, min_values: required ? 1 : 0, max_values: options.length };
  if (options.length <= limits.groupOptions) {
    return { type: ComponentType.CheckboxGroup, custom_id: name, ...range, options };
  }
  return { type: ComponentType.StringSelect, custom_id: `${name}${listMark}`, ...range, options };
}

function cutAt(text: string, most: number): string {
  return text.slice(0, most).replace(/[\ud800-\udbff]$/, "");
}
