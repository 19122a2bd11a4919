import type { BlockMastery } from "../../app/progress/mastery.ts";
import type { NextStep } from "../../app/study/next-step.ts";
import { actionId } from "../actions/action-id.ts";
import { progressTexts as texts } from "../texts/progress.ts";
import { type Button, button, type SelectPart } from "../view.ts";
import { cut } from "../wording.ts";
import { ladderButton } from "./ladder.ts";

/** The ladder where progress is what one is looking at: its last rung leads to the week instead. */
export function onwardButton(step: NextStep): Button {
  return step.kind === "progress" ? button(texts.thisWeek, actionId("roadmap-week"), "primary") : ladderButton(step);
}

export function backButton(style: Button["style"] = "plain"): Button {
  return button(texts.back, actionId("progress"), style);
}

export function blockSelect(blocks: readonly BlockMastery[]): SelectPart[] {
  const options = blocks.slice(0, 25).map(({ id, title }) => ({ label: cut(title, 70), value: id }));
  return options.length === 0
    ? []
    : [{ kind: "select", action: actionId("progress-block"), placeholder: texts.lookAtBlock, options }];
}
