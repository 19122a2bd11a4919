import { firstLeechAt } from "../../core/scheduling/leech.ts";
import { addDays, localTimeOf } from "../../core/study-day.ts";
import { countCheckedIn, readLatestRound, readSaid, type SaidByMember } from "../../db/check-ins.ts";
import { type Cohort, readPauses } from "../../db/cohorts.ts";
import {
  closeFlag,
  countAway,
  countPosts,
  countRecentAnswers,
  type DeckSum,
  type OpenFlag,
  type RecentlyShared,
  readLeastRecalled,
  readOpenFlags,
  readRecentlyShared,
  readSlipping,
} from "../../db/group-report.ts";
import { countMembers } from "../../db/memberships.ts";
import { countOnCourse } from "../../db/totals.ts";
import type { AppContext } from "../context.ts";
import { removeSharedAnswer } from "../daily/share-answer.ts";
import { cohortWeek } from "../study/reach.ts";
import { periodsOf } from "../study/study-day.ts";

export type { OpenFlag, RecentlyShared };

/** Fewer people than this are never summed up. */
const peopleAtLeast = 5;
const recentDays = 7;
const recallDays = 28;
const sharedDays = 14;
const dayMs = 86_400_000;

/** What an organiser reads of their group (S39). Names come from what people wrote in check-ins alone. */
export interface GroupReport {
  readonly cohort: Cohort;
  readonly week: number;
  readonly members: number;
  /** Counts of study; null: fewer than five members. */
  readonly study: {
    readonly studied: number;
    readonly away: number;
    /** Answers to a question of the last days; null: none was asked. */
    readonly answersAQuestion: number | null;
  } | null;
  /** Of the latest check-in; null: none has begun. */
  readonly checkIns: { readonly week: number; readonly done: number; readonly said: readonly SaidByMember[] } | null;
  readonly leastRecalled: readonly DeckSum[];
  readonly slipping: readonly DeckSum[];
  readonly posts: { readonly sent: number; readonly skipped: number };
  readonly openFlags: number;
  readonly shared: readonly RecentlyShared[];
}

/** The caller has checked that the reader is an organiser. */
export async function readReport(ctx: AppContext, cohort: Cohort): Promise<GroupReport> {
  const { db } = ctx;
  const nowMs = ctx.clock.nowMs();
  const today = localTimeOf(nowMs, cohort.zone).day;
  const recentMs = nowMs - recentDays * dayMs;
  const of = { cohortId: cohort.id, track: cohort.track, learnersAtLeast: peopleAtLeast, limit: 3 };
  const [members, pauses, onCourse, away, answered, round, leastRecalled, slipping, posts, flags, shared] =
    await Promise.all([
      countMembers(db, cohort.id),
      readPauses(db, cohort.id),
      countOnCourse(db, cohort.id, periodsOf(today).week, [1, 1]),
      countAway(db, { cohortId: cohort.id, sinceDay: addDays(today, -recentDays), joinedBeforeMs: recentMs }),
      countRecentAnswers(db, cohort.id, recentMs),
      readLatestRound(db, cohort.id),
      readLeastRecalled(db, { ...of, since: addDays(today, -recallDays) }),
      readSlipping(db, { ...of, lapses: firstLeechAt }),
      countPosts(db, cohort.id, { fromMs: recentMs, toMs: nowMs }),
      readOpenFlags(db, cohort.id, cohort.track),
      readShared(ctx, cohort),
    ]);
  const { questions, answers } = answered;
  return {
    cohort,
    week: Math.max(1, cohortWeek(cohort, pauses, today)),
    members,
    study:
      members < peopleAtLeast
        ? null
        : { studied: onCourse.withFirst, away, answersAQuestion: questions === 0 ? null : answers / questions },
    checkIns: round && {
      week: round.week,
      done: (await countCheckedIn(db, round)).checkedIn,
      said: await readSaid(db, round),
    },
    leastRecalled,
    slipping,
    posts,
    openFlags: flags.length,
    shared,
  };
}

function readShared(ctx: AppContext, { id }: Cohort): Promise<RecentlyShared[]> {
  return readRecentlyShared(ctx.db, {
    cohortId: id,
    sinceMs: ctx.clock.nowMs() - sharedDays * dayMs,
    limit: 25,
  });
}

/** One of the answers the report offers to remove; null: not shared any more. */
export async function findShared(ctx: AppContext, cohort: Cohort, answerId: number): Promise<RecentlyShared | null> {
  return (await readShared(ctx, cohort)).find(({ id }) => id === answerId) ?? null;
}

/** False: it was not shared any more. */
export async function removeShared(ctx: AppContext, cohort: Cohort, answerId: number): Promise<boolean> {
  const found = await findShared(ctx, cohort, answerId);
  return found !== null && removeSharedAnswer(ctx, found);
}

export function readFlags(ctx: AppContext, { id, track }: Cohort): Promise<OpenFlag[]> {
  return readOpenFlags(ctx.db, id, track);
}

/** Only a flag of the cohort's own members is closed; returns those that stay open. */
export async function settleFlag(ctx: AppContext, cohort: Cohort, flagId: number): Promise<OpenFlag[]> {
  const open = await readFlags(ctx, cohort);
  if (!open.some(({ id }) => id === flagId)) return open;
  await closeFlag(ctx.db, flagId, ctx.clock.nowMs());
  return open.filter(({ id }) => id !== flagId);
}
