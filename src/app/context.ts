import type { Track } from "../core/curriculum/track.ts";
import type { TrackId } from "../core/ids.ts";
import type { Database } from "../db/database.ts";
import type { Log } from "../log.ts";

/** Every use case takes this first. Nothing below it reads a clock, a random source or the environment by itself. */
export interface AppContext {
  readonly db: Database;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  /** The curricula that were loaded at start. At least one. */
  readonly tracks: ReadonlyMap<TrackId, Track>;
}

export interface Clock {
  /** Epoch milliseconds. */
  nowMs(): number;
}

export interface Random {
  /** A new id of 10 URL-safe characters (about 58 bits). */
  id(): string;
  /** 0 <= x < 1 */
  number(): number;
}
