import type { BoardPeriod } from "../../app/leaderboard/read-board.ts";

/** Words of `/leaderboard` (S28). */
export const leaderboardTexts = {
  title: (cohort: string, period: BoardPeriod) => `${cohort} · ${leaderboardPeriods[period]}`,
  goal: (aim: number, members: number) => `Group goal: ${aim} of ${members} with 5 study days`,
  onCourse: (members: number) => `${members} on course`,
  onCourseLabel: "on course",
  goalReached: (done: number, members: number) => `Group goal reached: ${done} of ${members}.`,
  line: (rank: number) => `${rank}. `,
  points: (points: string) => ` · ${points}`,
  anonymous: "Anonymous",
  you: "You",
  youAnonymous: "You (anonymous to others)",
  former: (points: string) => `Former members · ${points}`,
  fresh: {
    week: "The week is fresh: no points yet.",
    month: "The month is fresh: no points yet.",
    all: "No points yet.",
  } satisfies Record<BoardPeriod, string>,
  fewer: "The ranking is shown from 3 people with points on.",
  hidden: (points: string, rank: string) => `You are hidden. Only you see this: ${points} points would be ${rank}.`,
  hiddenNoPoints: "You are hidden. Only you see this.",
  mine: (points: string) => `You: ${points} points so far.`,
  weekEnds: (hour: string) => `The week ends with your Sunday (Mon ${hour}).`,
  whatCounts: "Points reward reviews that came in time, whatever the rating.",
  howPoints: "How points work",
  howIAppear: "How I appear",
  pick: "Period",
  pickWithGroups: "Period or group",
  noCohort: "You are not in a group yet. A leaderboard comes with one.",
  back: "Back",
  rulesTitle: "How points work",
  rules: [
    "A review: up to 10, more the closer it came to being forgotten. Early reviews give less.",
    "A new card: 5.",
    "The first daily answer in your own words of a day: 20, before looking at the answer.",
    "A weekly check-in: 30.",
    "The rating changes nothing, so nobody gains by a false one.",
    "Rated within 2 seconds of the answer: 0.",
    "One card gives at most 15 in 30 days, one day at most 400.",
  ],
  rulesNote: "An undo takes its points back. Equal points share a rank.",
} as const;

export const leaderboardPeriods = {
  week: "this week",
  month: "this month",
  all: "all time",
} as const satisfies Record<BoardPeriod, string>;
