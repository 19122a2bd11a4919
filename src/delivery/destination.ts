import { and, asc, eq, inArray } from "drizzle-orm";
import type { PersonRef, PlaceRef } from "../chat/platform.ts";
import type { LearnerId, PlatformId } from "../core/ids.ts";
import type { Database } from "../db/database.ts";
import type { Delivery } from "../db/deliveries.ts";
import { identities, places } from "../db/schema/index.ts";

export type Destination =
  | { readonly kind: "place"; readonly place: PlaceRef }
  | { readonly kind: "person"; readonly person: PersonRef }
  | { readonly kind: "none"; readonly why: string }
  /** Told on a private screen instead. */
  | { readonly kind: "unreachable"; readonly why: string };

/** Where deliveries go, read at each try: a place may have been left, an account unlinked. In two statements. */
export async function readDestinations(
  db: Database,
  platform: PlatformId,
  deliveries: readonly Delivery[],
): Promise<(delivery: Delivery) => Destination> {
  const placeIds = deliveries.flatMap(({ placeId }) => placeId ?? []);
  const learnerIds = deliveries.flatMap(({ placeId, learnerId }) => (placeId === null ? (learnerId ?? []) : []));
  const [found, people] = await Promise.all([readPlaces(db, placeIds), readPeople(db, platform, learnerIds)]);
  return ({ placeId, learnerId }) => {
    if (placeId !== null) {
      const place = found.get(placeId);
      return place ? { kind: "place", place } : { kind: "none", why: "the place was left" };
    }
    if (learnerId === null) return { kind: "none", why: "addressed to nobody" };
    const person = people.get(learnerId);
    return person ? { kind: "person", person } : { kind: "unreachable", why: "no account takes direct messages" };
  };
}

async function readPlaces(db: Database, ids: readonly NonNullable<Delivery["placeId"]>[]) {
  if (ids.length === 0) return new Map<string, PlaceRef>();
  const rows = await db
    .select({ id: places.id, workspace: places.workspace, channel: places.channel, state: places.state })
    .from(places)
    .where(inArray(places.id, [...new Set(ids)]));
  const there = rows.filter(({ state }) => state !== "left");
  return new Map<string, PlaceRef>(there.map(({ id, workspace, channel }) => [id, { workspace, channel }]));
}

async function readPeople(db: Database, platform: PlatformId, ids: readonly LearnerId[]) {
  if (ids.length === 0) return new Map<LearnerId, PersonRef>();
  const rows = await db
    .select({ learnerId: identities.learnerId, scope: identities.scope, userId: identities.userId })
    .from(identities)
    .where(
      and(
        inArray(identities.learnerId, [...new Set(ids)]),
        eq(identities.platform, platform),
        eq(identities.reachable, true),
      ),
    )
    .orderBy(asc(identities.id));
  // The account linked last is the one in use.
  return new Map<LearnerId, PersonRef>(rows.map(({ learnerId, ...person }) => [learnerId, person]));
}
