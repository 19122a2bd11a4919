import { flagForm } from "../../../src/chat/actions/study/aside.ts";
import { writeForm } from "../../../src/chat/actions/study/turn.ts";
import { errorTexts } from "../../../src/chat/texts/errors.ts";
import { studyTexts } from "../../../src/chat/texts/study.ts";
import type { View } from "../../../src/chat/view.ts";
import { choiceFrontView, choiceResultView } from "../../../src/chat/views/choice-card.ts";
import { flaggedView, suspendedView } from "../../../src/chat/views/flag.ts";
import { designView, interviewAnswerView, interviewFrontView } from "../../../src/chat/views/interview-card.ts";
import { answerView, frontView } from "../../../src/chat/views/study-card.ts";
import {
  doneView,
  savedNotShownView,
  somebodyElsesView,
  withdrawnView,
  withLineAbove,
} from "../../../src/chat/views/study-edges.ts";
import {
  firstTimeView,
  longAwayView,
  noCohortView,
  nothingDueView,
  topicUnknownView,
} from "../../../src/chat/views/study-nothing.ts";
import { sourceView } from "../../../src/chat/views/study-source.ts";
import { summaryView } from "../../../src/chat/views/summary.ts";
import { nothingToUndoView, undoneView } from "../../../src/chat/views/undo.ts";
import type { CardId, CohortId } from "../../../src/core/ids.ts";
import type { ViewExample } from "./example.ts";
import { bodies, design, here, nextDue, session, shown, summary, undoable } from "./study-samples.ts";

const open = { answerShownAt: here.nowMs - 5_000 };
const front = shown(bodies.flashcard);
const due = { kind: "study-due", due: 14 } as const;
const graded = { gradedAt: here.nowMs, optionPressed: 0, ...open };
const undoAgain = { undoable: { ...undoable, rating: "again" as const } };
const undoGood = { undoable: { ...undoable, rating: "good" as const } };
const longWords = `I would start with a forest. ${"It needs little tuning and averages variance away. ".repeat(20)}`;

function withLine(view: View, line: string): View {
  const whole = withLineAbove(view, line);
  if (!whole) throw new Error("the sample has room for a line");
  return whole;
}

