import { readOwnWords, setShare } from "../../app/daily/share-answer.ts";
import { nextStep } from "../../app/study/next-step.ts";
import type { Chat } from "../chat.ts";
import { type Reply, replace } from "../event.ts";
import { dailyTexts } from "../texts/daily.ts";
import { dailyNoteView, sharedView, shareView } from "../views/daily-share.ts";
import type { Action, Press } from "./action.ts";
import { questionIdOf } from "./daily-answer.ts";

/** *Share my answer* shows the words and the ways to share them (S21); with a choice it sets one. */
export const dailyShare: Action = {
  name: "daily-share",
  answers: "update",
  async run(chat, press) {
    const { choice } = press;
    if (choice === "named" || choice === "unnamed" || choice === "private") return set(chat, press, choice);
    const reader = await chat.reader();
    const words = await readOwnWords(chat.ctx, reader.learner.id, questionIdOf(press));
    if (words === null) return replace(dailyNoteView(dailyTexts.nothingToShare, await nextStep(chat.ctx, reader)));
    return replace(shareView(questionIdOf(press), words));
  },
};

export const dailyTakeBack: Action = {
  name: "daily-take-back",
  answers: "update",
  run: (chat, press) => set(chat, press, "private"),
};

async function set(chat: Chat, press: Press, share: "named" | "unnamed" | "private"): Promise<Reply> {
  const reader = await chat.reader();
  const id = questionIdOf(press);
  const outcome = await setShare(chat.ctx, { learnerId: reader.learner.id, dailyQuestionId: id, share });
  const step = await nextStep(chat.ctx, reader);
  switch (outcome.kind) {
    case "no-words":
      return replace(dailyNoteView(dailyTexts.nothingToShare, step));
    case "removed":
      return replace(dailyNoteView(dailyTexts.removed, step));
    case "set":
      chat.wake();
      return replace(sharedView({ id, share, closed: outcome.closed, before: outcome.sharedBefore }, step));
  }
}
