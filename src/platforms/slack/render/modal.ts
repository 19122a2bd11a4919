import type { Field, Form, View } from "../../../chat/view.ts";
import { cut } from "../../../chat/wording.ts";
import { slackLimits as limits } from "../limits.ts";
import { type Block, initialOptions, option, paragraph, type Surroundings, toBlocks } from "./blocks.ts";
import { plain } from "./text.ts";

export type Modal = Readonly<Record<string, unknown>> & { readonly type: "modal"; readonly blocks: readonly Block[] };

/** A form as a modal. Its fields' names are the block ids, so that refused ones can be named. */
export function formModal(form: Form, metadata: string): Modal {
  return {
    type: "modal",
    callback_id: form.action,
    title: plain(cut(form.title, limits.modalTitle)),
    submit: plain(cut(form.submit, limits.modalButton)),
    close: plain("Cancel"),
    private_metadata: metadata,
    blocks: [...(form.intro ? paragraph([{ kind: "plain", text: form.intro }]) : []), ...form.fields.map(input)],
  };
}

/** A screen in a modal. The whole title stands in the header, since a modal's own has 24 characters. */
export function viewModal(view: View, around: Surroundings, metadata: string): Modal {
  return {
    type: "modal",
    callback_id: "screen",
    title: plain(productName),
    close: plain("Close"),
    private_metadata: metadata,
    blocks: toBlocks(view, around).slice(0, limits.modalBlocks),
  };
}

export const productName = "Interleave";

export function homeTab(view: View, around: Surroundings): object {
  return { type: "home", blocks: toBlocks(view, around).slice(0, limits.modalBlocks) };
}

function input(field: Field): Block {
  return {
    type: "input",
    block_id: field.name,
    label: plain(cut(field.label, limits.inputLabel)),
    ...(field.required ? {} : { optional: true }),
    ...(field.hint ? { hint: plain(cut(field.hint, limits.inputHint)) } : {}),
    element: element(field),
  };
}

function element(field: Field): object {
  const action_id = field.name;
  switch (field.kind) {
    case "line":
    case "paragraph":
      return {
        type: "plain_text_input",
        action_id,
        ...(field.kind === "paragraph" ? { multiline: true } : {}),
        ...(field.maxLength ? { max_length: Math.min(limits.inputLength, field.maxLength) } : {}),
        ...(field.value ? { initial_value: field.value.slice(0, field.maxLength ?? limits.inputLength) } : {}),
      };
    case "one": {
      const chosen = field.options.find(({ value }) => value === field.value);
      return {
        type: field.options.length > limits.checkboxes ? "static_select" : "radio_buttons",
        action_id,
        options: field.options.map(option),
        ...(chosen ? { initial_option: option(chosen) } : {}),
      };
    }
    case "many":
      return {
        type: field.options.length > limits.checkboxes ? "multi_static_select" : "checkboxes",
        action_id,
        options: field.options.map(option),
        ...initialOptions(field.options, field.value ?? []),
      };
    case "channel":
      return {
        type: "conversations_select",
        action_id,
        filter: { include: ["public", "private"], exclude_bot_users: true },
        ...(field.value ? { initial_conversation: field.value } : {}),
      };
    case "time":
      return {
        type: "timepicker",
        action_id,
        ...(/^([01]\d|2[0-3]):[0-5]\d$/.test(field.value ?? "") ? { initial_time: field.value } : {}),
      };
    case "date":
      return {
        type: "datepicker",
        action_id,
        ...(/^\d{4}-\d{2}-\d{2}$/.test(field.value ?? "") ? { initial_date: field.value } : {}),
      };
    case "file":
      return { type: "file_input", action_id, max_files: 1 };
  }
}
