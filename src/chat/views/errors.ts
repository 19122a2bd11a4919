import { actionId } from "../actions/action-id.ts";
import { errorTexts } from "../texts/errors.ts";
import { type Button, button, buttons, type Part, text, type View } from "../view.ts";
import { cut } from "../wording.ts";

/** A sentence of what went wrong and a way on. */
export function errorView(sentence: string, ways: readonly Button[] = [], quoted: readonly string[] = []): View {
  const parts: Part[] = [text(sentence)];
  for (const words of quoted) if (words) parts.push({ kind: "quote", text: cut(words, 2_000) });
  if (ways.length > 0) parts.push(buttons(...ways));
  return { tone: "error", parts, fallback: cut(sentence, 300) };
}

export function unexpectedView(reference: string, again: string | null, quoted: readonly string[]): View {
  return errorView(errorTexts.unexpected(reference), tryAgain(again), quoted);
}

export function databaseAwayView(again: string | null, quoted: readonly string[]): View {
  return errorView(errorTexts.databaseAway, tryAgain(again), quoted);
}

export function unknownButtonView(): View {
  return errorView(errorTexts.unknownButton, [button(errorTexts.help, actionId("help"), "primary")]);
}

export function unknownCommandView(name: string): View {
  return errorView(errorTexts.unknownCommand(cut(name, 32)), [button(errorTexts.help, actionId("help"), "primary")]);
}

/** For platforms that cannot refuse a field inside the open form: what was typed stands quoted above the way back. */
export function refusedFormView(draftId: string, reasons: readonly string[], quoted: readonly string[]): View {
  return errorView(reasons.join("\n"), [button(errorTexts.fixIt, actionId("fix", draftId), "primary")], quoted);
}

function tryAgain(action: string | null): Button[] {
  return action ? [button(errorTexts.tryAgain, action, "primary")] : [];
}
