import type { NextStep } from "../../app/study/next-step.ts";
import { actionId } from "../actions/action-id.ts";
import { studyTexts } from "../texts/study.ts";
import { type Button, button } from "../view.ts";

/** Beside a step that comes before new cards: the way to those there are. */
export function newCardsButton(step: NextStep): Button | null {
  if (step.kind !== "answer-daily" && step.kind !== "check-in") return null;
  return step.newCards ? button(studyTexts.ladder.fresh(step.newCards), actionId("study")) : null;
}

/** The button for the most likely next step (screens, pattern 2). The screen's only primary unless said otherwise. */
export function ladderButton(step: NextStep, style: Button["style"] = "primary"): Button {
  switch (step.kind) {
    case "study-due":
      return button(studyTexts.ladder.due(step.due), actionId("study", "due"), style);
    case "answer-daily":
      return button(studyTexts.ladder.daily, actionId("daily"), style);
    case "check-in":
      return button(studyTexts.ladder.checkIn(step.week), actionId("check-in", step.cohortId, step.date), style);
    case "learn-new":
      return button(studyTexts.ladder.fresh(step.cards), actionId("study"), style);
    case "progress":
      return button(studyTexts.ladder.progress, actionId("progress"), style);
  }
}
