import { listOf, memberOf, textOf } from "../api.ts";
import type { Block } from "./blocks.ts";
import type { Modal } from "./modal.ts";
import { escaped, mrkdwn, plain } from "./text.ts";

const initials: Readonly<Record<string, readonly [state: string, initial: string]>> = {
  plain_text_input: ["value", "initial_value"],
  radio_buttons: ["selected_option", "initial_option"],
  static_select: ["selected_option", "initial_option"],
  checkboxes: ["selected_options", "initial_options"],
  multi_static_select: ["selected_options", "initial_options"],
  conversations_select: ["selected_conversation", "initial_conversation"],
  timepicker: ["selected_time", "initial_time"],
  datepicker: ["selected_date", "initial_date"],
};

/**
 * A refused form again, with what was typed: for refusals that came too late to be said under the field. `shown` is the
 * view as Slack sent it with the submit.
 */
export function withTyped(shown: unknown, reasons: Readonly<Record<string, string>>): Modal {
  const state = memberOf(shown, "state", "values");
  const blocks = (listOf(shown, "blocks") as readonly Block[]).map((block) => refilled(block, state));
  const why = { type: "section", text: mrkdwn(escaped(Object.values(reasons).join("\n"))) };
  return {
    type: "modal",
    callback_id: textOf(shown, "callback_id"),
    title: plain(textOf(shown, "title", "text")),
    submit: plain(textOf(shown, "submit", "text")),
    close: plain("Cancel"),
    private_metadata: textOf(shown, "private_metadata"),
    blocks: [why, ...blocks],
  };
}

function refilled(block: Block, state: unknown): Block {
  const element = memberOf(block, "element");
  const names = initials[textOf(element, "type")];
  if (block.type !== "input" || !names) return block;
  const [from, to] = names;
  const typed = memberOf(state, textOf(block, "block_id"), textOf(element, "action_id"), from);
  const { [to]: _former, ...bare } = element as Record<string, unknown>;
  const isEmpty = typed === null || typed === undefined || typed === "" || (Array.isArray(typed) && typed.length === 0);
  return { ...block, element: isEmpty ? bare : { ...bare, [to]: typed } };
}
