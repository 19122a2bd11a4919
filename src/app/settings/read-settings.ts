import { eq } from "drizzle-orm";
import type { StudyDay } from "../../core/ids.ts";
import { studyDayEndMs } from "../../core/study-day.ts";
import { identities, learners } from "../../db/schema/index.ts";
import { cohortsOf, type MyCohort } from "../cohort/my-cohorts.ts";
import type { AppContext } from "../context.ts";
import type { Reader } from "../people/reader.ts";
import { studyDayOf } from "../study/study-day.ts";

/** What `/settings` shows. */
export interface Settings {
  readonly learner: Reader["learner"];
  readonly groups: readonly MyCohort[];
  readonly today: StudyDay;
  readonly nowMs: number;
  readonly dayEndsMs: number;
  /** False: the platform refused the last direct message. */
  readonly reachable: boolean;
}

/** Read anew: an event may just have changed them. */
export async function readSettings(ctx: AppContext, reader: Reader): Promise<Settings> {
  const [[learner], groups, accounts] = await Promise.all([
    ctx.db.select().from(learners).where(eq(learners.id, reader.learner.id)),
    cohortsOf(ctx, reader.learner.id),
    ctx.db
      .select({ reachable: identities.reachable })
      .from(identities)
      .where(eq(identities.learnerId, reader.learner.id)),
  ]);
  if (!learner) throw new Error("a learner vanished while their settings were read");
  const today = studyDayOf(ctx, learner);
  return {
    learner,
    groups: groups.filter(({ cohort }) => cohort.state === "active"),
    today,
    nowMs: ctx.clock.nowMs(),
    dayEndsMs: studyDayEndMs(today, learner.zone, learner.rolloverHour),
    reachable: accounts.some(({ reachable }) => reachable),
  };
}
