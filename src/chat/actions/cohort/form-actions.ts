import { changeCohort } from "../../../app/cohort/change-cohort.ts";
import { type CohortDraft, saveDraft } from "../../../app/cohort/draft.ts";
import { type DraftOrGroup, draftOrGroup } from "../../../app/cohort/find-group.ts";
import { readGroup } from "../../../app/cohort/read-group.ts";
import type { CohortId } from "../../../core/ids.ts";
import { isZone, localTimeOf } from "../../../core/study-day.ts";
import type { Chat } from "../../chat.ts";
import { hint, open, type Reply, replace } from "../../event.ts";
import { canPickChannel, channelOf, workspaceOf } from "../../place.ts";
import { cohortTexts } from "../../texts/cohort.ts";
import { errorTexts } from "../../texts/errors.ts";
import type { View } from "../../view.ts";
import { draftGoneView, whichZoneView } from "../../views/cohort-draft.ts";
import { channelWords, nextQuestionDay } from "../../views/cohort-facts.ts";
import { type CohortFormValues, nameForm, whereForm } from "../../views/cohort-forms.ts";
import { groupView } from "../../views/cohort-group.ts";
import { endedView } from "../../views/cohort-leave.ts";
import { errorView } from "../../views/errors.ts";
import type { Action } from "../action.ts";
import { type ActionId, actionId } from "../action-id.ts";
import { inTime } from "../prefill.ts";
import { type CohortPatch, type ReadForm, readNameForm, readWhereForm } from "./read-forms.ts";
import { showDraft } from "./show-draft.ts";

/** The two forms of S4, for a draft and, with the same id, for the group it became. */

type Editable = Extract<DraftOrGroup, { kind: "draft" | "organiser" }>;

async function find(chat: Chat, id: ActionId): Promise<DraftOrGroup> {
  return draftOrGroup(chat.ctx, await chat.reader(), (id.object ?? "") as CohortId);
}

interface Present {
  readonly values: CohortFormValues;
  readonly running: boolean;
  readonly zoneUnknown?: boolean | undefined;
}

async function presentValues(chat: Chat, id: ActionId): Promise<Present | null> {
  const found = await inTime(find(chat, id));
  if (found?.kind === "draft") {
    const { place, zoneUnknown } = found.draft;
    return { values: { ...found.draft, channel: place?.channel ?? null }, running: false, zoneUnknown };
  }
  return found?.kind === "organiser" ? { values: { ...found.cohort, channel: null }, running: true } : null;
}

export const cohortName: Action = {
  name: "cohort-name",
  answers: "form",
  run: async (chat, press) => open(await cohortNameSet.form(chat, press)),
};

export const cohortNameSet = {
  name: "cohort-name-set",
  answers: "update",
  async form(chat, id) {
    const present = await presentValues(chat, id);
    // Set in advance, what nobody has said would look like said.
    const values = present && { ...present.values, ...(present.zoneUnknown ? { zone: "" } : {}) };
    return nameForm(actionId("cohort-name-set", id.object), values, present?.running ?? false);
  },
  async run(chat, press) {
    const found = await find(chat, press);
    if (!isEditable(found)) return refuse(found);
    const present = found.kind === "draft" ? found.draft : found.cohort;
    return apply(chat, found, readNameForm(press, present, chat.ctx.clock.nowMs()));
  },
} satisfies Action;

export const cohortWhere: Action = {
  name: "cohort-where",
  answers: "form",
  run: async (chat, press) => open(await cohortWhereSet.form(chat, press)),
};

export const cohortWhereSet = {
  name: "cohort-where-set",
  answers: "update",
  async form(chat, id) {
    const present = await presentValues(chat, id);
    const values = present?.values ?? null;
    const today = localTimeOf(chat.ctx.clock.nowMs(), values?.zone ?? "UTC").day;
    return whereForm(
      actionId("cohort-where-set", id.object),
      values,
      canPickChannel(chat),
      present?.running ?? false,
      today,
    );
  },
  async run(chat, press) {
    const found = await find(chat, press);
    if (!isEditable(found)) return refuse(found);
    const present = found.kind === "draft" ? found.draft : found.cohort;
    return apply(chat, found, readWhereForm(press, present, chat.ctx.clock.nowMs()));
  },
} satisfies Action;

