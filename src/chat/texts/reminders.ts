/** S38, the reminder. */
export const reminderTexts = {
  due: (cards: string, minutes: string) => `${cards} due, ${minutes}.`,
  fresh: (cards: string, minutes: string) => `${cards} for today, ${minutes}.`,
  question: "Today's question waits for your answer.",
  checkIn: (week: number) => `The check-in for week ${week} is open.`,
  dayEnds: (time: string, ahead: string) => `Your day ends at ${time} (${ahead}).`,
  first: "Reminders come here.",
  done: "Done for today.",
  last: "This is the last reminder for now. Turn them on again any time.",
  notToday: "Not today",
  settings: "Reminder settings",
  keep: "Keep reminders on",
  skipped: "Not today, then.",
  kept: (time: string) => `Reminders stay on, at ${time}.`,
  none: "You have no reminder. Reminder settings turn one on.",
} as const;
