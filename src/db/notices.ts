import { and, eq, inArray, sql } from "drizzle-orm";
import type { CohortId } from "../core/ids.ts";
import type { Database } from "./database.ts";
import { wantShown } from "./deliveries.ts";
import { deliveries, places } from "./schema/index.ts";

/** A cause that was solved is there again: its notices say so by an edit. Others stay as they are. */
export async function wantNoticesAgain(
  db: Database,
  keys: readonly string[],
  subject: Record<string, unknown>,
  nowMs: number,
): Promise<void> {
  if (keys.length === 0) return;
  const solved = await db
    .update(deliveries)
    .set({ subject })
    .where(and(inArray(deliveries.key, [...keys]), sql`${deliveries.subject} ? 'solvedAtMs'`))
    .returning({ key: deliveries.key });
  await wantShown(
    db,
    solved.map(({ key }) => key),
    nowMs,
  );
}

/** Notices about places of a cohort that may be written to again, or were left for others, say that it is solved. */
export async function solvePlaceNotices(db: Database, cohortId: CohortId, nowMs: number): Promise<void> {
  const solved = await db
    .update(deliveries)
    .set({ subject: sql`${deliveries.subject} || ${JSON.stringify({ solvedAtMs: nowMs })}::text::jsonb` })
    .where(
      and(
        eq(deliveries.cohortId, cohortId),
        eq(deliveries.kind, "notice"),
        sql`${deliveries.subject} ->> 'cause' = 'blocked'`,
        sql`not ${deliveries.subject} ? 'solvedAtMs'`,
        sql`not exists (select 1 from ${places} where ${places.id} = ${deliveries.subject} ->> 'placeId'
          and ${places.state} = 'blocked')`,
      ),
    )
    .returning({ key: deliveries.key });
  await wantShown(
    db,
    solved.map(({ key }) => key),
    nowMs,
  );
}
