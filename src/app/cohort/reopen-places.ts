import type { PlaceId } from "../../core/ids.ts";
import { reopenPlace } from "../../db/blocked-places.ts";
import type { AppContext } from "../context.ts";

/** The platform says that these places may be written to again: what they are owed goes out. */
export async function reopenPlaces(ctx: AppContext, ids: readonly PlaceId[]): Promise<void> {
  for (const id of ids) await reopenPlace(ctx.db, id, ctx.clock.nowMs());
}
