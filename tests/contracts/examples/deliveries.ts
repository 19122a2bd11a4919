import type { WeeklyPost } from "../../../src/app/leaderboard/read-weekly-post.ts";
import type { Notice } from "../../../src/app/notices/read-notice.ts";
import type { Reminder } from "../../../src/app/reminders/read-reminder.ts";
import type { NextStep } from "../../../src/app/study/next-step.ts";
import { noticeTexts } from "../../../src/chat/texts/notices.ts";
import { reminderTexts } from "../../../src/chat/texts/reminders.ts";
import type { View } from "../../../src/chat/view.ts";
import { endGroupView, noticeAnswerView, noticeView } from "../../../src/chat/views/notice.ts";
import { reminderDoneView, reminderHeedView, reminderView } from "../../../src/chat/views/reminder.ts";
import { withUnsaid } from "../../../src/chat/views/unsaid.ts";
import { weeklyPostView } from "../../../src/chat/views/weekly-post.ts";
import type { CohortId, DailyQuestionId, LearnerId, StudyDay, TrackId } from "../../../src/core/ids.ts";
import type { ViewExample } from "./example.ts";

/** Wed 10 Mar 2027, 19:00 in Berlin. */
const nowMs = Date.UTC(2027, 2, 10, 18, 0);
const longName = "W".repeat(60);
const cohort: Notice["cohort"] = {
  id: "c9Ls4Zp6Ru" as CohortId,
  name: "ML spring",
  track: "ai-ml-engineer" as TrackId,
  firstDay: "2027-01-11" as StudyDay,
  zone: "Europe/Berlin",
  paceWeeks: 32,
  dailyTime: "18:30",
  dailyDays: [1, 2, 3, 4, 5],
  checkInDay: 7,
  state: "active",
  createdBy: 1 as LearnerId,
  createdAt: nowMs,
};
const about = { cohort, nowMs };
const dates = (...days: string[]) => days as StudyDay[];
const group = {
  cohort,
  trackTitle: "AI/ML engineer",
  outlook: {
    endDay: "2027-08-22" as StudyDay,
    nextPostsMs: [nowMs + 84_600_000],
    questionsMs: [nowMs + 84_600_000],
    week: 9,
  },
  places: [],
  members: [],
  pauses: [],
  nowMs,
};
const late = { dueAtMs: nowMs - 86_400_000, backAtMs: nowMs - 3_600_000, fromMs: nowMs - 90_000_000, group };

const notices: readonly (readonly [string, Notice])[] = [
  ["lost access", { ...about, kind: "no-access", channelName: "ml-daily", detail: '"Send Messages" is missing' }],
  ["lost access, no detail", { ...about, kind: "no-access", channelName: "ml-daily", detail: "" }],
  [
    "lost access, long words",
    {
      ...about,
      cohort: { ...cohort, name: longName },
      kind: "no-access",
      channelName: "w".repeat(100),
      detail: "x".repeat(900),
    },
  ],
  ["channel gone", { ...about, kind: "gone", channelName: "ml-daily", detail: "Unknown Channel" }],
  ["skipped", { ...about, kind: "skipped", dates: dates("2027-03-09"), ...late }],
  [
    "skipped, nobody knows since when",
    { ...about, kind: "skipped", dates: dates("2027-03-09"), ...late, fromMs: null },
  ],
  ["several skipped", { ...about, kind: "skipped", dates: dates("2027-03-05", "2027-03-08", "2027-03-09"), ...late }],
  [
    "skipped, nothing next",
    {
      ...about,
      kind: "skipped",
      dates: dates("2027-03-09"),
      ...late,
      group: { ...group, outlook: { ...group.outlook, questionsMs: [] } },
    },
  ],
  ["the last week", { ...about, kind: "last-week" }],
  ["no question left", { ...about, kind: "all-asked" }],
  ["reminder unreachable", { ...about, kind: "unreachable", members: 2 }],
  ["solved", { ...about, kind: "solved", atMs: nowMs }],
];

