import type { PostFacts } from "../../../src/app/daily/read-post.ts";
import type { RatedFacts } from "../../../src/app/daily/read-rated.ts";
import type { RecapFacts } from "../../../src/app/daily/read-recap.ts";
import type { ShownCard } from "../../../src/app/study/shown-card.ts";
import type { Here } from "../../../src/app/study/study-day.ts";
import { dailyTexts } from "../../../src/chat/texts/daily.ts";
import { dailyAnswerView } from "../../../src/chat/views/daily-answer.ts";
import { groupSelect, noQuestionView } from "../../../src/chat/views/daily-none.ts";
import { answerForm, dailyPostView } from "../../../src/chat/views/daily-post.ts";
import { broughtInView, dailyRatedView } from "../../../src/chat/views/daily-rated.ts";
import { dailyNoteView, sharedView, shareView } from "../../../src/chat/views/daily-share.ts";
import { recapView, sharedAnswersView, wholeAnswerView } from "../../../src/chat/views/recap.ts";
import type {
  CardId,
  CohortId,
  DailyQuestionId,
  LearnerId,
  PresentationId,
  ReviewId,
  StudyDay,
} from "../../../src/core/ids.ts";
import { newMemory, offers } from "../../../src/core/scheduling/fsrs.ts";
import { interviewBody, mlTrack } from "../../support/daily-cohort.ts";
import type { ViewExample } from "./example.ts";

const today = "2027-03-10" as StudyDay;
/** Wed 10 Mar 2027, 18:41 in Berlin. */
const nowMs = Date.UTC(2027, 2, 10, 17, 41);
const opensAt = Date.UTC(2027, 2, 10, 17, 30);
const closesAt = opensAt + 86_400_000;
const here: Here = { nowMs, zone: "Europe/Berlin", today, rolloverHour: 4 };
const id = "d5Tq8Wn3Lx" as DailyQuestionId;
const due = { kind: "study-due", due: 14 } as const;

const body = interviewBody("When would you choose a random forest over gradient boosting?");
const withCode = interviewBody(
  "What does this print, and why?\n\n```python\nrow = [[0] * 3] * 2\nrow[0][0] = 1\nprint(row)\n```",
);
const withFormula = interviewBody(
  "What does this compute?\n\n```tex p i equals e to the z i over the sum\np_i = \\frac{e^{z_i}}{\\sum_j e^{z_j}}\n```",
);

const read: Pick<PostFacts, "question" | "cohort" | "card"> = {
  question: { id, cohortId: "c9Ls4Zp6Ru" as CohortId, date: today, cardId: 7 as CardId, opensAt, closesAt },
  cohort: {
    id: "c9Ls4Zp6Ru" as CohortId,
    name: "ML spring",
    track: mlTrack,
    firstDay: "2027-01-11" as StudyDay,
    zone: "Europe/Berlin",
    paceWeeks: 32,
    dailyTime: "18:30",
    dailyDays: [1, 2, 3, 4, 5],
    checkInDay: 7,
    state: "active",
    createdBy: 1 as LearnerId,
    createdAt: opensAt,
  },
  card: {
    id: 7 as CardId,
    track: mlTrack,
    key: "forest-or-boosting",
    kind: "interview",
    deck: "tree-ensembles",
    deckTitle: "Tree ensembles",
    block: "supervised",
    week: 9,
    position: 1,
    skills: [],
    topics: [],
    siblings: [],
    body,
    hash: "h",
    search: "",
    archivedAt: null,
  },
};
const post: PostFacts = {
  ...read,
  blockTitle: "Supervised learning",
  members: 12,
  answered: 4,
  previousId: "d4Rv6Yk1Bm" as DailyQuestionId,
  nowMs,
};
const asking = (other: typeof body): PostFacts => ({ ...post, card: { ...post.card, body: other } });

