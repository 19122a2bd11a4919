import type { NextStep } from "../../app/study/next-step.ts";
import { actionId } from "../actions/action-id.ts";
import { dailyTexts } from "../texts/daily.ts";
import { buttons, type SelectPart, type Span, text, type View } from "../view.ts";
import { channelMoment, cut } from "../wording.ts";
import { ladderButton } from "./ladder.ts";

interface Group {
  readonly id: string;
  readonly name: string;
}

/** `/daily` on a day without a question. */
export function noQuestionView(
  facts: {
    readonly nextAtMs: number | null;
    readonly zone: string;
    readonly nowMs: number;
    readonly others: readonly Group[];
    /** Whose, for a reader in several groups. */
    readonly group?: string | null;
  },
  step: NextStep,
): View {
  const next: (Span | string)[] =
    facts.nextAtMs === null ? [] : [dailyTexts.next, channelMoment(facts.nextAtMs, facts.nowMs, facts.zone), "."];
  const words = facts.group ? dailyTexts.noQuestionIn(cut(facts.group, 60)) : dailyTexts.noQuestion;
  return {
    parts: [text(words, ...next), buttons(ladderButton(step)), ...groupSelect(facts.others)],
    fallback: words,
  };
}

/** The learner's other groups, where there are any. */
export function groupSelect(others: readonly Group[]): SelectPart[] {
  if (others.length === 0) return [];
  return [
    {
      kind: "select",
      // Not the id of the ladder's button: in one message each may stand once.
      action: actionId("daily", "group"),
      placeholder: dailyTexts.chooseGroup,
      options: others.slice(0, 25).map(({ id, name }) => ({ label: cut(name, 70), value: id })),
    },
  ];
}
