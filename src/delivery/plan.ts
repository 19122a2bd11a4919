import type { AppContext } from "../app/context.ts";
import { nextDue } from "../app/schedules/next-due.ts";
import type { ScheduleId } from "../core/ids.ts";
import { noteAlive } from "../db/delivery-absence.ts";
import {
  type MovedSchedule,
  moveSchedules,
  type Schedule,
  type ScheduleKind,
  takeDueSchedules,
} from "../db/schedules.ts";
import { isDatabaseAway } from "../db/unavailable.ts";
import { errorText } from "../errors.ts";
import { planDailyQuestions } from "./plan-daily.ts";
import { planReminders } from "./plan-reminders.ts";
import { planWeeklyPosts } from "./plan-weekly.ts";
import type { DueSchedule, Moment, Planner } from "./planner.ts";

const planners: Readonly<Record<ScheduleKind, Planner>> = {
  daily: planDailyQuestions,
  weekly: planWeeklyPosts,
  reminder: planReminders,
};

/** Later than this a moment is not caught up with. */
export const catchUpMs = 6 * 3_600_000;
/** Of a long absence the organiser is told the last two weeks. */
const missedKept = 14;
const schedulesInBatch = 200;

/**
 * Plans everything that has come due: takes schedules in batches, writes what is owed and moves them on, a transaction a
 * batch. Any number of processes may do so at once; a kill in the middle leaves the batch as it was. Returns how many
 * schedules were handled.
 */
export async function planDue(ctx: AppContext, batchSize = schedulesInBatch): Promise<number> {
  await noteAlive(ctx.db, ctx.clock.nowMs());
  const broken: ScheduleId[] = [];
  let handled = 0;
  for (;;) {
    const took = await planBatch(ctx, batchSize, broken).catch(async (error: unknown) => {
      if (isDatabaseAway(error)) throw error;
      ctx.log.error({ error: errorText(error) }, "a batch of schedules could not be planned; trying them one by one");
      return planOneByOne(ctx, broken);
    });
    handled += took;
    if (took < batchSize) return handled;
  }
}

async function planBatch(
  ctx: AppContext,
  limit: number,
  except: readonly ScheduleId[],
  taken: (ids: ScheduleId[]) => void = () => undefined,
): Promise<number> {
  const nowMs = ctx.clock.nowMs();
  return ctx.db.transaction(async (tx) => {
    const rows = await takeDueSchedules(tx, { nowMs, limit, except });
    taken(rows.map((row) => row.id));
    const due = rows.map((row) => momentsOf(row, nowMs));
    const moved: MovedSchedule[] = [];
    for (const kind of new Set(rows.map((row) => row.kind))) {
      const ofKind = due.filter(({ schedule }) => schedule.kind === kind);
      const result = await planners[kind](ctx, tx, ofKind);
      for (const { schedule, moment, next } of ofKind) {
        moved.push({
          id: schedule.id,
          nextAtMs: next.atMs,
          planned: result.planned.has(schedule.id) ? moment : null,
          stoppedAtMs: result.stopped.has(schedule.id) ? nowMs : null,
        });
      }
    }
    await moveSchedules(tx, moved);
    return rows.length;
  });
}

/** One broken schedule must not hold up the others: it is left as it is, and tried again the next minute. */
async function planOneByOne(ctx: AppContext, broken: ScheduleId[]): Promise<number> {
  for (;;) {
    let current: ScheduleId[] = [];
    try {
      const took = await planBatch(ctx, 1, broken, (ids) => {
        current = ids;
      });
      if (took === 0) return 0;
    } catch (error) {
      const [id] = current;
      if (id === undefined || isDatabaseAway(error)) throw error;
      ctx.log.error({ schedule: id, error: errorText(error) }, "a schedule could not be planned");
      broken.push(id);
    }
  }
}

function momentsOf(schedule: Schedule, nowMs: number): DueSchedule {
  const { time, days, zone } = schedule;
  const recurrence = { time, days, zone };
  const missed: Moment[] = [];
  let moment: Moment | null = null;
  // From just before, so that a moment keeps the date it was due on.
  let next = nextDue(recurrence, schedule.nextAt - 1, schedule.lastDate);
  while (next.atMs <= nowMs) {
    if (moment) missed.push(moment);
    moment = null;
    if (nowMs - next.atMs < catchUpMs) moment = next;
    else missed.push(next);
    if (missed.length > missedKept) missed.shift();
    next = nextDue(recurrence, next.atMs, next.date);
  }
  return { schedule, moment, missed, next };
}
