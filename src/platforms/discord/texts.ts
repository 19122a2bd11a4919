/** The few sentences only Discord needs; everything else is said by `chat/`. */
export const discordTexts = {
  lateForm: "That took me a moment too long, and Discord opens a form at once or not at all.",
  lateCommand: (name: string) => `That took me a moment too long. Please type /${name} again.`,
  tryAgain: "Try again",
} as const;
