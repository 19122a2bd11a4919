import type { Group } from "../../app/cohort/read-group.ts";
import type { StudyDay } from "../../core/ids.ts";
import { localTimeOf } from "../../core/study-day.ts";
import { actionId } from "../actions/action-id.ts";
import { cohortTexts as texts } from "../texts/cohort.ts";
import { button, buttons, type Form, type Part, text, type View } from "../view.ts";
import { cut, dayName, ofGroup, shortDay } from "../wording.ts";

/** The note in the channel. `group`: whose, if that has to be said. */
export function pauseNoteView(until: StudyDay, stands: boolean, group: string | null = null): View {
  const words = ofGroup(group, stands ? texts.pausedNote(shortDay(until)) : texts.resumedNote);
  return { parts: [text(words)], fallback: words };
}

export function pauseForm(cohortId: string): Form {
  return {
    title: texts.pauseForm.title,
    submit: texts.pauseForm.submit,
    action: actionId("cohort-pause-set", cohortId),
    fields: [
      { kind: "date", name: "from", label: texts.from, hint: texts.fromHint, required: false },
      { kind: "date", name: "until", label: texts.until, hint: texts.untilHint, required: true },
    ],
  };
}

/** `/cohort pause` where pauses are planned, and after planning one (S8). */
export function pausesView(group: Group, done: string | null): View {
  const { cohort, nowMs } = group;
  const today = localTimeOf(nowMs, cohort.zone).day;
  const planned = group.pauses.filter(({ to }) => to === null || to >= today);
  const lasting = planned.find(({ from }) => from <= today);
  const words = (from: StudyDay, to: StudyDay | null) =>
    to === null ? texts.pauseOpen(dayName(from, today)) : texts.pauseLine(dayName(from, today), dayName(to, today));
  const removable = planned.filter(({ from, to }) => from > today && to !== null);
  const parts: Part[] = [];
  if (done) parts.push(text(done));
  if (lasting?.to) parts.push(text(texts.pausedNote(dayName(lasting.to, today))));
  if (planned.length === 0) parts.push(text(texts.noPauses));
  else {
    const items = planned.map(({ from, to }) => [{ kind: "plain" as const, text: words(from, to) }]);
    parts.push({ kind: "list", items });
  }
  if (removable.length > 0) {
    parts.push({
      kind: "select",
      action: actionId("cohort-pause-remove", cohort.id),
      placeholder: texts.removePause,
      options: removable.map(({ from, to }) => ({ label: cut(words(from, to), 70), value: from })),
    });
  }
  parts.push(
    buttons(
      lasting?.to && button(texts.resumeNow, actionId("cohort-resume", cohort.id), "primary"),
      button(texts.planPause, actionId("cohort-pause", cohort.id), lasting?.to ? "plain" : "primary"),
      button(texts.groupSettings, actionId("cohort-settings", cohort.id)),
    ),
  );
  return {
    title: cut(texts.pauseTitle(cohort.name), 100),
    parts,
    fallback: cut(done ?? texts.pauseTitle(cohort.name), 300),
  };
}
