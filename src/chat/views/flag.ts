import type { CardId } from "../../core/ids.ts";
import { actionId } from "../actions/action-id.ts";
import { viewLimits } from "../limits.ts";
import { studyTexts } from "../texts/study.ts";
import { button, buttons, text, type View } from "../view.ts";

/** After a flag (S16). */
export function flaggedView(line: string, cardId: CardId): View {
  return {
    parts: [
      text(line),
      buttons(
        button(studyTexts.next, actionId("next"), "primary"),
        button(studyTexts.suspendIt, actionId("suspend", cardId)),
      ),
    ],
    fallback: line,
  };
}

/** The screen that follows a suspension, with its undo in the first row that has room. */
export function suspendedView(view: View, cardId: CardId): View {
  const undo = button(studyTexts.undoSuspend, actionId("bring-back", cardId));
  let placed = false;
  const parts = view.parts.map((part) => {
    if (placed || part.kind !== "buttons" || part.buttons.length >= viewLimits.buttonsInRow) return part;
    placed = true;
    return { ...part, buttons: [...part.buttons, undo] };
  });
  return { ...view, parts };
}
