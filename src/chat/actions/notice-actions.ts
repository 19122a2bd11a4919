import { groupForOrganiser } from "../../app/cohort/find-group.ts";
import type { Cohort } from "../../app/cohort/my-cohorts.ts";
import { endGroup } from "../../app/notices/end-group.ts";
import type { CohortId } from "../../core/ids.ts";
import type { Chat } from "../chat.ts";
import { type Reply, replace } from "../event.ts";
import { noticeTexts as texts } from "../texts/notices.ts";
import { endGroupView, noticeAnswerView } from "../views/notice.ts";
import type { Action, Press } from "./action.ts";
import { refuse } from "./cohort/form-actions.ts";

/** After the last week nothing has to be done for the questions to go on. */
const goOn: Action = {
  name: "cohort-go-on",
  answers: "update",
  run: (chat, press) =>
    asOrganiser(chat, press, async ({ id, name }) => replace(noticeAnswerView(id, texts.goesOn(name)))),
};

const end: Action = {
  name: "cohort-end",
  answers: "update",
  run: (chat, press) => asOrganiser(chat, press, async (cohort) => replace(endGroupView(cohort.id, cohort.name))),
};

const endNow: Action = {
  name: "cohort-end-now",
  answers: "update",
  run: (chat, press) =>
    asOrganiser(chat, press, async ({ id, name }) => {
      await endGroup(chat.ctx, id);
      chat.wake();
      return replace(noticeAnswerView(null, texts.hasEnded(name)));
    }),
};

async function asOrganiser(chat: Chat, press: Press, then: (cohort: Cohort) => Promise<Reply>): Promise<Reply> {
  const found = await groupForOrganiser(chat.ctx, await chat.reader(), (press.object ?? "") as CohortId);
  return found.kind === "organiser" ? then(found.cohort) : refuse(found);
}

export const noticeActions: readonly Action[] = [goOn, end, endNow];
