import type { Unsaid } from "../../app/notices/take-unsaid.ts";
import { actionId } from "../actions/action-id.ts";
import { viewLimits } from "../limits.ts";
import { reminderTexts } from "../texts/reminders.ts";
import { type Button, button, buttons, note, type Part, text, type View } from "../view.ts";
import { noticeView } from "./notice.ts";
import { lengthOf } from "./study-card.ts";

/** A private screen with what could not be sent as its first line; null where there is no room for it. */
export function withUnsaid(view: View, unsaid: Unsaid): View | null {
  const { lines, ways } = linesOf(unsaid);
  const rows = view.parts.filter(({ kind }) => kind === "buttons").length;
  // The screen's own next step stays the primary one.
  const offered = ways.map((way): Button => ({ ...way, style: way.style === "primary" ? "plain" : way.style }));
  const row = offered.length > 0 && rows < viewLimits.buttonRows ? [buttons(...offered)] : [];
  const parts: Part[] = [...lines, { kind: "divider" }, ...view.parts, ...row];
  const fits = parts.length <= viewLimits.parts && lengthOf(parts) + (view.title?.length ?? 0) <= viewLimits.text;
  return fits ? { ...view, parts } : null;
}

function linesOf(unsaid: Unsaid): { lines: Part[]; ways: readonly Button[] } {
  if (unsaid.kind === "notice") {
    const { parts } = noticeView(unsaid.notice);
    return {
      lines: parts.filter(({ kind }) => kind !== "buttons"),
      ways: parts.flatMap((part) => (part.kind === "buttons" ? part.buttons : [])),
    };
  }
  return {
    lines: [unsaid.first ? text(reminderTexts.refusedFirst) : note(reminderTexts.refused)],
    ways: [
      button(reminderTexts.tryAgain, actionId("reminder-again")),
      button(reminderTexts.noReminders, actionId("reminder-none")),
    ],
  };
}
