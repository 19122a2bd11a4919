/** What Slack keeps in the database, behind functions that main hands in. */
export interface SlackStore {
  /** Every workspace installed by OAuth. `token` is encrypted. */
  workspaces(): Promise<readonly StoredWorkspace[]>;
  workspace(team: string): Promise<StoredWorkspace | null>;
  /** Installed anew: the former token is replaced. */
  keepWorkspace(workspace: StoredWorkspace): Promise<void>;
  /** The same workspace with its token encrypted by another key; nothing happens if it was installed anew meanwhile. */
  replaceToken(team: string, former: string, token: string): Promise<void>;
  /** Does nothing to one that was installed after `installedBeforeMs`: the event is about an earlier installation. */
  dropWorkspace(team: string, installedBeforeMs: number): Promise<void>;

  /**
   * True for whoever may handle the event of this key: nobody has, or whoever began has not ended within a minute.
   * Also forgets keys of events so old that Slack no longer repeats them.
   */
  beginEvent(key: string, nowMs: number): Promise<boolean>;
  endEvent(key: string, nowMs: number): Promise<void>;
  /** It may come again and be handled anew. */
  releaseEvent(key: string): Promise<void>;

  screen(team: string, userId: string): Promise<StoredScreen | null>;
  keepScreen(team: string, userId: string, screen: StoredScreen): Promise<void>;
  /** Only if it is still the screen of that message. */
  dropScreen(team: string, userId: string, ts: string): Promise<void>;
}

export interface StoredWorkspace {
  readonly team: string;
  readonly name: string;
  readonly botUserId: string;
  readonly token: string;
  readonly installedBy: string;
  readonly installedAt: number;
}

export interface StoredScreen {
  readonly session: string;
  readonly channel: string;
  readonly ts: string;
}
