import type { AppContext } from "../app/context.ts";
import type { Delivery } from "../db/deliveries.ts";
import { sharesChannel } from "../db/places.ts";

/** The group's name where its posts stand beside another group's; null where it is plain whose they are. */
export async function groupNameAt(
  ctx: AppContext,
  { placeId }: Pick<Delivery, "placeId">,
  name: string,
): Promise<string | null> {
  return placeId !== null && (await sharesChannel(ctx.db, placeId)) ? name : null;
}
