/** Errors and edges (screens, section 5): one sentence of what, one of what to do. Keyed by what happened. */
export const errorTexts = {
  unexpected: (reference: string) =>
    `That did not work on my side. Nothing was changed; please try again. Reference ${reference}.`,
  savedNotShown: "Your rating is saved; I could not show the next card.",
  databaseAway: "I cannot reach my data right now, so nothing was saved. Try again in a minute.",
  stale: "This screen is from earlier. Here is where you are now:",
  somebodyElses: "This one belongs to someone else. Yours:",
  cardGone: "This card was withdrawn by its author. Your other cards are not affected.",
  unknownButton: "I do not know this button any more. /help shows what works.",
  unknownCommand: (name: string) => `I do not know /${name}. /help shows what works.`,
  notOrganiser: (cohort: string, organisers: readonly string[]) =>
    `Organisers of ${cohort} can do this: ${organisers.join(", ")}.`,
  notManager: "Someone who manages this server can do this.",
  notMember: (cohort: string) => `This belongs to ${cohort}. Join to take part.`,
  zone: (typed: string) => `I do not know "${typed}". Try a city such as Berlin, or a zone such as Asia/Kolkata.`,
  time: "A time such as 18:30, please.",
  date: "A date such as 12 Mar, please.",
  datePassed: "That date has passed.",
  tooLong: (field: string, most: string, given: string) => `${field}: at most ${most} characters; yours has ${given}.`,
  needed: (field: string) => `${field}: please fill this in.`,
  tryAgain: "Try again",
  fixIt: "Fix it",
  goOn: "Go on",
  help: "Help",
} as const;
