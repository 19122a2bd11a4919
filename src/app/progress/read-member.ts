import { and, eq, isNull } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { weekOf } from "../../core/curriculum/track.ts";
import { studyDayAt } from "../../core/study-day.ts";
import { cohorts, identities, learners, memberships } from "../../db/schema/index.ts";
import { readOwnTotal } from "../../db/totals.ts";
import type { AppContext } from "../context.ts";
import type { Account, Reader } from "../people/reader.ts";
import { reachedWeek } from "../study/reach.ts";
import { periodsOf } from "../study/study-day.ts";
import { readStreak } from "./streak.ts";

export type MemberProgress =
  | { readonly kind: "self" }
  | {
      readonly kind: "member";
      readonly name: string;
      readonly cohort: string;
      readonly pointsThisWeek: number;
      readonly streakDays: number;
      /** Title of the block they are in; null where no roadmap says. */
      readonly block: string | null;
    }
  /** Unknown, in no shared cohort, hidden or anonymous: nothing tells which. */
  | { readonly kind: "private" };

type Who = Pick<Account, "platform" | "scope" | "userId">;

/** What a learner lets the members of a shared cohort see: only while they are named on its board. */
export async function readMemberProgress(ctx: AppContext, reader: Reader, who: Who): Promise<MemberProgress> {
  const theirs = alias(memberships, "theirs");
  const rows = await ctx.db
    .select({ learner: learners, cohort: cohorts, board: theirs.board })
    .from(identities)
    .innerJoin(learners, eq(learners.id, identities.learnerId))
    .leftJoin(theirs, and(eq(theirs.learnerId, learners.id), isNull(theirs.leftAt), eq(theirs.board, "named")))
    .leftJoin(
      memberships,
      and(
        eq(memberships.cohortId, theirs.cohortId),
        eq(memberships.learnerId, reader.learner.id),
        isNull(memberships.leftAt),
      ),
    )
    .leftJoin(cohorts, and(eq(cohorts.id, memberships.cohortId), eq(cohorts.state, "active")))
    .where(
      and(eq(identities.platform, who.platform), eq(identities.scope, who.scope), eq(identities.userId, who.userId)),
    );
  if (rows[0]?.learner.id === reader.learner.id) return { kind: "self" };
  const shared = rows.find(({ cohort }) => cohort !== null);
  if (!shared?.cohort) return { kind: "private" };
  const { learner, cohort } = shared;
  const today = studyDayAt(ctx.clock.nowMs(), learner.zone, learner.rolloverHour);
  const [total, streak, reach] = await Promise.all([
    readOwnTotal(ctx.db, cohort.id, periodsOf(today).week, learner.id),
    readStreak(ctx, learner),
    reachedWeek(ctx, learner, cohort.track),
  ]);
  const track = ctx.tracks.get(cohort.track);
  return {
    kind: "member",
    name: learner.displayName,
    cohort: cohort.name,
    pointsThisWeek: total.points,
    streakDays: streak.length,
    block: (track && weekOf(track, reach.week)?.block.title) ?? null,
  };
}
