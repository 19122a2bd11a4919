import type { Group } from "../../app/cohort/read-group.ts";
import { localTimeOf } from "../../core/study-day.ts";
import { actionId } from "../actions/action-id.ts";
import { cohortTexts as texts } from "../texts/cohort.ts";
import { button, buttons, field, fields, note, type Part, text, type View } from "../view.ts";
import { count, cut, dayName } from "../wording.ts";
import { channelWords, factFields } from "./cohort-facts.ts";

/** `/cohort settings` (S8), and what stands in the place of the draft once it has started. */
export function groupView(group: Group, as: "started" | "settings", done: string | null): View {
  const { cohort, outlook, nowMs } = group;
  const title = as === "started" ? texts.startedTitle(cohort.name) : texts.settingsTitle(cohort.name);
  const channels = group.places.map(({ channelName }) => channelName);
  const organisers = group.members.filter(({ role }) => role === "organiser").map(({ name }) => name);
  const today = localTimeOf(nowMs, cohort.zone).day;
  const pause = group.pauses.find(({ from, to }) => from <= today && (to === null || today <= to));
  const parts: Part[] = [
    ...(done ? [text(done)] : []),
    fields(
      ...factFields(cohort, outlook, group.trackTitle, channels, nowMs),
      field(texts.members, count(group.members.length)),
      field(texts.organisers, cut(organisers.join(", "), 200)),
    ),
  ];
  if (pause?.to) parts.push(text(texts.pausedNote(dayName(pause.to, today))));
  if (as === "started") parts.push(note(texts.startedNote(channels.map(channelWords).join(", "))));
  parts.push(
    buttons(
      button(texts.whereAndWhen, actionId("cohort-where", cohort.id), "primary"),
      button(texts.nameAndStart, actionId("cohort-name", cohort.id)),
      button(texts.members, actionId("cohort-members", cohort.id)),
      button(texts.planPause, actionId("cohort-pause", cohort.id)),
    ),
  );
  return { title: cut(title, 100), parts, fallback: cut(done ?? title, 300) };
}
