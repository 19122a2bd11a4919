import type { CohortId, LearnerId, StudyDay } from "../../core/ids.ts";
import {
  type CheckIn,
  type CheckInRound,
  type RoundKey,
  readCheckIn,
  readEarlierCheckIns,
  readFormValues,
  readLatestRound,
  readRound,
} from "../../db/check-ins.ts";
import { type Cohort, readCohort } from "../../db/cohorts.ts";
import { readMembershipsOf } from "../../db/memberships.ts";
import { readRecallBy } from "../../db/recall.ts";
import { readCohortSchedule } from "../../db/schedules.ts";
import type { AppContext } from "../context.ts";
import type { Reader } from "../people/reader.ts";
import { recallOf } from "../progress/mastery.ts";
import { type NextStep, nextStep } from "../study/next-step.ts";
import { studyDayOf } from "../study/study-day.ts";

export type TopicMark = "done" | "in-progress" | "not-started";

/** A learner's check-in as it stands (S32, S33). */
export interface CheckInState {
  readonly kind: "check-in";
  readonly cohort: Pick<Cohort, "id" | "name" | "zone">;
  /** The learner is in other groups too, so the screen says whose it is. */
  readonly inSeveral?: boolean;
  readonly round: CheckInRound;
  /** A later one has begun: this is it. */
  readonly later: CheckInRound | null;
  readonly topics: readonly { readonly id: string; readonly title: string; readonly mark: TopicMark }[];
  /** What was kept so far; null: nothing. */
  readonly row: CheckIn | null;
  readonly lastAim: string | null;
  /** When the next one begins; null where none is planned. */
  readonly closesAtMs: number | null;
  readonly newPerDay: number;
  readonly step: NextStep;
}

export type CheckInOutcome =
  | CheckInState
  /** None has begun; `nextAtMs`: when the first one does, if that is planned. */
  | {
      readonly kind: "none-yet";
      readonly cohort: Cohort;
      readonly inSeveral?: boolean;
      readonly nextAtMs: number | null;
      readonly step: NextStep;
    }
  | { readonly kind: "ended"; readonly cohort: Cohort }
  | { readonly kind: "not-member"; readonly cohort: Cohort }
  | { readonly kind: "unknown" };

/** The check-in of a date, else the open one. */
export async function readMyCheckIn(
  ctx: AppContext,
  reader: Reader,
  wanted: { cohortId: CohortId; date: StudyDay | null },
): Promise<CheckInOutcome> {
  const { learner } = reader;
  const cohort = await readCohort(ctx.db, wanted.cohortId);
  if (!cohort) return { kind: "unknown" };
  if (cohort.state === "ended") return { kind: "ended", cohort };
  const [mine, latest, schedule, step] = await Promise.all([
    readMembershipsOf(ctx.db, learner.id),
    readLatestRound(ctx.db, cohort.id),
    readCohortSchedule(ctx.db, cohort.id, "weekly"),
    nextStep(ctx, reader),
  ]);
  if (!mine.some((one) => one.cohort.id === cohort.id)) return { kind: "not-member", cohort };
  const inSeveral = mine.some((one) => one.cohort.id !== cohort.id && one.cohort.state === "active");
  const nextAtMs = schedule && schedule.stoppedAt === null ? schedule.nextAt : null;
  const asked = wanted.date === null ? latest : await readRound(ctx.db, { cohortId: cohort.id, date: wanted.date });
  const round = asked ?? latest;
  if (!round) return { kind: "none-yet", cohort, inSeveral, nextAtMs, step };
  const [row, earlier] = await Promise.all([
    readCheckIn(ctx.db, round, learner.id),
    readEarlierCheckIns(ctx.db, round, learner.id, 10),
  ]);
  const later = latest && latest.date > round.date ? latest : null;
  const last = earlier.find(({ savedAt }) => savedAt !== null);
  return {
    kind: "check-in",
    cohort,
    inSeveral,
    round,
    later,
    topics: await topicsOf(ctx, reader, cohort, round, row, earlier),
    row,
    lastAim: last?.aim || null,
    closesAtMs: later ? later.opensAt : nextAtMs,
    newPerDay: learner.newPerDay,
    step,
  };
}

/** What the form shows as set, in one read. */
export async function readCheckInValues(ctx: AppContext, learnerId: LearnerId, key: RoundKey) {
  return readFormValues(ctx.db, key, learnerId);
}

/** As the learner said; before that, as they last said of the topic, or done where all its cards are met. */
async function topicsOf(
  ctx: AppContext,
  { learner }: Reader,
  cohort: Pick<Cohort, "track">,
  round: CheckInRound,
  row: CheckIn | null,
  earlier: readonly CheckIn[],
): Promise<CheckInState["topics"]> {
  const track = ctx.tracks.get(cohort.track);
  const titles = new Map(track?.blocks.flatMap(({ topics }) => topics).map(({ id, title }) => [id, title]));
  const named = (mark: (id: string) => TopicMark) =>
    round.topics.map((id) => ({ id, title: titles.get(id) ?? id, mark: mark(id) }));
  if (row?.topicsSaid) return named((id) => markIn(row, id) ?? "not-started");
  const groups = await readRecallBy(ctx.db, learner.id, cohort.track, "topics");
  const today = studyDayOf(ctx, learner);
  return named((id) => {
    for (const one of earlier) {
      const said = one.topicsSaid ? markIn(one, id) : null;
      if (said) return said;
    }
    const own = groups.filter(({ key }) => key === id);
    const { cards, seen } = recallOf(own, today, learner.weights);
    return cards > 0 && seen === cards ? "done" : "not-started";
  });
}

/** What a stored check-in says of a topic; null: nothing. */
export function markIn({ done, inProgress }: CheckIn, id: string): TopicMark | null {
  return done.includes(id) ? "done" : inProgress.includes(id) ? "in-progress" : null;
}
