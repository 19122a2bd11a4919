/** What Slack takes at most (Block Kit reference). */
export const slackLimits = {
  messageBlocks: 50,
  modalBlocks: 100,
  sectionText: 3_000,
  fieldText: 2_000,
  fieldsInSection: 10,
  header: 150,
  contextElements: 10,
  actionsElements: 25,
  buttonText: 75,
  accessibilityLabel: 75,
  optionText: 75,
  optionDescription: 75,
  optionValue: 150,
  checkboxes: 10,
  selectOptions: 100,
  actionId: 255,
  url: 3_000,
  alt: 2_000,
  placeholder: 150,
  inputLabel: 2_000,
  inputHint: 2_000,
  inputLength: 3_000,
  modalTitle: 24,
  modalButton: 24,
  privateMetadata: 3_000,
  /** Characters of a message's blocks together. */
  messageText: 13_000,
  fallbackText: 4_000,
  slashCommandDescription: 2_000,
} as const;

export const slackTiming = {
  /** Slack waits 3 s for an acknowledgement that carries a form's outcome. */
  submitWithinMs: 2_000,
  /** A trigger opens one window, this long. */
  triggerMs: 3_000,
  /** After this a person is told that something is under way. */
  slowAfterMs: 1_500,
  /** And after this that it still is. */
  stillAfterMs: 10_000,
  callTimeoutMs: 10_000,
  /** Posts to one channel. */
  postEveryMs: 1_000,
  /** Names, zones and rights of people are read again after this. */
  personKeptMs: 10 * 60_000,
  /** A profile that takes longer is done without for now. */
  profileWithinMs: 800,
  /** How far back a message is looked for before it is posted a second time. */
  lookBackMs: 48 * 3_600_000,
  responseUrlMs: 30 * 60_000,
  responseUrlUses: 5,
  pictureWithinMs: 8_000,
  /** A file just uploaded may not be ready for a block yet. */
  fileReadyMs: 1_000,
  stopWithinMs: 5_000,
} as const;
