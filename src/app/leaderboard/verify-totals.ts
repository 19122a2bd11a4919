import { asc, eq } from "drizzle-orm";
import type { Database } from "../../db/database.ts";
import { cohorts } from "../../db/schema/index.ts";
import { compareTotals, type TotalDifference } from "../../db/totals.ts";

export interface TotalsReport {
  readonly cohorts: number;
  readonly differences: readonly TotalDifference[];
}

/** Recomputes the totals of every active cohort from the log and compares. Changes nothing. */
export async function verifyTotals(db: Database): Promise<TotalsReport> {
  const ids = await db
    .select({ id: cohorts.id })
    .from(cohorts)
    .where(eq(cohorts.state, "active"))
    .orderBy(asc(cohorts.id));
  const differences: TotalDifference[] = [];
  for (const { id } of ids) differences.push(...(await compareTotals(db, id)));
  return { cohorts: ids.length, differences };
}

export interface TotalsIo {
  out(text: string): void;
  err(text: string): void;
}

/** What the command needs of an open database. */
export interface OpenForTotals {
  readonly db: Database;
  close(): Promise<void>;
}

const usage = "Usage:\n  totals verify      recompute points and study days from the log and compare with those kept";

/** `interleave totals verify`. Returns the exit code: 0 if all are equal, 1 if some differ, 2 if not understood. */
export async function totalsCommand(
  args: readonly string[],
  io: TotalsIo,
  open: () => Promise<OpenForTotals>,
): Promise<number> {
  if (args.length !== 1 || args[0] !== "verify") {
    io.err(usage);
    return 2;
  }
  const database = await open();
  try {
    const report = await verifyTotals(database.db);
    for (const { cohortId, period, learnerId, kept, fromLog } of report.differences) {
      io.out(
        `${cohortId} ${period} learner ${learnerId}: kept ${kept.points} points, ${kept.studyDays} study days; ` +
          `the log says ${fromLog.points} points, ${fromLog.studyDays} study days`,
      );
    }
    io.out(`cohorts ${report.cohorts} differences ${report.differences.length}`);
    return report.differences.length === 0 ? 0 : 1;
  } finally {
    await database.close();
  }
}
