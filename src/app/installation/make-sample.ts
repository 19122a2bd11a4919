import { count } from "drizzle-orm";
import { addDays, localTimeOf, weekdayOf } from "../../core/study-day.ts";
import { cohorts } from "../../db/schema/index.ts";
import { type DraftPlace, newDraft, saveDraft } from "../cohort/draft.ts";
import { joinCohort } from "../cohort/join-cohort.ts";
import { startCohort } from "../cohort/start-cohort.ts";
import type { AppContext } from "../context.ts";
import { type Account, findReader } from "../people/reader.ts";
import { readFact, writeFact } from "./facts.ts";

/**
 * A study group with two members, made once on an empty database, so that whoever starts the playground for the first
 * time finds something to join. Begins on this week's Monday.
 */
export async function makeSample(
  ctx: AppContext,
  place: DraftPlace,
  organiser: Account,
  member: Account,
): Promise<void> {
  if (await readFact(ctx.db, "sample-made")) return;
  const [row] = await ctx.db.select({ cohorts: count() }).from(cohorts);
  if (row?.cohorts === 0) {
    const first = await findReader(ctx, organiser);
    const draft = await newDraft(ctx, first, place);
    const today = localTimeOf(ctx.clock.nowMs(), draft.zone).day;
    const firstDay = addDays(today, 1 - weekdayOf(today));
    await saveDraft(ctx, first.learner.id, {
      ...draft,
      name: "ML study group",
      firstDay,
      dailyDays: [1, 2, 3, 4, 5, 6, 7],
    });
    const started = await startCohort(ctx, first.learner.id, draft.id);
    if (started.kind !== "started") throw new Error(`the sample group was not started: ${started.kind}`);
    const second = await findReader(ctx, member);
    await joinCohort(ctx, second, { cohortId: started.cohort.id, zone: null, board: "named", reminderTime: null });
  }
  await writeFact(ctx.db, "sample-made", true);
}
