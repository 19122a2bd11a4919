/** S40, notices to organisers. */
export const noticeTexts = {
  noAccess: (channel: string, detail: string) =>
    `I cannot post in ${channel} any more${detail ? `: ${detail}` : ""}. Questions there are paused; everyone's own cards go on. Allow it, then check again.`,
  gone: (channel: string, group: string) => `${channel} no longer exists. Choose where ${group} should go on.`,
  skipped: (weekday: string) => `${weekday}'s question did not go out: `,
  skippedMany: (questions: string, from: string, to: string) => `${questions} did not go out, from ${from} to ${to}: `,
  offlineFrom: "I was offline from ",
  offlineTo: " to ",
  tooLate: (questions: number) => `, more than 6 hours past ${questions === 1 ? "its" : "their"} time`,
  offlineAt: (time: string) => `I was offline at ${time} and for more than 6 hours after it, until `,
  next: (moment: string) => `. Next: ${moment}.`,
  noNext: ". Questions are paused.",
  allAsked:
    "All questions of the blocks reached have been asked. The oldest come round again until the next block opens.",
  unreachable: (members: string, one: boolean) =>
    `${members} chose reminders I cannot deliver. ${one ? "They see" : "Each of them sees"} why in /settings.`,
  lastWeek: (group: string) => `${group} reaches its last week. Afterwards: questions go on for review, or stop.`,
  solved: "Solved at ",
  checkAgain: "Check again",
  chooseAnother: "Choose another channel",
  choose: "Choose a channel",
  pause: "Pause the group",
  groupSettings: "Group settings",
  openReport: "Open the report",
  goOn: "Go on",
  endGroup: "End the group",
  goesOn: (group: string) => `${group} goes on: questions come round again for review.`,
  sureToEnd: (group: string) =>
    `${group} ends for everyone: no more questions and check-ins. Cards and history stay everybody's own. This cannot be undone.`,
  keepGoing: "Keep it going",
  hasEnded: (group: string) => `${group} has ended. Everyone's own cards go on.`,
  ok: "OK",
} as const;
