import { cohortsOf } from "../../app/cohort/my-cohorts.ts";
import { openCohorts } from "../../app/cohort/open-cohorts.ts";
import { nextStep } from "../../app/study/next-step.ts";
import type { Chat } from "../chat.ts";
import { replace } from "../event.ts";
import { workspaceOf } from "../place.ts";
import { helpTexts } from "../texts/help.ts";
import type { View } from "../view.ts";
import { plainView } from "../views/cohort-draft.ts";
import { helpView } from "../views/help.ts";
import type { Action } from "./action.ts";

export async function showHelp(chat: Chat): Promise<View> {
  const reader = await chat.reader();
  const { learner } = reader;
  const mine = (await cohortsOf(chat.ctx, learner.id)).filter(({ cohort }) => cohort.state === "active");
  const hasBegun = mine.length > 0 || learner.soloTrack !== null;
  const workspace = workspaceOf(chat);
  const open =
    hasBegun || !workspace ? [] : await openCohorts(chat.ctx, learner.id, { platform: chat.actor.platform, workspace });
  return helpView(chat.commands, {
    step: await nextStep(chat.ctx, reader),
    hasBegun,
    open: open.map(({ id, name }) => ({ id, name })),
    mayManage: chat.actor.mayManage,
    isOrganiser: mine.some(({ membership }) => membership.role === "organiser"),
  });
}

export const help: Action = {
  name: "help",
  answers: "update",
  run: async (chat) => replace(await showHelp(chat)),
};

/** A notice that was read. */
export const ok: Action = {
  name: "ok",
  answers: "update",
  run: async () => replace(plainView(helpTexts.ok)),
};
