import type { RatedFacts } from "../../app/daily/read-rated.ts";
import type { BroughtIn } from "../../app/daily/study-asked-card.ts";
import type { NextStep } from "../../app/study/next-step.ts";
import type { Here } from "../../app/study/study-day.ts";
import { actionId } from "../actions/action-id.ts";
import { dailyTexts } from "../texts/daily.ts";
import { button, buttons, note, text, type View } from "../view.ts";
import { clockTime, count, dayAhead } from "../wording.ts";
import { ladderButton } from "./ladder.ts";
import { undoButton } from "./study-card.ts";
import { backWhen, streakWords } from "./study-words.ts";

export interface RatedState {
  /** Looked at again later: says when it was answered. */
  readonly later?: boolean;
  readonly notes?: readonly string[];
}

/** S20: rated, and what it gave. */
export function dailyRatedView(facts: RatedFacts, here: Here, state: RatedState = {}): View {
  const { answer, review, question, cohort } = facts;
  const title = dailyTexts.savedRating(review.rating);
  const wrote = answer?.answeredAt ?? null;
  const streak = dailyTexts.streak(streakWords(facts.streak));
  const lines = [
    ...(state.later && wrote !== null ? [dailyTexts.youAnsweredAt(clockTime(wrote, here.zone))] : []),
    dailyTexts.comesBack(backWhen(review.interval, review.dueDay, here)),
    `${pointsWords(facts)}${streak}`,
  ];
  if (!facts.isMember) lines.push(dailyTexts.pointsStart);
  const own = answer?.words
    ? button(dailyTexts.shareMine, actionId("daily-share", question.id))
    : button(dailyTexts.writeOne, actionId("daily-answer", question.id));
  return {
    title,
    parts: [
      ...(state.notes ?? []).map((line) => note(line)),
      text(lines.join("\n")),
      buttons(
        facts.isMember
          ? ladderButton(facts.step)
          : button(dailyTexts.join(cohort.name), actionId("join", cohort.id), "primary"),
        own,
        undoButton(facts),
      ),
    ],
    fallback: `${title}. ${lines.join(" ")}`,
  };
}

/** Points as they were given: to the words, or to the card where the words could not earn any. */
function pointsWords({ answer, review, isMember }: RatedFacts): string {
  if (answer && answer.points > 0) return dailyTexts.forYourWords(count(answer.points));
  if (!answer?.words || !isMember) return "";
  const points = count(Math.max(0, review.points));
  return answer.revealedAt !== null && answer.revealedAt <= (answer.answeredAt ?? 0)
    ? dailyTexts.openFirst(points)
    : dailyTexts.anotherFirst(points);
}

/** *Study this card* on a recap. */
export function broughtInView(outcome: Extract<BroughtIn, { kind: "brought" | "already" }>, step: NextStep): View {
  const words =
    outcome.kind === "brought"
      ? dailyTexts.inYourCards
      : dailyTexts.alreadyInCards(outcome.dueDay && dayAhead(outcome.dueDay, outcome.today));
  return { parts: [text(words), buttons(ladderButton(step))], fallback: words };
}
