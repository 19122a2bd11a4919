import type { GroupReport } from "../../../src/app/cohort/read-report.ts";
import { reportTexts } from "../../../src/chat/texts/report.ts";
import { connectedView, connectView } from "../../../src/chat/views/cohort-connect.ts";
import { repairForm } from "../../../src/chat/views/cohort-members.ts";
import { checkInsView, flagsView, removeAnswerView, reportView } from "../../../src/chat/views/report.ts";
import type { CardId, CohortId, DailyQuestionId, LearnerId, StudyDay, TrackId } from "../../../src/core/ids.ts";
import type { ViewExample } from "./example.ts";

/** Wed 10 Mar 2027, 19:00 in Berlin. */
const nowMs = Date.UTC(2027, 2, 10, 18, 0);
const here = { nowMs, zone: "Europe/Berlin", today: "2027-03-10" as StudyDay, rolloverHour: 4 };
const cohort = {
  ...{ id: "c9Ls4Zp6Ru" as CohortId, name: "ML spring", zone: "Europe/Berlin", track: "ai-ml-engineer" as TrackId },
  ...{ firstDay: "2027-01-11" as StudyDay, paceWeeks: 32 as const, dailyTime: "18:30", dailyDays: [1, 2, 3, 4, 5] },
  ...{ checkInDay: 7, state: "active" as const, createdBy: 1 as LearnerId, createdAt: nowMs },
};
const said = (name: string, blockers: string) => ({
  ...{ cohortId: cohort.id, date: "2027-03-07" as StudyDay, learnerId: 1 as LearnerId, done: [], inProgress: [] },
  ...{ topicsSaid: true, confidence: 3, hours: 4.5, blockers, aim: "w".repeat(200), savedAt: nowMs, late: false, name },
  ...{ points: 30, studyDay: "2027-03-07" as StudyDay, advised: false },
});
const shared = {
  ...{ id: 17, dailyQuestionId: "q9Ls4Zp6Ru" as DailyQuestionId, learnerId: 2 as LearnerId, name: "Ben" },
  words: "I start with a forest because it hardly needs tuning. ".repeat(20),
};
const report: GroupReport = {
  ...{ cohort, week: 9, members: 12, openFlags: 2 },
  study: { studied: 9, away: 2, answersAQuestion: 6.4 },
  checkIns: { week: 8, done: 8, said: [said("Dana", "no GPU"), said("Eda", "linear algebra")] },
  leastRecalled: [
    { title: "Eigenvectors", learners: 9 },
    { title: "Bayes' theorem", learners: 9 },
  ],
  slipping: [{ title: "ROC and PR curves", learners: 5 }],
  posts: { sent: 5, skipped: 0 },
  shared: [shared, { ...shared, id: 18, name: null }],
};
const fresh: GroupReport = {
  ...{ cohort, week: 1, members: 1, study: null, checkIns: null, leastRecalled: [], slipping: [] },
  ...{ posts: { sent: 0, skipped: 0 }, openFlags: 0, shared: [] },
};
const long = Array.from({ length: 12 }, (_, at) => said("W".repeat(40), `${at} ${"b".repeat(1_990)}`));
const flags = Array.from({ length: 12 }, (_, at) => ({
  ...{ id: at, cardId: 1 as CardId, prompt: `Why ${"scale ".repeat(40)}?`, reason: "wrong" as const },
  ...{ text: "It is the other way round. ".repeat(40), createdAt: nowMs },
}));
const connected = { kind: "connected", cohort, isMember: false } as const;
const place = { channelName: "ml", platformName: "Slack" };

export const reportExamples: ViewExample[] = [
  { screen: "S39", name: "a group's week", view: reportView(report) },
  { screen: "S39", name: "fresh group", view: reportView(fresh) },
  {
    screen: "S39",
    name: "long words",
    view: reportView({ ...report, checkIns: { week: 9, done: 12, said: long } }, reportTexts.removed),
  },
  { screen: "S39", name: "remove an answer", view: removeAnswerView(cohort, shared) },
  { screen: "S39", name: "flags", view: flagsView(cohort, flags, 1) },
  { screen: "S39", name: "no flag", view: flagsView(cohort, [], 0, reportTexts.flagClosed) },
  {
    screen: "S39",
    name: "what people said",
    view: checkInsView({ ...report, checkIns: { week: 9, done: 12, said: long } }, 1),
  },
  { screen: "S39", name: "nobody said anything", view: checkInsView(fresh, 0) },
  { screen: "S8", name: "set a day right", form: repairForm(cohort.id, "2") },
  {
    screen: "S8",
    name: "connect",
    view: connectView({ cohort, code: "7QK4-M2XD", validUntilMs: nowMs + 600_000 }, here),
  },
  { screen: "S8", name: "connected", view: connectedView(connected, place) },
  {
    screen: "S8",
    name: "connected before",
    view: connectedView({ ...connected, kind: "already", isMember: true }, place),
  },
];
