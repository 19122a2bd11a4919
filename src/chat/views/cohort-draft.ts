import type { CohortDraft } from "../../app/cohort/draft.ts";
import type { DraftPreview } from "../../app/cohort/preview-draft.ts";
import { actionId } from "../actions/action-id.ts";
import { cohortTexts as texts } from "../texts/cohort.ts";
import { errorTexts } from "../texts/errors.ts";
import { helpTexts } from "../texts/help.ts";
import { button, buttons, field, fields, note, type Part, type SelectPart, text, type View } from "../view.ts";
import { clockTime, cut, zoneName } from "../wording.ts";
import { channelWords, factFields } from "./cohort-facts.ts";

export type Access = { readonly ok: true } | { readonly ok: false; readonly missing: string };

/** S4 while something is missing, S5 when all is chosen. `canPickChannel`: the form can show channels here. */
export function draftView(preview: DraftPreview, access: Access | null, canPickChannel: boolean): View {
  const { draft, outlook, nowMs } = preview;
  const channel = draft.place ? channelWords(draft.place.channelName) : null;
  const complete = draft.name !== null && draft.place !== null;
  const name = draft.name ?? texts.newGroup;
  const blocked = access !== null && !access.ok;
  const title = !complete ? texts.draftTitle(name) : blocked ? texts.blockedTitle(name) : texts.readyTitle(name);
  const facts = factFields(draft, outlook, preview.trackTitle, draft.place ? [draft.place.channelName] : [], nowMs);
  const accessField = channel && access?.ok ? [field(texts.access, texts.accessHere(channel))] : [];
  const parts: Part[] = [fields(...facts, ...accessField)];
  if (channel && access && !access.ok) parts.push(text(texts.accessNot(channel, access.missing)));
  if (!channel) parts.push(text(canPickChannel ? texts.chooseChannel : texts.chooseInChannel));
  if (draft.zoneUnknown) parts.push(text(texts.inUtc));
  const late = lateStart(outlook.week);
  if (late) parts.push(text(late));
  if (channel && preview.alsoHere.length > 0) {
    parts.push(text(texts.alsoHere(cut(preview.alsoHere.join(", "), 200), channel)));
  }
  parts.push(note(texts.tellsYou));
  const select = trackSelect(preview);
  if (select) parts.push(select);
  parts.push(draftButtons(draft, complete, access));
  return { title, parts, fallback: cut(title, 300) };
}

function draftButtons(draft: CohortDraft, complete: boolean, access: Access | null): Part {
  const blocked = access !== null && !access.ok;
  const first = blocked
    ? button(texts.checkAgain, actionId("cohort-draft", draft.id), "primary")
    : complete && button(texts.start, actionId("cohort-start", draft.id), "primary");
  const unnamed = draft.name === null;
  const lastButtons = [
    complete && button(texts.sample, actionId("cohort-sample", draft.id)),
    button(texts.discard, actionId("cohort-discard", draft.id), "danger"),
  ];
  if (first && draft.zoneUnknown && !blocked) {
    return buttons(
      button(texts.nameAndStart, actionId("cohort-name", draft.id), "primary"),
      { ...first, style: "plain" },
      button(texts.whereAndWhen, actionId("cohort-where", draft.id)),
      ...lastButtons,
    );
  }
  return buttons(
    first,
    button(texts.nameAndStart, actionId("cohort-name", draft.id), !first && unnamed ? "primary" : "plain"),
    button(texts.whereAndWhen, actionId("cohort-where", draft.id), !first && !unnamed ? "primary" : "plain"),
    ...lastButtons,
  );
}

/** Who joins a group that began earlier starts where it is. */
function lateStart(week: number): string | null {
  if (week <= 1) return null;
  const before = week === 2 ? "week 1" : week === 3 ? "weeks 1 and 2" : `weeks 1 to ${week - 1}`;
  return texts.firstWeek(week, before);
}

function trackSelect(preview: DraftPreview): SelectPart | null {
  if (preview.tracks.length < 2) return null;
  return {
    kind: "select",
    action: actionId("cohort-track", preview.draft.id),
    placeholder: texts.chooseTrack,
    options: preview.tracks.slice(0, 25).map(({ id, title }) => ({ label: cut(title, 70), value: id })),
  };
}

/** `/cohort create` with a draft at hand. */
export function draftWaitsView(draft: CohortDraft): View {
  const words = draft.name ? texts.draftWaits(draft.name) : texts.draftWaitsUnnamed;
  const label = draft.name ? texts.goOnWith(draft.name) : texts.goOnUnnamed;
  return {
    parts: [
      text(words),
      buttons(
        button(cut(label, 34), actionId("cohort-draft", draft.id), "primary"),
        button(texts.startAfresh, actionId("cohort-afresh", draft.id)),
      ),
    ],
    fallback: cut(words, 300),
  };
}

/** A place that lies in several zones: pick one. `back` leads to the screen behind. */
export function whichZoneView(zones: ZoneChoice, action: string, back: string, nowMs: number): View {
  const words = whichZoneWords(zones);
  return {
    tone: "notice",
    parts: [text(words), zoneSelect(zones, action, nowMs), buttons(button(texts.back, back))],
    fallback: words,
  };
}

export interface ZoneChoice {
  readonly typed: string;
  readonly zones: readonly string[];
}

export function whichZoneWords({ typed, zones }: ZoneChoice): string {
  return texts.whichZone(cut(typed, 60), zones.length);
}

export function zoneSelect({ zones }: ZoneChoice, action: string, nowMs: number): SelectPart {
  return {
    kind: "select",
    action,
    placeholder: texts.chooseZone,
    options: zones.slice(0, 25).map((zone) => ({
      label: cut(texts.zoneOption(zoneName(zone), clockTime(nowMs, zone)), 70),
      value: zone,
      description: cut(zone, 70),
    })),
  };
}

export function plainView(words: string, ...rest: Part[]): View {
  return { parts: [text(words), ...rest], fallback: cut(words, 300) };
}

/** S17 as it will look, with the way back instead of its buttons. Null: the track has no question yet. */
export function sampleView(post: View | null, draftId: string): View {
  const back = buttons(button(texts.back, actionId("cohort-draft", draftId), "primary"));
  if (!post) return plainView(texts.noSample, back);
  return { ...post, parts: [...post.parts.filter(({ kind }) => kind !== "buttons"), back] };
}

/** Where there is no group to do something with: the way to what there is. */
export function noGroupView(words: string): View {
  return plainView(words, buttons(button(errorTexts.help, actionId("help"), "primary")));
}

/** The draft was started, discarded, or has grown old. */
export function draftGoneView(words: string): View {
  return plainView(words, buttons(button(helpTexts.setUp, actionId("cohort-create"), "primary")));
}
