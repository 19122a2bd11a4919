import type { BlockMastery } from "../../../src/app/progress/mastery.ts";
import type { Calibration } from "../../../src/app/progress/read-detail.ts";
import type { LedgerDay, LedgerPage } from "../../../src/app/progress/read-ledger.ts";
import type { Progress } from "../../../src/app/progress/read-progress.ts";
import type { SkillLine } from "../../../src/app/skills/read-skills.ts";
import { blockView, calibrationView, forecastView, memberView } from "../../../src/chat/views/progress-block.ts";
import { progressView } from "../../../src/chat/views/progress-overview.ts";
import { progressTableView } from "../../../src/chat/views/progress-table.ts";
import { markedWords, skillsView, skillView } from "../../../src/chat/views/skills.ts";
import { streakView } from "../../../src/chat/views/streak.ts";
import type { StudyDay } from "../../../src/core/ids.ts";
import { addDays, studyDayEndMs } from "../../../src/core/study-day.ts";
import type { ViewExample } from "./example.ts";

const today = "2027-03-10" as StudyDay;
const since = "2027-01-11" as StudyDay;
/** 18:05 in Berlin. */
const nowMs = Date.UTC(2027, 2, 10, 17, 5);
const zone = "Europe/Berlin";
const studyDue = { kind: "study-due", due: 14 } as const;
const allDone = { kind: "progress" } as const;

type BlockRow = [id: string, title: string, firstWeek: number, recalled: number, cards: number, seen: number];
const blockRows: BlockRow[] = [
  ["python-data-science", "Python for data science", 1, 84, 95, 95],
  ["math", "Mathematics for ML", 5, 78, 105, 98],
  ["supervised", "Supervised learning", 9, 28, 125, 31],
  ["unsupervised-features", "Unsupervised learning and features", 13, 0, 80, 0],
  ["nn-fundamentals", "Neural network fundamentals", 17, 0, 135, 0],
  ["cnn-rnn", "Convolutional and recurrent networks", 21, 0, 75, 0],
  ["transformers", "Transformers", 25, 0, 115, 0],
  ["genai-apps", "Generative AI applications", 27, 0, 115, 0],
  ["deployment", "Deployment", 29, 0, 75, 0],
  ["cloud-mlops", "Cloud and MLOps", 31, 0, 70, 0],
];
const blocks = blockRows.map(
  ([id, title, firstWeek, recalled, cards, seen]): BlockMastery => ({
    ...{ id, title, firstWeek, recalled, cards, seen },
    ...{ questions: 34, questionsSeen: seen > 0 ? 2 : 0, due: seen > 0 ? 9 : 0 },
    ...{ reached: firstWeek <= 9, onRoadmap: true },
  }),
);
const supervised = blocks[2] as BlockMastery;

const progress: Progress = {
  kind: "progress",
  today,
  step: studyDue,
  due: 14,
  streak: {
    ...{ length: 12, keptToday: true, freezesLeft: 1, longest: 31, longestEndedOn: "2027-02-20" as StudyDay },
    today: { day: today, reason: "ten-reviews", dueAtStart: 14, dueDone: 10, reviews: 20, paused: false },
  },
  retention: { young: { recalled: 118, of: 132 }, mature: { recalled: 64, of: 68 }, aimPercent: 90 },
  reviewsADay: 18,
  reviewDays: 14,
  forecast: [
    14,
    22,
    9,
    17,
    12,
    8,
    20,
    11,
    15,
    9,
    13,
    10,
    16,
    8,
    ...Array.from({ length: 16 }, (_, at) => 8 + (at % 7)),
  ],
  outlook: { groupWeek: 9, reachedWeek: 9, by: { day: "2027-05-12" as StudyDay, seenPercent: 52 } },
  blocks,
  days: Array.from({ length: 59 }, (_, at) => ({
    day: addDays(since, at),
    reviews: at % 7 === 6 ? 0 : 10 + (at % 13),
    mark: at % 14 === 13 ? ("freeze" as const) : null,
  })),
  studied: { days: 51, of: 59, since },
};

const few: Progress = {
  ...progress,
  step: allDone,
  due: 0,
  streak: { ...progress.streak, length: 1, keptToday: false, today: { ...progress.streak.today, paused: true } },
  retention: { young: { recalled: 6, of: 7 }, mature: { recalled: 0, of: 0 }, aimPercent: 90 },
  reviewsADay: 5,
  reviewDays: 1,
  outlook: null,
};

function ledgerDay(back: number, change: Partial<LedgerDay>): LedgerDay {
  const day = addDays(today, -back);
  return {
    ...{ day, verdict: "kept", reason: "all-due", dueAtStart: 14, dueDone: 14, reviews: 14, freezesLeft: 2 },
    ...{ length: 12, endedStreak: false, endMs: studyDayEndMs(day, zone, 4), repair: null },
    ...change,
  } as LedgerDay;
}

