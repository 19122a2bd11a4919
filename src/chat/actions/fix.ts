import { type FormDraft, readFormDraft, saveFormDraft } from "../../app/people/form-draft.ts";
import type { Chat } from "../chat.ts";
import { hint, open, type Reply } from "../event.ts";
import type { Field, Form } from "../view.ts";
import { refusedFormView, unknownButtonView } from "../views/errors.ts";
import type { Action, Press } from "./action.ts";

/** "Fix it": the refused form again, with what was typed and why it was refused. */
export const fix: Action = {
  name: "fix",
  answers: "form",
  async run(chat, press) {
    const draft = press.object ? await readFormDraft(chat.ctx, press.object, chat.actor) : null;
    const form = draft && (await chat.formOf(draft.action));
    return draft && form ? open(refill(form, draft)) : hint(unknownButtonView());
  },
};

/** Keeps what was typed, then says field by field what is asked for. */
export async function keepRefusedForm(
  chat: Chat,
  id: string,
  press: Press,
  reasons: Readonly<Record<string, string>>,
): Promise<Reply> {
  const reader = await chat.reader();
  const values = Object.fromEntries(
    Object.entries(press.form).map(([name, value]) => [name, typeof value === "string" ? value : [...value]]),
  );
  const draftId = await saveFormDraft(chat.ctx, { learnerId: reader.learner.id, action: id, values, errors: reasons });
  const form = await chat.formOf(id);
  const lines = Object.entries(reasons).map(([name, reason]) => {
    const label = form?.fields.find((field) => field.name === name)?.label;
    return label && !reason.startsWith(label) ? `${label}: ${reason}` : reason;
  });
  const quoted = Object.keys(reasons)
    .map((name) => press.form[name])
    .filter((value) => typeof value === "string");
  return hint(refusedFormView(draftId, lines, quoted));
}

function refill(form: Form, draft: FormDraft): Form {
  return { ...form, fields: form.fields.map((field) => refillField(field, draft.values[field.name])) };
}

function refillField(field: Field, value: string | string[] | undefined): Field {
  if (value === undefined || field.kind === "file") return field;
  if (field.kind === "many") return { ...field, value: typeof value === "string" ? [value] : value };
  return typeof value === "string" && value !== "" ? { ...field, value } : field;
}