const offered = offers(newMemory(), {
  studyDay: today,
  nowMs,
  seed: "example",
  settings: { desiredRetention: 0.9, weights: null },
});
const shown: ShownCard = {
  presentation: {
    id: "pQ7hK2mZ9a" as PresentationId,
    learnerId: 1 as LearnerId,
    cardId: 7 as CardId,
    sessionId: null,
    dailyQuestionId: id,
    number: null,
    studyDay: today,
    memoryVersion: 0,
    offers: offered,
    textHash: "h",
    shownAt: nowMs,
    answerShownAt: nowMs,
    hintShown: false,
    optionOrder: [],
    optionPressed: null,
    ticked: [],
    stage: 0,
    words: "I start with a forest because it hardly needs tuning.",
    gradedAt: null,
    rating: null,
    voidedAt: null,
  },
  card: read.card,
  place: null,
  tail: "daily-question",
  early: false,
  undoable: null,
  ratingHelp: false,
  textOnly: false,
  here,
};
const silent: ShownCard = { ...shown, presentation: { ...shown.presentation, words: null } };
const ticked: ShownCard = { ...shown, presentation: { ...shown.presentation, ticked: ["variance", "tuning"] } };

const answer: NonNullable<RatedFacts["answer"]> = {
  id: 1,
  dailyQuestionId: id,
  learnerId: 1 as LearnerId,
  studyDay: today,
  revealedAt: null,
  words: "I start with a forest because it hardly needs tuning.",
  answeredAt: nowMs,
  points: 20,
  presentationId: "pQ7hK2mZ9a" as PresentationId,
  rating: "good",
  ticked: [],
  share: "private",
  removedByOrganiser: false,
};
const rated: RatedFacts = {
  ...read,
  answer,
  review: {
    id: 3 as ReviewId,
    rating: "good",
    interval: { unit: "day", value: 12 },
    dueDay: "2027-03-22" as StudyDay,
    points: 0,
  },
  isMember: true,
  streak: {
    length: 12,
    keptToday: true,
    freezesLeft: 1,
    longest: 31,
    longestEndedOn: "2027-02-20" as StudyDay,
    today: { day: today, reason: "daily-answer", dueAtStart: 14, dueDone: 0, reviews: 1, paused: false },
  },
  step: due,
  undoable: { reviewId: 3 as ReviewId, rating: "good" },
  today,
};
const fiveLater: RatedFacts["review"] = { ...rated.review, points: 5 };

const recap: RecapFacts = {
  ...read,
  answered: 9,
  rated: 9,
  spread: { again: 1, hard: 3, good: 4, easy: 1 },
  leastSaid: { text: "boosting needs early stopping", said: 4, of: 9 },
  shared: 3,
};
const tomorrow = "2027-03-11" as StudyDay;
const others = [
  { id: "c2", name: "Autumn group" },
  { id: "c3", name: "Statistics evenings" },
];

