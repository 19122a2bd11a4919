/** What Discord takes, and how long this platform waits for what. Views keep to `chat/limits.ts` anyway. */
export const discordLimits = {
  /** Characters of all text displays of a message together. */
  text: 4_000,
  /** Components of a message, nested ones included. */
  components: 40,
  buttonsInRow: 5,
  buttonLabel: 80,
  url: 512,
  selectOptions: 25,
  optionLabel: 100,
  optionValue: 100,
  optionDescription: 100,
  placeholder: 150,
  customId: 100,
  /** Of an attachment and of a gallery's item: alt text. */
  alt: 1_024,
  nonce: 25,
  threadName: 100,

  formTitle: 45,
  formComponents: 5,
  fieldLabel: 45,
  fieldDescription: 100,
  /** Radio groups hold 2 to 10, checkbox groups 1 to 10. */
  groupOptions: 10,
  line: 4_000,

  commandDescription: 100,
  choices: 25,
  choiceName: 100,

  /** An interaction's first answer must have reached Discord 3 s after it was made. */
  deferAfterMs: 1_500,
  /** With more interactions under way, everybody is told first and the work follows; so many are then worked on at once. */
  rush: { above: 60, slots: 24, slotsWhileTelling: 4 },
  /** A form cannot follow a deferral: what has not come by now is answered with a way to try again. */
  formAfterMs: 2_400,
  /** A token lives 15 minutes; one minute less, since the clocks are two. */
  tokenMs: 14 * 60_000,
  /** Of the bot's 50 requests a second 49, evenly: what the network pushes together seldom goes over. */
  posts: { perSecond: 49, makeUp: 10 },
  /** A post that would wait longer than this for a rate limit comes back later instead. */
  waitForRateLimitMs: 5_000,
  requestMs: 15_000,
  /** A post or an edit is given up by then, and nothing of it is sent any more: sooner than the deliveries' 30 s. */
  callWithinMs: 25_000,
  stopWithinMs: 5_000,
  /** Messages looked through for one that may stand already. */
  lookBack: 1_000,
  keptKeys: 5_000,
  keptDirectChannels: 5_000,
} as const;
