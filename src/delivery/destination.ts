import { and, desc, eq } from "drizzle-orm";
import type { PersonRef, PlaceRef } from "../chat/platform.ts";
import type { Database } from "../db/database.ts";
import type { Delivery } from "../db/deliveries.ts";
import { identities, places } from "../db/schema/index.ts";

export type Destination =
  | { readonly kind: "place"; readonly place: PlaceRef }
  | { readonly kind: "person"; readonly person: PersonRef }
  | { readonly kind: "none"; readonly why: string };

/** Where a delivery goes, read at each try: a place may have been left, an account unlinked. */
export async function readDestination(db: Database, delivery: Delivery): Promise<Destination> {
  if (delivery.placeId !== null) {
    const [place] = await db
      .select({ workspace: places.workspace, channel: places.channel, state: places.state })
      .from(places)
      .where(eq(places.id, delivery.placeId));
    if (!place || place.state === "left") return { kind: "none", why: "the place was left" };
    return { kind: "place", place: { workspace: place.workspace, channel: place.channel } };
  }
  if (delivery.learnerId === null) return { kind: "none", why: "addressed to nobody" };
  const [account] = await db
    .select({ scope: identities.scope, userId: identities.userId })
    .from(identities)
    .where(
      and(
        eq(identities.learnerId, delivery.learnerId),
        eq(identities.platform, delivery.platform),
        eq(identities.reachable, true),
      ),
    )
    .orderBy(desc(identities.id))
    .limit(1);
  if (!account) return { kind: "none", why: "no account takes direct messages" };
  return { kind: "person", person: account };
}
