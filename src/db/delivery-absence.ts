import { eq, sql } from "drizzle-orm";
import type { Database } from "./database.ts";
import { installation } from "./schema/index.ts";

/** The last time in which nobody planned: from the last sign of life until somebody was there again. */
export interface Absence {
  readonly fromMs: number;
  readonly untilMs: number;
}

const key = "planned";
/** Longer than the minute between two plans, and than the clocks of two processes differ. */
const absentFromMs = 5 * 60_000;
/** A sign of life that lies further ahead was written before the clock was set back. */
const aheadMs = 3_600_000;

/** A process is there and plans; any number may say so at once. */
export async function noteAlive(db: Database, nowMs: number): Promise<void> {
  const now = sql`${nowMs}::bigint`;
  const alive = sql`(installation.value ->> 'aliveMs')::bigint`;
  await db.execute(sql`
    insert into installation (key, value) values (${key}, jsonb_build_object('aliveMs', ${now}))
    on conflict (key) do update set value = case
      when ${now} - ${alive} > ${absentFromMs}::bigint
        then jsonb_build_object('aliveMs', ${now}, 'fromMs', ${alive}, 'untilMs', ${now})
      when ${alive} - ${now} between 0 and ${aheadMs}::bigint then installation.value
      else installation.value || jsonb_build_object('aliveMs', ${now}) end`);
}

/** Null: nobody was away yet. */
export async function readAbsence(db: Database): Promise<Absence | null> {
  const [row] = await db.select({ value: installation.value }).from(installation).where(eq(installation.key, key));
  const { fromMs, untilMs } = (row?.value ?? {}) as Partial<Absence>;
  return fromMs === undefined || untilMs === undefined ? null : { fromMs, untilMs };
}
