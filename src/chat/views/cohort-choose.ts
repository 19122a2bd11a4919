import type { Cohort } from "../../app/cohort/my-cohorts.ts";
import { cohortTexts as texts } from "../texts/cohort.ts";
import { text, type View } from "../view.ts";
import { cut } from "../wording.ts";

/** Which of my groups is meant; `action` gets the cohort's id as its value. */
export function chooseGroupView(cohorts: readonly Cohort[], action: string): View {
  return {
    parts: [
      text(texts.whichGroup),
      {
        kind: "select",
        action,
        placeholder: texts.group,
        options: cohorts.slice(0, 25).map(({ id, name }) => ({ label: cut(name, 70), value: id })),
      },
    ],
    fallback: texts.whichGroup,
  };
}
