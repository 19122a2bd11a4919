import { asc, eq } from "drizzle-orm";
import { beforeEach } from "vitest";
import type { AppContext } from "../../src/app/context.ts";
import { setCohortSchedule } from "../../src/app/schedules/set-schedule.ts";
import type { CohortId } from "../../src/core/ids.ts";
import { dailyQuestions, deliveries, schedules } from "../../src/db/schema/index.ts";
import { startDeliveries } from "../../src/delivery/start.ts";
import { type CohortWish, publishQuestions, smallTrack } from "../support/daily-cohort.ts";
import { useDatabase } from "../support/database.ts";
import { recordingPlatform } from "../support/recording-platform.ts";
import { minuteMs, testContext } from "../support/world.ts";

/** Wed 10 Mar 2027, 18:00 in Berlin: half an hour before the question. */
export const startMs = Date.UTC(2027, 2, 10, 17, 0);
export const dueMs = startMs + 30 * minuteMs;

/** The engine moved by hand on a recording platform, with twelve questions, anew for each test. */
export function usePlanning() {
  const database = useDatabase();
  const platform = recordingPlatform();
  const made = {
    ctx: undefined as unknown as ReturnType<typeof testContext>,
    platform,
    engine: undefined as unknown as ReturnType<typeof startDeliveries>,
  };
  const start = (over: AppContext) =>
    startDeliveries({ ctx: over, platforms: [made.platform], log: made.ctx.log, timers: "by-hand" });

  beforeEach(async () => {
    made.ctx = testContext(database.db, { startMs, tracks: [smallTrack()] });
    made.platform = recordingPlatform();
    made.engine = start(made.ctx);
    await publishQuestions(
      made.ctx,
      Array.from({ length: 12 }, (_, at) => ({ prompt: `Question number ${at + 1}?`, week: at < 4 ? 1 : 9 })),
    );
  });

  return {
    get ctx() {
      return made.ctx;
    },
    get platform() {
      return made.platform;
    },
    get engine() {
      return made.engine;
    },
    start,
    /** Of the questions there are, in order. */
    dates: async () =>
      (await made.ctx.db.select().from(dailyQuestions).orderBy(asc(dailyQuestions.date))).map(({ date }) => date),
    /** `kind state due`, in order. */
    states: async () =>
      (await made.ctx.db.select().from(deliveries).orderBy(asc(deliveries.dueAt), asc(deliveries.id))).map(
        ({ kind, state, dueAt }) => `${kind} ${state} ${new Date(dueAt).toISOString().slice(0, 16)}`,
      ),
    schedule: async (id: CohortId) => (await made.ctx.db.select().from(schedules).where(eq(schedules.cohortId, id)))[0],
    change: (id: CohortId, wish: CohortWish) =>
      made.ctx.db.transaction((tx) =>
        setCohortSchedule(
          tx,
          {
            cohortId: id,
            kind: "daily",
            time: wish.time ?? "18:30",
            days: wish.days ?? [1, 2, 3, 4, 5],
            zone: wish.zone ?? "Europe/Berlin",
          },
          made.ctx.clock.nowMs(),
        ),
      ),
  };
}
