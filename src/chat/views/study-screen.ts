import type { NextCard } from "../../app/study/next-card.ts";
import type { ShownCard } from "../../app/study/shown-card.ts";
import type { View } from "../view.ts";
import { choiceFrontView, choiceResultView } from "./choice-card.ts";
import { dailyAnswerView } from "./daily-answer.ts";
import { designView, type InterviewFace, interviewAnswerView, interviewFrontView } from "./interview-card.ts";
import { answerView, frontView } from "./study-card.ts";
import { summaryView } from "./summary.ts";

/** The screen a shown card is at: front, answer, option pressed, stage. */
export function cardView(shown: ShownCard, notes: readonly string[] = [], face: InterviewFace = "answer"): View {
  const { presentation, card } = shown;
  const open = presentation.answerShownAt !== null;
  switch (card.kind) {
    case "flashcard":
      return open ? answerView(shown, notes) : frontView(shown, notes);
    case "choice":
      return presentation.optionPressed === null ? choiceFrontView(shown, notes) : choiceResultView(shown, notes);
    case "interview":
      if (open && presentation.dailyQuestionId && !presentation.sessionId) return dailyAnswerView(shown, notes, face);
      return open ? interviewAnswerView({ shown, notes, face }) : interviewFrontView(shown, notes);
    case "design":
      return open ? interviewAnswerView({ shown, notes, face }) : designView(shown, false, notes);
  }
}

/** What follows in a session, with what the step before it did. */
export function nextView(next: NextCard, notes: readonly string[] = []): View {
  return next.kind === "card" ? cardView(next.shown, notes) : summaryView(next.summary, notes);
}
