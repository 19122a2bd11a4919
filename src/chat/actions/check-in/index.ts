import { type CheckInOutcome, readMyCheckIn } from "../../../app/check-in/read-check-in.ts";
import { answerOffer, isShut, tickTopics } from "../../../app/check-in/save-check-in.ts";
import { hereOf } from "../../../app/study/study-day.ts";
import type { CohortId } from "../../../core/ids.ts";
import { isStudyDay } from "../../../core/study-day.ts";
import type { Chat } from "../../chat.ts";
import { type Reply, replace } from "../../event.ts";
import { checkInTexts as texts } from "../../texts/check-in.ts";
import { closedView, topicsView } from "../../views/check-in.ts";
import type { Action } from "../action.ts";
import { formActions } from "./form-actions.ts";
import { showCheckIn } from "./show-check-in.ts";
import { whichOf } from "./which.ts";

/** The open check-in of a cohort, or the one of a post; a picked value is the cohort. */
const checkIn: Action = {
  name: "check-in",
  answers: "update",
  async run(chat, press) {
    const reader = await chat.reader();
    const cohortId = (press.values[0] ?? press.object ?? "") as CohortId;
    const date = press.choice && isStudyDay(press.choice) ? press.choice : null;
    const asked = await readMyCheckIn(chat.ctx, reader, { cohortId, date });
    if (asked.kind !== "check-in" || asked.later === null) return replace(await showCheckIn(chat, asked));
    const open = await readMyCheckIn(chat.ctx, reader, { cohortId, date: asked.later.date });
    if (open.kind !== "check-in") return replace(await showCheckIn(chat, open));
    return replace(closedView(asked, open, hereOf(chat.ctx, reader.learner)));
  },
};

/** The topics of a week that has closed, for those who had not checked in; also "Change it" of one that is open. */
const checkInLate = again("check-in-late");
const checkInChange = again("check-in-change");

function again(name: string): Action {
  return {
    name,
    answers: "update",
    async run(chat, press) {
      const which = whichOf(press) ?? { cohortId: (press.object ?? "") as CohortId, date: null };
      return showTopics(chat, await readMyCheckIn(chat.ctx, await chat.reader(), which));
    },
  };
}

const checkInDone = ticking("check-in-done", "done");
const checkInDoing = ticking("check-in-doing", "in-progress");

function ticking(name: string, as: "done" | "in-progress"): Action {
  return {
    name,
    answers: "update",
    async run(chat, press) {
      const which = whichOf(press);
      if (!which) return showTopics(chat, { kind: "unknown" });
      return showTopics(chat, await tickTopics(chat.ctx, await chat.reader(), which, { as, topics: press.values }));
    },
  };
}

/** The topics of a check-in that still takes them; else how it stands. */
async function showTopics(chat: Chat, state: CheckInOutcome): Promise<Reply> {
  if (state.kind !== "check-in" || isShut(state)) return replace(await showCheckIn(chat, state));
  return replace(topicsView(state, hereOf(chat.ctx, (await chat.reader()).learner)));
}

const checkInKeep = answering("check-in-keep", "keep");
const checkInFewer = answering("check-in-fewer", "fewer");

function answering(name: string, wanted: "keep" | "fewer"): Action {
  return {
    name,
    answers: "update",
    async run(chat, press) {
      const which = whichOf(press);
      const reader = await chat.reader();
      if (!which) return replace(await showCheckIn(chat, { kind: "unknown" }));
      const changed = await answerOffer(chat.ctx, reader, which, wanted);
      const perDay = changed?.perDay ?? reader.learner.newPerDay;
      const learner = { ...reader.learner, newPerDay: perDay };
      const state = await readMyCheckIn(chat.ctx, { ...reader, learner }, which);
      const line = changed ? texts.fewerWords(perDay) : texts.keptWords(perDay);
      return replace(await showCheckIn(chat, state, line));
    },
  };
}

export const checkInActions: readonly Action[] = [
  checkIn,
  checkInLate,
  checkInChange,
  checkInDone,
  checkInDoing,
  checkInKeep,
  checkInFewer,
  ...formActions,
];
