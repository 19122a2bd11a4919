import type { ShownCard } from "../../../src/app/study/shown-card.ts";
import type { Here } from "../../../src/app/study/study-day.ts";
import type { SessionSummary } from "../../../src/app/study/summary.ts";
import type { CardBody } from "../../../src/core/curriculum/card.ts";
import type {
  CardId,
  LearnerId,
  PresentationId,
  ReviewId,
  SessionId,
  StudyDay,
  TrackId,
} from "../../../src/core/ids.ts";
import { newMemory, type Offer, type Rating } from "../../../src/core/scheduling/fsrs.ts";
import type { SessionRow } from "../../../src/db/sessions.ts";

/** Ann's evening of Wed 10 Mar 2027, 19:00 in Berlin. */
export const here: Here = {
  nowMs: Date.UTC(2027, 2, 10, 18, 0),
  zone: "Europe/Berlin",
  today: "2027-03-10" as StudyDay,
  rolloverHour: 4,
};

const source = {
  title: "scikit-learn user guide",
  url: "https://scikit-learn.org/stable/modules/tree.html",
  where: "1.10",
};
const common = { difficulty: "medium" as const, contrast: [], covers: [], sources: [source] };

export const bodies = {
  flashcard: {
    kind: "flashcard",
    ...common,
    prompt: "Why can a random forest regressor not predict above the largest target it was trained on?",
    answer:
      "Each leaf predicts the mean of its training targets, and the forest averages those means.\nNo mean exceeds the largest target, so it cannot extrapolate.",
    hint: "What does a leaf hold?",
  },
  code: {
    kind: "flashcard",
    ...common,
    prompt:
      "What does this print?\n```python\nimport numpy as np\na = np.arange(3)\nb = a[:2]\nb[0] = 7\nprint(a)\n```",
    answer: "```output\n[7 1 2]\n```",
    why: "A slice is a view: both names share the memory.",
    confusion: "A list's slice is a copy; an array's is not.",
  },
  formula: {
    kind: "flashcard",
    ...common,
    prompt: "Write the softmax of z.",
    answer:
      "```tex p i equals e to the z i over the sum over j of e to the z j\np_i = \\frac{e^{z_i}}{\\sum_j e^{z_j}}\n```",
    hint: "Positive, and they add up to 1.",
  },
  choice: {
    kind: "choice",
    ...common,
    prompt: "Which metric fits 1% positives when missing one is costly?",
    options: [
      { text: "Accuracy", why: "Always saying no scores 99%.", correct: false },
      {
        text: "Recall at a fixed precision",
        why: "It counts the positives found, at a price you chose.",
        correct: true,
      },
      { text: "R squared", why: "It belongs to regression.", correct: false },
      { text: "Mean absolute error", why: "It belongs to regression.", correct: false },
    ],
    hint: "Which error costs most here?",
  },
  interview: {
    kind: "interview",
    ...common,
    prompt: "When would you choose a random forest over gradient boosting?",
    answer:
      "Take the forest when you need a strong model with little tuning.\nIts trees are grown independently, so it trains in parallel and averages variance away.\n\nTake boosting when the last per cent counts and you have time to tune it.",
    level: "mid",
    minutes: 3,
    keyPoints: [
      {
        key: "variance",
        text: "trees in parallel lower variance; boosting in sequence lowers bias",
        must: true,
        weight: 2,
      },
      { key: "tuning", text: "a forest works with little tuning", must: true, weight: 2 },
      { key: "early-stopping", text: "boosting needs early stopping", must: false, weight: 1 },
      { key: "noise", text: "boosting follows noisy labels", must: false, weight: 1 },
      { key: "speed", text: "a forest trains in parallel", must: false, weight: 1 },
    ],
    mistakes: [
      {
        key: "bias",
        belief: "A forest lowers bias.",
        why: "Averaging leaves the bias of a tree as it is.",
        fails: true,
      },
      { key: "overfit", belief: "More trees overfit.", why: "More trees only steady the average.", fails: false },
    ],
    followUps: [
      { q: "How many trees?", a: "Until the out-of-bag error levels off." },
      { q: "How do you read importance?", a: "By permutation on held-out data." },
    ],
  },
} satisfies Record<string, CardBody>;

