import type { AppContext } from "../app/context.ts";
import { chooseQuestions, type QuestionDue } from "../app/daily/choose-question.ts";
import { dailyKey, recapKey } from "../app/daily/keys.ts";
import { oweNotices } from "../app/notices/owe-notices.ts";
import { cohortWeek } from "../app/study/reach.ts";
import { calendarWeekOf } from "../core/curriculum/pace.ts";
import { blockOfWeek } from "../core/curriculum/track.ts";
import type { CohortId, ScheduleId, StudyDay } from "../core/ids.ts";
import { type CohortDue, readCohortsDue } from "../db/cohorts-due.ts";
import { lastClosedOf } from "../db/daily-questions.ts";
import type { Database } from "../db/database.ts";
import { type OwedDelivery, oweDeliveries, wantShown } from "../db/deliveries.ts";
import { readAbsence } from "../db/delivery-absence.ts";
import type { Place } from "../db/places.ts";
import { isWanted, postTo } from "./cohort-posts.ts";
import type { DueSchedule, Moment, Planned } from "./planner.ts";

/** From this on the post says that it is late. */
const saysLateMs = 10 * 60_000;

/**
 * The daily question and the recap of the one before. A cohort that has not begun, is paused or has no place that may
 * be written to is passed over: no question, and the date stays free. What was missed is written down as skipped.
 */
export async function planDailyQuestions(ctx: AppContext, tx: Database, due: readonly DueSchedule[]): Promise<Planned> {
  const nowMs = ctx.clock.nowMs();
  const cohorts = await readCohortsDue(
    tx,
    due.flatMap(({ schedule }) => (schedule.cohortId === null ? [] : [schedule.cohortId])),
  );
  const asked: { of: CohortDue; moment: Moment; scheduleId: ScheduleId; question: QuestionDue }[] = [];
  const owed: OwedDelivery[] = [];
  const stopped = new Set<ScheduleId>();
  for (const { schedule, moment, missed, next } of due) {
    const of = schedule.cohortId === null ? undefined : cohorts.get(schedule.cohortId);
    if (of?.cohort.state !== "active") {
      stopped.add(schedule.id);
      continue;
    }
    const skipped = missed.filter((one) => isWanted(of, one));
    for (const one of skipped) owed.push(...of.places.map((place) => skippedPost(of, place, one)));
    await tellOfMissed(ctx, tx, of, skipped);
    if (!moment || !isWanted(of, moment)) continue;
    const { cohort, pauses } = of;
    const question = { cohort, pauses, date: moment.date, opensAtMs: moment.atMs, closesAtMs: next.atMs };
    asked.push({ of, moment, scheduleId: schedule.id, question });
  }

  const chosen = await chooseQuestions(
    ctx,
    tx,
    asked.map((one) => one.question),
  );
  const planned = new Set<ScheduleId>();
  for (const { of, moment, scheduleId, question } of asked) {
    const choice = chosen.get(of.cohort.id);
    if (!choice) {
      ctx.log.warn({ cohort: of.cohort.id, date: question.date }, "no interview card to ask about");
      continue;
    }
    planned.add(scheduleId);
    await tellOfEnd(ctx, tx, of, moment.date);
    const subject = {
      dailyQuestionId: choice.question.id,
      ...(nowMs - question.opensAtMs >= saysLateMs ? { lateUntilMs: nowMs } : {}),
    };
    owed.push(...of.places.map((place) => questionTo(of, place, moment, subject)));
    if (choice.again) await tellOfRepeats(ctx, tx, of, moment.date);
  }
  await oweDeliveries(tx, owed);
  await oweRecaps(tx, cohorts, nowMs);
  return { planned, stopped };
}

function questionTo(of: CohortDue, place: Place, moment: Moment, subject: OwedDelivery["subject"]): OwedDelivery {
  const key = dailyKey(of.cohort.id, moment.date, place.id);
  return postTo(of, place, { key, kind: "daily-question", subject, dueAtMs: moment.atMs });
}

function skippedPost(of: CohortDue, place: Place, moment: Moment): OwedDelivery {
  return { ...questionTo(of, place, moment, { date: moment.date }), missed: true };
}

/** Once for each absence. */
async function tellOfMissed(ctx: AppContext, tx: Database, of: CohortDue, missed: readonly Moment[]): Promise<void> {
  const [first, last] = [missed[0], missed.at(-1)];
  if (!first || !last) return;
  const dates = missed.map(({ date }) => date);
  const absence = await readAbsence(tx);
  // Otherwise nothing says when it began: only that nobody was there when the first of them was due.
  const wasAway = absence && absence.fromMs <= first.atMs && absence.untilMs >= last.atMs;
  const since = wasAway ? { fromMs: absence.fromMs } : {};
  await oweNotices(ctx, tx, {
    cohortId: of.cohort.id,
    key: `skipped:${last.date}`,
    subject: { cause: "skipped", dates, dueAtMs: last.atMs, backAtMs: ctx.clock.nowMs(), ...since },
  });
}

/** The last calendar week has begun: once. */
async function tellOfEnd(ctx: AppContext, tx: Database, of: CohortDue, date: StudyDay): Promise<void> {
  const { cohort, pauses } = of;
  if (calendarWeekOf(cohort.firstDay, date, pauses) !== cohort.paceWeeks) return;
  await oweNotices(ctx, tx, { cohortId: cohort.id, key: "last-week", subject: { cause: "last-week" } });
}

/** Once for each block. */
async function tellOfRepeats(ctx: AppContext, tx: Database, of: CohortDue, date: StudyDay): Promise<void> {
  const { cohort, pauses } = of;
  const track = ctx.tracks.get(cohort.track);
  const block = track && blockOfWeek(track, Math.max(1, cohortWeek(cohort, pauses, date)))?.id;
  const key = `all-asked:${block ?? ""}`;
  await oweNotices(ctx, tx, { cohortId: cohort.id, key, subject: { cause: "all-asked" } });
}

/** Questions that have closed become recaps: their posts are edited, and the thread under them is owed. Once each. */
async function oweRecaps(tx: Database, cohorts: ReadonlyMap<CohortId, CohortDue>, nowMs: number): Promise<void> {
  const closed = await lastClosedOf(tx, [...cohorts.keys()], nowMs);
  const posts = new Map<string, string>();
  const owed = closed.flatMap((question) =>
    (cohorts.get(question.cohortId)?.places ?? []).map((place): OwedDelivery => {
      const { cohortId, date } = question;
      const key = recapKey(cohortId, date, place.id);
      const post = dailyKey(cohortId, date, place.id);
      posts.set(key, post);
      return {
        key,
        kind: "recap",
        platform: place.platform,
        to: { placeId: place.id },
        cohortId,
        subject: { dailyQuestionId: question.id, post },
        dueAtMs: nowMs,
      };
    }),
  );
  const fresh = await oweDeliveries(tx, owed);
  await wantShown(
    tx,
    fresh.flatMap((key) => posts.get(key) ?? []),
    nowMs,
  );
}
