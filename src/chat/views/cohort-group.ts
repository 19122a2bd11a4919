import type { Group } from "../../app/cohort/read-group.ts";
import { localTimeOf } from "../../core/study-day.ts";
import { actionId } from "../actions/action-id.ts";
import { cohortTexts as texts } from "../texts/cohort.ts";
import { type Button, button, buttons, field, fields, note, type Part, text, type View } from "../view.ts";
import { count, cut, dayName } from "../wording.ts";
import { channelWords, factFields } from "./cohort-facts.ts";

/** `/cohort settings` (S8); with a next step it is what stands in the place of the draft that has just started. */
export function groupView(group: Group, next: Button | null, done: string | null): View {
  const { cohort, outlook, nowMs } = group;
  const title = next ? texts.startedTitle(cohort.name) : texts.settingsTitle(cohort.name);
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
  const blocked = group.places.filter((place) => place.state === "blocked");
  for (const { channelName } of blocked.slice(0, 2)) parts.push(text(texts.lostAccess(channelWords(channelName))));
  if (pause?.to) parts.push(text(texts.pausedNote(dayName(pause.to, today))));
  if (next) parts.push(note(texts.startedNote(channels.map(channelWords).join(", "))));
  const ways = [
    blocked.length > 0 && button(texts.checkAgain, actionId("cohort-check", cohort.id), "primary"),
    button(texts.whereAndWhen, actionId("cohort-where", cohort.id), blocked.length > 0 ? "plain" : "primary"),
    button(texts.nameAndStart, actionId("cohort-name", cohort.id)),
    button(texts.members, actionId("cohort-members", cohort.id)),
    button(texts.planPause, actionId("cohort-pause", cohort.id)),
  ];
  parts.push(
    ...(next
      ? [buttons(next, button(texts.groupSettings, actionId("cohort-settings", cohort.id)))]
      : [buttons(...ways), buttons(button(texts.endGroup, actionId("cohort-ending", cohort.id)))]),
  );
  return { title: cut(title, 100), parts, fallback: cut(done ?? title, 300) };
}
