import type { NothingDue, OpenOutcome } from "../../app/study/open-session.ts";
import { actionId } from "../actions/action-id.ts";
import { studyTexts } from "../texts/study.ts";
import { button, buttons, type Part, text, type View } from "../view.ts";
import { aboutMinutes, countOf, cut } from "../wording.ts";
import { ladderButton } from "./ladder.ts";
import { nextDueWords } from "./study-words.ts";

type Of<Kind extends OpenOutcome["kind"]> = Extract<OpenOutcome, { kind: Kind }>;

/** `/study` where no card follows (S14). */
export function nothingDueView(outcome: NothingDue): View {
  const { topic, next, limitReached, canLearnMore, here } = outcome;
  const sentences = [
    limitReached !== null ? studyTexts.limitReached(limitReached) : null,
    limitReached === null ? (topic ? studyTexts.nothingDueIn(topic.title) : studyTexts.nothingDue) : null,
    next ? studyTexts.nextDue(nextDueWords(next, here)) : null,
  ].filter((sentence) => sentence !== null);
  return {
    parts: [
      text(sentences.join(" ")),
      buttons(ladderButton(outcome.step), canLearnMore && button(studyTexts.learnMore, actionId("learn-more"))),
    ],
    fallback: cut(sentences.join(" "), 300),
  };
}

export function firstTimeView({ cards }: Of<"first-time">): View {
  const sentence = studyTexts.firstTime(String(cards), aboutMinutes(cards, 35));
  return {
    parts: [
      text(sentence),
      buttons(
        button(studyTexts.start, actionId("study", "begin"), "primary"),
        button(studyTexts.settings, actionId("settings")),
      ),
    ],
    fallback: sentence,
  };
}

export function noCohortView({ joinable }: Of<"no-cohort">): View {
  const joins = joinable.map(({ cohortId, name }, index) =>
    button(cut(studyTexts.join(name), 34), actionId("join", cohortId), index === 0 ? "primary" : "plain"),
  );
  return {
    parts: [
      text(studyTexts.noCohort),
      buttons(...joins, button(studyTexts.alone, actionId("solo"), joins.length === 0 ? "primary" : "plain")),
    ],
    fallback: studyTexts.noCohort,
  };
}

export function longAwayView({ waiting, overFive, overThree }: Of<"long-away">): View {
  const sentence = studyTexts.longAway(countOf(waiting, "card is", "cards are"));
  return {
    parts: [
      text(sentence),
      buttons(
        button(studyTexts.spreadFive(overFive), actionId("study", "spread", 5), "primary"),
        button(studyTexts.spreadThree(overThree), actionId("study", "spread", 3)),
        button(studyTexts.all, actionId("study", "spread", "all")),
      ),
    ],
    fallback: sentence,
  };
}

export function topicUnknownView({ typed, close }: Of<"topic-unknown">): View {
  const titles = close.slice(0, 3).map(({ title }) => title);
  const sentence = studyTexts.topicUnknown(cut(typed, 60), titles);
  const parts: Part[] = [text(sentence)];
  if (close.length > 0) {
    parts.push({
      kind: "select",
      action: actionId("study-topic"),
      placeholder: studyTexts.chooseTopic,
      options: close.map(({ id, title }) => ({ label: cut(title, 70), value: id })),
    });
  }
  return { parts, fallback: cut(sentence, 300) };
}