const ledger: LedgerPage = {
  streak: progress.streak,
  lines: [
    { kind: "day", day: ledgerDay(1, { reason: "daily-answer", dueDone: 0, reviews: 1 }) },
    { kind: "day", day: ledgerDay(2, { reason: "nothing-due", dueAtStart: 0, dueDone: 0, reviews: 0 }) },
    { kind: "day", day: ledgerDay(3, { verdict: "freeze", reason: "freeze", dueDone: 0, reviews: 0, freezesLeft: 1 }) },
    { kind: "run", from: addDays(today, -12), to: addDays(today, -4), days: 9, verdict: "kept" },
    {
      kind: "day",
      day: ledgerDay(13, { verdict: "ended", reason: "missed", dueDone: 0, reviews: 0, endedStreak: true }),
    },
    { kind: "day", day: ledgerDay(14, { verdict: "ended", reason: "missed", dueDone: 3, reviews: 4 }) },
    { kind: "day", day: ledgerDay(15, { verdict: "paused", reason: "paused" }) },
    { kind: "day", day: ledgerDay(16, { reason: "repaired", repair: { by: "Chi", why: "bot was down" } }) },
  ],
  showsToday: true,
  earlierThan: addDays(today, -16),
  zone,
  rolloverHour: 4,
  nowMs,
  todayEndsMs: studyDayEndMs(today, zone, 4),
  step: studyDue,
};

const bands: Calibration["bands"] = [
  { fromPercent: 0, toPercent: 70, recalled: 9, of: 15 },
  { fromPercent: 70, toPercent: 80, recalled: 22, of: 29 },
  { fromPercent: 80, toPercent: 90, recalled: 88, of: 101 },
  { fromPercent: 90, toPercent: 95, recalled: 110, of: 119 },
  { fromPercent: 95, toPercent: 100, recalled: 3, of: 3 },
];

const skillRows: [title: string, tier: SkillLine["tier"], recalled: number, cards: number, seen: number][] = [
  ["Python (NumPy, pandas, Matplotlib)", "must", 84, 95, 95],
  ["SQL for data extraction", "must", 15, 50, 18],
  ["Cloud ML platforms (SageMaker, Vertex AI)", "good", 0, 70, 0],
  ["Reinforcement learning", "nice", 0, 0, 0],
];
const skillLines = skillRows.map(
  ([title, tier, recalled, cards, seen], at): SkillLine => ({
    ...{ id: `skill-${at}`, title, tier, recalled, cards, seen },
    mark: at === 1 ? "in-progress" : null,
  }),
);
const skills = {
  tiers: (["must", "good", "nice"] as const).map((tier) => ({
    tier,
    skills: skillLines.filter((line) => line.tier === tier),
  })),
  weakest: skillLines[1] as SkillLine,
};

export const progressExamples: ViewExample[] = [
  { screen: "S24", name: "with the picture", view: progressView(progress, { pictures: true }) },
  { screen: "S24", name: "text only", view: progressView(progress, { pictures: false }) },
  { screen: "S24", name: "few reviews, on a break, in no group", view: progressView(few, { pictures: false }) },
  { screen: "S24", name: "as a table", view: progressTableView(progress, { pictures: true }) },
  {
    screen: "S24",
    name: "first day",
    view: progressView({ kind: "nothing-yet", step: { kind: "learn-new", cards: 5 } }, { pictures: true }),
  },
  {
    screen: "S25",
    name: "a block",
    view: blockView({
      ...{ kind: "block", today, block: supervised, blocks, opensOn: null, textOnly: false },
      hardest: ["Log loss", "Pruning", "ROC and PR"],
    }),
  },
  {
    screen: "S25",
    name: "a block not reached",
    view: blockView({
      ...{ kind: "block", today, block: blocks[3] as BlockMastery, blocks, hardest: [] },
      opensOn: "2027-04-05" as StudyDay,
      textOnly: false,
    }),
  },
  { screen: "S25", name: "no roadmap", view: blockView({ kind: "unknown-block" }) },
  {
    screen: "S25",
    name: "next 30 days",
    view: forecastView({
      today,
      days: progress.forecast.map((cards, at) => ({ day: addDays(today, at), cards })),
      ...{ step: studyDue, textOnly: false },
    }),
  },
  {
    screen: "S25",
    name: "calibration",
    view: calibrationView({ bands, reviews: 267, enough: true, step: studyDue, textOnly: false }),
  },
  {
    screen: "S25",
    name: "calibration too early",
    view: calibrationView({ bands: [], reviews: 41, enough: false, step: studyDue, textOnly: false }),
  },
  { screen: "S26", name: "every kind of day", view: streakView(ledger) },
  {
    screen: "S26",
    name: "after a break, today open",
    view: streakView({
      ...ledger,
      streak: {
        ...progress.streak,
        length: 1,
        today: { ...progress.streak.today, reason: null, dueDone: 3, reviews: 3 },
      },
      earlierThan: null,
    }),
  },
  {
    screen: "S26",
    name: "before the first day",
    view: streakView({
      ...{ ...ledger, lines: [], showsToday: false, earlierThan: null, step: allDone },
      streak: { ...ledger.streak, length: 0, longest: 0, longestEndedOn: null },
    }),
  },
  {
    screen: "S27",
    name: "a named member",
    view: memberView({
      ...{ kind: "member", name: "Ben", cohort: "ML spring", pointsThisWeek: 840, streakDays: 21 },
      block: "Supervised learning",
    }),
  },
  { screen: "S27", name: "private or unknown", view: memberView({ kind: "private" }) },
  { screen: "S30", name: "the checklist", view: skillsView(skills, { pictures: true }) },
  { screen: "S30", name: "the checklist, text only", view: skillsView(skills, { pictures: false }) },
  {
    screen: "S30",
    name: "one just set",
    view: skillsView(skills, { pictures: true }, markedWords(skillLines[1] as SkillLine, "done")),
  },
  { screen: "S30", name: "one skill", view: skillView(skillLines[1] as SkillLine) },
  { screen: "S30", name: "a skill that is no more", view: skillView(null) },
];
