import { and, asc, desc, eq, ne } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { CohortId, PlaceId, PlatformId } from "../core/ids.ts";
import type { Cohort } from "./cohorts.ts";
import type { Database } from "./database.ts";
import { cohorts, places } from "./schema/index.ts";

export type Place = typeof places.$inferSelect;

/** A channel as its platform names it. */
export interface ChannelRef {
  readonly platform: PlatformId;
  readonly workspace: string;
  readonly channel: string;
}

/** The cohort's places, the oldest first; those left are not among them. */
export async function readPlaces(db: Database, cohortId: CohortId): Promise<Place[]> {
  return db
    .select()
    .from(places)
    .where(and(eq(places.cohortId, cohortId), ne(places.state, "left")))
    .orderBy(asc(places.createdAt), asc(places.id));
}

/** Whether another cohort that goes on posts to the same channel: then posts say whose they are. */
export async function sharesChannel(db: Database, placeId: PlaceId): Promise<boolean> {
  const other = alias(places, "other");
  const rows = await db
    .select({ id: other.id })
    .from(places)
    .innerJoin(
      other,
      and(
        eq(other.platform, places.platform),
        eq(other.workspace, places.workspace),
        eq(other.channel, places.channel),
        ne(other.cohortId, places.cohortId),
        ne(other.state, "left"),
      ),
    )
    .innerJoin(cohorts, and(eq(cohorts.id, other.cohortId), eq(cohorts.state, "active")))
    .where(eq(places.id, placeId))
    .limit(1);
  return rows.length > 0;
}

/** The cohorts that live in a channel and go on, the newest first. */
export async function readCohortsAt(db: Database, at: ChannelRef): Promise<Cohort[]> {
  const rows = await db
    .select({ cohort: cohorts })
    .from(places)
    .innerJoin(cohorts, eq(cohorts.id, places.cohortId))
    .where(
      and(
        eq(places.platform, at.platform),
        eq(places.workspace, at.workspace),
        eq(places.channel, at.channel),
        ne(places.state, "left"),
        eq(cohorts.state, "active"),
      ),
    )
    .orderBy(desc(cohorts.createdAt), asc(cohorts.id));
  return rows.map((row) => row.cohort);
}