/** One of the zones a typed place lies in. */
export const cohortZone: Action = {
  name: "cohort-zone",
  answers: "update",
  async run(chat, press) {
    const found = await find(chat, press);
    if (!isEditable(found)) return refuse(found);
    const [zone] = press.values;
    const patch: CohortPatch = zone && isZone(zone) ? { zone } : {};
    return apply(chat, found, { patch, reasons: {}, zones: null });
  },
};

function isEditable(found: DraftOrGroup): found is Editable {
  return found.kind === "draft" || found.kind === "organiser";
}

/** Whoever may not change a group, or has come to a draft that is gone. */
export function refuse(found: Exclude<DraftOrGroup, Editable>): Reply {
  if (found.kind === "unknown") return replace(draftGoneView(cohortTexts.draftGone));
  if (found.kind === "ended") return hint(endedView(found.cohort.name));
  return hint(errorView(errorTexts.notOrganiser(found.cohort.name, found.organisers)));
}

async function apply(chat: Chat, found: Editable, read: ReadForm): Promise<Reply> {
  if (Object.keys(read.reasons).length > 0) return { kind: "reject", reasons: read.reasons };
  const view =
    found.kind === "draft"
      ? await changeDraft(chat, found.draft, read.patch)
      : await changeGroup(chat, found.cohort.id, read.patch);
  if (!read.zones) return replace(view);
  const id = found.kind === "draft" ? found.draft.id : found.cohort.id;
  const back = actionId(found.kind === "draft" ? "cohort-draft" : "cohort-settings", id);
  return replace(whichZoneView(read.zones, actionId("cohort-zone", id), back, chat.ctx.clock.nowMs()));
}

async function changeDraft(chat: Chat, draft: CohortDraft, patch: CohortPatch): Promise<View> {
  const { channel, ...rest } = patch;
  const place = (channel ? await placeFor(chat, channel) : null)?.place ?? draft.place;
  const zoneUnknown = draft.zoneUnknown && rest.zone === undefined;
  const changed = { ...draft, ...rest, place, zoneUnknown };
  await saveDraft(chat.ctx, (await chat.reader()).learner.id, changed);
  return showDraft(chat, changed);
}

async function changeGroup(chat: Chat, id: CohortId, patch: CohortPatch): Promise<View> {
  const { channel, ...change } = patch;
  const found = channel ? await placeFor(chat, channel) : null;
  const { cohort, next } = await changeCohort(chat.ctx, id, change, found?.access.ok ? found.place : null);
  chat.wake();
  const group = await readGroup(chat.ctx, cohort);
  const lines = [
    found && !found.access.ok
      ? cohortTexts.accessNot(channelWords(found.place.channelName), found.access.missing)
      : null,
    next ? cohortTexts.fromNowOn(cohort.dailyTime, nextQuestionDay(group, next.date)) : null,
    next?.todayIsOut ? cohortTexts.alreadyOut : null,
  ].filter((line) => line !== null);
  return groupView(group, null, lines.join(" ") || cohortTexts.saved);
}

/** The picker tells a reference only; the platform may know the name. */
async function placeFor(chat: Chat, channel: string) {
  const here = channelOf(chat);
  if (here && channel === here.channel) return { place: here, access: await accessOf(chat, here) };
  const workspace = workspaceOf(chat);
  if (!workspace) return null;
  const access = await accessOf(chat, { workspace, channel });
  const channelName = (access.ok && access.name) || "";
  return { place: { platform: chat.actor.platform, workspace, channel, channelName }, access };
}

async function accessOf(chat: Chat, { workspace, channel }: { workspace: string; channel: string }) {
  return (await chat.platform.access?.({ workspace, channel })) ?? { ok: true as const };
}
