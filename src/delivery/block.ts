import { eq } from "drizzle-orm";
import type { AppContext } from "../app/context.ts";
import { oweNotices } from "../app/notices/owe-notices.ts";
import type { PlaceId } from "../core/ids.ts";
import { localTimeOf } from "../core/study-day.ts";
import { blockPlace } from "../db/blocked-places.ts";
import { cohorts, places } from "../db/schema/index.ts";

/** The platform refuses posts there: none are tried until it is back, and the organisers hear of it, once a day at most. */
export async function blockAndTell(ctx: AppContext, placeId: PlaceId, why: string): Promise<void> {
  const nowMs = ctx.clock.nowMs();
  await ctx.db.transaction(async (tx) => {
    await blockPlace(tx, placeId, why);
    const [place] = await tx
      .select({ cohortId: places.cohortId, platform: places.platform, state: places.state, zone: cohorts.zone })
      .from(places)
      .innerJoin(cohorts, eq(cohorts.id, places.cohortId))
      .where(eq(places.id, placeId));
    if (place?.state !== "blocked") return;
    const { cohortId, platform, zone } = place;
    const key = `blocked:${placeId}:${localTimeOf(nowMs, zone).day}`;
    await oweNotices(ctx, tx, { cohortId, key, subject: { cause: "blocked", placeId }, platform });
  });
}
