/** S31, the weekly post. */
export const weeklyTexts = {
  title: (week: number) => `Week ${week}`,
  soFar: (done: string, members: string, aim: string) =>
    `This week so far: ${done} of ${members} ${done === "1" ? "has" : "have"} 5 study days, aim ${aim}.`,
  reached: (done: string, members: string) => `This week: goal reached, ${done} of ${members}.`,
  mostPoints: " Most points: ",
  mostImproved: "Most improved: ",
  steadiest: "Steadiest: ",
  lastReached: (done: string, members: string) => `Last week: goal reached, ${done} of ${members}`,
  lastMissed: (done: string, members: string) => `Last week: ${done} of ${members} had 5 study days`,
  leaderboard: "Leaderboard",
  checkInTitle: (week: number) => `Week ${week} check-in`,
  intro: "Two minutes: what is done, what is in the way, what is next.",
  checkIn: "Check in",
  /** From five check-ins on; `topics` null: fewer than five spoke of their topics. */
  lastCheckIns: (checkedIn: string, topics: string | null) =>
    `Thank you to the ${checkedIn} who checked in last week.${topics === null ? "" : ` Done: ${topics}.`}`,
  topicDone: (title: string, done: string, of: string) => `${title} ${done} of ${of}`,
  checkedIn: (checkedIn: string, members: string) =>
    `${checkedIn} of ${members} ${checkedIn === "1" ? "has" : "have"} checked in.`,
  openUntil: " Open until ",
  closed: " Closed; the next one is out.",
} as const;
