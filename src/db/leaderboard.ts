import { and, asc, desc, eq, gt, gte, isNull, lt, ne, or, type SQL, sql } from "drizzle-orm";
import type { CohortId, LearnerId } from "../core/ids.ts";
import type { Database } from "./database.ts";
import { learners, memberships, totals } from "./schema/index.ts";
import { formerMembers, type Period } from "./totals.ts";

/** The board is read from kept totals alone, never from the log. */

export interface BoardRow {
  readonly learnerId: LearnerId;
  readonly points: number;
  /** Null: they are anonymous. */
  readonly name: string | null;
}

const boardColumns = {
  learnerId: totals.learnerId,
  points: totals.points,
  name: sql<string | null>`case when ${memberships.board} = 'named' then ${learners.displayName} end`,
};

/** Active members who may be seen. The order: points, then who came first. */
function ranked(db: Database) {
  return db
    .select(boardColumns)
    .from(totals)
    .innerJoin(
      memberships,
      and(
        eq(memberships.cohortId, totals.cohortId),
        eq(memberships.learnerId, totals.learnerId),
        isNull(memberships.leftAt),
        ne(memberships.board, "hidden"),
      ),
    )
    .innerJoin(learners, eq(learners.id, totals.learnerId));
}

const ofCohort = (cohortId: CohortId | Parameter, period: Period | Parameter) =>
  and(eq(totals.cohortId, cohortId), eq(totals.period, period));

/** As the index `totals_ranking` runs, and backwards. */
const downTheBoard = [sql`${totals.points} desc nulls last`, asc(totals.learnerId)];
const upTheBoard = [sql`${totals.points} asc nulls first`, desc(totals.learnerId)];

type Parameter = ReturnType<typeof sql.placeholder>;
const parameter = sql.placeholder;

/** The statements each look at the board runs, built once per handle and prepared on the server. */
function prepareStatements(db: Database) {
  const inPeriod = ofCohort(parameter("cohortId"), parameter("period"));
  const above = db
    .select({ points: totals.points })
    .from(totals)
    .where(and(inPeriod, gt(totals.points, parameter("points")), isRanked()))
    .groupBy(totals.points)
    // In the index's order equal sums stand together: nothing has to be sorted or hashed.
    .orderBy(sql`${totals.points} desc nulls last`)
    .as("above");
  return {
    top: ranked(db)
      .where(and(inPeriod, gt(totals.points, 0)))
      .orderBy(...downTheBoard)
      .limit(parameter("limit"))
      .prepare("board_top"),
    rank: db
      .select({ above: sql`count(*)`.mapWith(Number) })
      .from(above)
      .prepare("board_rank"),
  };
}

/** Those not on the board are few: a list of them, made once, leaves them out while the index is read. */
function isRanked(): SQL {
  return sql`${totals.learnerId} not in (select ${memberships.learnerId} from ${memberships}
    where ${memberships.cohortId} = ${parameter("cohortId")}
      and (${memberships.board} = 'hidden' or ${memberships.leftAt} is not null)
    union all select ${sql.raw(String(formerMembers))})`;
}

const prepared = new WeakMap<Database, ReturnType<typeof prepareStatements>>();

function statementsOf(db: Database) {
  let statements = prepared.get(db);
  if (!statements) {
    statements = prepareStatements(db);
    prepared.set(db, statements);
  }
  return statements;
}

/** The first on the board. */
export function readTop(db: Database, cohortId: CohortId, period: Period, limit: number): Promise<BoardRow[]> {
  return statementsOf(db).top.execute({ cohortId, period, limit });
}

/** The rank so many points have: one more than the different sums above them, of those on the board. */
export async function rankOf(db: Database, cohortId: CohortId, period: Period, points: number): Promise<number> {
  const [row] = await statementsOf(db).rank.execute({ cohortId, period, points });
  return (row?.above ?? 0) + 1;
}

/** Who stands next above (or below) a place on the board. */
export async function readNeighbour(
  db: Database,
  of: { cohortId: CohortId; period: Period; points: number; learnerId: LearnerId; side: "above" | "below" },
): Promise<BoardRow | null> {
  const above = of.side === "above";
  const [row] = await ranked(db)
    .where(
      and(
        ofCohort(of.cohortId, of.period),
        gt(totals.points, 0),
        above ? gte(totals.points, of.points) : sql`${totals.points} <= ${of.points}`,
        or(
          above ? gt(totals.points, of.points) : lt(totals.points, of.points),
          above ? lt(totals.learnerId, of.learnerId) : gt(totals.learnerId, of.learnerId),
        ),
      ),
    )
    .orderBy(...(above ? upTheBoard : downTheBoard))
    .limit(1);
  return row ?? null;
}
