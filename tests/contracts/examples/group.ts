import type { Board, BoardLine } from "../../../src/app/leaderboard/read-board.ts";
import type { Roadmap, RoadmapBlock } from "../../../src/app/roadmap/read-roadmap.ts";
import type { RoadmapWeekView } from "../../../src/app/roadmap/read-week.ts";
import { boardView, pointsRulesView } from "../../../src/chat/views/leaderboard.ts";
import { placementView, skipView, unmarkedView } from "../../../src/chat/views/placement.ts";
import { roadmapView } from "../../../src/chat/views/roadmap-path.ts";
import { paceChoiceView, paceView, weekView } from "../../../src/chat/views/roadmap-week.ts";
import type { CohortId, StudyDay } from "../../../src/core/ids.ts";
import { addDays } from "../../../src/core/study-day.ts";
import type { ViewExample } from "./example.ts";

const today = "2027-03-10" as StudyDay;
const spring = { id: "c9Ls4Zp6Ru" as CohortId, name: "ML spring" };

function line(rank: number, name: string | null, points: number, isReader = false): BoardLine {
  return { rank, name, points, isReader };
}

const names = ["Dana", "Eda", "Eve", "Gil", "Hal", "Ida", "Jon"];
const board: Board = {
  kind: "board",
  cohort: spring,
  cohorts: [spring],
  period: "week",
  goal: { members: 12, aim: 10, done: 4, onCourse: 9, reached: false },
  top: [
    line(1, "Ben", 840),
    line(2, null, 790),
    line(2, "Chi", 790),
    ...names.map((name, at) => line(3 + at, name, 700 - at * 10)),
  ],
  around: [line(11, "Finn", 365), line(12, null, 350, true)],
  shown: true,
  me: { board: "named", points: 350, rank: 12 },
  former: 0,
  rolloverHour: 4,
  textOnly: false,
  step: { kind: "study-due", due: 14 },
};
const nobodyYet = {
  ...{ top: [], around: [], shown: false, me: { ...board.me, points: 0 } },
  goal: { ...board.goal, done: 0, onCourse: 0 },
};
const two = [spring, { id: "c9Ls4Zp6Rv" as CohortId, name: "W".repeat(60) }];

type BlockRow = [id: string, title: string, firstWeek: number, lastWeek: number, state: RoadmapBlock["state"]];
function block([id, title, firstWeek, lastWeek, state]: BlockRow): RoadmapBlock {
  const recalledPercent = state === "done" ? 81 : state === "now" ? 14 : 0;
  const startsOn = state === "ahead" ? addDays("2027-03-08" as StudyDay, 7 * (firstWeek - 9)) : null;
  return { id, title, firstWeek, lastWeek, state, recalledPercent, startsOn, opened: id === "deployment" };
}

const roadmap: Roadmap = {
  title: "AI/ML engineer",
  today,
  groupWeek: 9,
  myWeek: 9,
  present: { week: 9, title: "Linear models", startsOn: "2027-03-08" as StudyDay, opens: [] },
  next: { week: 10, title: "Trees and forests", startsOn: "2027-03-15" as StudyDay, opens: [] },
  phases: [
    {
      title: "Python and mathematics",
      months: "1-2",
      blocks: [
        block(["python-data-science", "Python for data science", 1, 4, "done"]),
        block(["math", "Mathematics for ML", 5, 8, "done"]),
      ],
    },
    {
      title: "Machine learning fundamentals",
      months: "3-4",
      blocks: [
        block(["supervised", "Supervised learning", 9, 12, "now"]),
        block(["unsupervised-features", "Unsupervised learning and feature engineering", 13, 16, "ahead"]),
      ],
    },
    {
      title: "Deep learning",
      months: "5-6",
      blocks: [
        block(["nn-fundamentals", "Neural network fundamentals", 17, 20, "ahead"]),
        block(["cnn-rnn", "CNNs and RNNs", 21, 24, "ahead"]),
      ],
    },
    {
      title: "LLMs and generative AI",
      months: "7",
      blocks: [
        block(["transformers", "Transformer architecture", 25, 26, "ahead"]),
        block(["genai-apps", "Generative AI applications", 27, 28, "ahead"]),
      ],
    },
    {
      title: "MLOps and production",
      months: "8",
      blocks: [
        block(["deployment", "Model deployment", 29, 30, "ahead"]),
        block(["cloud-mlops", "Cloud ML platforms", 31, 32, "ahead"]),
      ],
    },
  ],
  beside: [
    block(["sql", "SQL for data extraction", 3, 6, "done"]),
    block(["git", "Git version control", 2, 3, "done"]),
    block(["docker-k8s", "Docker and Kubernetes", 13, 31, "ahead"]),
    block(["spark", "Spark for big data", 14, 16, "ahead"]),
    block(["rl", "Reinforcement learning", 17, 20, "ahead"]),
    block(["cv-advanced", "Advanced computer vision", 22, 24, "ahead"]),
    block(["nlp-advanced", "Advanced NLP", 22, 24, "ahead"]),
    block(["distributed-training", "Distributed training", 20, 31, "ahead"]),
    block(["custom-architectures", "Custom architectures", 21, 23, "ahead"]),
    block(["system-design", "ML system design", 15, 32, "ahead"]),
  ],
};

