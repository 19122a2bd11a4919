/** S40, notices to organisers. */
export const noticeTexts = {
  noAccess: (channel: string, detail: string) =>
    `I cannot post in ${channel} any more${detail ? `: ${detail}` : ""}. Questions there are paused; everyone's own cards go on. Allow it, then check again.`,
  gone: (channel: string, group: string) => `${channel} no longer exists. Choose where ${group} should go on.`,
  skipped: (weekday: string) => `${weekday}'s question did not go out: `,
  skippedMany: (questions: string, from: string, to: string) => `${questions} did not go out, from ${from} to ${to}: `,
  offline: (time: string) => `I was offline at ${time} and for more than 6 hours after it, until `,
  next: (moment: string) => `. Next: ${moment}.`,
  noNext: ". Questions are paused.",
  allAsked:
    "All questions of the blocks reached have been asked. The oldest come round again until the next block opens.",
  unreachable: (members: string, one: boolean) =>
    `${members} chose reminders I cannot deliver. ${one ? "They see" : "Each of them sees"} why in /settings.`,
  solved: "Solved at ",
  checkAgain: "Check again",
  chooseAnother: "Choose another channel",
  choose: "Choose a channel",
  pause: "Pause the group",
  groupSettings: "Group settings",
  ok: "OK",
} as const;
