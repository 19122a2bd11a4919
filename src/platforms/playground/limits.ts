/** What the playground takes; views keep to `chat/limits.ts` anyway. */
export const playgroundLimits = {
  /** JSON bodies of the page's requests. */
  bodyBytes: 64 * 1024,
  /** A file a person hands in. */
  fileBytes: 10 * 1024 * 1024,
  words: 4_000,
  commandText: 4_000,
  personName: 32,
  people: 50,
  openStreams: 100,
  /** Messages of each conversation that a page gets when it opens. */
  shownPerConversation: 200,
  /** Messages kept in memory and read at start. */
  keptMessages: 2_000,
  /** Stream events kept for pages that come back. */
  keptEvents: 1_000,
  /** A page that does not read is sent away; it comes back by itself. */
  unreadBytes: 1024 * 1024,
  waitingAfterMs: 1_500,
  slowAfterMs: 10_000,
  /** How long a message waits for its pictures before it goes out without their sizes. */
  pictureWaitMs: 2_000,
  stopWithinMs: 5_000,
  /** Farthest the clock is moved at once. */
  clockStepMs: 31 * 24 * 3_600_000,
} as const;
