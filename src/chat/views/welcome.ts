import { actionId } from "../actions/action-id.ts";
import { helpTexts as texts } from "../texts/help.ts";
import { button, buttons, note, text, type View } from "../view.ts";
import { cut } from "../wording.ts";

/** S1, once, where the bot was put. */
export function welcomeView(): View {
  return {
    title: texts.welcomeTitle,
    parts: [
      text(texts.welcome),
      buttons(button(texts.setUp, actionId("cohort-create"), "primary"), button(texts.whatCanYouDo, actionId("help"))),
      note(texts.quiet),
    ],
    fallback: texts.welcomeTitle,
  };
}

/** S40 "put back after removal", to an organiser. `next`: when the next question goes out. */
export function putBackView(cohortId: string, group: string, next: string | null): View {
  const words = next ? texts.backAgain(group, next) : texts.backAgainNoNext(group);
  return {
    parts: [
      text(words),
      buttons(
        button(texts.ok, actionId("ok"), "primary"),
        button(texts.whereAndWhen, actionId("cohort-where", cohortId)),
      ),
    ],
    fallback: cut(words, 300),
  };
}