export const dailyExamples: ViewExample[] = [
  { screen: "S17", name: "the post", view: dailyPostView(post) },
  { screen: "S17", name: "the first day", view: dailyPostView({ ...post, answered: 0, previousId: null }) },
  { screen: "S17", name: "one has answered", view: dailyPostView({ ...post, answered: 1 }) },
  { screen: "S17", name: "nobody has joined yet", view: dailyPostView({ ...post, members: 0, answered: 0 }) },
  { screen: "S17", name: "posted late", view: dailyPostView(post, { lateUntilMs: Date.UTC(2027, 2, 10, 19, 10) }) },
  { screen: "S17", name: "two groups in one channel", view: dailyPostView(post, { group: "ML spring" }) },
  { screen: "S17", name: "a question with code", view: dailyPostView(asking(withCode)) },
  { screen: "S17", name: "a question with a formula", view: dailyPostView(asking(withFormula)) },
  { screen: "S18", name: "the form", form: answerForm(id, { body, words: null }) },
  { screen: "S18", name: "the form with the words sent before", form: answerForm(id, { body, words: answer.words }) },
  { screen: "S18", name: "the form when reading took too long", form: answerForm(id, null) },
  { screen: "S18", name: "the answer side after sending", view: dailyAnswerView(shown, [dailyTexts.saved]) },
  { screen: "S18", name: "sent a second time", view: dailyAnswerView(shown, [dailyTexts.replaced]) },
  { screen: "S18", name: "key points ticked", view: dailyAnswerView(ticked, []) },
  { screen: "S18", name: "after the closing time", view: recapView(recap, tomorrow, { notes: [dailyTexts.keptLate] }) },
  { screen: "S19", name: "revealed", view: dailyAnswerView(silent, [dailyTexts.optionalRating]) },
  {
    screen: "/daily",
    name: "no question today",
    view: noQuestionView({ nextAtMs: closesAt + 86_400_000, zone: "Europe/Berlin", nowMs, others: [] }, due),
  },
  {
    screen: "/daily",
    name: "nothing more is planned",
    view: noQuestionView({ nextAtMs: null, zone: "Europe/Berlin", nowMs, others }, { kind: "progress" }),
  },
  {
    screen: "/daily",
    name: "in several groups",
    view: { ...dailyPostView(post), parts: [...dailyPostView(post).parts, ...groupSelect(others)] },
  },
  { screen: "S20", name: "rated", view: dailyRatedView(rated, here) },
  { screen: "S20", name: "seen later", view: dailyRatedView(rated, here, { later: true }) },
  {
    screen: "S20",
    name: "revealed before writing",
    view: dailyRatedView({ ...rated, answer: { ...answer, points: 0, revealedAt: opensAt }, review: fiveLater }, here),
  },
  {
    screen: "S20",
    name: "revealed only",
    view: dailyRatedView(
      {
        ...rated,
        answer: { ...answer, points: 0, words: null, answeredAt: null, revealedAt: opensAt },
        review: fiveLater,
      },
      here,
    ),
  },
  {
    screen: "S20",
    name: "not a member",
    view: dailyRatedView({ ...rated, isMember: false, answer: { ...answer, points: 0 }, review: fiveLater }, here),
  },
  {
    screen: "S20",
    name: "another answer was first today",
    view: dailyRatedView({ ...rated, answer: { ...answer, points: 0 }, review: fiveLater }, here),
  },
  {
    screen: "S20",
    name: "back in minutes",
    view: dailyRatedView(
      {
        ...rated,
        review: { ...rated.review, rating: "again", interval: { unit: "min", value: 10 }, dueDay: null },
        undoable: { reviewId: 3 as ReviewId, rating: "again" },
      },
      here,
    ),
  },
  { screen: "S21", name: "before sharing", view: shareView(id, answer.words ?? "") },
  {
    screen: "S21",
    name: "shared",
    view: sharedView({ id, share: "named", closed: false, before: false }, due),
  },
  {
    screen: "S21",
    name: "shared after the recap",
    view: sharedView({ id, share: "unnamed", closed: true, before: false }, due),
  },
  { screen: "S21", name: "taken back", view: sharedView({ id, share: "private", closed: true, before: true }, due) },
  {
    screen: "S21",
    name: "kept private",
    view: sharedView({ id, share: "private", closed: false, before: false }, due),
  },
  { screen: "S21", name: "removed by an organiser", view: dailyNoteView(dailyTexts.removed, due) },
  { screen: "S22", name: "two groups in one channel", view: recapView(recap, tomorrow, { group: "ML spring" }) },
  { screen: "S22", name: "the recap", view: recapView(recap, tomorrow) },
  {
    screen: "S22",
    name: "not all of them rated",
    view: recapView({ ...recap, rated: 7, spread: { again: 1, hard: 2, good: 3, easy: 1 } }, tomorrow),
  },
  {
    screen: "S22",
    name: "fewer than five ratings",
    view: recapView({ ...recap, answered: 3, rated: 3, spread: null, leastSaid: null, shared: 1 }, tomorrow),
  },
  {
    screen: "S22",
    name: "nobody wrote",
    view: recapView({ ...recap, answered: 0, rated: 0, spread: null, leastSaid: null, shared: 0 }, tomorrow),
  },
  { screen: "S22", name: "the whole answer", view: wholeAnswerView(recap) },
  { screen: "S22", name: "brought into the cards", view: broughtInView({ kind: "brought" }, due) },
  {
    screen: "S22",
    name: "already in the cards",
    view: broughtInView({ kind: "already", dueDay: "2027-03-22" as StudyDay, today }, due),
  },
  {
    screen: "S23",
    name: "shared answers",
    view: sharedAnswersView([
      { learnerId: 2 as LearnerId, name: "Ben", words: "I start with a forest because it hardly needs tuning." },
      { learnerId: 3 as LearnerId, name: null, words: "Boosting, if I have the time to stop it early." },
    ]),
  },
  {
    screen: "S23",
    name: "five long ones",
    view: sharedAnswersView(
      Array.from({ length: 5 }, (_, at) => ({
        learnerId: at as LearnerId,
        name: "N".repeat(32),
        words: "A forest averages many trees. ".repeat(60),
      })),
    ),
  },
  { screen: "S23", name: "all taken back", view: sharedAnswersView([]) },
];
