/** S31, the weekly post, as far as it tells of the goal and the board. */
export const weeklyTexts = {
  title: (week: number) => `Week ${week}`,
  soFar: (done: string, members: string, aim: string) =>
    `This week so far: ${done} of ${members} have 5 study days, aim ${aim}.`,
  reached: (done: string, members: string) => `This week: goal reached, ${done} of ${members}.`,
  mostPoints: " Most points: ",
  mostImproved: "Most improved: ",
  steadiest: "Steadiest: ",
  lastReached: (done: string, members: string) => `Last week: goal reached, ${done} of ${members}`,
  lastMissed: (done: string, members: string) => `Last week: ${done} of ${members} had 5 study days`,
  leaderboard: "Leaderboard",
} as const;
