import { makeConnectCode } from "../../../app/cohort/connect-place.ts";
import { groupForOrganiser } from "../../../app/cohort/find-group.ts";
import { considerLeaving } from "../../../app/cohort/leave-cohort.ts";
import { type Cohort, whichCohort } from "../../../app/cohort/my-cohorts.ts";
import { readGroup } from "../../../app/cohort/read-group.ts";
import { readReport } from "../../../app/cohort/read-report.ts";
import { hereOf } from "../../../app/study/study-day.ts";
import type { CohortId } from "../../../core/ids.ts";
import { localTimeOf } from "../../../core/study-day.ts";
import type { Chat } from "../../chat.ts";
import { hint, open, type Reply, replace, showPrivately } from "../../event.ts";
import { channelOf } from "../../place.ts";
import { cohortTexts } from "../../texts/cohort.ts";
import type { View } from "../../view.ts";
import { chooseGroupView } from "../../views/cohort-choose.ts";
import { connectView } from "../../views/cohort-connect.ts";
import { noGroupView } from "../../views/cohort-draft.ts";
import { endingView, leaveView } from "../../views/cohort-leave.ts";
import { membersView } from "../../views/cohort-members.ts";
import { pauseForm, pausesView } from "../../views/cohort-pause.ts";
import { reportView } from "../../views/report.ts";
import type { Action } from "../action.ts";
import { actionId } from "../action-id.ts";
import { refuse } from "./form-actions.ts";
import { showGroup } from "./show-group.ts";

/** What is done with a group, once it is clear which. */
export type GroupTask = "leave" | "members" | "settings" | "pause" | "report" | "connect" | "end";
const tasks: readonly GroupTask[] = ["leave", "members", "settings", "pause", "report", "connect", "end"];

/** A subcommand of `/cohort`: the group of this channel, else the only one, else they pick. */
export async function startTask(chat: Chat, task: GroupTask): Promise<Reply> {
  const reader = await chat.reader();
  const which = await whichCohort(chat.ctx, reader.learner.id, channelOf(chat));
  switch (which.kind) {
    case "none":
      return hint(noGroupView(channelOf(chat) ? cohortTexts.noGroupHere : cohortTexts.noGroupYours));
    case "several":
      return showPrivately(chooseGroupView(which.cohorts, actionId("cohort-which", task)));
    case "one": {
      const formFirst = task === "pause" && (await pauseFormFirst(chat, which.cohort));
      if (formFirst) return open(pauseForm(which.cohort.id));
      const done = await doTask(chat, task, which.cohort.id);
      return done.kind === "replace" ? showPrivately(done.view) : done;
    }
  }
}

/** Nothing planned yet: the form is the first thing an organiser wants. */
async function pauseFormFirst(chat: Chat, cohort: Cohort): Promise<boolean> {
  const found = await groupForOrganiser(chat.ctx, await chat.reader(), cohort.id);
  if (found.kind !== "organiser") return false;
  const { pauses, nowMs } = await readGroup(chat.ctx, cohort);
  const today = localTimeOf(nowMs, cohort.zone).day;
  return !pauses.some(({ to }) => to === null || to >= today);
}

async function doTask(chat: Chat, task: GroupTask, id: CohortId): Promise<Reply> {
  const reader = await chat.reader();
  if (task === "leave") {
    const leaving = await considerLeaving(chat.ctx, reader.learner.id, id);
    return leaving.kind === "unknown" ? replace(noGroupView(cohortTexts.noGroupYours)) : replace(leaveView(leaving));
  }
  const found = await groupForOrganiser(chat.ctx, reader, id);
  if (found.kind !== "organiser") return refuse(found);
  if (task === "report") return replace(reportView(await readReport(chat.ctx, found.cohort)));
  if (task === "connect")
    return replace(
      connectView(await makeConnectCode(chat.ctx, reader, found.cohort), hereOf(chat.ctx, reader.learner)),
    );
  if (task === "end") return replace(await showEnding(chat, found.cohort));
  if (task === "settings") return replace(await showGroup(chat, found.cohort));
  return replace(task === "pause" ? await showPauses(chat, found.cohort) : await showMembers(chat, found.cohort));
}

export async function showMembers(chat: Chat, cohort: Cohort, page = 0, done: string | null = null): Promise<View> {
  const reader = await chat.reader();
  return membersView(await readGroup(chat.ctx, cohort), reader.learner.id, page, done);
}

async function showEnding(chat: Chat, cohort: Cohort): Promise<View> {
  const { members } = await readGroup(chat.ctx, cohort);
  return endingView(cohort, members.length);
}

export async function showPauses(chat: Chat, cohort: Cohort, done: string | null = null): Promise<View> {
  return pausesView(await readGroup(chat.ctx, cohort), done);
}

/** The group picked from several. */
export const cohortWhich: Action = {
  name: "cohort-which",
  answers: "update",
  async run(chat, press) {
    const task = tasks.find((one) => one === press.object);
    const [id] = press.values;
    return task && id ? doTask(chat, task, id as CohortId) : replace(noGroupView(cohortTexts.noGroupYours));
  },
};

/** From the settings: what ending the group means, to be said yes to. */
export const cohortEnding: Action = {
  name: "cohort-ending",
  answers: "update",
  run: (chat, press) => doTask(chat, "end", (press.object ?? "") as CohortId),
};

export const cohortSettings: Action = {
  name: "cohort-settings",
  answers: "update",
  run: (chat, press) => doTask(chat, "settings", (press.object ?? "") as CohortId),
};
