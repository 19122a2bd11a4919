import type { AppContext } from "../app/context.ts";
import type { ScheduleId, StudyDay } from "../core/ids.ts";
import type { Database } from "../db/database.ts";
import type { Schedule } from "../db/schedules.ts";

export interface Moment {
  readonly atMs: number;
  /** The local date it belongs to, in the schedule's zone. */
  readonly date: StudyDay;
}

/** A schedule with the moments that have passed since it was last looked at. */
export interface DueSchedule {
  readonly schedule: Schedule;
  /** To be done now, late or not; null where every moment is too long ago. */
  readonly moment: Moment | null;
  /** Too long ago to be caught up with, oldest first: nothing goes out for them, the organiser is told. */
  readonly missed: readonly Moment[];
  readonly next: Moment;
}

/** What became of the schedules handed in; those not named were passed over and move on. */
export interface Planned {
  /** Their moment was planned: the date is taken. */
  readonly planned: ReadonlySet<ScheduleId>;
  /** Come due no more. */
  readonly stopped: ReadonlySet<ScheduleId>;
}

/** Plans a batch inside the transaction that holds its schedules: all writes with `tx`, set by set, no network. */
export type Planner = (ctx: AppContext, tx: Database, due: readonly DueSchedule[]) => Promise<Planned>;