const reminder = (step: NextStep): Reminder => ({
  kept: false,
  paused: false,
  step,
  dayEndsMs: nowMs + 9 * 3_600_000,
  zone: "Europe/Berlin",
  nowMs,
});
const usual = { last: false, first: false };
const reminders: readonly (readonly [string, View | null])[] = [
  ["cards due", reminderView(reminder({ kind: "study-due", due: 14 }), usual)],
  ["one card due", reminderView(reminder({ kind: "study-due", due: 1 }), usual)],
  ["new cards", reminderView(reminder({ kind: "learn-new", cards: 5 }), usual)],
  [
    "today's question",
    reminderView(reminder({ kind: "answer-daily", dailyQuestionId: "q9Ls4Zp6Ru" as DailyQuestionId }), usual),
  ],
  ["the first", reminderView(reminder({ kind: "learn-new", cards: 5 }), { ...usual, first: true })],
  ["the first, nothing waits", reminderView(reminder({ kind: "progress" }), { ...usual, first: true })],
  ["the last for now", reminderView(reminder({ kind: "study-due", due: 14 }), { ...usual, last: true })],
  ["done", reminderDoneView()],
  ["not today", reminderHeedView(reminderTexts.skipped)],
  ["kept on", reminderHeedView(reminderTexts.kept("19:00"))],
  ["tried again", reminderHeedView(reminderTexts.trying("19:00"))],
  ["no more", reminderHeedView(reminderTexts.off)],
];

const goal = { members: 12, aim: 10, done: 9, onCourse: 9, reached: false };
const reached = { ...goal, done: 10, reached: true };
const week: WeeklyPost = {
  cohort,
  week: 9,
  goal,
  lastGoal: reached,
  most: [
    { name: "Ben", points: 1_640 },
    { name: "Chi", points: 1_590 },
    { name: "Dana", points: 1_210 },
  ],
  mostImproved: "Eda",
  steadiest: "Finn",
  checkIn: {
    ...{ date: "2027-03-14" as StudyDay, week: 9, members: 12, checkedIn: 5, closed: false },
    closesAtMs: nowMs + 7 * 86_400_000,
    last: {
      checkedIn: 8,
      topics: [
        { title: "Metrics", done: 7, of: 8 },
        { title: "Linear regression", done: 5, of: 8 },
      ],
    },
  },
  nowMs,
};
const nobody = { most: [], mostImproved: null, steadiest: null };
const weeks: readonly (readonly [string, WeeklyPost])[] = [
  ["the group's week", week],
  ["goal reached, last week missed", { ...week, goal: reached, lastGoal: goal }],
  ["fewer than three named", { ...week, ...nobody }],
  ["without a check-in", { ...week, checkIn: null }],
  [
    "closed, few spoke of topics",
    {
      ...week,
      checkIn: week.checkIn && {
        ...week.checkIn,
        closed: true,
        closesAtMs: null,
        last: { checkedIn: 5, topics: null },
      },
    },
  ],
  [
    "first week",
    {
      ...week,
      ...nobody,
      week: 1,
      lastGoal: null,
      ...(week.checkIn && { checkIn: { ...week.checkIn, week: 1, last: null } }),
    },
  ],
  [
    "long names",
    {
      ...week,
      most: [1, 2, 3].map((n) => ({ name: longName, points: 9_999 * n })),
      mostImproved: longName,
      steadiest: longName,
    },
  ],
];

const screen = reminderHeedView(reminderTexts.skipped);
const longNotice = notices.find(([name]) => name === "lost access, long words")?.[1];
const unsaid: readonly (readonly [string, string, View | null])[] = [
  ["S40", "above a private screen", longNotice ? withUnsaid(screen, { kind: "notice", notice: longNotice }) : null],
  ["S38", "refused, above a private screen", withUnsaid(screen, { kind: "reminder", first: false })],
  ["S7", "the first reminder refused, above a private screen", withUnsaid(screen, { kind: "reminder", first: true })],
];

export const deliveryExamples: ViewExample[] = [
  ...weeks.map(([name, post]) => ({ screen: "S31", name, view: weeklyPostView(post) })),
  ...reminders.flatMap(([name, view]) => (view ? [{ screen: "S38", name, view }] : [])),
  ...notices.map(([name, one]) => ({ screen: "S40", name, view: noticeView(one) })),
  { screen: "S40", name: "goes on", view: noticeAnswerView(cohort.id, noticeTexts.goesOn(longName)) },
  { screen: "S40", name: "sure to end", view: endGroupView(cohort.id, longName) },
  { screen: "S40", name: "ended", view: noticeAnswerView(null, noticeTexts.hasEnded(longName)) },
  ...unsaid.flatMap(([screen, name, view]) => (view ? [{ screen, name, view }] : [])),
];
