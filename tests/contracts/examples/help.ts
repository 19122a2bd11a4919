import type { Home } from "../../../src/app/cohort/read-home.ts";
import type { NextStep } from "../../../src/app/study/next-step.ts";
import { commands } from "../../../src/chat/commands/index.ts";
import { type HelpReader, helpView } from "../../../src/chat/views/help.ts";
import { homeView } from "../../../src/chat/views/home.ts";
import { welcomeView } from "../../../src/chat/views/welcome.ts";
import type { CohortId, DailyQuestionId, LearnerId, StudyDay } from "../../../src/core/ids.ts";
import type { ViewExample } from "./example.ts";

const specs = commands.map(({ spec }) => spec);
const steps: readonly NextStep[] = [
  { kind: "study-due", due: 14 },
  { kind: "answer-daily", dailyQuestionId: "d5Tq8Wn3Lx" as DailyQuestionId },
  { kind: "check-in", cohortId: "c9Ls4Zp6Ru" as CohortId, date: "2027-03-10" as StudyDay, week: 9 },
  { kind: "learn-new", cards: 5 },
  { kind: "progress" },
];
const dueStep: NextStep = { kind: "study-due", due: 14 };

function reader(more: Partial<HelpReader> = {}): HelpReader {
  return { step: dueStep, hasBegun: true, open: [], mayManage: false, isOrganiser: false, ...more };
}

const open = ["ML spring", "W".repeat(60), "Rust autumn"].map((name, at) => ({ id: `c9Ls4Zp6R${at}`, name }));

const home: Home = {
  learner: {
    ...{ id: 2 as LearnerId, displayName: "Ann", zone: "Europe/Berlin", zoneFrom: "platform", rolloverHour: 4 },
    ...{ newPerDay: 10, desiredRetention: 0.9, weights: null, reminderTime: null, quietDays: [], interviewDate: null },
    ...{ breakFrom: null, breakUntil: null, display: "pictures", soloTrack: null, soloStart: null, weekShift: 0 },
    ...{ openBlocks: [], reviewCount: 300, streak: null, streakClosedThrough: null, createdAt: 0 },
  },
  today: "2027-03-10" as StudyDay,
  step: dueStep,
  checkIn: { week: 9, group: "ML spring", done: false },
  question: { kind: "no-cohort" },
  streak: {
    ...{ length: 12, keptToday: true, freezesLeft: 1, longest: 12, longestEndedOn: null },
    today: {
      day: "2027-03-10" as StudyDay,
      reason: "ten-reviews",
      dueAtStart: 14,
      dueDone: 0,
      reviews: 20,
      paused: false,
    },
  },
  week: {
    ...{ week: 9, blockTitle: "Supervised learning", title: "Linear models" },
    topics: ["Linear regression", "Logistic regression", "Metrics"],
  },
};

export const helpExamples: ViewExample[] = [
  { screen: "S1", name: "welcome", view: welcomeView() },
  ...steps.map((step) => ({ screen: "S2", name: `help, next: ${step.kind}`, view: helpView(specs, reader({ step })) })),
  {
    screen: "S2",
    name: "help for an organiser who manages the server",
    view: helpView(specs, reader({ mayManage: true, isOrganiser: true })),
  },
  { screen: "S2", name: "help in no group, some open", view: helpView(specs, reader({ hasBegun: false, open })) },
  {
    screen: "S2",
    name: "help in no group, none open",
    view: helpView(specs, reader({ hasBegun: false, mayManage: true })),
  },
  { screen: "S3", name: "home", view: homeView(home) },
  {
    screen: "S3",
    name: "home on a break, nothing due, no group",
    view: homeView({
      ...home,
      learner: { ...home.learner, breakFrom: "2027-03-08" as StudyDay, breakUntil: "2027-03-20" as StudyDay },
      step: { kind: "progress" },
      checkIn: null,
      week: null,
    }),
  },
];
