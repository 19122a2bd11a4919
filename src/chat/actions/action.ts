import type { Chat } from "../chat.ts";
import type { Answers, FormValues, Reply } from "../event.ts";
import type { Form } from "../view.ts";
import type { ActionId } from "./action-id.ts";

/** What a button, select, ticks or form does. One a file, listed in `index.ts`; `name` is the id's second part. */
export interface Action {
  readonly name: string;
  readonly answers: Answers;
  run(chat: Chat, press: Press): Promise<Reply>;
  /**
   * Where a form's submit leads here: the form itself, built from the id with at most one keyed read. The action that
   * opens it calls this, and "Fix it" does after a refusal.
   */
  form?(chat: Chat, id: ActionId): Promise<Form>;
}

export interface Press extends ActionId {
  /** Of a select or ticks. */
  readonly values: readonly string[];
  /** Of a submitted form, else empty. */
  readonly form: FormValues;
  /** The pressed message, where it is one that was posted to a channel. */
  readonly message?: string;
}

/** One line of a submitted form, trimmed; empty if absent. */
export function typed(press: Press, name: string): string {
  const value = press.form[name];
  return typeof value === "string" ? value.trim() : "";
}

/** The picked values of a `many` field (or the one of a `one` field). */
export function picked(press: Press, name: string): readonly string[] {
  const value = press.form[name];
  return value === undefined ? [] : typeof value === "string" ? (value ? [value] : []) : value;
}