/** The study session, S9 to S16, S35, and the edges that belong to it. */
export const studyExamples: ViewExample[] = [
  { screen: "S9", name: "front after a rating", view: frontView(front, ["Hard: back in 5 days (Mon 15 Mar)."]) },
  {
    screen: "S9",
    name: "front of a new card, nothing to undo",
    view: frontView(shown(bodies.flashcard, { hintShown: true }, { tail: "new", undoable: null })),
  },
  {
    screen: "S9",
    name: "coming back early",
    view: frontView(
      shown(
        bodies.flashcard,
        { number: 20 },
        { tail: "back-again", early: true, place: { number: 20, total: 20, comeBack: 2 } },
      ),
    ),
  },
  { screen: "S9", name: "goes on where it was", view: frontView(front, [studyTexts.resumed(8, 20)]) },
  { screen: "S9", name: "source", view: sourceView(front) },
  { screen: "S10", name: "answer", view: answerView(shown(bodies.flashcard, open)) },
  {
    screen: "S10",
    name: "answer, one of the first 20 reviews",
    view: answerView(shown(bodies.flashcard, open, { ratingHelp: true, tail: "new" })),
  },
  {
    screen: "S10",
    name: "worked out anew",
    view: frontView(front, [studyTexts.recomputed("in 11 days (Sun 21 Mar)")]),
  },
  {
    screen: "S10",
    name: "suspended, with its undo",
    view: suspendedView(frontView(front, [studyTexts.suspended]), 7 as CardId),
  },
  { screen: "S11", name: "choice", view: choiceFrontView(shown(bodies.choice)) },
  { screen: "S11", name: "right", view: choiceResultView(shown(bodies.choice, { ...open, optionPressed: 1 })) },
  {
    screen: "S10",
    name: "buried",
    view: frontView(front, [studyTexts.buried]),
  },
  {
    screen: "S10",
    name: "after the very first rating",
    view: frontView(front, ["Hard: back in 5 days (Mon 15 Mar).", studyTexts.undoHelp]),
  },
  { screen: "S10", name: "edited by its author meanwhile", view: frontView(front, [studyTexts.edited]) },
  { screen: "S11", name: "not this one", view: choiceResultView(shown(bodies.choice, graded, undoAgain)) },
  {
    screen: "S11",
    name: "I don't know",
    view: choiceResultView(shown(bodies.choice, { ...graded, optionPressed: -1 }, undoAgain)),
  },
  { screen: "S12", name: "interview", view: interviewFrontView(shown(bodies.interview)) },
  { screen: "S12", name: "write it instead", form: writeForm("pQ7hK2mZ9a") },
  { screen: "S12", name: "interview answer", view: interviewAnswerView({ shown: shown(bodies.interview, open) }) },
  {
    screen: "S12",
    name: "ticked, with long own words",
    view: interviewAnswerView({
      shown: shown(bodies.interview, { ...open, ticked: ["variance", "tuning", "speed"], words: longWords }),
    }),
  },
  {
    screen: "S12",
    name: "own words",
    view: interviewAnswerView({ shown: shown(bodies.interview, { ...open, words: longWords }), face: "words" }),
  },
  {
    screen: "S12",
    name: "common mistakes",
    view: interviewAnswerView({
      shown: shown(bodies.interview, { ...open, ticked: ["variance", "mistake.bias"] }),
      face: "mistakes",
    }),
  },
  {
    screen: "S12",
    name: "follow-ups",
    view: interviewAnswerView({ shown: shown(bodies.interview, open), face: "follow-ups" }),
  },
  { screen: "S12", name: "design stage", view: designView(shown(design, { stage: 1 }), false) },
  { screen: "S12", name: "design stage shown", view: designView(shown(design), true) },
  { screen: "S12", name: "the last design stage", view: designView(shown(design, { stage: 7 }), true) },
  { screen: "S12", name: "a design at its key points", view: interviewAnswerView({ shown: shown(design, open) }) },
  { screen: "S13", name: "code", view: answerView(shown(bodies.code, open)) },
  { screen: "S13", name: "formula", view: answerView(shown(bodies.formula, open)) },
  { screen: "S13", name: "formula, text only", view: answerView(shown(bodies.formula, open, { textOnly: true })) },
  {
    screen: "S14",
    name: "nothing due",
    view: nothingDueView({
      kind: "nothing-due",
      topic: null,
      next: nextDue,
      limitReached: null,
      canLearnMore: true,
      step: { kind: "progress" },
      here,
    }),
  },
  {
    screen: "S14",
    name: "new limit reached",
    view: nothingDueView({
      kind: "nothing-due",
      topic: null,
      next: nextDue,
      limitReached: 10,
      canLearnMore: true,
      step: { kind: "answer-daily", dailyQuestionId: "d5Tq8Wn3Lx" as never },
      here,
    }),
  },
  {
    screen: "S14",
    name: "nothing due in a topic",
    view: nothingDueView({
      kind: "nothing-due",
      topic: { id: "deck:numpy-arrays", title: "NumPy arrays" },
      next: null,
      limitReached: null,
      canLearnMore: false,
      step: due,
      here,
    }),
  },
  { screen: "S14", name: "first time", view: firstTimeView({ kind: "first-time", cards: 5 }) },
  {
    screen: "S14",
    name: "no cohort",
    view: noCohortView({ kind: "no-cohort", joinable: [{ cohortId: "c9Ls4Zp6Ru" as CohortId, name: "ML spring" }] }),
  },
  { screen: "S14", name: "no cohort to join", view: noCohortView({ kind: "no-cohort", joinable: [] }) },
  {
    screen: "S14",
    name: "3+ days away",
    view: longAwayView({ kind: "long-away", waiting: 143, overFive: 29, overThree: 48 }),
  },
  {
    screen: "S14",
    name: "topic unknown",
    view: topicUnknownView({
      kind: "topic-unknown",
      typed: "numpi @everyone",
      close: [
        { id: "deck:numpy-arrays", title: "NumPy arrays" },
        { id: "deck:numpy-broadcasting", title: "NumPy broadcasting" },
      ],
    }),
  },
  { screen: "S15", name: "session done", view: summaryView(summary()) },
  {
    screen: "S15",
    name: "stopped, with cards coming back",
    view: summaryView(
      summary({
        session: { ...session, closedBy: "stopped", done: 8 },
        done: 8,
        rated: 4,
        recalled: 3,
        stayDue: 12,
        comeBack: ["Bias and variance?", "Log loss?", "Pruning?", "Bagging?"].map((prompt, index) => ({
          cardId: index as CardId,
          prompt,
        })),
        hasty: 2,
        step: due,
      }),
    ),
  },
  {
    screen: "S15",
    name: "cap reached, a leech",
    view: summaryView(
      summary({
        points: 310,
        dayPoints: 400,
        leeches: [{ cardId: 7 as CardId, prompt: "Bayes' theorem", otherWay: 8 as CardId }],
        step: { kind: "learn-new", cards: 5 },
      }),
    ),
  },
  {
    screen: "S15",
    name: "nobody rated",
    view: summaryView(
      summary({
        session: { ...session, closedBy: "stopped" },
        done: 0,
        rated: 0,
        recalled: 0,
        points: 0,
        undoable: null,
      }),
    ),
  },
  { screen: "S16", name: "flag", form: flagForm(7 as CardId) },
  { screen: "S16", name: "flagged", view: flaggedView(studyTexts.flagged, 7 as CardId) },
  { screen: "S16", name: "flagged before", view: flaggedView(studyTexts.flaggedBefore("7 Mar"), 7 as CardId) },
  {
    screen: "S35",
    name: "took back",
    view: undoneView({
      kind: "undone",
      rating: "good",
      cardId: 7 as CardId,
      prompt: bodies.flashcard.prompt,
      sessionId: session.id,
      points: 7,
      streak: summary().streak,
      streakChanged: false,
      undoable,
      reader: null as never,
    }),
  },
  { screen: "S35", name: "nothing left", view: nothingToUndoView({ kind: "nothing" }, due) },
  { screen: "S35", name: "already taken back", view: nothingToUndoView({ kind: "already-taken-back", undoable }, due) },
  { screen: "E2", name: "saved, display failed", view: savedNotShownView() },
  {
    screen: "E5",
    name: "stale screen",
    view: withLine(frontView(front), errorTexts.stale),
  },
  {
    screen: "E6",
    name: "already rated",
    view: withLine(frontView(shown(bodies.flashcard, {}, undoGood)), studyTexts.alreadyRated("good", "18:41")),
  },
  {
    screen: "E6",
    name: "already rated, no session",
    view: doneView([studyTexts.alreadyRatedOther("good")], due, undoGood.undoable),
  },
  { screen: "E7", name: "somebody else's", view: somebodyElsesView(due) },
  { screen: "E8", name: "card gone", view: withdrawnView(session.id) },
];
