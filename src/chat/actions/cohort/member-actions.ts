import { groupForOrganiser } from "../../../app/cohort/find-group.ts";
import { considerLeaving, leaveCohort } from "../../../app/cohort/leave-cohort.ts";
import { type MemberChange, type MemberManaged, manageMember } from "../../../app/cohort/manage-member.ts";
import { readGroup } from "../../../app/cohort/read-group.ts";
import type { CohortId, LearnerId } from "../../../core/ids.ts";
import type { Chat } from "../../chat.ts";
import { type Reply, replace } from "../../event.ts";
import { cohortTexts } from "../../texts/cohort.ts";
import { noGroupView, plainView } from "../../views/cohort-draft.ts";
import { leaveView, stayedView } from "../../views/cohort-leave.ts";
import { memberView, removeMemberView } from "../../views/cohort-members.ts";
import { cut } from "../../wording.ts";
import type { Action, Press } from "../action.ts";
import { refuse } from "./form-actions.ts";
import { showMembers } from "./group-task.ts";
import { freshLadder } from "./show-group.ts";

const cohortIdOf = (press: Press) => (press.object ?? "") as CohortId;

/** A page of the list; without a page the first. */
export const cohortMembers: Action = {
  name: "cohort-members",
  answers: "update",
  async run(chat, press) {
    const found = await groupForOrganiser(chat.ctx, await chat.reader(), cohortIdOf(press));
    if (found.kind !== "organiser") return refuse(found);
    return replace(await showMembers(chat, found.cohort, Number(press.choice) || 0));
  },
};

/** Somebody picked from the list. */
export const cohortMember: Action = {
  name: "cohort-member",
  answers: "update",
  run: (chat, press) => showMember(chat, press, Number(press.values[0]), memberView),
};

export const memberRemove: Action = {
  name: "member-remove",
  answers: "update",
  run: (chat, press) => showMember(chat, press, Number(press.choice), removeMemberView),
};

async function showMember(
  chat: Chat,
  press: Press,
  learnerId: number,
  view: typeof memberView | typeof removeMemberView,
): Promise<Reply> {
  const found = await groupForOrganiser(chat.ctx, await chat.reader(), cohortIdOf(press));
  if (found.kind !== "organiser") return refuse(found);
  const { members } = await readGroup(chat.ctx, found.cohort);
  const member = members.find((one) => one.learnerId === learnerId);
  return replace(member ? view(found.cohort, member) : await showMembers(chat, found.cohort, 0, cohortTexts.notThere));
}

export const memberMakeOrganiser = managing("member-make-organiser", "make-organiser", (name) =>
  cohortTexts.madeOrganiser(name),
);
export const memberTakeBack = managing("member-take-back", "take-back", (name) => cohortTexts.tookBack(name));
export const memberRemoveNow = managing("member-remove-now", "remove", (name, group) =>
  cohortTexts.removed(name, group),
);

function managing(name: string, change: MemberChange, said: (name: string, group: string) => string): Action {
  return {
    name,
    answers: "update",
    async run(chat, press) {
      const learnerId = Number(press.choice) as LearnerId;
      const managed = await manageMember(chat.ctx, await chat.reader(), cohortIdOf(press), learnerId, change);
      if (change === "remove" && managed.kind === "done") chat.wake();
      return afterManaging(chat, managed, said);
    },
  };
}

async function afterManaging(
  chat: Chat,
  managed: MemberManaged,
  said: (name: string, group: string) => string,
): Promise<Reply> {
  if (managed.kind === "unknown" || managed.kind === "not-organiser") return refuse(managed);
  const { cohort } = managed;
  const words =
    managed.kind === "done"
      ? said(cut(managed.member.name, 32), cohort.name)
      : managed.kind === "not-there"
        ? cohortTexts.notThere
        : cohortTexts.lastOrganiser;
  const found = await groupForOrganiser(chat.ctx, await chat.reader(), cohort.id);
  // Who took the role back from themselves no longer sees the list.
  return replace(found.kind === "organiser" ? await showMembers(chat, cohort, 0, words) : plainView(words));
}

export const cohortLeaveNow: Action = {
  name: "cohort-leave-now",
  answers: "update",
  async run(chat, press) {
    const leaving = await leaveCohort(chat.ctx, (await chat.reader()).learner.id, cohortIdOf(press));
    if (leaving.kind === "unknown") return replace(noGroupView(cohortTexts.noGroupYours));
    if (leaving.kind === "left") chat.wake();
    return replace(leaveView(leaving, await freshLadder(chat)));
  },
};

export const cohortStay: Action = {
  name: "cohort-stay",
  answers: "update",
  async run(chat, press) {
    const leaving = await considerLeaving(chat.ctx, (await chat.reader()).learner.id, cohortIdOf(press));
    if (leaving.kind === "unknown") return replace(noGroupView(cohortTexts.noGroupYours));
    const next = await freshLadder(chat);
    const isMember = leaving.kind !== "left" && leaving.kind !== "not-member";
    return replace(isMember ? stayedView(leaving.cohort.name, next) : leaveView(leaving, next));
  },
};

/** The last organiser names another, then is asked again. */
export const cohortSuccessor: Action = {
  name: "cohort-successor",
  answers: "update",
  async run(chat, press) {
    const reader = await chat.reader();
    const successor = Number(press.values[0]) as LearnerId;
    const managed = await manageMember(chat.ctx, reader, cohortIdOf(press), successor, "make-organiser");
    if (managed.kind === "unknown" || managed.kind === "not-organiser") return refuse(managed);
    const leaving = await considerLeaving(chat.ctx, reader.learner.id, cohortIdOf(press));
    return replace(leaving.kind === "unknown" ? noGroupView(cohortTexts.noGroupYours) : leaveView(leaving));
  },
};
