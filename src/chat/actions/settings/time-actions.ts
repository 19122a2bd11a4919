import { changeTime, type TimeChange } from "../../../app/settings/change-settings.ts";
import type { Settings } from "../../../app/settings/read-settings.ts";
import { isZone } from "../../../core/study-day.ts";
import type { Chat } from "../../chat.ts";
import { open, type Reply, replace } from "../../event.ts";
import { errorTexts } from "../../texts/errors.ts";
import { settingsTexts } from "../../texts/settings.ts";
import { readTime, readZone } from "../../typed-input.ts";
import type { View } from "../../view.ts";
import { whichZoneView } from "../../views/cohort-draft.ts";
import { settingsView, zoneSavedWords } from "../../views/settings.ts";
import { timeForm } from "../../views/settings-forms.ts";
import { type Action, typed } from "../action.ts";
import { actionId } from "../action-id.ts";
import { shortened } from "../cohort/read-forms.ts";
import { inTime } from "../prefill.ts";
import { settingsOf, showSettings } from "./show-settings.ts";

const latestRollover = 12;

/** What the form shows as set. */
export async function presentLearner(chat: Chat) {
  return (await inTime(chat.reader()))?.learner ?? null;
}

export const settingsTime: Action = {
  name: "settings-time",
  answers: "form",
  run: async (chat) => open(timeForm(await presentLearner(chat))),
};

export const settingsTimeSet: Action = {
  name: "settings-time-set",
  answers: "update",
  form: async (chat) => timeForm(await presentLearner(chat)),
  async run(chat, press) {
    const { learner } = await chat.reader();
    const reasons: Record<string, string> = {};
    const change: { zone?: string; rolloverHour?: number } = {};
    const zoneTyped = typed(press, "zone");
    const zone = zoneTyped && zoneTyped !== learner.zone ? readZone(zoneTyped) : null;
    if (zone?.kind === "unknown") reasons.zone = errorTexts.zone(shortened(zoneTyped));
    if (zone?.kind === "one") change.zone = zone.zone;
    const hourTyped = typed(press, "rollover");
    const hour = hourTyped ? readHour(hourTyped) : null;
    if (hourTyped && hour === null) reasons.rollover = settingsTexts.rolloverRefused;
    if (hour !== null && hour !== learner.rolloverHour) change.rolloverHour = hour;
    if (Object.keys(reasons).length > 0) return { kind: "reject", reasons };
    const saved = await saveTime(chat, change);
    if (zone?.kind !== "several") return saved;
    return replace(whichZoneView(zone, actionId("settings-zone"), actionId("settings"), chat.ctx.clock.nowMs()));
  },
};

/** One of the zones a typed place lies in: from here, and from the screen after joining. */
export const settingsZone: Action = {
  name: "settings-zone",
  answers: "update",
  run: (chat, press) => {
    const [zone] = press.values;
    return saveTime(chat, zone && isZone(zone) ? { zone } : {});
  },
};

/** `/settings zone:`: set where it is clear, asked where it fits several, otherwise the settings with what was not known. */
export async function zoneTypedView(chat: Chat, words: string): Promise<View> {
  const zone = readZone(words);
  switch (zone.kind) {
    case "one":
      await changeTime(chat.ctx, (await chat.reader()).learner, { zone: zone.zone });
      return savedZoneView(await settingsOf(chat));
    case "several":
      return whichZoneView(zone, actionId("settings-zone"), actionId("settings"), chat.ctx.clock.nowMs());
    case "unknown":
      return settingsView(await settingsOf(chat), errorTexts.zone(shortened(words)));
  }
}

function savedZoneView(settings: Settings): View {
  return settingsView(settings, zoneSavedWords(settings));
}

async function saveTime(chat: Chat, change: TimeChange): Promise<Reply> {
  await changeTime(chat.ctx, (await chat.reader()).learner, change);
  const changed = Object.keys(change).length > 0;
  return showSettings(chat, changed ? zoneSavedWords(await settingsOf(chat)) : settingsTexts.saved);
}

function readHour(words: string): number | null {
  const time = readTime(words);
  if (!time?.endsWith(":00")) return null;
  const hour = Number(time.slice(0, 2));
  return hour <= latestRollover ? hour : null;
}
