import type { ShownCard } from "../../app/study/shown-card.ts";
import { dailyTexts } from "../texts/daily.ts";
import type { View } from "../view.ts";
import { type InterviewFace, interviewAnswerView } from "./interview-card.ts";

/** S18 and S19: the answer side of the daily question, with own words where there are any. */
export function dailyAnswerView(shown: ShownCard, notes: readonly string[], face: InterviewFace = "answer"): View {
  return interviewAnswerView({ shown, face, title: dailyTexts.title, notes });
}
