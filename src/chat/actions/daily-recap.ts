import { readRecap } from "../../app/daily/read-recap.ts";
import { studyAskedCard } from "../../app/daily/study-asked-card.ts";
import { nextStep } from "../../app/study/next-step.ts";
import { localTimeOf } from "../../core/study-day.ts";
import { hint, replace } from "../event.ts";
import { errorTexts } from "../texts/errors.ts";
import { broughtInView } from "../views/daily-rated.ts";
import { errorView, unknownButtonView } from "../views/errors.ts";
import { recapView, wholeAnswerView } from "../views/recap.ts";
import type { Action } from "./action.ts";
import { questionIdOf } from "./daily-answer.ts";

/** *Yesterday's recap*, in private (S22): there also where the post itself could not be edited. */
export const dailyRecap: Action = {
  name: "daily-recap",
  answers: "update",
  async run(chat, press) {
    const recap = await readRecap(chat.ctx, questionIdOf(press));
    if (!recap) return hint(unknownButtonView());
    return replace(recapView(recap, localTimeOf(chat.ctx.clock.nowMs(), recap.cohort.zone).day));
  },
};

export const dailyWhole: Action = {
  name: "daily-whole",
  answers: "update",
  async run(chat, press) {
    const recap = await readRecap(chat.ctx, questionIdOf(press));
    return recap ? replace(wholeAnswerView(recap)) : hint(unknownButtonView());
  },
};

export const dailyStudy: Action = {
  name: "daily-study",
  answers: "update",
  async run(chat, press) {
    const reader = await chat.reader();
    const outcome = await studyAskedCard(chat.ctx, reader, questionIdOf(press));
    switch (outcome.kind) {
      case "unknown":
        return hint(unknownButtonView());
      case "withdrawn":
        return hint(errorView(errorTexts.cardGone));
      default:
        return replace(broughtInView(outcome, await nextStep(chat.ctx, reader)));
    }
  },
};
