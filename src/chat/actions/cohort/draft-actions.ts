import { type CohortDraft, discardDraft, newDraft, readDraft, saveDraft } from "../../../app/cohort/draft.ts";
import { samplePost } from "../../../app/cohort/sample-post.ts";
import { startCohort, startedBefore } from "../../../app/cohort/start-cohort.ts";
import type { CohortId, TrackId } from "../../../core/ids.ts";
import type { Chat } from "../../chat.ts";
import { hint, type Reply, replace, showPrivately } from "../../event.ts";
import { channelOf, workspaceOf } from "../../place.ts";
import { cohortTexts } from "../../texts/cohort.ts";
import { errorTexts } from "../../texts/errors.ts";
import { draftGoneView, draftWaitsView, sampleView } from "../../views/cohort-draft.ts";
import { dailyPostView } from "../../views/daily-post.ts";
import { errorView } from "../../views/errors.ts";
import type { Action, Press } from "../action.ts";
import { showDraft } from "./show-draft.ts";
import { showGroup, showStarted } from "./show-group.ts";

/** `/cohort create`, and "Set up a group" of the welcome. */
export async function createGroup(chat: Chat): Promise<Reply> {
  if (!chat.actor.mayManage) {
    // Where there is no server, or none that I am in, nobody could.
    return hint(errorView(workspaceOf(chat) === null ? cohortTexts.createInServer : errorTexts.notManager));
  }
  const reader = await chat.reader();
  const waiting = await readDraft(chat.ctx, reader.learner.id);
  if (waiting) return showPrivately(draftWaitsView(waiting));
  return showPrivately(await showDraft(chat, await newDraft(chat.ctx, reader, channelOf(chat))));
}

export const cohortCreate: Action = {
  name: "cohort-create",
  answers: "private",
  run: (chat) => createGroup(chat),
};

/** The draft again: going on with it, checking access again, or back from a question. */
export const cohortDraftShow: Action = {
  name: "cohort-draft",
  answers: "update",
  run: (chat, press) => redraw(chat, press),
};

export const cohortAfresh: Action = {
  name: "cohort-afresh",
  answers: "update",
  async run(chat) {
    if (!chat.actor.mayManage) return hint(errorView(errorTexts.notManager));
    return replace(await showDraft(chat, await newDraft(chat.ctx, await chat.reader(), channelOf(chat))));
  },
};

export const cohortDiscard: Action = {
  name: "cohort-discard",
  answers: "update",
  async run(chat, press) {
    const draft = await pressedDraft(chat, press);
    // Started meanwhile: nothing is taken away.
    if (!draft) return redraw(chat, press);
    await discardDraft(chat.ctx, (await chat.reader()).learner.id, draft.id);
    return replace(draftGoneView(cohortTexts.discarded));
  },
};

export const cohortTrack: Action = {
  name: "cohort-track",
  answers: "update",
  async run(chat, press) {
    const draft = await pressedDraft(chat, press);
    const [track] = press.values;
    if (!draft || !track || !chat.ctx.tracks.has(track as TrackId)) return redraw(chat, press);
    const changed = { ...draft, track: track as TrackId };
    await saveDraft(chat.ctx, (await chat.reader()).learner.id, changed);
    return replace(await showDraft(chat, changed));
  },
};

export const cohortStart: Action = {
  name: "cohort-start",
  answers: "update",
  async run(chat, press) {
    if (!chat.actor.mayManage) return hint(errorView(errorTexts.notManager));
    const reader = await chat.reader();
    const draft = await pressedDraft(chat, press);
    if (draft?.place && !(await mayWrite(chat, draft.place))) return replace(await showDraft(chat, draft));
    const started = await startCohort(chat.ctx, reader.learner.id, press.object as CohortId);
    switch (started.kind) {
      case "incomplete":
        return replace(await showDraft(chat, started.draft));
      case "no-draft":
        return replace(draftGoneView(cohortTexts.draftGone));
      case "started":
        chat.wake();
        return replace(await showStarted(chat, started.cohort));
      case "already":
        return replace(await showGroup(chat, started.cohort));
    }
  },
};

async function mayWrite(chat: Chat, place: { workspace: string; channel: string }): Promise<boolean> {
  return (await chat.platform.access?.(place))?.ok ?? true;
}

/** Leads a press on a draft's screen to what there is now: the draft, the group it became, or one line of why not. */
export async function redraw(chat: Chat, press: Press): Promise<Reply> {
  const reader = await chat.reader();
  const draft = await pressedDraft(chat, press);
  if (draft) return replace(await showDraft(chat, draft));
  const started = await startedBefore(chat.ctx, reader.learner.id, (press.object ?? "") as CohortId);
  if (started.kind === "already") return replace(await showGroup(chat, started.cohort));
  return replace(draftGoneView(cohortTexts.draftGone));
}

/** Null: another one by now, or none. */
async function pressedDraft(chat: Chat, press: Press): Promise<CohortDraft | null> {
  const draft = await readDraft(chat.ctx, (await chat.reader()).learner.id);
  return draft && draft.id === press.object ? draft : null;
}

/** What a daily post will look like, in private and without its buttons. */
export const cohortSample: Action = {
  name: "cohort-sample",
  answers: "update",
  async run(chat, press) {
    const draft = await pressedDraft(chat, press);
    if (!draft) return redraw(chat, press);
    const facts = await samplePost(chat.ctx, await chat.reader(), draft);
    return replace(sampleView(facts && dailyPostView(facts), draft.id));
  },
};
