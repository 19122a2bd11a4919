import type { NextStep } from "../../app/study/next-step.ts";
import type { Undoable } from "../../app/study/shown-card.ts";
import type { SessionId } from "../../core/ids.ts";
import { actionId } from "../actions/action-id.ts";
import { viewLimits } from "../limits.ts";
import { errorTexts } from "../texts/errors.ts";
import { studyTexts } from "../texts/study.ts";
import { button, buttons, note, type Part, text, type View } from "../view.ts";
import { cut } from "../wording.ts";
import { errorView } from "./errors.ts";
import { ladderButton } from "./ladder.ts";
import { lengthOf } from "./study-card.ts";
import { undoButtonOf } from "./study-words.ts";

/** E7: nothing of theirs is shown. */
export function somebodyElsesView(step: NextStep): View {
  return errorView(errorTexts.somebodyElses, [ladderButton(step)]);
}

/** E8. */
export function withdrawnView(sessionId: SessionId | null): View {
  return errorView(errorTexts.cardGone, [button(studyTexts.next, actionId("next", sessionId ?? undefined), "primary")]);
}

/** E2: the rating stands, the screen after it could not be made. */
export function savedNotShownView(): View {
  return errorView(errorTexts.savedNotShown, [button(errorTexts.goOn, actionId("study"), "primary")]);
}

/** E5, E6: the line stands before what it speaks of. Null where there is no room for it. */
export function withLineAbove(view: View, line: string): View | null {
  const parts: Part[] = [note(line), ...view.parts];
  const fits = parts.length <= viewLimits.parts && lengthOf(parts) + (view.title?.length ?? 0) <= viewLimits.text;
  return fits ? { ...view, parts, fallback: cut(`${line} ${view.fallback}`, 300) } : null;
}

/** A line of what a press did, with the way on: where no card follows on the screen. */
export function doneView(lines: readonly string[], step: NextStep, undoable: Undoable | null = null): View {
  const words = lines.join("\n");
  return {
    parts: [...(words ? [text(words)] : []), buttons(ladderButton(step), undoButtonOf(undoable))],
    fallback: cut(words.replaceAll("\n", " ") || studyTexts.nothingDue, 300),
  };
}