const week: RoadmapWeekView = {
  ...{ kind: "week", week: 9, blockId: "supervised", blockTitle: "Supervised learning", weekTitle: "Linear models" },
  today,
  days: { from: "2027-03-08" as StudyDay, to: "2027-03-14" as StudyDay },
  topics: [
    { id: "linear-regression", title: "Linear regression", cards: 14, seen: 14, recalled: 11 },
    { id: "logistic-regression", title: "Logistic regression", cards: 12, seen: 5, recalled: 4 },
    { id: "metrics", title: "Metrics", cards: 10, seen: 0, recalled: 0 },
    { id: "new-topic", title: "A topic without cards", cards: 0, seen: 0, recalled: 0 },
  ],
  plan: {
    practice: [
      "Fit a line by hand on five points, then with scikit-learn",
      "Write `fit` and `predict` by hand, then compare with scikit-learn",
    ],
    projects: ["Customer churn prediction pipeline: a first baseline"],
    interview: ["Assumptions of linear regression, each with what breaks without it"],
    resources: [
      { title: "scikit-learn: linear models", url: "https://scikit-learn.org/stable/modules/linear_model.html" },
      { title: "statsmodels: regression", url: "https://www.statsmodels.org/stable/regression.html" },
    ],
  },
  questions: ["List and tuple", "Shallow and deep copy"],
  opens: ["Spark for big data"],
  ...{ reached: true, groupWeek: 9, myWeek: 9, newPerDay: 10, behind: 0 },
};
const ahead: RoadmapWeekView = {
  ...week,
  ...{ week: 10, reached: false, opens: [], questions: [] },
  days: { from: "2027-03-15" as StudyDay, to: "2027-03-21" as StudyDay },
};

const placed = { kind: "done", id: "p9Ls4Zp6Ru", blockTitle: "Mathematics for ML", total: 10 } as const;

export const groupExamples: ViewExample[] = [
  { screen: "S28", name: "the week, with neighbours", view: boardView(board) },
  { screen: "S28", name: "you anonymous", view: boardView({ ...board, me: { ...board.me, board: "anonymous" } }) },
  {
    screen: "S28",
    name: "you hidden, two groups",
    view: boardView({ ...board, cohorts: two, around: [], me: { ...board.me, board: "hidden" } }),
  },
  {
    screen: "S28",
    name: "goal reached",
    view: boardView({ ...board, goal: { ...board.goal, done: 10, onCourse: 11, reached: true } }),
  },
  { screen: "S28", name: "fresh week", view: boardView({ ...board, ...nobodyYet }) },
  {
    screen: "S28",
    name: "fewer than three",
    view: boardView({ ...board, top: board.top.slice(0, 2), around: [], shown: false }),
  },
  {
    screen: "S28",
    name: "all time, with former members",
    view: boardView({ ...board, period: "all", former: 1_240 }),
  },
  { screen: "S28", name: "in no group", view: boardView({ kind: "no-cohort", step: board.step }) },
  { screen: "S28", name: "how points work", view: pointsRulesView(spring.id, "week") },
  { screen: "S29", name: "the whole path", view: roadmapView(roadmap, { pictures: true }) },
  { screen: "S29", name: "the whole path, text only", view: roadmapView(roadmap, { pictures: false }) },
  {
    screen: "S29",
    name: "in no group",
    view: roadmapView({ ...roadmap, groupWeek: null, myWeek: null, present: null, next: null }, { pictures: true }),
  },
  { screen: "S29", name: "a week", view: weekView(week) },
  { screen: "S29", name: "a week, behind", view: weekView({ ...week, behind: 3 }) },
  { screen: "S29", name: "a week ahead", view: weekView(ahead) },
  { screen: "S29", name: "not a week", view: weekView({ kind: "no-such-week" }) },
  { screen: "S29", name: "my pace", view: paceChoiceView() },
  { screen: "S29", name: "moved", view: paceView({ kind: "moved", week: 8, groupWeek: 9 }) },
  { screen: "S29", name: "a block opened", view: paceView({ kind: "opened-block", title: "Transformers" }) },
  { screen: "S29", name: "fewer new cards", view: paceView({ kind: "new-cards", perDay: 6, before: 10 }) },
  { screen: "S29", name: "skip what I know", view: skipView([{ id: "math", title: "Mathematics for ML" }]) },
  { screen: "S29", name: "nothing to skip", view: skipView([]) },
  {
    screen: "S29",
    name: "a question of the test",
    view: placementView({
      ...{ kind: "question", id: "p9Ls4Zp6Ru", blockTitle: "Mathematics for ML", number: 3, total: 10 },
      prompt: "Which product of `A` with shape (2, 3) and `B` with shape (3, 4) exists?",
      options: ["`A @ B`", "`B @ A`", "`A @ A`", "`B @ B`"].map((text, index) => ({ index, text })),
    }),
  },
  { screen: "S29", name: "marked as known", view: placementView({ ...placed, right: 8, known: true }) },
  { screen: "S29", name: "not known", view: placementView({ ...placed, right: 7, known: false }) },
  { screen: "S29", name: "too few cards", view: placementView({ kind: "too-few", blockTitle: "Deployment" }) },
  { screen: "S29", name: "test from earlier", view: placementView({ kind: "unknown" }) },
  { screen: "S29", name: "taken back", view: unmarkedView() },
  { screen: "S29", name: "as it is", view: paceView({ kind: "as-it-is" }) },
];
