import type { PlaceId } from "../../core/ids.ts";
import { reopenPlace as reopen } from "../../db/deliveries.ts";
import type { AppContext } from "../context.ts";

/** A blocked place may be written to again (the caller has asked the platform): what it is still owed goes out now. */
export async function reopenPlace(ctx: AppContext, placeId: PlaceId): Promise<void> {
  await reopen(ctx.db, placeId, ctx.clock.nowMs());
}
