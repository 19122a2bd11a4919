import type { CheckInState, TopicMark } from "../../../src/app/check-in/read-check-in.ts";
import { checkInTexts } from "../../../src/chat/texts/check-in.ts";
import { checkInForm, checkInView, closedView, shutView, topicsView } from "../../../src/chat/views/check-in.ts";
import type { CohortId, LearnerId, StudyDay, TrackId } from "../../../src/core/ids.ts";
import type { ViewExample } from "./example.ts";

/** Sun 14 Mar 2027, 19:00 in Berlin. */
const nowMs = Date.UTC(2027, 2, 14, 18, 0);
const here = { nowMs, zone: "Europe/Berlin", today: "2027-03-14" as StudyDay, rolloverHour: 4 };
const cohortId = "c9Ls4Zp6Ru" as CohortId;
const cohort = {
  ...{ id: cohortId, name: "ML spring", zone: "Europe/Berlin", track: "ai-ml-engineer" as TrackId },
  ...{ firstDay: "2027-01-11" as StudyDay, paceWeeks: 32 as const, dailyTime: "18:30", dailyDays: [1, 2, 3, 4, 5] },
  ...{ checkInDay: 7, state: "active" as const, createdBy: 1 as LearnerId, createdAt: nowMs },
};
const round = { cohortId, date: "2027-03-14" as StudyDay, week: 9, topics: [], opensAt: nowMs };
const next = { ...round, date: "2027-03-21" as StudyDay, week: 10 };
const titles = ["Linear regression", "Logistic regression", "Trees and forests", "SVMs", "Metrics"];
const marks: TopicMark[] = ["done", "done", "in-progress", "not-started", "not-started"];
const topics = titles.map((title, at) => ({
  id: title.toLowerCase().replaceAll(" ", "-"),
  title,
  mark: marks[at] ?? "not-started",
}));
const open: CheckInState = {
  ...{ kind: "check-in", cohort, round, later: null, topics, row: null, lastAim: null, newPerDay: 10 },
  closesAtMs: nowMs + 7 * 86_400_000,
  step: { kind: "check-in", cohortId, date: round.date, week: 9 },
};
const row = {
  ...{ cohortId, date: round.date, learnerId: 1 as LearnerId, done: [], inProgress: [], topicsSaid: true },
  ...{ confidence: 4, hours: 4.5, blockers: "no GPU", aim: "finish metrics", savedAt: nowMs, late: false },
  ...{ points: 30, studyDay: round.date, advised: true },
};
const saved: CheckInState = { ...open, row, lastAim: "SVMs by hand", step: { kind: "study-due", due: 14 } };
const many = Array.from({ length: 10 }, (_, at) => ({ id: `t${at}`, title: "W".repeat(80), mark: "done" as const }));
const long = { ...row, aim: "w".repeat(200) };

export const checkInExamples: ViewExample[] = [
  { screen: "S32", name: "topics", view: topicsView(open, here) },
  { screen: "S32", name: "ten topics with long names", view: topicsView({ ...open, topics: many }, here) },
  { screen: "S32", name: "a week without topics", view: topicsView({ ...open, topics: [] }, here) },
  {
    screen: "S32",
    name: "an old post was pressed",
    view: closedView({ ...open, later: next }, { ...open, round: next }, here),
  },
  {
    screen: "S32",
    name: "none yet",
    view: checkInView({ kind: "none-yet", cohort, nextAtMs: nowMs, step: { kind: "progress" } }, here),
  },
  { screen: "S32", name: "not a member", view: checkInView({ kind: "not-member", cohort }, here) },
  { screen: "S32", name: "ended", view: checkInView({ kind: "ended", cohort }, here) },
  { screen: "S32", name: "unknown", view: checkInView({ kind: "unknown" }, here) },
  { screen: "S32", name: "the form", form: checkInForm("1:check-in-save:c9Ls4Zp6Ru:2027-03-14", { week: 9, ...row }) },
  { screen: "S32", name: "the form, unfilled", form: checkInForm("1:check-in-save:c9Ls4Zp6Ru:2027-03-14", null) },
  { screen: "S33", name: "checked in", view: checkInView(saved, here) },
  {
    screen: "S33",
    name: "much left to start",
    view: checkInView({ ...saved, row: { ...row, advised: false } }, here),
  },
  {
    screen: "S33",
    name: "long words",
    view: checkInView({ ...saved, row: { ...long, advised: false }, lastAim: long.aim }, here),
  },
  { screen: "S33", name: "fewer new cards", view: checkInView(saved, here, checkInTexts.fewerWords(6)) },
  {
    screen: "S33",
    name: "late",
    view: checkInView({ ...saved, later: next, row: { ...row, late: true, points: 0 } }, here),
  },
  { screen: "S33", name: "closed meanwhile", view: shutView({ ...saved, later: next }, ["b".repeat(2_000), "aim"]) },
];
