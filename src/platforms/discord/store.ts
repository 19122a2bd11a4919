/** What Discord's platform keeps, behind functions that main hands in. */
export interface DiscordStore {
  /** Servers the bot was in when this was last kept; null: never kept. */
  knownServers(): Promise<readonly string[] | null>;
  keepServers(ids: readonly string[]): Promise<void>;
}