export const design: CardBody = {
  ...bodies.interview,
  kind: "design",
  prompt: "Design a system that decides, while a card payment is being authorised, whether to approve it.",
  answer: "Score every payment and decline when the expected loss exceeds the expected cost.",
  stages: (
    ["requirements", "data-labels", "features", "model", "training", "serving", "evaluation", "monitoring"] as const
  ).map((stage) => ({
    stage,
    prompt: "Where do labels come from, how late, and how are they biased?",
    answer: "Confirmed fraud comes from chargebacks, mostly within weeks.\n\n- Label late\n- Sample declines",
    points: [],
  })),
};

function offer(rating: Rating, unit: "min" | "day", value: number): Offer {
  return { rating, state: newMemory(), interval: { unit, value } };
}

export const undoable = { reviewId: 412 as ReviewId, rating: "hard" as Rating };

export function shown(
  body: CardBody,
  change: Partial<ShownCard["presentation"]> = {},
  more: Partial<ShownCard> = {},
): ShownCard {
  return {
    presentation: {
      id: "pQ7hK2mZ9a" as PresentationId,
      learnerId: 1 as LearnerId,
      cardId: 7 as CardId,
      sessionId: "s8Gd2Hf7Qe" as SessionId,
      dailyQuestionId: null,
      number: 3,
      studyDay: here.today,
      memoryVersion: 4,
      offers: {
        again: offer("again", "min", 10),
        hard: offer("hard", "day", 5),
        good: offer("good", "day", 12),
        easy: offer("easy", "day", 21),
      },
      textHash: "a1b2c3d4",
      shownAt: here.nowMs - 20_000,
      answerShownAt: null,
      hintShown: false,
      optionOrder: [0, 1, 2, 3],
      optionPressed: null,
      ticked: [],
      stage: 0,
      words: null,
      gradedAt: null,
      rating: null,
      voidedAt: null,
      ...change,
    },
    card: {
      id: 7 as CardId,
      track: "ai-ml-engineer" as TrackId,
      key: "forest-extrapolation",
      kind: body.kind,
      deck: "trees-and-forests",
      deckTitle: "Supervised learning",
      block: "supervised",
      week: 9,
      position: 310,
      skills: [],
      topics: [],
      siblings: [],
      body,
      hash: "a1b2c3d4",
      search: "",
      archivedAt: null,
    },
    place: { number: 3, total: 20, comeBack: 0 },
    tail: null,
    early: false,
    undoable,
    ratingHelp: false,
    textOnly: false,
    here,
    ...more,
  };
}

export const session: SessionRow = {
  id: "s8Gd2Hf7Qe" as SessionId,
  learnerId: 1 as LearnerId,
  track: "ai-ml-engineer" as TrackId,
  studyDay: here.today,
  topic: null,
  plan: [],
  done: 20,
  openedAt: here.nowMs - 660_000,
  closedAt: here.nowMs,
  closedBy: "finished",
};

export const nextDue = { cards: 8, day: "2027-03-11" as StudyDay, fromMs: Date.UTC(2027, 2, 11, 3, 0) };

export function summary(change: Partial<SessionSummary> = {}): SessionSummary {
  return {
    session,
    done: 20,
    total: 20,
    rated: 20,
    recalled: 17,
    minutes: 11,
    points: 96,
    dayPoints: 96,
    dayPointsAtMost: 400,
    hasty: 0,
    streak: {
      length: 12,
      keptToday: true,
      freezesLeft: 1,
      longest: 12,
      longestEndedOn: null,
      today: { day: here.today, reason: "all-due", dueAtStart: 14, dueDone: 14, reviews: 20, paused: false },
    },
    next: nextDue,
    comeBack: [],
    stayDue: 0,
    leeches: [],
    undoable: { reviewId: 431 as ReviewId, rating: "good" },
    step: { kind: "answer-daily", dailyQuestionId: "d5Tq8Wn3Lx" as never },
    here,
    ...change,
  };
}
